//! What the signs of a comparison mean.

use crate::compare::state::Compare;
use crate::theme::glyphs::in_ascii;
use grafscope_core::experiment::{Mark, Summary};
use unicode_width::UnicodeWidthStr;

/// Between two entries of a line.
const BETWEEN: &str = "   ";

/// Signs that depend on the room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The number of seeds of each cell.
    pub(crate) seeds: bool,
    /// Arrows to sizes out of sight.
    pub(crate) arrows: bool,
    /// Learning curves, and their letters.
    pub(crate) curves: bool,
}

/// A line for the signs in use, or several: entries are not broken, and the lines are the same in ASCII.
pub(crate) fn legend(compare: &Compare, shown: Shown, width: u16) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for entry in entries(compare, shown) {
        let room = usize::from(width);
        let joined = lines.last().map(|line| format!("{line}{BETWEEN}{entry}"));
        match joined.filter(|line| in_ascii(line).width() <= room) {
            Some(joined) => {
                lines.pop();
                lines.push(joined);
            }
            None => lines.push(entry),
        }
    }
    lines
}

/// Those that are there whatever the runs say come first, so that they stay where they are.
fn entries(compare: &Compare, shown: Shown) -> Vec<String> {
    let summary = &compare.summary;
    let metric = summary.metric.title();
    if summary.series.is_empty() {
        return Vec::new();
    }
    let mut entries = vec![if compare.differences {
        format!("Δ: mean paired difference in {metric} from the reference, ± 95 % interval")
    } else {
        format!("mean {metric} ± standard deviation")
    }];
    let mut add = |entry: &str| entries.push(entry.to_owned());
    if shown.curves {
        add("curves: mean, 95 % interval");
    }
    if shown.seeds {
        add("number: seeds; bar: some are missing");
    }
    if shown.arrows {
        add("‹ › more sizes");
    }
    if summary.series.len() > 1 {
        add("bold: best mean at its size");
        add(&sign(Mark::Reference, summary));
        let count = match summary.comparisons {
            0 => String::new(),
            _ => format!(" for {}", summary.comparisons_text()),
        };
        add(&format!(
            "p: Wilcoxon signed-rank test, Holm's correction{count}"
        ));
    }
    let cells = || summary.cells.iter().flatten();
    let wanted = compare.grid.seeds().count;
    if cells().any(|cell| cell.seeds < wanted.max(2) && cell.failed.is_none()) {
        add("· no run yet");
        add("– needs two seeds");
    } else if cells().any(|cell| cell.spread.mean.is_nan() && cell.failed.is_none()) {
        add("– not defined");
    }
    let others = summary.marks().into_iter();
    let others = others.filter(|&mark| mark != Mark::Reference);
    entries.extend(others.map(|mark| sign(mark, summary)));
    entries
}

fn sign(mark: Mark, summary: &Summary) -> String {
    match mark.sign() {
        " " => format!("no mark: {}", mark.meaning(summary)),
        sign => format!("{sign} {}", mark.meaning(summary)),
    }
}
