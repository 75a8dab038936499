//! Errors along a column, and how many rows have which error.

use crate::diagnosis::{Axis, Band, Bands, HeldOutSet, Histogram, ends};
use crate::table::{Format, number};

use super::cloud::{self, Cloud, ROWS, widest_labels};
use super::mark::{Mark, Point};
use super::palette::Colour;
use super::scale::Scale;
use super::sheet::{Axes, Sheet, ticks_for_height, ticks_for_width};
use super::size::PlotSize;
use super::words::{PlotOf, counted, format_of, unit_of};

const STRETCHES: usize = 40;

/// Errors of the held-out rows against a column, with their mean, median and middle half along it.
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
        let found = Bands::new(held_out, across, STRETCHES);
        let mut lines = of.lines(held_out);
        lines.extend(cloud::note(found.points.len()));
        if found.left_out > 0 {
            let rows = counted(found.left_out);
            lines.push(format!("{rows} rows have no value of {across}"));
        }
        let (target, place) = (&of.key.target, of.place());
        let unit = unit_of(&held_out.table, target);
        Self {
            title: format!("Errors of {target} against {across}: {place}"),
            lines,
            across: match across {
                "true" | "predicted" => format!("{across} {target}{unit}"),
                _ => format!("{across}{}", unit_of(&held_out.table, across)),
            },
            up: format!("error: predicted − true{unit}"),
            found,
        }
    }

    pub(super) fn marks(&self, size: PlotSize) -> Vec<Mark> {
        let mut sheet = Sheet::new(size, &self.title, &self.lines);
        let found = &self.found;
        let room = sheet.legend_room(&labels(widest_labels(found.points.len())));
        let (left, right) = found.across.as_ref().map_or((0.0, 1.0), Axis::range);
        // No error at all is always in sight.
        let (low, high) = ends(found.points.iter().map(|point| point.1).chain([0.0]));
        let axes = sheet.axes(
            (&self.across, &self.up),
            |length| Scale::exact(left, right, ticks_for_width(length)),
            |length| Scale::around(low, high, ticks_for_height(length)),
            false,
        );
        let cloud = Cloud::new(&axes, &found.points);
        let own = cloud.labels();
        sheet.legend_in(room, &labels(own.clone()), |at, place| {
            match at.checked_sub(own.len()) {
                None => cloud.key(at, place),
                Some(0) => vec![level(place, Colour::Vermillion, 2.5)],
                Some(1) => vec![level(place, Colour::Text, 1.5)],
                Some(_) => half(boxed(place)),
            }
        });
        sheet.draw(cloud.mark);
        sheet.line(
            axes.place(left, 0.0),
            axes.place(right, 0.0),
            1.0,
            Colour::Axis,
        );
        self.bands(&mut sheet, &axes);
        sheet.marks
    }

    /// Bands of stretches side by side are drawn as one.
    fn bands(&self, sheet: &mut Sheet, axes: &Axes) {
        let Some(across) = &self.found.across else {
            return;
        };
        let bands = self.found.cells.iter().enumerate();
        let known = bands.filter_map(|(at, band)| Some((at, (*band)?)));
        let known: Vec<(usize, Band)> = known.collect();
        for run in known.chunk_by(|a, b| a.0 + 1 == b.0) {
            let steps = |of: fn(&Band) -> f64| -> Vec<Point> {
                let ends = |(at, band): &(usize, Band)| {
                    [across.edge(*at), across.edge(at + 1)].map(|edge| axes.place(edge, of(band)))
                };
                run.iter().flat_map(ends).collect()
            };
            let mut outline = steps(|band| band.high);
            outline.extend(steps(|band| band.low).into_iter().rev());
            sheet.marks.extend(half(outline));
            sheet.draw(Mark::Line(steps(|band| band.median), 1.5, Colour::Text));
            sheet.draw(Mark::Line(steps(|band| band.mean), 2.5, Colour::Vermillion));
        }
    }
}

fn labels(mut of_cloud: Vec<String>) -> Vec<String> {
    of_cloud.extend(["mean error", "median", "middle half of the errors"].map(str::to_owned));
    of_cloud
}

fn level((x, y): Point, colour: Colour, width: f64) -> Mark {
    Mark::Line(vec![(x - 9.0, y), (x + 9.0, y)], width, colour)
}

fn boxed((x, y): Point) -> Vec<Point> {
    let corners = [(-8.0, -5.0), (8.0, -5.0), (8.0, 5.0), (-8.0, 5.0)];
    corners.map(|(right, down)| (x + right, y + down)).into()
}

fn half(outline: Vec<Point>) -> Vec<Mark> {
    let mut closed = outline.clone();
    closed.extend(outline.first());
    let area = Mark::Area(outline, Colour::Orange, 0.35);
    vec![area, Mark::Line(closed, 1.0, Colour::Orange)]
}

/// How many held-out rows have which error.
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
        let found = Histogram::new(held_out, bins);
        let format = format_of(&held_out.table, &of.key.target);
        let value = |value: f64| number(value, format).replace('-', "−");
        let mut lines = of.lines(held_out);
        lines.push(format!(
            "mean error {}, median {}, standard deviation {}; {:.0} % are predicted too high",
            value(found.mean),
            value(found.median),
            value(found.std),
            100.0 * found.over
        ));
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
        sheet.legend(&entries, |entry, at| match entry {
            0 => vec![level(at, Colour::Vermillion, 2.5)],
            _ => vec![level(at, Colour::Text, 1.5)],
        });
        let (left, right) = found.axis.as_ref().map_or((0.0, 1.0), Axis::range);
        let most = found.counts.iter().copied().max().unwrap_or(0);
        let axes = sheet.axes(
            (&self.across, ROWS),
            |length| Scale::around(left, right, ticks_for_width(length)),
            |length| Scale::from_zero(most as f64, ticks_for_height(length)),
            false,
        );
        if let Some(axis) = &found.axis {
            let counts = found.counts.iter().enumerate();
            for (bin, &count) in counts.filter(|(_, count)| **count > 0) {
                let from = axes.place(axis.edge(bin), count as f64);
                let (right, bottom) = axes.place(axis.edge(bin + 1), 0.0);
                // A seam between bars.
                let to = ((right - 0.5).max(from.0 + 0.5), bottom);
                sheet.draw(Mark::Bar(from, to, Colour::Blue));
            }
            let top = axes.region.top;
            let lines = [
                (found.median, Colour::Text, 1.5),
                (found.mean, Colour::Vermillion, 2.5),
            ];
            for (value, colour, width) in lines {
                if value.is_finite() {
                    sheet.line((axes.x(value), top), axes.place(value, 0.0), width, colour);
                }
            }
        }
        sheet.marks
    }
}
