//! A comparison to read in a terminal.

use std::io::{self, Write};

use super::{Comparison, TOO_FEW, failures, figure, legend, marks, too_few, write_lines};
use crate::experiment::{CellSummary, Mark};
use crate::export::columns::write_columns;

/// Writes one comparison with a line for each training size and a column for each series, under the
/// letters that a chart gives them.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_points(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    let summary = &comparison.summary;
    let letters = letters().take(summary.series.len());
    let heading = letters.map(|letter| format!("{letter}  "));
    let mut lines = vec![
        ["n".to_owned()]
            .into_iter()
            .chain(heading)
            .collect::<Vec<_>>(),
    ];
    for (at, size) in summary.sizes.iter().enumerate() {
        let cells = summary.cells.iter();
        let cells = cells.map(|cells| marked(&cells[at], comparison));
        lines.push([size.to_string()].into_iter().chain(cells).collect());
    }
    write_columns(out, &lines)?;
    write_lines(out, &failures(comparison))?;
    if marks(summary) {
        writeln!(out)?;
        writeln!(out, "{}", legend(summary.metric, "*", "="))?;
        if too_few(summary) {
            writeln!(out, "{TOO_FEW}")?;
        }
    }
    Ok(())
}

/// The figure of a cell with its mark.
fn marked(cell: &CellSummary, comparison: &Comparison) -> String {
    let mark = match cell.mark {
        Mark::Best if marks(&comparison.summary) => '*',
        Mark::NotWorse => '=',
        _ => ' ',
    };
    let figure = figure(cell, comparison.summary.metric, comparison.seeds.count);
    format!("{figure} {mark}")
}

pub(super) fn write(out: &mut dyn Write, comparisons: &[Comparison]) -> io::Result<()> {
    for comparison in comparisons {
        let summary = &comparison.summary;
        writeln!(out, "{}", comparison.caption())?;
        writeln!(out)?;
        let mut heading = comparison.label_headings();
        heading.push(String::new());
        heading.extend(summary.sizes.iter().map(|size| format!("n = {size}  ")));
        let mut lines = vec![heading];
        for (place, cells) in summary.cells.iter().enumerate() {
            let mut line = comparison.labels(place);
            let counts = cells.iter().map(|cell| cell.n_features);
            line.push(format!("({})", counts.max().unwrap_or(0)));
            line.extend(cells.iter().map(|cell| marked(cell, comparison)));
            lines.push(line);
        }
        write_columns(out, &lines)?;
        write_lines(out, &failures(comparison))?;
        writeln!(out)?;
    }
    let mut summaries = comparisons.iter().map(|comparison| &comparison.summary);
    if let Some(summary) = summaries.clone().find(|summary| marks(summary)) {
        writeln!(out, "{}", legend(summary.metric, "*", "="))?;
        if summaries.any(too_few) {
            writeln!(out, "{TOO_FEW}")?;
        }
    }
    Ok(())
}

/// Letters for curves: a to z, A to Z, then stars.
pub fn letters() -> impl Iterator<Item = char> {
    ('a'..='z').chain('A'..='Z').chain(std::iter::repeat('*'))
}
