//! The plot: its scales, and its points in cells.
//!
//! A look at every row takes longer than a frame may, so a [`Plot`] is computed in the background
//! from a [`PlotRequest`](super::request::PlotRequest) whenever what it depends on has changed; drawing it costs what
//! its cells do.

use std::sync::Arc;

use crate::layout::area::{Area, Size};
use crate::layout::canvas::canvas_in;
use crate::model::Model;
use crate::plot::columns::PlotColumns;
use crate::plot::front::Front;
use crate::plot::objectives::Direction;
use crate::plot::scale::Scale;
use grafscope_core::diagnosis::{Fences, Layer, PlotPart, Quarters};

/// A pane narrower than this has lines for the legend, where it is as high as [`ROOMY`].
const NARROW: u16 = 150;
const ROOMY: u16 = 9;

/// The plot of one table and arrangement, in cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// Size of the canvas.
    pub size: Size,
    /// Which part of everything was asked for.
    pub part: PlotPart,
    /// The columns shown.
    pub columns: PlotColumns,
    /// Which end of each axis is good.
    pub directions: [Direction; 2],
    /// The scales; `None` when no row shown has both values.
    pub scales: Option<PlotScales>,
    /// Whether a row shown is scored; where none is, a plot of other columns than predicted against true has all that
    /// are shown in place of the scored ones.
    pub any_scored: bool,
    /// Shown rows that are scored, where they are not coloured.
    pub scored: Layer,
    /// The same rows by the column that colours them.
    pub coloured: Option<Coloured>,
    /// All other rows: not scored, without a value of the column that colours, or filtered out.
    pub others: Layer,
    /// Shown rows that the predictor was trained on.
    pub trained: Layer,
    /// Marked rows, shown or not.
    pub marked: Layer,
    /// The front; `None` for predicted against true.
    pub front: Option<Arc<Front>>,
    /// The rows on it.
    pub on_front: Layer,
    /// The line between what they dominate and what not.
    pub front_line: Layer,
    /// How many shown rows have no true value, or lack one of the two values.
    pub missing: usize,
    /// How many shown rows are left out as outliers: scored ones, where there are any.
    pub outliers: usize,
    /// What is beyond them is left out: across, up.
    pub(super) fences: [Fences; 2],
}

/// Points by the steps of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Coloured {
    /// The steps.
    pub quarters: Quarters,
    /// The points of each step.
    pub layers: Vec<Layer>,
}

/// The scales of both axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlotScales {
    /// Of the horizontal one.
    pub across: Scale,
    /// Of the vertical one.
    pub up: Scale,
    /// Those where everything is shown: across, up. For predicted against true they are the same, so that y = x is a
    /// diagonal.
    pub whole: [Scale; 2],
    /// The smallest value shown of the axis that can best be logarithmic.
    pub least: f64,
}

impl PlotScales {
    /// For values between these ends: across, up.
    pub(super) fn new(ends: [(f64, f64); 2], part: &PlotPart) -> Option<Self> {
        let [(left, _), (bottom, _)] = ends;
        let [whole_across, whole_up] =
            ends.map(|(low, high)| Scale::around(low, high, part.logarithmic));
        let whole = [whole_across?, whole_up?];
        let [across, up] = part.window.map_or(whole, |window| {
            [
                whole[0].with_ends(window.across),
                whole[1].with_ends(window.up),
            ]
        });
        Some(Self {
            across,
            up,
            whole,
            least: left.max(bottom),
        })
    }
}

impl Plot {
    /// Whether a row with these values has a place in it.
    pub(crate) fn keeps(&self, [across, up]: [f64; 2]) -> bool {
        across.is_finite()
            && up.is_finite()
            && self.fences[0].hold(across)
            && self.fences[1].hold(up)
    }
}

/// The part of the plot pane that points are drawn in: without title line, labels, axes and legend.
pub fn canvas(pane: Area, columns: &PlotColumns) -> Area {
    canvas_in(split_legend(pane, columns).0)
}

/// The pane without the lines of its legend, which of predicted against true a wide one has in its title: (the rest,
/// the lines). A front and colours take more of them, where there is room.
pub(crate) fn split_legend(pane: Area, columns: &PlotColumns) -> (Area, Area) {
    let (front, colour) = (!columns.is_predictions(), columns.colour.is_some());
    if pane.height < ROOMY || (pane.width >= NARROW && !front && !colour) {
        return pane.split_bottom(0);
    }
    let wanted = 1 + 2 * u16::from(front) + u16::from(colour);
    pane.split_bottom(wanted.min(1 + (pane.height - ROOMY) / 2))
}

/// The shown row nearest to the cell at `x`, `y` of the screen, when that is on the canvas.
pub(crate) fn nearest_row(model: &Model, pane: Area, x: u16, y: u16) -> Option<u32> {
    let canvas = canvas(pane, &model.view.plot);
    let plot = model.plot.as_ref()?;
    let scales = plot.scales?;
    if !canvas.contains(x, y) {
        return None;
    }
    let table = model.table()?;
    let values = |name| Some(&table.column(table.find(name)?).values);
    let [across, up] = plot.columns.names().map(values);
    let (across, up) = (across?, up?);
    let distance = |row: u32| {
        let place = [across.get(row as usize), up.get(row as usize)];
        if !plot.keeps(place) {
            return f64::NAN;
        }
        let right = scales.across.share(place[0]) * f64::from(canvas.width);
        let down = (1.0 - scales.up.share(place[1])) * f64::from(canvas.height);
        let (dx, dy) = (
            right - f64::from(x - canvas.x) - 0.5,
            // A cell is about twice as high as it is wide.
            2.0 * (down - f64::from(y - canvas.y) - 0.5),
        );
        dx * dx + dy * dy
    };
    let rows = model.arrangement.rows.iter();
    let rows = rows.map(|&row| (distance(row), row));
    let rows = rows.filter(|(distance, _)| !distance.is_nan());
    let nearest = rows.min_by(|a, b| a.0.total_cmp(&b.0));
    nearest.map(|(_, row)| row)
}
