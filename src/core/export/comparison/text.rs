//! A comparison to read in a terminal.

use std::io::{self, Write};

use super::{Comparison, TOO_FEW, legend, marks, too_few};
use crate::experiment::{Mark, Summary};
use crate::export::write_columns;

/// Writes one comparison: a line a training size, a column a method under the letter of its curve.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_points(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    let summary = &comparison.summary;
    let letters = letters().take(summary.series.len());
    let heading = letters.map(|letter| format!("{letter}  "));
    let heading = ["n".to_owned()].into_iter().chain(heading).collect();
    let mut lines: Vec<Vec<String>> = vec![heading];
    for (at, size) in summary.sizes.iter().enumerate() {
        let cells = summary.cells.iter();
        let cells = cells.map(|cells| {
            let (figure, mark) = (comparison.figure(&cells[at]), comparison.mark(&cells[at]));
            marked(&figure, mark)
        });
        lines.push([size.to_string()].into_iter().chain(cells).collect());
    }
    write_columns(out, &lines)?;
    write_failures(out, comparison)?;
    if marks(summary) {
        writeln!(out)?;
    }
    write_legend(out, &[summary])
}

fn marked(figure: &str, mark: Mark) -> String {
    let mark = match mark {
        Mark::Best => '*',
        Mark::NotWorse => '=',
        _ => ' ',
    };
    format!("{figure} {mark}")
}

fn write_failures(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    let mut failures = comparison.failures();
    failures.try_for_each(|line| writeln!(out, "{line}"))
}

/// What the marks mean, once for all of `summaries`.
fn write_legend(out: &mut dyn Write, summaries: &[&Summary]) -> io::Result<()> {
    if let Some(summary) = summaries.iter().find(|summary| marks(summary)) {
        writeln!(out, "{}", legend(summary.metric, "*", "="))?;
        if summaries.iter().any(|summary| too_few(summary)) {
            writeln!(out, "{TOO_FEW}")?;
        }
    }
    Ok(())
}

pub(super) fn write(out: &mut dyn Write, comparisons: &[Comparison]) -> io::Result<()> {
    for comparison in comparisons {
        writeln!(out, "{}\n", comparison.caption())?;
        let mut lines = comparison.table(
            |size| format!("n = {size}  "),
            str::to_owned,
            |figure, mark| marked(&figure, mark),
        );
        // The number of features stands between the labels and the figures.
        let labels = comparison.label_headings().len();
        lines[0].insert(labels, String::new());
        for (line, cells) in lines[1..].iter_mut().zip(&comparison.summary.cells) {
            let counts = cells.iter().map(|cell| cell.n_features);
            line.insert(labels, format!("({})", counts.max().unwrap_or(0)));
        }
        write_columns(out, &lines)?;
        write_failures(out, comparison)?;
        writeln!(out)?;
    }
    let summaries = comparisons.iter().map(|comparison| &comparison.summary);
    write_legend(out, &summaries.collect::<Vec<_>>())
}

/// Letters for curves: a to z, A to Z, then stars.
pub fn letters() -> impl Iterator<Item = char> {
    ('a'..='z').chain('A'..='Z').chain(std::iter::repeat('*'))
}
