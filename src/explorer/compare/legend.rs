//! What the signs of a comparison mean.

use crate::compare::state::Compare;
use crate::theme::glyphs::in_ascii;
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

/// Those that change while runs come in are last, so that the others stay where they are.
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
    if shown.curves {
        entries.push("curves: mean, 95 % interval".to_owned());
    }
    if shown.seeds {
        entries.push("number: seeds; bar: some are missing".to_owned());
    }
    if shown.arrows {
        entries.push("‹ › more sizes".to_owned());
    }
    if summary.comparisons > 0 {
        let count = summary.comparisons_text();
        entries.push(format!(
            "p: Wilcoxon signed-rank test, Holm's correction for {count}"
        ));
    }
    let cells = || summary.cells.iter().flatten();
    if cells().any(|cell| cell.is_best) {
        entries.push("bold: best mean at its size".to_owned());
    }
    entries.extend(summary.legend().into_iter().map(|(sign, meaning)| {
        if sign == " " {
            format!("no mark: {meaning}")
        } else {
            format!("{sign} {meaning}")
        }
    }));
    let wanted = compare.grid.seeds().count;
    if cells().any(|cell| cell.seeds < wanted.max(2) && cell.failed.is_none()) {
        entries.push("· no run yet".to_owned());
        entries.push("– needs two seeds".to_owned());
    } else if cells().any(|cell| cell.spread.mean.is_nan() && cell.failed.is_none()) {
        entries.push("– not defined".to_owned());
    }
    entries
}
