//! The plot, predicted against true: its scale, and its points in cells.
//!
//! A look at every row takes longer than a frame may, so a [`Plot`] is computed in the background
//! from a [`PlotRequest`] whenever what it depends on has changed; drawing it costs what its cells do.

use std::sync::Arc;

use crate::layout::area::{Area, Size};
use crate::layout::areas::areas;
use crate::model::Model;
use grafscope_core::diagnosis::Layer;
use grafscope_core::job::{Cancelled, JobContext};
use grafscope_core::table::{Arrangement, Table, Values};

/// Cells left of the plot for the labels of its vertical axis.
const LEFT: u16 = 8;
/// Rows below the plot for the labels of its horizontal axis.
const BELOW: u16 = 2;

/// Share of the span of the values that is left free at both ends of an axis.
const MARGIN: f64 = 0.02;

/// Rows looked at between two checks for a stop.
const STRIDE: usize = 65_536;

/// Smallest and largest value of both axes, which have the same scale so that y = x is a diagonal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Smallest value.
    pub low: f64,
    /// Largest value; greater than `low`.
    pub high: f64,
}

impl Bounds {
    /// Bounds that hold the values from `low` to `high`, with a margin; `None` when there are none.
    fn around(low: f64, high: f64) -> Option<Self> {
        if low > high {
            return None;
        }
        let only = low.abs().max(1.0);
        let span = if high > low { high - low } else { only };
        let margin = span * MARGIN;
        Some(Self {
            low: low - margin,
            high: high + margin,
        })
    }

    /// Where `value` lies, 0 at `low`, 1 at `high`.
    pub fn share(self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

fn layer(size: Size) -> Layer {
    Layer::new(size.width, size.height)
}

/// What a plot shows, and on how many cells.
#[derive(Debug, Clone)]
pub struct PlotRequest {
    /// The rows.
    pub table: Arc<Table>,
    /// Which of them are shown.
    pub arrangement: Arc<Arrangement>,
    /// Size of the canvas.
    pub size: Size,
}

/// Columns that a plot depends on: across, up, and what marks points out.
const COLUMNS: [&str; 4] = ["true", "predicted", "in_training", "marked"];

impl PlotRequest {
    /// The plot that the model shows now; `None` while there is no canvas for one.
    pub(crate) fn of(model: &Model) -> Option<Self> {
        let table = model.table()?;
        let canvas = canvas(areas(model)?.plot);
        (canvas.width > 0 && canvas.height > 0).then(|| Self {
            table: Arc::clone(table),
            arrangement: Arc::clone(&model.arrangement),
            size: canvas.size(),
        })
    }

    /// Whether `other` asks for the same plot.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.size == other.size
            && Arc::ptr_eq(&self.arrangement, &other.arrangement)
            && (COLUMNS.iter()).all(|name| match (self.values(name), other.values(name)) {
                (Some(one), Some(other)) => Arc::ptr_eq(one, other),
                _ => false,
            })
    }

    fn values(&self, name: &str) -> Option<&Arc<Values>> {
        let id = self.table.find(name)?;
        Some(&self.table.column(id).values)
    }
}

/// The plot of one table and arrangement, in cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// Size of the canvas.
    pub size: Size,
    /// The scale: holds every shown row that is predicted. `None` when no row shown has a true and a
    /// predicted value.
    pub bounds: Option<Bounds>,
    /// Shown rows.
    pub shown: Layer,
    /// All rows; empty when all are shown.
    pub all: Option<Layer>,
    /// Shown rows that the predictor was trained on.
    pub trained: Layer,
    /// Marked rows, shown or not.
    pub marked: Layer,
    /// How many shown rows have no true value.
    pub without_truth: usize,
}

impl Plot {
    /// Looks at every row that `request` names.
    ///
    /// # Errors
    /// [`Cancelled`] when it was.
    pub fn new(request: &PlotRequest, job: &JobContext) -> Result<Self, Cancelled> {
        let mut plot = Self {
            size: request.size,
            bounds: None,
            shown: layer(request.size),
            all: None,
            trained: layer(request.size),
            marked: layer(request.size),
            without_truth: 0,
        };
        let values = COLUMNS.map(|name| request.values(name));
        let [
            Some(truth),
            Some(predicted),
            Some(in_training),
            Some(marked),
        ] = values
        else {
            return Ok(plot);
        };
        let place = |row: u32| (truth.get(row as usize), predicted.get(row as usize));
        let rows = &request.arrangement.rows;
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for rows in rows.chunks(STRIDE) {
            job.check()?;
            for &row in rows {
                let (x, y) = place(row);
                plot.without_truth += usize::from(x.is_nan());
                if !x.is_nan() && !y.is_nan() {
                    low = low.min(x).min(y);
                    high = high.max(x).max(y);
                }
            }
        }
        plot.bounds = Bounds::around(low, high);
        let Some(bounds) = plot.bounds else {
            return Ok(plot);
        };
        let add =
            |layer: &mut Layer, (x, y): (f64, f64)| layer.add(bounds.share(x), bounds.share(y));
        for rows in rows.chunks(STRIDE) {
            job.check()?;
            for &row in rows {
                add(&mut plot.shown, place(row));
                if in_training.get(row as usize) > 0.0 {
                    add(&mut plot.trained, place(row));
                }
            }
        }
        job.check()?;
        let every = request.table.rows();
        let mut all = (rows.len() < every).then(|| layer(request.size));
        for row in 0..every as u32 {
            if let Some(all) = &mut all {
                add(all, place(row));
            }
            if marked.get(row as usize) > 0.0 {
                add(&mut plot.marked, place(row));
            }
        }
        plot.all = all;
        Ok(plot)
    }
}

/// The part of the plot pane that points are drawn in: without title line, labels and axes.
pub fn canvas(pane: Area) -> Area {
    let (_, rest) = pane.split_top(1);
    let (rest, _) = rest.split_bottom(BELOW);
    rest.split_left(LEFT).1
}

/// The shown row nearest to the cell at `x`, `y` of the screen, when that is on the canvas.
pub(crate) fn nearest_row(model: &Model, pane: Area, x: u16, y: u16) -> Option<u32> {
    let canvas = canvas(pane);
    let bounds = model.plot.as_ref()?.bounds?;
    if !canvas.contains(x, y) {
        return None;
    }
    let table = model.table()?;
    let values = |name| Some(&table.column(table.find(name)?).values);
    let (truth, predicted) = (values("true")?, values("predicted")?);
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
    let rows = model.arrangement.rows.iter();
    let rows = rows.map(|&row| (distance(row), row));
    let rows = rows.filter(|(distance, _)| !distance.is_nan());
    let nearest = rows.min_by(|a, b| a.0.total_cmp(&b.0));
    nearest.map(|(_, row)| row)
}
