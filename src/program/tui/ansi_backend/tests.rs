use proptest::collection::vec;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::style::{Color, Style};

use super::*;

/// The bytes that turn `before` into `after`, and the screen of a terminal that gets all bytes.
fn sent(before: &[(&str, Style)], after: &[(&str, Style)]) -> (String, String) {
    let size = Size::new(40, 4);
    let mut terminal = Terminal::new(AnsiBackend::new(size)).unwrap();
    let mut parser = vt100::Parser::new(4.try_into().unwrap(), 40.try_into().unwrap(), 0);
    let mut last = String::new();
    for lines in [before, after] {
        terminal
            .draw(|frame| {
                for (y, (text, style)) in lines.iter().enumerate() {
                    frame.buffer_mut().set_string(0, y as u16, text, *style);
                }
            })
            .unwrap();
        let bytes = terminal.backend_mut().take();
        parser.process(&bytes);
        last = String::from_utf8(bytes).unwrap();
    }
    (last, parser.screen().contents())
}

fn plain(text: &str) -> (&str, Style) {
    (text, Style::new())
}

#[test]
fn nothing_is_sent_when_nothing_changes() {
    let lines = [plain("one"), ("two", Style::new().fg(Color::Red).bold())];
    assert_eq!(sent(&lines, &lines).0, "");
}

#[test]
fn a_change_sends_a_move_and_the_changed_cells() {
    let (bytes, screen) = sent(&[plain("12.50 and more")], &[plain("12.75 and less")]);
    assert_eq!(bytes, "\x1b[1;4H75\x1b[5Cless");
    assert_eq!(screen, "12.75 and less");
}

#[test]
fn skipped_cells_are_rewritten_if_that_is_shorter_than_a_move() {
    let (bytes, screen) = sent(&[plain("1.2.3")], &[plain("4.5.6")]);
    assert_eq!(bytes, "\x1b[H4.5.6");
    assert_eq!(screen, "4.5.6");
    // Not in another style, and only if it is shorter.
    let red = Style::new().fg(Color::Red);
    let (bytes, _) = sent(&[plain("1─2")], &[plain("3─4")]);
    assert_eq!(bytes, "\x1b[H3\x1b[C4");
    let (bytes, _) = sent(&[("1.2", red)], &[("3.4", red)]);
    assert_eq!(bytes, "\x1b[H\x1b[31m3.4\x1b[m");
}

#[test]
fn blanks_are_erased_and_their_invisible_style_is_ignored() {
    let (bytes, screen) = sent(&[plain("a word at the end")], &[plain("a")]);
    assert_eq!(bytes, "\x1b[1;3H\x1b[15X");
    assert_eq!(screen.trim_end(), "a");
    let bold = Style::new().bold();
    let (bytes, screen) = sent(&[("one two", bold)], &[("on", bold), ("     x", bold)]);
    assert_eq!(bytes, "\x1b[1;3H     \x1b[2H     \x1b[1mx\x1b[m");
    let lines: Vec<&str> = screen.lines().map(str::trim_end).collect();
    assert_eq!(lines, ["on", "     x"]);
}

#[test]
fn reversed_blanks_are_written() {
    let reversed = Style::new().reversed();
    let (bytes, _) = sent(&[plain("a         ")], &[("a         ", reversed)]);
    assert_eq!(bytes, "\x1b[H\x1b[7ma         \x1b[m");
}

#[test]
fn colours_are_the_sixteen_in_their_short_form() {
    let style = Style::new().fg(Color::Cyan).bold();
    assert_eq!(sent(&[], &[("x", style)]).0, "\x1b[H\x1b[1;36mx\x1b[m");
    let style = Style::new().fg(Color::LightRed).bg(Color::White);
    assert_eq!(sent(&[], &[("x", style)]).0, "\x1b[H\x1b[91;107mx\x1b[m");
}

#[test]
fn unsafe_characters_never_reach_the_terminal() {
    let size = Size::new(10, 1);
    for (ascii_only, symbol, written) in [
        (false, "\u{1b}", "?"),
        (false, "a\u{202e}", "?"),
        (false, "漢\u{200d}", "??"),
        (false, "é", "é"),
        (true, "é", "?"),
        (true, "漢", "??"),
    ] {
        let mut backend = AnsiBackend::new(size);
        backend.ascii_only = ascii_only;
        let mut cell = Cell::default();
        cell.set_symbol(symbol);
        backend.draw([(0, 0, &cell)].into_iter()).unwrap();
        assert_eq!(backend.take(), format!("\x1b[H{written}").into_bytes());
    }
}

/// A line of a list: its text, its colour, whether it is reversed.
type Row = (String, u8, bool);

fn list() -> impl Strategy<Value = Vec<Row>> {
    let text = "[a-c 漢é]{0,14}";
    vec((text, 0..4_u8, any::<bool>()), 24)
}

fn put_rows(rows: &[Row], first: usize, buffer: &mut Buffer) {
    for (y, (text, colour, reversed)) in rows.iter().skip(first).take(8).enumerate() {
        let style = [
            Style::new(),
            Style::new().fg(Color::Red),
            Style::new().bg(Color::Blue),
            Style::new().bold().underlined(),
        ][usize::from(*colour)];
        let style = if *reversed { style.reversed() } else { style };
        buffer.set_string(0, 1 + y as u16, text, style);
    }
}

proptest! {
    #[test]
    fn what_is_sent_gives_the_frame_whatever_moved(
        rows in list(),
        frames in vec((0..16_usize, "[a-c 漢]{0,30}", "[a-c 漢]{0,30}", any::<bool>()), 2..6),
    ) {
        let mut scrolling = AnsiBackend::new(Size::new(20, 10));
        scrolling.scrolls = true;
        let mut scrolling = Terminal::new(scrolling).unwrap();
        let parser = || vt100::Parser::new(10.try_into().unwrap(), 20.try_into().unwrap(), 0);
        let mut got = parser();
        for (first, title, foot, beside) in frames {
            let paint = |frame: &mut ratatui::Frame| {
                let buffer = frame.buffer_mut();
                put_rows(&rows, first, buffer);
                buffer.set_string(0, 0, &title, Style::new().reversed());
                buffer.set_string(0, 9, &foot, Style::new());
                if beside {
                    put_rows(&rows, 0, buffer);
                }
            };
            scrolling.draw(paint).unwrap();
            let mut fresh = Terminal::new(AnsiBackend::new(Size::new(20, 10))).unwrap();
            fresh.draw(paint).unwrap();
            let mut expected = parser();
            expected.process(&fresh.backend_mut().take());
            got.process(&scrolling.backend_mut().take());
            for y in 0..10 {
                for x in 0..20 {
                    let [got, expected] = [&got, &expected].map(|of| of.screen().cell(y, x).unwrap());
                    prop_assert_eq!(looks(got), looks(expected), "row {} column {}", y, x);
                }
            }
        }
    }
}

/// What is seen of a cell.
fn looks(cell: &vt100::Cell) -> (&str, bool, vt100::Color, vt100::Color, [bool; 3]) {
    let text = if cell.contents().is_empty() && !cell.is_wide_continuation() {
        " "
    } else {
        cell.contents()
    };
    let seen = text != " " || cell.underline() || cell.inverse();
    let fg = if seen {
        cell.fgcolor()
    } else {
        vt100::Color::Default
    };
    (
        text,
        cell.is_wide(),
        fg,
        cell.bgcolor(),
        [cell.bold() && seen, cell.underline(), cell.inverse()],
    )
}

#[test]
fn a_list_that_moved_by_a_row_is_scrolled() {
    let mut terminal = AnsiBackend::new(Size::new(40, 6));
    terminal.scrolls = true;
    let mut terminal = Terminal::new(terminal).unwrap();
    let lines = [
        "an architecture of this benchmark",
        "its accuracy, 91.23 %",
        "what the forest says of it",
        "features: five of them, all whole numbers",
        "the mean over three seeds",
        "no edge is cut off",
    ];
    let mut draw = |first: usize| {
        let paint = |frame: &mut ratatui::Frame| {
            for (y, line) in lines.iter().skip(first).take(4).enumerate() {
                let buffer = frame.buffer_mut();
                buffer.set_string(0, 1 + y as u16, line, Style::new());
            }
        };
        terminal.draw(paint).unwrap();
        String::from_utf8(terminal.backend_mut().take()).unwrap()
    };
    draw(0);
    assert_eq!(
        draw(1),
        format!("\x1b[2;5r\x1b[2H\x1b[M\x1b[r\x1b[5H{}", lines[4])
    );
    draw(2);
    assert_eq!(
        draw(0),
        format!(
            "\x1b[2;5r\x1b[2H\x1b[2L\x1b[r\x1b[2H{}\x1b[3H{}",
            lines[0], lines[1]
        )
    );
}
