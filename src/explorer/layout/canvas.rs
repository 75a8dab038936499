//! Where the points of a plot are drawn: below a title, right of and above the labels of its axes.

use crate::layout::area::Area;

/// Cells left of a canvas for the vertical axis and its labels.
const LEFT: u16 = 8;
/// Rows below it for the horizontal axis and its labels.
const BELOW: u16 = 2;

/// The part of `area` that points are drawn in.
pub(crate) fn canvas_in(area: Area) -> Area {
    let (_, rest) = area.split_top(1);
    rest.split_bottom(BELOW).0.split_left(LEFT).1
}
