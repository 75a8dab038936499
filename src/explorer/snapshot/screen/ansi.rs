//! A screen as text with the escape sequences that colour it in a terminal.

use std::fmt::Write;

use crate::snapshot::screen::look::Look;
use crate::snapshot::screen::run::{runs, visible};
use ratatui::buffer::Buffer;

/// The characters on the screen with select-graphic-rendition sequences, one line a row. Each line
/// starts and ends in the terminal's own style, so lines can be taken out or put together.
pub fn ansi(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        for run in visible(runs(buffer, y)) {
            if run.look == Look::default() {
                out.push_str(&run.text);
            } else {
                let codes = run.look.codes(Look::default());
                let _ = write!(out, "\x1b[{codes}m{}\x1b[0m", run.text);
            }
        }
        out.push('\n');
    }
    out
}
