//! The scale of the plot, predicted against true.

use crate::table::Values;

use super::area::Area;
use super::model::Model;

/// Cells left of the plot for the labels of its vertical axis.
pub(super) const LEFT: u16 = 8;
/// Rows below the plot for the labels of its horizontal axis.
pub(super) const BELOW: u16 = 2;

/// Share of the span of the values that is left free at both ends of an axis.
const MARGIN: f64 = 0.02;

/// Smallest and largest value of both axes, which have the same scale so that y = x is a diagonal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Smallest value.
    pub low: f64,
    /// Largest value; greater than `low`.
    pub high: f64,
}

impl Bounds {
    /// Where `value` lies, 0 at `low`, 1 at `high`.
    pub fn share(self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

/// The columns on the axes: across and up.
fn axes(model: &Model) -> Option<(&Values, &Values)> {
    let table = model.table()?;
    let values = |name| Some(&*table.column(table.find(name)?).values);
    Some((values("true")?, values("predicted")?))
}

/// The bounds that hold every shown row with a true and a predicted value; `None` without any.
pub fn bounds(model: &Model) -> Option<Bounds> {
    let (truth, predicted) = axes(model)?;
    let mut low = f64::INFINITY;
    let mut high = f64::NEG_INFINITY;
    for &row in &model.arrangement.rows {
        let (x, y) = (truth.get(row as usize), predicted.get(row as usize));
        if !x.is_nan() && !y.is_nan() {
            low = low.min(x).min(y);
            high = high.max(x).max(y);
        }
    }
    if low > high {
        return None;
    }
    let span = if high > low {
        high - low
    } else {
        low.abs().max(1.0)
    };
    let margin = span * MARGIN;
    Some(Bounds {
        low: low - margin,
        high: high + margin,
    })
}

/// The part of the plot pane that points are drawn in: without title line, labels and axes.
pub fn canvas(pane: Area) -> Area {
    let (_, rest) = pane.split_top(1);
    let (rest, _) = rest.split_bottom(BELOW);
    rest.split_left(LEFT).1
}

/// The shown row nearest to the cell at `x`, `y` of the screen, when that is on the canvas.
pub(super) fn nearest_row(model: &Model, pane: Area, x: u16, y: u16) -> Option<u32> {
    let canvas = canvas(pane);
    let bounds = model.bounds?;
    if !canvas.contains(x, y) {
        return None;
    }
    let (truth, predicted) = axes(model)?;
    let distance = |row: u32| {
        let across = bounds.share(truth.get(row as usize)) * f64::from(canvas.width);
        let down = (1.0 - bounds.share(predicted.get(row as usize))) * f64::from(canvas.height);
        let (dx, dy) = (
            across - f64::from(x - canvas.x) - 0.5,
            // A cell is about twice as high as it is wide.
            2.0 * (down - f64::from(y - canvas.y) - 0.5),
        );
        dx * dx + dy * dy
    };
    model
        .arrangement
        .rows
        .iter()
        .map(|&row| (distance(row), row))
        .filter(|(distance, _)| !distance.is_nan())
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, row)| row)
}
