//! A row of a screen as pieces of equal style.

use crate::snapshot::screen::look::Look;
use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// First cell, counted from the left of the screen.
    pub(crate) x: usize,
    /// Cells it takes.
    pub(crate) width: usize,
    pub(crate) text: String,
    pub(crate) look: Look,
}

/// Row `y` of the screen, counted from its top, from left to right; the runs leave no gap.
pub(crate) fn runs(buffer: &Buffer, y: u16) -> Vec<Run> {
    let area = buffer.area;
    let mut runs: Vec<Run> = Vec::new();
    let mut x = 0;
    while x < area.width {
        let cell = &buffer[(area.x + x, area.y + y)];
        let look = Look::of(cell);
        // The cells after a wide character are covered by it.
        let width = cell.symbol().width().max(1) as u16;
        let width = width.min(area.width - x);
        match runs.last_mut() {
            Some(run) if run.look == look => {
                run.text.push_str(cell.symbol());
                run.width += usize::from(width);
            }
            _ => runs.push(Run {
                x: usize::from(x),
                width: usize::from(width),
                text: cell.symbol().to_owned(),
                look,
            }),
        }
        x += width;
    }
    runs
}

/// The same without the blanks at the end that nobody can see.
pub(crate) fn visible(mut runs: Vec<Run>) -> Vec<Run> {
    while let Some(last) = runs.last_mut().filter(|run| run.look.hides_blanks()) {
        let kept = last.text.trim_end_matches(' ').len();
        last.width -= last.text.len() - kept;
        last.text.truncate(kept);
        if !last.text.is_empty() {
            break;
        }
        runs.pop();
    }
    runs
}
