//! A comparison as a Markdown table.

use std::io::{self, Write};

use super::{Comparison, legend, marks};
use crate::experiment::Mark;
use crate::export::{code, escaped, markdown_table};

pub(super) fn write(out: &mut dyn Write, comparisons: &[Comparison]) -> io::Result<()> {
    for (at, comparison) in comparisons.iter().enumerate() {
        let summary = &comparison.summary;
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", escaped(&comparison.caption()))?;
        writeln!(out)?;
        let mut table = comparison.table(
            |size| format!("n = {size}"),
            code,
            |figure, mark| match mark {
                Mark::Best => format!("**{figure}**"),
                Mark::NotWorse => format!("{figure} †"),
                _ => figure,
            },
        );
        let heading = table.remove(0);
        let heading: Vec<&str> = heading.iter().map(String::as_str).collect();
        let left = comparison.label_headings().len();
        write!(out, "{}", markdown_table(&heading, left, &table))?;
        if marks(summary) {
            writeln!(out)?;
            writeln!(out, "{}", legend(summary.metric, "**bold**", "†"))?;
        }
        for failure in comparison.failures() {
            writeln!(out)?;
            writeln!(out, "{}", escaped(&failure))?;
        }
    }
    Ok(())
}
