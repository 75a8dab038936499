//! A comparison as a Markdown table.

use std::io::{self, Write};

use super::{Comparison, failures, figure, legend, marks};
use crate::experiment::Mark;
use crate::export::markdown::{code, escaped};

pub(super) fn write(out: &mut dyn Write, comparisons: &[Comparison]) -> io::Result<()> {
    for (at, comparison) in comparisons.iter().enumerate() {
        let summary = &comparison.summary;
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", escaped(&comparison.caption()))?;
        writeln!(out)?;
        let mut heading = comparison.label_headings();
        heading.extend(summary.sizes.iter().map(|size| format!("n = {size}")));
        writeln!(out, "| {} |", heading.join(" | "))?;
        let left = "---|".repeat(comparison.labels_wide());
        writeln!(out, "|{left}{}", "---:|".repeat(summary.sizes.len()))?;
        for (place, cells) in summary.cells.iter().enumerate() {
            let labels = comparison.labels(place);
            let mut line: Vec<String> = labels.iter().map(|label| code(label)).collect();
            line.extend(cells.iter().map(|cell| {
                let figure = figure(cell, summary.metric, comparison.seeds.count);
                match cell.mark {
                    Mark::Best if marks(summary) => format!("**{figure}**"),
                    Mark::NotWorse => format!("{figure} †"),
                    _ => figure,
                }
            }));
            writeln!(out, "| {} |", line.join(" | "))?;
        }
        if marks(summary) {
            writeln!(out)?;
            writeln!(out, "{}", legend(summary.metric, "**bold**", "†"))?;
        }
        for failure in failures(comparison) {
            writeln!(out)?;
            writeln!(out, "{}", escaped(&failure))?;
        }
    }
    Ok(())
}
