//! A comparison: feature sets and models by training size.

use crate::diagnosis::ends;
use crate::experiment::{CellSummary, Mark as Standing, Spread};
use crate::export::Comparison;

use super::font::{shortened, widest};
use super::mark::{Anchor, Mark, Point};
use super::palette::{Colour, diamond, triangle};
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

/// The height that its lines take at a width, at least and as is usual.
pub(super) fn heights(of: &Comparison, width: u32) -> (u32, u32) {
    let high = PlotSize {
        width,
        height: PlotSize::USUAL.height * 100,
    };
    let (sheet, panels) = laid_out(of, high);
    let used = f64::from(high.height) - sheet.free.height();
    let series = of.summary.series.len() as f64;
    let with = |line: f64| {
        let panel = ABOVE + BELOW + line * series;
        (used + panel * panels.rows as f64).ceil() as u32
    };
    (with(LINE), with(LINE * 1.8))
}

/// A panel for each training size, a line in it for each method: the mean over the seeds, one standard
/// deviation to both sides, and how it differs from the reference.
pub(super) fn marks(of: &Comparison, size: PlotSize) -> Vec<Mark> {
    let (mut sheet, panels) = laid_out(of, size);
    let free = sheet.free;
    let wide = (free.width() - panels.labels) / panels.columns as f64;
    let high = free.height() / panels.rows as f64;
    for (at, size) in of.summary.sizes.iter().enumerate() {
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
            for (at, name) in series_names(of).iter().enumerate() {
                let place = (free.left, line(of, at, region) + BODY * 0.36);
                let name = shortened(name, BODY, (panels.labels - 6.0) / WIDER);
                sheet.write(place, name, BODY, Anchor::Start);
            }
        }
        panel(of, &mut sheet, at, region);
    }
    sheet.marks
}

/// The heading and the legend, and how panels are put into the rest.
fn laid_out(of: &Comparison, size: PlotSize) -> (Sheet, Panels) {
    let summary = &of.summary;
    let test = (summary.comparisons > 0).then(|| {
        format!(
            "marks: two-sided Wilcoxon signed-rank test over common seeds, Holm's correction for {}",
            summary.comparisons_text()
        )
    });
    let mut sheet = of_comparison(of, size, &title_case(summary.metric.title()), test);
    let marks = summary.marks();
    let labels: Vec<String> = marks.iter().map(|mark| mark.meaning(summary)).collect();
    sheet.legend(&labels, |at, place| dot(Some(marks[at]), place));
    let widest = widest(series_names(of).iter(), BODY) * WIDER;
    let labels = widest.min(sheet.free.width() * 0.35) + 6.0;
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

/// A sheet with the heading of a comparison: `what` of its target, and one line more.
pub(super) fn of_comparison(
    of: &Comparison,
    size: PlotSize,
    what: &str,
    more: Option<String>,
) -> Sheet {
    let Comparison {
        target,
        benchmark,
        dataset,
        ..
    } = of;
    let title = format!("{what} of {target}: {benchmark}, {dataset}");
    let lines: Vec<String> = [of.caption()]
        .into_iter()
        .chain(held_out(of))
        .chain(more)
        .collect();
    Sheet::new(size, &title, &lines)
}

fn line(of: &Comparison, at: usize, region: Region) -> f64 {
    region.top + (at as f64 + 0.5) * region.height() / of.summary.series.len() as f64
}

fn panel(of: &Comparison, sheet: &mut Sheet, at: usize, region: Region) {
    let summary = &of.summary;
    let cells: Vec<&CellSummary> = summary.cells.iter().map(|cells| &cells[at]).collect();
    let (low, high) = ends(
        cells
            .iter()
            .filter_map(|cell| reach(&cell.spread))
            .flatten(),
    );
    let scale = Scale::around(low, high, (region.width() / 38.0).max(3.0) as usize);
    sheet.ticks_across(&scale, region, true);
    let x = |score: f64| region.left + scale.share(score) * region.width();
    for (place, cell) in cells.into_iter().enumerate() {
        let y = line(of, place, region);
        sheet.line((region.left, y), (region.right, y), 1.0, Colour::Grid);
        let Some([low, high]) = reach(&cell.spread) else {
            let at = (region.left + 4.0, y + TICK * 0.36);
            let word = ["none", "failed"][usize::from(cell.failed.is_some())];
            sheet.write(at, word.to_owned(), TICK, Anchor::Start);
            continue;
        };
        sheet.whisker(x(low), x(high), y);
        sheet
            .marks
            .extend(dot(cell.mark(), (x(cell.spread.mean), y)));
    }
}

/// One standard deviation to both sides of a mean; `None` without one.
pub(super) fn reach(&Spread { mean, std }: &Spread) -> Option<[f64; 2]> {
    let std = if std.is_nan() { 0.0 } else { std };
    mean.is_finite().then_some([mean - std, mean + std])
}

struct Panels {
    /// Width of the names to their left.
    labels: f64,
    columns: usize,
    rows: usize,
}

/// A mean, told apart by shape as well; a lone method is compared with nothing.
fn dot(mark: Option<Standing>, at: Point) -> Vec<Mark> {
    let (x, y) = at;
    vec![match mark {
        Some(Standing::Reference) => diamond(at, 6.5, Colour::Vermillion),
        Some(Standing::Better) => triangle(at, 5.0, Colour::Blue),
        Some(Standing::NotSignificant) | None => Mark::Disc(at, 4.5, Colour::Blue),
        Some(Standing::Equivalent) => {
            Mark::Bar((x - 4.0, y - 4.0), (x + 4.0, y + 4.0), Colour::Blue)
        }
        Some(Standing::Worse) => Mark::Ring(at, 4.5, Colour::Blue),
        Some(Standing::TooFewSeeds) => {
            Mark::Line(vec![(x, y - 5.0), (x, y + 5.0)], 3.0, Colour::Blue)
        }
    }]
}

/// `graf (191)`: the feature set, the model where there are several, the number of features.
pub(super) fn series_names(of: &Comparison) -> Vec<String> {
    let summary = &of.summary;
    let name = |((features, model), cells): (&(String, String), &Vec<CellSummary>)| {
        let count = cells.iter().map(|cell| cell.n_features).max().unwrap_or(0);
        if summary.has_models() {
            format!("{features}, {model} ({count})")
        } else {
            format!("{features} ({count})")
        }
    };
    let series = summary.series.iter().zip(&summary.cells);
    series.map(name).collect()
}

fn held_out(of: &Comparison) -> Option<String> {
    let (fewest, most) = of.held_out?;
    Some(if fewest == most {
        format!("each score over {} held-out rows", counted(most))
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
