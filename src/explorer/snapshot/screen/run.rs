//! A row of a screen as pieces of equal style.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Look {
    pub(crate) fg: Color,
    pub(crate) bg: Color,
    pub(crate) modifier: Modifier,
}

impl Look {
    /// As the terminal writes when nobody asked for anything.
    pub(crate) const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        modifier: Modifier::empty(),
    };

    fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Whether a blank in this look cannot be told from no blank at all.
    pub(crate) fn hides_blanks(self) -> bool {
        let seen = Modifier::REVERSED | Modifier::UNDERLINED | Modifier::CROSSED_OUT;
        self.bg == Color::Reset && !self.modifier.intersects(seen)
    }
}

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
