//! Errors against a column.

use crate::layout::area::Area;
use grafscope_core::diagnosis::Residuals;
use grafscope_core::table::Table;

/// Cells left of the canvas for the labels of its vertical axis, and rows below it.
const LEFT: u16 = 8;
const BELOW: u16 = 2;

/// Cells of the cursor to each side of its middle: across, up.
const SIZES: [(usize, usize); 5] = [(0, 0), (1, 0), (2, 1), (5, 2), (10, 4)];

/// What the view of residuals keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidualsView {
    /// The column shown across.
    pub across: String,
    /// The middle of the cursor in cells, from the left and from the bottom; on the worst row until it is
    /// moved.
    pub cursor: Option<(usize, usize)>,
    /// Whether the running mean is drawn.
    pub bias: bool,
    /// How large the cursor is: a place in the list of sizes.
    pub(crate) size: usize,
}

impl Default for ResidualsView {
    fn default() -> Self {
        Self {
            across: "true".to_owned(),
            cursor: None,
            bias: true,
            size: 1,
        }
    }
}

impl ResidualsView {
    /// The cells under a cursor whose middle is `cursor`, on a canvas of `width` by `height` cells: first
    /// and last column, first and last row.
    pub fn under(
        &self,
        cursor: (usize, usize),
        width: usize,
        height: usize,
    ) -> ((usize, usize), (usize, usize)) {
        let (across, up) = SIZES[self.size];
        let ends = |at: usize, side: usize, cells: usize| {
            let last = cells.saturating_sub(1);
            let at = at.min(last);
            (at.saturating_sub(side), (at + side).min(last))
        };
        (ends(cursor.0, across, width), ends(cursor.1, up, height))
    }

    /// The middle of the cursor in `found`: where it was put, or on the worst row.
    pub fn place(&self, found: &Residuals, table: &Table) -> Option<(usize, usize)> {
        let cloud = found.cloud.as_ref()?;
        let (right, top) = (cloud.across.cells() - 1, cloud.up.cells() - 1);
        if let Some((x, y)) = self.cursor {
            return Some((x.min(right), y.min(top)));
        }
        let (row, error) = cloud.spot((0, right), (0, top)).worst?;
        let across = table.column(table.find(&found.query.across)?);
        let value = across.values.get(row as usize);
        Some((cloud.across.cell(value)?, cloud.up.cell(error)?))
    }

    /// Makes the cursor larger or smaller.
    pub(crate) fn resize(&mut self, larger: bool) {
        let to = self.size.saturating_add_signed(if larger { 1 } else { -1 });
        self.size = to.min(SIZES.len() - 1);
    }
}

/// The part of `body` that points are drawn in: without labels and axes.
pub fn residuals_canvas(body: Area) -> Area {
    body.split_bottom(BELOW).0.split_left(LEFT).1
}
