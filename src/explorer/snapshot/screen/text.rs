//! A screen as plain text.

use crate::snapshot::screen::run::runs;
use ratatui::buffer::Buffer;

/// The characters on the screen, one line a row, blanks at the ends of lines left out.
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let line: String = runs(buffer, y).into_iter().map(|run| run.text).collect();
        out.push_str(line.trim_end_matches(' '));
        out.push('\n');
    }
    out
}
