//! Where the parts of the screen of errors are.

use crate::layout::area::Area;
use crate::overlay::popup::first_in_sight;

/// From this height on, head and foot have two lines each.
const ROOMY: u16 = 12;

/// The parts of the screen of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorAreas {
    /// Of what predictor, how many rows, how far off: two lines, or one.
    pub head: Area,
    /// The views, one line.
    pub tabs: Area,
    /// The open view.
    pub body: Area,
    /// What is under its cursor: two lines, or one.
    pub foot: Area,
}

/// The parts of the screen of errors in `area`.
pub fn error_areas(area: Area) -> ErrorAreas {
    let lines = if area.height >= ROOMY { 2 } else { 1 };
    let (head, rest) = area.split_top(lines);
    let (tabs, rest) = rest.split_top(1);
    let (body, foot) = rest.split_bottom(lines);
    ErrorAreas {
        head,
        tabs,
        body,
        foot,
    }
}

/// Lines of a view below some lines of its head, one an entry, the entry under the cursor in sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorList {
    /// The entries.
    pub area: Area,
    /// The first entry shown.
    pub first: usize,
    /// How many are shown.
    pub shown: usize,
}

/// Where `len` entries are in `body`, below `head` lines.
pub fn error_list(body: Area, head: u16, cursor: usize, len: usize) -> ErrorList {
    let (_, area) = body.split_top(head);
    let rows = usize::from(area.height);
    ErrorList {
        area,
        first: first_in_sight(cursor, len, rows),
        shown: rows.min(len),
    }
}

impl ErrorList {
    /// The entry at column `x`, row `y` of the screen.
    pub fn hit(&self, x: u16, y: u16) -> Option<usize> {
        let line = self.area.contains(x, y).then(|| y - self.area.y)?;
        let line = usize::from(line);
        (line < self.shown).then_some(self.first + line)
    }
}
