//! Terminals and environments: what each may and may not be sent.

use super::session::{FAST, Session};

/// Starts it, moves about, opens and closes things, and gives all that was sent.
fn toured(args: &[&str], environment: &[(&str, &str)]) -> Vec<u8> {
    let args = [&FAST[..], args].concat();
    let mut session = Session::sized(40, 120, &args, environment);
    session.wait_trained();
    // Help, the features, the errors, a plot zoomed, a filter, a text for the clipboard.
    for keys in [
        "jj",
        "?",
        "\x1b",
        "f",
        "\x1b",
        "e",
        "\x1b",
        "\t\tz",
        "z",
        "/error > 3\r",
        "\ty",
    ] {
        session.press(keys);
        // A lone escape is told from a sequence by what follows it.
        session.settle();
    }
    session.press("q");
    let screen = std::sync::Arc::clone(&session.screen);
    assert!(session.end().success());
    let screen = screen.0.lock().unwrap();
    screen.sent.clone()
}

/// The parameters of every sequence that sets colours or attributes.
fn graphics(sent: &[u8]) -> Vec<Vec<u16>> {
    let text = String::from_utf8_lossy(sent);
    let sequences = text.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        (rest[end..].starts_with('m')).then(|| {
            let numbers = rest[..end].split(';');
            numbers.map(|number| number.parse().unwrap_or(0)).collect()
        })
    });
    sequences.collect()
}

fn has(sent: &[u8], what: &str) -> bool {
    sent.windows(what.len()).any(|part| part == what.as_bytes())
}

/// No colour beyond the 16 that every terminal has.
fn assert_sixteen_colours(sent: &[u8]) {
    let all = graphics(sent);
    assert!(all.iter().flatten().any(|code| (30..=37).contains(code)));
    for codes in all {
        let known = |code: &u16| matches!(code, 0..=4 | 7 | 9 | 30..=37 | 39..=47 | 49 | 90..=97 | 100..=107);
        assert!(codes.iter().all(known), "{codes:?}");
    }
}

fn assert_no_colours(sent: &[u8]) {
    for codes in graphics(sent) {
        let plain = codes.iter().all(|code| matches!(code, 0..=9));
        assert!(plain, "{codes:?}");
    }
}

fn assert_ascii(sent: &[u8]) {
    let text = String::from_utf8_lossy(sent);
    let other = text.chars().find(|c| !c.is_ascii());
    assert_eq!(other, None);
}

#[test]
fn xterm_and_its_kin_get_sixteen_colours_and_unicode() {
    let sent = toured(
        &[],
        &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")],
    );
    assert_sixteen_colours(&sent);
    assert!(String::from_utf8(sent.clone()).unwrap().contains('─'));
    for switched in ["?1049", "?1000", "?1002", "?1006", "?2004", "?2026"] {
        assert!(has(&sent, &format!("\x1b[{switched}h")), "{switched}");
        assert!(has(&sent, &format!("\x1b[{switched}l")), "{switched}");
    }
    // At the end no part of the rows is left to be scrolled alone.
    assert!(has(&sent, "\x1b[r\x1b[?2026l"));
    assert!(has(&sent, "\x1b]52;c;"));
    assert!(!has(&sent, "\x1bP"));
}

#[test]
fn the_linux_console_gets_characters_that_its_font_has() {
    let sent = toured(&[], &[("TERM", "linux")]);
    assert_sixteen_colours(&sent);
    assert_ascii(&sent);
}

#[test]
fn tmux_and_screen_get_the_clipboard_as_they_take_it() {
    let sent = toured(
        &[],
        &[
            ("TERM", "tmux-256color"),
            ("TMUX", "/tmp/tmux-0/default,1,0"),
        ],
    );
    assert_sixteen_colours(&sent);
    assert!(has(&sent, "\x1b]52;c;") && has(&sent, "\x1bPtmux;\x1b\x1b]52;c;"));
    let sent = toured(&[], &[("TERM", "screen"), ("STY", "1.pts-0.host")]);
    assert_sixteen_colours(&sent);
    assert!(has(&sent, "\x1bP\x1b]52;c;"));
}

#[test]
fn a_locale_without_unicode_gets_ascii() {
    assert_ascii(&toured(&[], &[("LANG", "C")]));
    assert_ascii(&toured(&["--ascii"], &[]));
    let sent = toured(&["--ascii=never"], &[("LANG", "C")]);
    assert!(String::from_utf8(sent).unwrap().contains('─'));
}

#[test]
fn a_dumb_terminal_gets_no_colour_no_mouse_and_ascii() {
    let sent = toured(&[], &[("TERM", "dumb")]);
    assert_no_colours(&sent);
    assert_ascii(&sent);
    for mode in ["?1000", "?1002", "?1006", "?2004", "?2026"] {
        assert!(!has(&sent, mode), "{mode}");
    }
    assert!(!has(&sent, "\x1b[r"));
}

#[test]
fn no_color_means_none() {
    assert_no_colours(&toured(&[], &[("NO_COLOR", "1")]));
    assert_sixteen_colours(&toured(&["--color", "always"], &[("NO_COLOR", "1")]));
}

#[test]
fn without_colour_the_selected_row_is_still_reversed() {
    let mut session = Session::start(&FAST, &[("NO_COLOR", "1")]);
    session.wait_trained();
    session.press("jj");
    session.wait("a reversed row", |screen| {
        let screen = screen.parser.screen();
        let (rows, columns) = screen.size();
        (2..rows.get()).any(|row| {
            let reversed = (0..columns.get())
                .filter(|&column| screen.cell(row, column).is_some_and(vt100::Cell::inverse));
            reversed.count() > 40
        })
    });
    let screen = session.screen.0.lock().unwrap();
    let (rows, columns) = screen.parser.screen().size();
    for row in 0..rows.get() {
        for column in 0..columns.get() {
            let cell = screen.parser.screen().cell(row, column).unwrap();
            assert_eq!(
                cell.fgcolor(),
                vt100::Color::Default,
                "row {row} column {column}"
            );
            assert_eq!(
                cell.bgcolor(),
                vt100::Color::Default,
                "row {row} column {column}"
            );
        }
    }
    drop(screen);
    session.press("q");
    assert!(session.end().success());
}
