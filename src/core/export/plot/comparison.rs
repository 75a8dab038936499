//! A comparison: feature sets and models by training size.

use crate::experiment::{CellSummary, Mark as Verdict, SIGNIFICANT};
use crate::export::Comparison;

use super::font::{shortened, width};
use super::mark::{Anchor, Mark, Point};
use super::palette::{BLACK, BLUE, GRID, VERMILLION};
use super::scale::Scale;
use super::sheet::{BODY, Region, Sheet, TICK, WIDER};
use super::size::PlotSize;
use super::words::counted;

/// Least height of a line, and width of a panel.
const LINE: f64 = 17.0;
const PANEL: f64 = 140.0;
/// Room above a panel for its heading, and below for its labels.
const ABOVE: f64 = 22.0;
const BELOW: f64 = 28.0;

/// A panel for each training size, a line in it for each series: the mean over the seeds, one standard
/// deviation to both sides, and what the paired test says of it.
#[derive(Debug, Clone)]
pub struct Comparing {
    comparison: Comparison,
}

impl Comparing {
    /// That of a comparison.
    pub fn new(comparison: Comparison) -> Self {
        Self { comparison }
    }

    /// The height that its lines take at a width, at least and as is usual.
    pub(super) fn heights(&self, width: u32) -> (u32, u32) {
        let high = PlotSize {
            width,
            height: PlotSize::USUAL.height * 100,
        };
        let (sheet, panels) = self.laid_out(high);
        let used = f64::from(high.height) - sheet.free.height();
        let series = self.comparison.summary.series.len() as f64;
        let of = |line: f64| {
            let panel = ABOVE + BELOW + line * series;
            (used + panel * panels.rows as f64).ceil() as u32
        };
        (of(LINE), of(LINE * 1.8))
    }

    pub(super) fn marks(&self, size: PlotSize) -> Vec<Mark> {
        let (mut sheet, panels) = self.laid_out(size);
        let summary = &self.comparison.summary;
        let free = sheet.free;
        let wide = (free.width() - panels.labels) / panels.columns as f64;
        let high = free.height() / panels.rows as f64;
        for (at, size) in summary.sizes.iter().enumerate() {
            let (column, row) = (at % panels.columns, at / panels.columns);
            let left = free.left + panels.labels + wide * column as f64;
            let top = free.top + high * row as f64;
            let region = Region {
                left: left + 8.0,
                top: top + ABOVE,
                right: left + wide - 10.0,
                bottom: top + high - BELOW,
            };
            let title = format!("n = {}", counted(*size));
            sheet.write_bold((region.left, top + ABOVE - 7.0), title, BODY);
            if column == 0 {
                self.names(&mut sheet, free.left, panels.labels, region);
            }
            self.panel(&mut sheet, at, region);
        }
        sheet.marks
    }

    /// The heading and the legend, and how panels are put into the rest.
    fn laid_out(&self, size: PlotSize) -> (Sheet, Panels) {
        let of = &self.comparison;
        let summary = &of.summary;
        let title = format!(
            "{} of {}: {}, {}",
            title_case(summary.metric.title()),
            of.target,
            of.benchmark,
            of.dataset
        );
        let lines = [vec![of.caption()], held_out(of).into_iter().collect()].concat();
        let mut sheet = Sheet::new(size, &title, &lines);
        let cells = || summary.cells.iter().flatten();
        let several = summary.series.len() > 1;
        let seen = |verdict: &Verdict| several && cells().any(|cell| cell.mark == *verdict);
        let verdicts: Vec<Verdict> = VERDICTS.into_iter().filter(seen).collect();
        let labels: Vec<String> = verdicts.iter().map(|&verdict| legend(verdict)).collect();
        sheet.legend(&labels, |at, place| dot(verdicts[at], place));
        let names = series_names(of);
        let widest = names.iter().map(|name| width(name, BODY, false) * WIDER);
        let most = sheet.free.width() * 0.35;
        let labels = widest.fold(0.0, f64::max).min(most) + 6.0;
        let fitting = ((sheet.free.width() - labels) / PANEL).max(1.0) as usize;
        let count = summary.sizes.len().max(1);
        let rows = count.div_ceil(fitting);
        let panels = Panels {
            labels,
            columns: count.div_ceil(rows),
            rows,
        };
        (sheet, panels)
    }

    fn names(&self, sheet: &mut Sheet, left: f64, most: f64, region: Region) {
        for (at, name) in series_names(&self.comparison).iter().enumerate() {
            let y = self.line(at, region) + BODY * 0.36;
            let name = shortened(name, BODY, (most - 6.0) / WIDER);
            sheet.write((left, y), name, BODY, BLACK, Anchor::Start);
        }
    }

    /// Where the line of series `at` is.
    fn line(&self, at: usize, region: Region) -> f64 {
        let count = self.comparison.summary.series.len() as f64;
        region.top + (at as f64 + 0.5) * region.height() / count
    }

    /// The panel of size `at`.
    fn panel(&self, sheet: &mut Sheet, at: usize, region: Region) {
        let summary = &self.comparison.summary;
        let cells: Vec<&CellSummary> = summary.cells.iter().map(|cells| &cells[at]).collect();
        let std = |cell: &CellSummary| {
            if cell.spread.std.is_nan() {
                0.0
            } else {
                cell.spread.std
            }
        };
        let known = cells.iter().filter(|cell| cell.spread.mean.is_finite());
        let ends =
            known.flat_map(|cell| [cell.spread.mean - std(cell), cell.spread.mean + std(cell)]);
        let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| {
            (low.min(end), high.max(end))
        });
        let scale = Scale::around(low, high, (region.width() / 38.0).max(3.0) as usize);
        sheet.ticks_across(&scale, region, true);
        let x = |score: f64| region.left + scale.share(score) * region.width();
        for (place, cell) in cells.into_iter().enumerate() {
            let y = self.line(place, region);
            sheet.line((region.left, y), (region.right, y), 1.0, GRID);
            let mean = cell.spread.mean;
            if !mean.is_finite() {
                let at = (region.left + 4.0, y + TICK * 0.36);
                let word = if cell.failed.is_some() {
                    "failed"
                } else {
                    "none"
                };
                sheet.write(at, word.to_owned(), TICK, BLACK, Anchor::Start);
                continue;
            }
            let (from, to) = (x(mean - std(cell)), x(mean + std(cell)));
            sheet.line((from, y), (to, y), 1.5, BLACK);
            for end in [from, to] {
                sheet.line((end, y - 3.0), (end, y + 3.0), 1.5, BLACK);
            }
            // One alone is the best of nothing.
            let verdict = match summary.series.len() {
                1 => Verdict::NotWorse,
                _ => cell.mark,
            };
            sheet.marks.extend(dot(verdict, (x(mean), y)));
        }
    }
}

/// How panels lie.
struct Panels {
    /// Width of the names to their left.
    labels: f64,
    columns: usize,
    rows: usize,
}

/// In the order of the legend.
const VERDICTS: [Verdict; 4] = [
    Verdict::Best,
    Verdict::NotWorse,
    Verdict::Worse,
    Verdict::Open,
];

fn legend(verdict: Verdict) -> String {
    match verdict {
        Verdict::Best => "best mean".to_owned(),
        Verdict::NotWorse => {
            format!("not worse than the best (paired Wilcoxon test over seeds, p ≥ {SIGNIFICANT})")
        }
        Verdict::Worse => "worse".to_owned(),
        Verdict::Open => "too few common seeds to tell".to_owned(),
    }
}

/// The mean of a series, told apart by shape as well.
fn dot(verdict: Verdict, at: Point) -> Vec<Mark> {
    let (x, y) = at;
    match verdict {
        Verdict::Best => vec![Mark::Area {
            points: vec![(x, y - 6.5), (x + 6.5, y), (x, y + 6.5), (x - 6.5, y)],
            colour: VERMILLION,
            opacity: 1.0,
        }],
        Verdict::NotWorse => vec![Mark::Circle {
            at,
            radius: 4.5,
            colour: BLUE,
            filled: true,
        }],
        Verdict::Worse => vec![Mark::Circle {
            at,
            radius: 4.5,
            colour: BLUE,
            filled: false,
        }],
        Verdict::Open => vec![Mark::Line {
            points: vec![(x, y - 5.0), (x, y + 5.0)],
            width: 3.0,
            colour: BLUE,
        }],
    }
}

/// `graf (191)`: the feature set, the model where there are several, the number of features.
pub(super) fn series_names(of: &Comparison) -> Vec<String> {
    let summary = &of.summary;
    let name = |((features, model), cells): (&(String, String), &Vec<CellSummary>)| {
        let count = cells.iter().map(|cell| cell.n_features).max().unwrap_or(0);
        let model = if summary.has_models() {
            format!(", {model}")
        } else {
            String::new()
        };
        format!("{features}{model} ({count})")
    };
    summary
        .series
        .iter()
        .zip(&summary.cells)
        .map(name)
        .collect()
}

/// How many rows a score is over.
pub(super) fn held_out(of: &Comparison) -> Option<String> {
    let (fewest, most) = of.held_out?;
    Some(if fewest == most {
        format!("each score over {} unseen rows", counted(most))
    } else {
        format!(
            "each score over the {} to {} rows that its training sample leaves",
            counted(fewest),
            counted(most)
        )
    })
}

fn title_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
