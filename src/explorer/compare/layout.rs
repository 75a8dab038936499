//! Where the table of a comparison, its legend and its learning curves are: a pure function of size and
//! state, used both to draw and to tell what the mouse is on.

use crate::compare::legend::{Shown, legend};
use crate::compare::state::Compare;
use crate::layout::area::Area;
use crate::screen::layout::{MatrixLayout, in_sight};

/// Least cells of a figure with its band: most scores need no more, so that columns do not move while runs
/// come in.
const FIGURE: u16 = 10;
/// Cells of the mark, of what a figure may grow by in ASCII, and of the blank before the next.
const MARK: u16 = 3;
/// Cells of the number of seeds and a bar.
const SEEDS: u16 = 7;
/// Cells of the letter of a curve.
const LETTER: u16 = 2;
/// Least body with letters, and least rows of learning curves.
const ROOM_FOR_LETTERS: u16 = 12;
const CURVES: u16 = 6;

/// The parts of the body of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompareLayout {
    /// The table.
    pub table: MatrixLayout,
    /// Cells of a figure with its band.
    pub figure: u16,
    pub(crate) shown: Shown,
    /// What the signs of the table mean; no rows where there is no room.
    pub legend: Area,
    /// The learning curves, where the table leaves room for them.
    pub curves: Option<Area>,
}

/// The methods of `compare` by its sizes in `body`, the cell under the cursor in sight.
pub fn compare_layout(compare: &Compare, body: Area) -> CompareLayout {
    let methods = compare.summary.series.len();
    let sizes = compare.summary.sizes.len();
    let has_letters = body.height >= ROOM_FOR_LETTERS && methods > 0;
    let widths = (0..methods).map(|place| compare.line_label(place).chars().count());
    let letter = if has_letters { LETTER } else { 0 };
    let widest = (widths.max().unwrap_or(0) as u16).max(8) + 1 + letter;
    let figure = FIGURE.max(compare.widest_figure());
    let wanted = |cell: u16| cell.saturating_mul(sizes.min(usize::from(u16::MAX)) as u16);
    let plain = figure + MARK;
    let has_seeds = wanted(plain + SEEDS).saturating_add(widest) <= body.width;
    let cell = if has_seeds { plain + SEEDS } else { plain };
    // Names get what the figures leave, but a fifth at least.
    let left = body.width.saturating_sub(wanted(cell));
    let label = widest.min(left.max(body.width / 5).max(12));
    let fit = usize::from(body.width.saturating_sub(label) / cell).max(1);
    let rows = usize::from(body.height.saturating_sub(1));
    let rows = in_sight(compare.method, methods, rows);
    let (area, rest) = body.split_top(1 + rows.1.max(1) as u16);
    let columns = in_sight(compare.size, sizes, fit);
    let mut shown = Shown {
        seeds: has_seeds,
        arrows: columns.1 < sizes,
        curves: has_letters,
    };
    let lines = |shown| legend(compare, shown, body.width).len() as u16;
    shown.curves &= rest.height > lines(shown) + CURVES;
    let lines = lines(shown);
    let (legend, below) = rest.split_top(u16::from(lines > 0)).1.split_top(lines);
    CompareLayout {
        table: MatrixLayout {
            area,
            label,
            cell,
            rows,
            columns,
        },
        figure,
        shown,
        legend,
        curves: shown.curves.then_some(below),
    }
}
