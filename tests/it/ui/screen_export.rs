//! Screens as text, with escape sequences, and as pictures.

use grafscope_core::export::PlotTheme;
use grafscope_explorer::snapshot::screen::{ansi, svg, text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// A screen with what is hard to write: styles, wide characters, lines, dots, markup.
fn screen() -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 5));
    buffer.set_string(0, 0, "┌──┐ τ 0.712  <a & b>", Style::new());
    buffer.set_string(0, 1, "│漢│ red", Style::new().fg(Color::Red));
    buffer.set_string(2, 2, "bold", Style::new().add_modifier(Modifier::BOLD));
    buffer.set_string(8, 2, " sel ", Style::new().add_modifier(Modifier::REVERSED));
    buffer.set_string(
        0,
        3,
        "⣿⠁█▌",
        Style::new().fg(Color::Green).add_modifier(Modifier::DIM),
    );
    buffer
}

#[test]
fn text_is_what_is_read() {
    assert_eq!(
        text(&screen()),
        "┌──┐ τ 0.712  <a & b>\n│漢│ red\n  bold   sel\n⣿⠁█▌\n\n"
    );
}

#[test]
fn ansi_shows_the_same_screen_in_a_terminal() {
    let buffer = screen();
    let mut terminal = vt100::Parser::new(5.try_into().unwrap(), 24.try_into().unwrap(), 0);
    terminal.process(ansi(&buffer).replace('\n', "\r\n").trim_end().as_bytes());
    let shown = terminal.screen();
    for y in 0..5 {
        for x in 0..24 {
            let (cell, drawn) = (shown.cell(y, x).unwrap(), &buffer[(x, y)]);
            if cell.is_wide_continuation() {
                continue;
            }
            let symbol = if cell.has_contents() {
                cell.contents()
            } else {
                " "
            };
            assert_eq!(symbol, drawn.symbol(), "{x},{y}");
            assert_eq!(
                cell.bold(),
                drawn.modifier.contains(Modifier::BOLD),
                "{x},{y}"
            );
            assert_eq!(
                cell.inverse(),
                drawn.modifier.contains(Modifier::REVERSED),
                "{x},{y}"
            );
            if symbol != " " {
                let colour = match drawn.fg {
                    Color::Red => vt100::Color::Idx(1),
                    Color::Green => vt100::Color::Idx(2),
                    _ => vt100::Color::Default,
                };
                assert_eq!(cell.fgcolor(), colour, "{x},{y}");
            }
        }
    }
}

#[test]
fn every_line_of_ansi_ends_in_the_terminals_own_style() {
    for line in ansi(&screen()).lines() {
        let last = line.rfind("\x1b[").map_or("\x1b[0m", |at| &line[at..]);
        assert!(last.starts_with("\x1b[0m"), "{line:?}");
    }
}

#[test]
fn svg_places_every_word_and_draws_lines() {
    let picture = svg(&screen(), PlotTheme::Dark);
    assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>\n"));
    assert!(picture.contains(r#"<text x="45" y="13.5" textLength="9">τ</text>"#));
    assert!(picture.contains(r#"<text x="126" y="13.5" textLength="63">&lt;a &amp; b&gt;</text>"#));
    assert!(picture.contains(r#"<text x="9" y="31.5" textLength="18">漢</text>"#));
    for drawn in ['┌', '─', '│', '⣿', '█'] {
        assert!(!picture.contains(drawn), "{drawn} is left to the font");
    }
    let dots = picture.matches("h0").count();
    assert_eq!(dots, 9, "eight dots and one");
    // What is selected has a ground of its own, in the colour of plain text.
    assert!(picture.contains(r##"<rect x="72" y="36" width="45" height="18" fill="#d7dce5"/>"##));
    assert_eq!(picture, svg(&screen(), PlotTheme::Dark));
}

#[test]
fn a_light_picture_has_the_same_shapes() {
    let [light, dark] = PlotTheme::ALL.map(|theme| svg(&screen(), theme));
    assert!(light.contains(r##"rx="6" fill="#fdfdfe"/>"##));
    // What is selected is in the colour of plain text.
    assert!(light.contains(r##"<rect x="72" y="36" width="45" height="18" fill="#222730"/>"##));
    let shapes = |svg: &str| -> Vec<String> {
        let parts = svg.split('#').skip(1);
        parts.map(|part| part[6..].to_owned()).collect()
    };
    assert_eq!(shapes(&light), shapes(&dark));
}

#[test]
fn svg_is_well_formed() {
    let picture = svg(&screen(), PlotTheme::Dark);
    let mut open = Vec::new();
    for tag in picture.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').unwrap();
        assert!(!text.contains('&') || text.contains(';'), "{text}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap());
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn an_empty_screen_is_written_too() {
    let nothing = Buffer::empty(Rect::new(0, 0, 0, 0));
    assert_eq!(text(&nothing), "");
    assert_eq!(ansi(&nothing), "");
    assert!(svg(&nothing, PlotTheme::Light).contains("</svg>"));
}
