//! A screen as text with the escape sequences that colour it in a terminal.

use std::fmt::Write;

use crate::snapshot::screen::palette::number;
use crate::snapshot::screen::run::{Look, runs, visible};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

/// The characters on the screen with select-graphic-rendition sequences, one line a row. Each line
/// starts and ends in the terminal's own style, so lines can be taken out or put together.
pub fn ansi(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        for run in visible(runs(buffer, y)) {
            if run.look == Look::PLAIN {
                out.push_str(&run.text);
            } else {
                let _ = write!(out, "\x1b[{}m{}\x1b[0m", codes(run.look), run.text);
            }
        }
        out.push('\n');
    }
    out
}

const MODIFIERS: [(Modifier, &str); 9] = [
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::SLOW_BLINK, "5"),
    (Modifier::RAPID_BLINK, "6"),
    (Modifier::REVERSED, "7"),
    (Modifier::HIDDEN, "8"),
    (Modifier::CROSSED_OUT, "9"),
];

fn codes(look: Look) -> String {
    let modifiers = MODIFIERS.iter();
    let modifiers = modifiers.filter(|(modifier, _)| look.modifier.contains(*modifier));
    let modifiers = modifiers.map(|(_, code)| (*code).to_owned());
    let colours = [colour(look.fg, 30), colour(look.bg, 40)];
    let codes: Vec<String> = modifiers.chain(colours.into_iter().flatten()).collect();
    codes.join(";")
}

/// The code that sets `colour`, where `base` is that of the first of the 16; `None` for the terminal's own.
pub fn colour(colour: Color, base: u8) -> Option<String> {
    match colour {
        Color::Reset => None,
        Color::Indexed(index) => Some(format!("{};5;{index}", base + 8)),
        Color::Rgb(r, g, b) => Some(format!("{};2;{r};{g};{b}", base + 8)),
        named => number(named).map(|number| {
            let bright = if number < 8 { 0 } else { 60 - 8 };
            (base + bright + number).to_string()
        }),
    }
}
