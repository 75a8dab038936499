//! A comparison as a Markdown table.

use std::io::{self, Write};

use super::differences::{difference_headings, difference_lines, labels};
use super::{Comparison, Row, Style};
use crate::experiment::{CellSummary, Summary};
use crate::export::{code, escaped, markdown_table};

pub(super) fn write(out: &mut dyn Write, comparisons: &[Comparison]) -> io::Result<()> {
    for (at, comparison) in comparisons.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", escaped(&comparison.caption()))?;
        writeln!(out)?;
        let mut table = comparison.table(&STYLE);
        let heading = table.remove(0);
        let left = heading.labels.len();
        let heading = heading.cells();
        let heading: Vec<&str> = heading.iter().map(String::as_str).collect();
        let table: Vec<_> = table.into_iter().map(Row::cells).collect();
        write!(out, "{}", markdown_table(&heading, left, &table))?;
        let legend = comparison.legend("**bold**", escaped);
        if !legend.is_empty() {
            writeln!(out, "\n{legend}")?;
        }
        for summary in comparison.summaries() {
            write_differences(out, summary)?;
        }
        for failure in comparison.failures() {
            writeln!(out)?;
            writeln!(out, "{}", escaped(&failure))?;
        }
    }
    Ok(())
}

pub(super) const STYLE: Style = Style {
    size: |size| format!("n = {size}"),
    text: escaped,
    label: code,
    cell: marked,
};

fn marked(figure: &str, cell: &CellSummary) -> String {
    let figure = if cell.is_best {
        format!("**{figure}**")
    } else {
        figure.to_owned()
    };
    format!("{figure} {}", escaped(cell.sign()))
        .trim_end()
        .to_owned()
}

pub(super) fn write_differences(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    let lines = difference_lines(summary, code);
    let Some(text) = summary.test_text() else {
        return Ok(());
    };
    let heading = difference_headings(summary);
    let heading: Vec<&str> = heading.iter().map(String::as_str).collect();
    write!(
        out,
        "\n{}",
        markdown_table(&heading, labels(summary), &lines)
    )?;
    writeln!(out, "\n{}", escaped(&text))
}
