//! A comparison to read in a terminal.

use std::io::{self, Write};

use super::{Comparison, TOO_FEW, failures, figure, legend, marks, too_few, write_lines};
use crate::experiment::Mark;
use crate::export::columns::write_columns;

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
            line.extend(cells.iter().map(|cell| {
                let mark = match cell.mark {
                    Mark::Best if marks(summary) => '*',
                    Mark::NotWorse => '=',
                    _ => ' ',
                };
                let figure = figure(cell, summary.metric, comparison.seeds.count);
                format!("{figure} {mark}")
            }));
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
