//! Errors against a column: points in cells, and how biased the predictor is along it.

use std::ops::Range;

use super::axis::{Axis, ends, with_margin};
use super::bands::window;
use super::held_out::HeldOutSet;
use super::layer::Layer;
use super::part::{Fences, PlotPart, Window};

/// Errors against which column, on how many cells.
#[derive(Debug, Clone, PartialEq)]
pub struct ResidualsQuery {
    /// The column shown across: `true`, `predicted`, or any other.
    pub across: String,
    /// Columns of cells.
    pub width: u16,
    /// Rows of cells.
    pub height: u16,
    /// Which part of them.
    pub part: PlotPart,
}

/// What is known of the rows in one cell, or in several.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spot {
    /// How many.
    pub rows: usize,
    /// Sum of their errors.
    pub sum: f64,
    /// The one that is furthest off, and its error.
    pub worst: Option<(u32, f64)>,
}

impl Spot {
    /// Mean error; NaN of no rows.
    pub fn mean(&self) -> f64 {
        self.sum / self.rows as f64
    }

    fn join(&mut self, other: &Self) {
        self.rows += other.rows;
        self.sum += other.sum;
        let off = |spot: &Self| spot.worst.map(|(_, error)| error.abs());
        if off(other) > off(self) {
            self.worst = other.worst;
        }
    }
}

/// Errors against a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Residuals {
    /// The query.
    pub query: ResidualsQuery,
    /// The points; `None` when no row has a value in the column.
    pub cloud: Option<Cloud>,
    /// Held-out rows without a (finite) value in the column.
    pub left_out: usize,
}

/// The points of [`Residuals`].
#[derive(Debug, Clone, PartialEq)]
pub struct Cloud {
    /// The column's values, from the left.
    pub across: Axis,
    /// Errors, from the bottom.
    pub up: Axis,
    /// The points.
    pub points: Layer,
    /// Mean error of the rows in each column of cells, and of the nearest beside it where those are fewer
    /// than 20. NaN where there are none in it.
    pub bias: Vec<f64>,
    /// The smallest value across.
    pub least: f64,
    /// The ends of the axes where nothing but outliers is left out.
    pub whole: Window,
    /// Whether the cells across reach up by the same factor each.
    pub logarithmic: bool,
    /// How many rows are left out as outliers.
    pub outliers: usize,
    /// Each cell, from the left, then from the bottom.
    spots: Vec<Spot>,
}

impl Residuals {
    /// Looks at the errors of `held_out`.
    pub fn new(held_out: &HeldOutSet, query: &ResidualsQuery) -> Self {
        let values = held_out.values(&query.across);
        let points: Vec<(f64, f64, u32)> = values
            .into_iter()
            .zip(held_out.errors())
            .zip(&held_out.rows)
            .map(|((value, error), &row)| (value, error, row))
            .filter(|(value, error, _)| value.is_finite() && error.is_finite())
            .collect();
        Self {
            left_out: held_out.len() - points.len(),
            cloud: Cloud::new(points, query),
            query: query.clone(),
        }
    }
}

impl Cloud {
    fn new(mut points: Vec<(f64, f64, u32)>, query: &ResidualsQuery) -> Option<Self> {
        let (width, height) = (query.width, query.height);
        let part = query.part;
        let values = points.iter().map(|point| point.0);
        let errors = points.iter().map(|point| point.1);
        let (least, _) = ends(values.clone());
        let logarithmic = part.logarithmic && least > 0.0;
        let fences = if part.without_outliers {
            (Fences::of(values), Fences::of(errors))
        } else {
            (Fences::NONE, Fences::NONE)
        };
        let held = |point: &&(f64, f64, u32)| fences.0.hold(point.0) && fences.1.hold(point.1);
        let kept = points.iter().filter(held);
        let outliers = points.len() - kept.clone().count();
        let (left, right) = ends(kept.clone().map(|point| point.0));
        let (low, high) = ends(kept.map(|point| point.1));
        let across = if logarithmic {
            with_margin(left.ln(), right.ln()).map(|(low, high)| (low.exp(), high.exp()))?
        } else {
            with_margin(left, right)?
        };
        // No error at all is always in sight.
        let up = with_margin(low.min(0.0), high.max(0.0))?;
        let within =
            |ends: (f64, f64), fences: Fences| (ends.0.max(fences.low), ends.1.min(fences.high));
        let around_zero = Fences {
            low: fences.1.low.min(0.0),
            high: fences.1.high.max(0.0),
        };
        let whole = Window {
            across: within(across, fences.0),
            up: within(up, around_zero),
        };
        let shown = part.window.unwrap_or(whole);
        let (left, right) = shown.across;
        let across = if logarithmic && left > 0.0 {
            Axis::between_by_factors(left, right, width.into())
        } else {
            Axis::between(left, right, width.into())
        };
        let up = Axis::between(shown.up.0, shown.up.1, height.into());
        let mut layer = Layer::new(width, height);
        let mut spots = vec![Spot::default(); across.cells() * up.cells()];
        for &(value, error, row) in &points {
            let (Some(x), Some(y)) = (across.cell(value), up.cell(error)) else {
                continue;
            };
            let down = height - 1 - y as u16;
            layer.add_in(x as u16, down, across.share(x, value), up.share(y, error));
            spots[y * across.cells() + x].join(&Spot {
                rows: 1,
                sum: error,
                worst: Some((row, error)),
            });
        }
        points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
        Some(Self {
            bias: running_mean(&points, &across),
            points: layer,
            across,
            up,
            least,
            whole,
            logarithmic: logarithmic && left > 0.0,
            outliers,
            spots,
        })
    }

    /// The rows in the cells of columns `x` and rows `y`, from the bottom left, both ends included.
    pub fn spot(&self, x: (usize, usize), y: (usize, usize)) -> Spot {
        let mut all = Spot::default();
        for row in y.0..=y.1.min(self.up.cells() - 1) {
            for column in x.0..=x.1.min(self.across.cells() - 1) {
                all.join(&self.spots[row * self.across.cells() + column]);
            }
        }
        all
    }
}

/// See [`Cloud::bias`]; `points` ascend.
fn running_mean(points: &[(f64, f64, u32)], across: &Axis) -> Vec<f64> {
    let mut sums = vec![0.0];
    for &(_, error, _) in points {
        sums.push(sums[sums.len() - 1] + error);
    }
    let mean = |cell: usize| {
        let rows = window(points, |point| point.0, across, cell);
        rows.map_or(f64::NAN, |Range { start, end }| {
            (sums[end] - sums[start]) / (end - start) as f64
        })
    };
    (0..across.cells()).map(mean).collect()
}
