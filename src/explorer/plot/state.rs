//! The plot, predicted against true: its scales, and its points in cells.
//!
//! A look at every row takes longer than a frame may, so a [`Plot`] is computed in the background
//! from a [`PlotRequest`] whenever what it depends on has changed; drawing it costs what its cells do.

use std::sync::Arc;

use crate::layout::area::{Area, Size};
use crate::layout::areas::areas;
use crate::layout::canvas::canvas_in;
use crate::model::Model;
use crate::plot::scale::Scale;
use grafscope_core::diagnosis::{Fences, Layer, PlotPart};
use grafscope_core::job::{Cancelled, JobContext};
use grafscope_core::table::{Arrangement, Table, Values};

/// Rows looked at between two checks for a stop.
const STRIDE: usize = 65_536;
/// A pane narrower than this has a line for the legend, where it is as high as [`ROOMY`].
const NARROW: u16 = 150;
const ROOMY: u16 = 9;

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
    /// Which part of it.
    pub part: PlotPart,
}

/// Columns that a plot depends on: across, up, and what tells points apart.
const COLUMNS: [&str; 5] = ["true", "predicted", "scored", "in_training", "marked"];

impl PlotRequest {
    /// The plot that the model shows now; `None` while there is no canvas for one.
    pub(crate) fn of(model: &Model) -> Option<Self> {
        let table = model.table()?;
        let canvas = canvas(areas(model)?.plot);
        (canvas.width > 0 && canvas.height > 0).then(|| Self {
            table: Arc::clone(table),
            arrangement: Arc::clone(&model.arrangement),
            size: canvas.size(),
            part: model.plot_part,
        })
    }

    /// Whether `other` asks for the same plot.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        (self.size, self.part) == (other.size, other.part)
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
    /// Which part of everything was asked for.
    pub part: PlotPart,
    /// The scales; `None` when no row shown has a true and a predicted value.
    pub scales: Option<PlotScales>,
    /// Shown rows that are scored.
    pub scored: Layer,
    /// All other rows: not scored, or filtered out.
    pub others: Layer,
    /// Shown rows that the predictor was trained on.
    pub trained: Layer,
    /// Marked rows, shown or not.
    pub marked: Layer,
    /// How many shown rows have no true value.
    pub without_truth: usize,
    /// How many shown rows are left out as outliers: scored ones, where there are any.
    pub outliers: usize,
    /// What is beyond them is left out: of the true values, of the predicted ones.
    fences: (Fences, Fences),
}

/// The scales of both axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlotScales {
    /// Of true values.
    pub across: Scale,
    /// Of predicted values.
    pub up: Scale,
    /// Of both where everything is shown, so that y = x is a diagonal.
    pub whole: Scale,
    /// The smallest value shown.
    pub least: f64,
}

impl PlotScales {
    /// For values from `least` to `most`.
    fn new(least: f64, most: f64, part: &PlotPart) -> Option<Self> {
        let whole = Scale::around(least, most, part.logarithmic)?;
        let (across, up) = part.window.map_or((whole, whole), |window| {
            (whole.with_ends(window.across), whole.with_ends(window.up))
        });
        Some(Self {
            across,
            up,
            whole,
            least,
        })
    }
}

impl Plot {
    /// Looks at every row that `request` names.
    ///
    /// # Errors
    /// [`Cancelled`] when it was.
    pub fn new(request: &PlotRequest, job: &JobContext) -> Result<Self, Cancelled> {
        let mut plot = Self {
            size: request.size,
            part: request.part,
            scales: None,
            scored: layer(request.size),
            others: layer(request.size),
            trained: layer(request.size),
            marked: layer(request.size),
            without_truth: 0,
            outliers: 0,
            fences: (Fences::NONE, Fences::NONE),
        };
        let values = COLUMNS.map(|name| request.values(name));
        let [
            Some(truth),
            Some(predicted),
            Some(scored),
            Some(in_training),
            Some(marked),
        ] = values
        else {
            return Ok(plot);
        };
        let place = |row: u32| (truth.get(row as usize), predicted.get(row as usize));
        let is = |flags: &Values, row: u32| flags.get(row as usize) > 0.0;
        let rows = &request.arrangement.rows;
        // Outliers are told by the scored rows; without any, by all.
        let any_scored = rows.iter().any(|&row| is(scored, row));
        let counts = |row: u32| !any_scored || is(scored, row);
        if request.part.without_outliers {
            let counting = rows.iter().copied().filter(|&row| counts(row));
            let of = |of: fn((f64, f64)) -> f64| Fences::of(counting.clone().map(place).map(of));
            plot.fences = (of(|point| point.0), of(|point| point.1));
        }
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for rows in rows.chunks(STRIDE) {
            job.check()?;
            for &row in rows {
                let (x, y) = place(row);
                plot.without_truth += usize::from(x.is_nan());
                if plot.keeps(x, y) {
                    low = low.min(x).min(y);
                    high = high.max(x).max(y);
                } else if !x.is_nan() && !y.is_nan() {
                    plot.outliers += usize::from(counts(row));
                }
            }
        }
        plot.scales = PlotScales::new(low, high, &request.part);
        let Some(scales) = plot.scales else {
            return Ok(plot);
        };
        let fences = plot.fences;
        let add = |layer: &mut Layer, row: u32| {
            let (x, y) = place(row);
            if fences.0.hold(x) && fences.1.hold(y) {
                layer.add(scales.across.share(x), scales.up.share(y));
            }
        };
        let mut is_shown = vec![false; request.table.rows()];
        for rows in rows.chunks(STRIDE) {
            job.check()?;
            for &row in rows {
                if is(in_training, row) {
                    add(&mut plot.trained, row);
                } else if is(scored, row) {
                    add(&mut plot.scored, row);
                } else {
                    continue;
                }
                is_shown[row as usize] = true;
            }
        }
        job.check()?;
        for row in 0..request.table.rows() as u32 {
            if !is_shown[row as usize] {
                add(&mut plot.others, row);
            }
            if is(marked, row) {
                add(&mut plot.marked, row);
            }
        }
        Ok(plot)
    }

    /// Whether a row with these values, true and predicted, has a place in it.
    pub(crate) fn keeps(&self, truth: f64, predicted: f64) -> bool {
        self.fences.0.hold(truth) && self.fences.1.hold(predicted)
    }
}

/// The part of the plot pane that points are drawn in: without title line, labels, axes and legend.
pub fn canvas(pane: Area) -> Area {
    canvas_in(split_legend(pane).0)
}

/// The pane without the line of its legend, which a wide one has in its title: (the rest, the line).
pub(crate) fn split_legend(pane: Area) -> (Area, Area) {
    let has_line = pane.width < NARROW && pane.height >= ROOMY;
    pane.split_bottom(u16::from(has_line))
}

/// The shown row nearest to the cell at `x`, `y` of the screen, when that is on the canvas.
pub(crate) fn nearest_row(model: &Model, pane: Area, x: u16, y: u16) -> Option<u32> {
    let canvas = canvas(pane);
    let plot = model.plot.as_ref()?;
    let scales = plot.scales?;
    if !canvas.contains(x, y) {
        return None;
    }
    let table = model.table()?;
    let values = |name| Some(&table.column(table.find(name)?).values);
    let (truth, predicted) = (values("true")?, values("predicted")?);
    let distance = |row: u32| {
        let (truth, predicted) = (truth.get(row as usize), predicted.get(row as usize));
        if !plot.keeps(truth, predicted) {
            return f64::NAN;
        }
        let across = scales.across.share(truth) * f64::from(canvas.width);
        let down = (1.0 - scales.up.share(predicted)) * f64::from(canvas.height);
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
