//! Learning curves.

use crate::export::Comparison;

use super::comparison::{held_out, series_names};
use super::mark::{Mark, Point};
use super::palette::{series, shape};
use super::scale::Scale;
use super::sheet::{Sheet, ticks_for_height};
use super::size::PlotSize;

/// A score against training size: the mean of each series over the seeds, and one standard deviation to
/// both sides.
#[derive(Debug, Clone)]
pub struct Curves {
    comparison: Comparison,
}

/// Mean and standard deviation of a series at one size.
#[derive(Debug, Clone, Copy)]
struct Step {
    size: f64,
    mean: f64,
    std: f64,
}

impl Curves {
    /// Those of a comparison.
    pub fn new(comparison: Comparison) -> Self {
        Self { comparison }
    }

    pub(super) fn marks(&self, size: PlotSize) -> Vec<Mark> {
        let of = &self.comparison;
        let summary = &of.summary;
        let metric = summary.metric.title();
        let title = format!(
            "Learning curves of {}: {}, {}",
            of.target, of.benchmark, of.dataset
        );
        let lines = [vec![of.caption()], held_out(of).into_iter().collect()].concat();
        let mut sheet = Sheet::new(size, &title, &lines);
        sheet.legend(&series_names(of), |at, (x, y)| {
            let points = vec![(x - 10.0, y), (x + 10.0, y)];
            vec![curve(at, points), shape(at, (x, y), 4.0)]
        });
        let lines: Vec<Vec<Step>> = (0..summary.series.len()).map(|at| self.steps(at)).collect();
        let ends = lines.iter().flatten().flat_map(|step| {
            let std = if step.std.is_nan() { 0.0 } else { step.std };
            [step.mean - std, step.mean + std]
        });
        let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| {
            (low.min(end), high.max(end))
        });
        let axes = sheet.axes(
            ("training size n (logarithmic)", metric),
            |_| Scale::of_sizes(&summary.sizes),
            |length| Scale::around(low, high, ticks_for_height(length)),
            false,
        );
        let place = |size: f64, score: f64| axes.place(size, score);
        for (at, line) in lines.iter().enumerate() {
            for run in line.chunk_by(|a, b| !a.std.is_nan() && !b.std.is_nan()) {
                if run.len() < 2 {
                    continue;
                }
                let upper = run
                    .iter()
                    .map(|step| place(step.size, step.mean + step.std));
                let lower = run
                    .iter()
                    .rev()
                    .map(|step| place(step.size, step.mean - step.std));
                sheet.draw(Mark::Area {
                    points: upper.chain(lower).collect(),
                    colour: series(at),
                    opacity: 0.15,
                });
            }
        }
        for (at, line) in lines.iter().enumerate() {
            let points: Vec<Point> = line
                .iter()
                .map(|step| place(step.size, step.mean))
                .collect();
            for step in line.iter().filter(|step| step.std > 0.0) {
                let end = |score: f64| place(step.size, score);
                let (top, bottom) = (end(step.mean + step.std), end(step.mean - step.std));
                sheet.line(top, bottom, 1.0, series(at));
            }
            sheet.draw(curve(at, points.clone()));
            sheet
                .marks
                .extend(points.into_iter().map(|point| shape(at, point, 4.0)));
        }
        sheet.marks
    }

    /// The sizes at which series `at` has a score.
    fn steps(&self, at: usize) -> Vec<Step> {
        let summary = &self.comparison.summary;
        let cells = summary.sizes.iter().zip(&summary.cells[at]);
        let step = |(&size, cell): (&usize, &crate::experiment::CellSummary)| Step {
            size: size as f64,
            mean: cell.spread.mean,
            std: cell.spread.std,
        };
        cells
            .map(step)
            .filter(|step| step.mean.is_finite())
            .collect()
    }
}

fn curve(at: usize, points: Vec<Point>) -> Mark {
    Mark::Line {
        points,
        width: 2.0,
        colour: series(at),
    }
}
