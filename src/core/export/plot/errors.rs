//! Errors along a column, and how many rows have which error.

use crate::diagnosis::{Axis, Band, Bands, BandsQuery, HeldOutSet, Histogram, HistogramQuery};
use crate::table::{Format, number};

use super::cloud::{Cloud, are_dots, widest_labels};
use super::mark::{Mark, Point};
use super::palette::{AXIS, BLACK, BLUE, ORANGE, VERMILLION};
use super::scale::Scale;
use super::sheet::{Axes, Sheet, ticks_for_height, ticks_for_width};
use super::size::PlotSize;
use super::words::{PlotOf, counted, format_of, unit_of};

/// Stretches of the column, each with its band.
const STRETCHES: usize = 40;
/// What the legend calls the cloud.
const ROWS: &str = "unseen rows";

/// Errors of the judged rows against a column, with their mean, median and middle half along it.
#[derive(Debug, Clone)]
pub struct Residuals {
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    pub(super) across: String,
    pub(super) up: String,
    pub(super) found: Bands,
}

impl Residuals {
    /// Of the predictor `of`, against the column called `across`.
    pub fn new(of: &PlotOf, held_out: &HeldOutSet, across: &str) -> Self {
        let found = Bands::new(
            held_out,
            &BandsQuery {
                across: across.to_owned(),
                stretches: STRETCHES,
            },
        );
        let mut lines = vec![of.how(), of.scores(held_out)];
        if !are_dots(found.points.len()) {
            lines.push(format!(
                "all {} drawn, in cells of 3 × 3 pixels shaded by how many lie in each",
                counted(found.points.len())
            ));
        }
        if found.left_out > 0 {
            lines.push(format!(
                "{} rows have no value of {across}",
                counted(found.left_out)
            ));
        }
        let unit = unit_of(&held_out.table, &of.key.target);
        let own = if matches!(across, "true" | "predicted") {
            format!("{across} {}{unit}", of.key.target)
        } else {
            format!("{across}{}", unit_of(&held_out.table, across))
        };
        Self {
            title: format!(
                "Errors of {} against {across}: {}",
                of.key.target,
                of.place()
            ),
            lines,
            across: own,
            up: format!("error: predicted − true{unit}"),
            found,
        }
    }

    pub(super) fn marks(&self, size: PlotSize) -> Vec<Mark> {
        let mut sheet = Sheet::new(size, &self.title, &self.lines);
        let found = &self.found;
        let room = sheet.legend_room(&labels(widest_labels(found.points.len(), ROWS)));
        let (left, right) = found.across.as_ref().map_or((0.0, 1.0), Axis::range);
        let errors = found.points.iter().map(|point| point.1);
        // No error at all is always in sight.
        let (low, high) = errors.fold((0.0_f64, 0.0_f64), |(low, high), error| {
            (low.min(error), high.max(error))
        });
        let axes = sheet.axes(
            (&self.across, &self.up),
            |length| Scale::exact(left, right, ticks_for_width(length)),
            |length| Scale::around(low, high, ticks_for_height(length)),
            false,
        );
        let cloud = Cloud::new(&axes, &found.points);
        let own = cloud.labels(ROWS);
        sheet.legend_in(room, &labels(own.clone()), |at, place| {
            match at.checked_sub(own.len()) {
                None => cloud.key(at, place),
                Some(0) => vec![stroke(level(place), VERMILLION, 2.5)],
                Some(1) => vec![stroke(level(place), BLACK, 1.5)],
                Some(_) => half(&boxed(place)),
            }
        });
        sheet.draw(cloud.mark);
        sheet.line(axes.place(left, 0.0), axes.place(right, 0.0), 1.0, AXIS);
        self.bands(&mut sheet, &axes);
        sheet.marks
    }

    /// Bands of stretches side by side are drawn as one.
    fn bands(&self, sheet: &mut Sheet, axes: &Axes) {
        let Some(across) = &self.found.across else {
            return;
        };
        let known: Vec<(usize, Band)> = self
            .found
            .bands
            .iter()
            .enumerate()
            .filter_map(|(at, band)| Some((at, (*band)?)))
            .collect();
        for run in known.chunk_by(|a, b| a.0 + 1 == b.0) {
            let steps = |of: fn(&Band) -> f64| -> Vec<Point> {
                let ends = |(at, band): &(usize, Band)| {
                    [across.edge(*at), across.edge(at + 1)].map(|edge| axes.place(edge, of(band)))
                };
                run.iter().flat_map(ends).collect()
            };
            let mut readable_tree = steps(|band| band.high);
            readable_tree.extend(steps(|band| band.low).into_iter().rev());
            sheet.marks.extend(half(&readable_tree));
            sheet.draw(stroke(steps(|band| band.median), BLACK, 1.5));
            sheet.draw(stroke(steps(|band| band.mean), VERMILLION, 2.5));
        }
    }
}

/// The entries of the legend, after those of the cloud.
fn labels(mut of_cloud: Vec<String>) -> Vec<String> {
    of_cloud.extend(["mean error", "median", "middle half of the errors"].map(str::to_owned));
    of_cloud
}

fn level((x, y): Point) -> Vec<Point> {
    vec![(x - 9.0, y), (x + 9.0, y)]
}

fn boxed((x, y): Point) -> Vec<Point> {
    vec![
        (x - 8.0, y - 5.0),
        (x + 8.0, y - 5.0),
        (x + 8.0, y + 5.0),
        (x - 8.0, y + 5.0),
    ]
}

fn stroke(points: Vec<Point>, colour: super::mark::Colour, width: f64) -> Mark {
    Mark::Line {
        points,
        width,
        colour,
    }
}

/// The middle half of the errors.
fn half(readable_tree: &[Point]) -> Vec<Mark> {
    let mut closed = readable_tree.to_vec();
    closed.extend(readable_tree.first());
    vec![
        Mark::Area {
            points: readable_tree.to_vec(),
            colour: ORANGE,
            opacity: 0.35,
        },
        stroke(closed, ORANGE, 1.0),
    ]
}

/// How many judged rows have which error.
#[derive(Debug, Clone)]
pub struct Errors {
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    pub(super) across: String,
    pub(super) format: Format,
    pub(super) found: Histogram,
}

impl Errors {
    /// Of the predictor `of`, in about `bins` bins.
    pub fn new(of: &PlotOf, held_out: &HeldOutSet, bins: usize) -> Self {
        let unit = unit_of(&held_out.table, &of.key.target);
        let found = Histogram::new(held_out, HistogramQuery { bins });
        let format = format_of(&held_out.table, &of.key.target);
        let value = |value: f64| number(value, format).replace('-', "−");
        let lines = vec![
            of.how(),
            of.scores(held_out),
            format!(
                "mean error {}, median {}, standard deviation {}; {:.0} % are predicted too high",
                value(found.mean),
                value(found.median),
                value(found.std),
                100.0 * found.over
            ),
        ];
        Self {
            title: format!("Errors of {}: {}", of.key.target, of.place()),
            lines,
            across: format!("error: predicted − true{unit}"),
            format,
            found,
        }
    }

    pub(super) fn marks(&self, size: PlotSize) -> Vec<Mark> {
        let mut sheet = Sheet::new(size, &self.title, &self.lines);
        let found = &self.found;
        let entries = [
            format!("mean {}", number(found.mean, self.format)),
            format!("median {}", number(found.median, self.format)),
        ]
        .map(|label| label.replace('-', "−"));
        let line = |at: Point, colour, width| stroke(level(at), colour, width);
        sheet.legend(&entries, |entry, at| match entry {
            0 => vec![line(at, VERMILLION, 2.5)],
            _ => vec![line(at, BLACK, 1.5)],
        });
        let (left, right) = found.axis.as_ref().map_or((0.0, 1.0), Axis::range);
        let most = found.counts.iter().copied().max().unwrap_or(0);
        let axes = sheet.axes(
            (&self.across, "unseen rows"),
            |length| Scale::around(left, right, ticks_for_width(length)),
            |length| Scale::from_zero(most as f64, ticks_for_height(length)),
            false,
        );
        if let Some(axis) = &found.axis {
            for (bin, &count) in found
                .counts
                .iter()
                .enumerate()
                .filter(|(_, count)| **count > 0)
            {
                let from = axes.place(axis.edge(bin), count as f64);
                let to = axes.place(axis.edge(bin + 1), 0.0);
                sheet.draw(Mark::Bar {
                    from,
                    // A seam between bars.
                    to: ((to.0 - 0.5).max(from.0 + 0.5), to.1),
                    colour: BLUE,
                });
            }
            let top = axes.region.top;
            for (value, colour, width) in
                [(found.median, BLACK, 1.5), (found.mean, VERMILLION, 2.5)]
            {
                if value.is_finite() {
                    sheet.line((axes.x(value), top), axes.place(value, 0.0), width, colour);
                }
            }
        }
        sheet.marks
    }
}
