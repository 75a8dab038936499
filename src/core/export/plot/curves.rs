//! Learning curves.

use crate::diagnosis::ends;
use crate::experiment::{CellSummary, Spread};
use crate::export::Comparison;

use super::comparison::{of_comparison, reach, series_names};
use super::mark::{Mark, Point};
use super::palette::{series, shape};
use super::scale::Scale;
use super::sheet::{Axes, Key, Sheet, ticks_for_height};
use super::size::PlotSize;

/// A score against training size: the mean of each method over the seeds, and one standard deviation to
/// both sides.
pub(super) fn marks(of: &Comparison, size: PlotSize) -> Vec<Mark> {
    let summary = &of.summary;
    let mut sheet = of_comparison(of, size, "Learning curves", None);
    sheet.legend(&series_names(of), key);
    let cells = summary.cells.iter().flatten();
    let (low, high) = ends(cells.filter_map(|cell| reach(&cell.spread)).flatten());
    let axes = sheet.axes(
        ("training size n (logarithmic)", summary.metric.title()),
        |_| Scale::of_sizes(&summary.sizes),
        |length| Scale::around(low, high, ticks_for_height(length)),
        false,
    );
    let spreads = |cells: &Vec<CellSummary>| cells.iter().map(|cell| cell.spread).collect();
    let bands: Vec<Vec<Spread>> = summary.cells.iter().map(spreads).collect();
    draw(&mut sheet, &axes, &summary.sizes, &bands);
    sheet.marks
}

/// Draws curves over `sizes`: means, with one standard deviation to both sides.
pub(super) fn draw(sheet: &mut Sheet, axes: &Axes, sizes: &[usize], bands: &[Vec<Spread>]) {
    // The places of the mean and of one standard deviation above and below it.
    let step = |(&size, spread): (&usize, &Spread)| {
        let [low, high] = reach(spread)?;
        let place = |score: f64| axes.place(size as f64, score);
        Some((spread.std, [spread.mean, high, low].map(place)))
    };
    let steps = |band: &Vec<Spread>| sizes.iter().zip(band).filter_map(step).collect();
    let lines: Vec<Vec<(f64, [Point; 3])>> = bands.iter().map(steps).collect();
    for (at, line) in lines.iter().enumerate() {
        for run in line.chunk_by(|a, b| !a.0.is_nan() && !b.0.is_nan()) {
            if run.len() > 1 {
                let upper = run.iter().map(|step| step.1[1]);
                let lower = run.iter().rev().map(|step| step.1[2]);
                let points = upper.chain(lower).collect();
                sheet.draw(Mark::Area(points, series(at), 0.15));
            }
        }
    }
    for (at, line) in lines.iter().enumerate() {
        for (_, [_, top, bottom]) in line.iter().filter(|(std, _)| *std > 0.0) {
            sheet.line(*top, *bottom, 1.0, series(at));
        }
        let points: Vec<Point> = line.iter().map(|step| step.1[0]).collect();
        sheet.draw(curve(at, points.clone()));
        let shapes = points.into_iter().map(|point| shape(at, point, 4.0));
        sheet.marks.extend(shapes);
    }
}

/// What stands before the name of curve `at` in a legend.
pub(super) fn key(at: usize, (x, y): Point) -> Key {
    let points = vec![(x - 10.0, y), (x + 10.0, y)];
    vec![curve(at, points), shape(at, (x, y), 4.0)]
}

fn curve(at: usize, points: Vec<Point>) -> Mark {
    Mark::Line(points, 2.0, series(at))
}
