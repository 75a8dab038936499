//! Errors by the values of two columns.

use crate::layout::area::Area;
use crate::overlay::popup::first_in_sight;
use grafscope_core::diagnosis::Heat;

/// What the heat map keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatView {
    /// The column across; the first operation count until one is chosen.
    pub across: Option<String>,
    /// The column upwards; the second operation count until one is chosen.
    pub up: Option<String>,
    /// About how many ranges, of a column with many values.
    pub ranges: usize,
    /// The cell under the cursor: across, up.
    pub cursor: (usize, usize),
    /// Whether the mean error is shown rather than the mean absolute one.
    pub signed: bool,
}

impl HeatView {
    /// Numbers of ranges that keys step through.
    pub(crate) const RANGES: [usize; 4] = [3, 5, 10, 20];
}

impl Default for HeatView {
    fn default() -> Self {
        Self {
            across: None,
            up: None,
            ranges: Self::RANGES[2],
            cursor: (0, 0),
            signed: true,
        }
    }
}

/// Where the cells of a heat map are: a line of headings at the bottom, labels at the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeatLayout {
    /// The cells.
    pub area: Area,
    /// Cells of the screen for the labels at the left.
    pub label: u16,
    /// The first part across that is shown, and how many.
    pub across: (usize, usize),
    /// The lowest part upwards that is shown, and how many.
    pub up: (usize, usize),
}

impl HeatLayout {
    /// Columns of the screen that a cell takes, the blank before it included.
    pub const CELL: u16 = 9;

    /// The layout of `heat` in `body`, the cell under the cursor in sight.
    pub fn new(heat: &Heat, view: &HeatView, body: Area) -> Self {
        let widest = (0..heat.up.len()).map(|at| heat.up.label(at).chars().count());
        let label = widest.max().unwrap_or(0).min(usize::from(body.width) / 3) as u16 + 1;
        // A line for the title above, one for the labels below.
        let (rest, _) = body.split_top(1).1.split_bottom(1);
        let area = rest.split_left(label).1;
        let fit = usize::from(area.width / Self::CELL).max(1);
        let rows = usize::from(area.height);
        let shown = |cursor: usize, len: usize, room: usize| {
            (first_in_sight(cursor, len, room), room.min(len))
        };
        Self {
            area,
            label,
            across: shown(view.cursor.0, heat.across.len(), fit),
            up: shown(view.cursor.1, heat.up.len(), rows),
        }
    }

    /// The line of the screen of part `up`, which is shown.
    pub fn line(&self, up: usize) -> u16 {
        self.area.y + (self.up.1 - 1 - (up - self.up.0)) as u16
    }

    /// The cell at column `x`, row `y` of the screen: across, up.
    pub fn hit(&self, x: u16, y: u16) -> Option<(usize, usize)> {
        if !self.area.contains(x, y) {
            return None;
        }
        let across = usize::from((x - self.area.x) / Self::CELL);
        let down = usize::from(y - self.area.y);
        (across < self.across.1 && down < self.up.1)
            .then(|| (self.across.0 + across, self.up.0 + self.up.1 - 1 - down))
    }
}
