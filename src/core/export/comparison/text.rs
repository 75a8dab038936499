//! A comparison to read in a terminal.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::differences::{difference_headings, difference_lines, labels};
use super::{Comparison, Style};
use crate::experiment::{CellSummary, Summary, legend};
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
        let cells = cells.map(|cells| comparison.figure(summary, &cells[at], &STYLE));
        lines.push([size.to_string()].into_iter().chain(cells).collect());
    }
    write_columns(out, &lines)?;
    write_failures(out, comparison)?;
    write_differences(out, &[summary])
}

pub(super) const STYLE: Style = Style {
    size: |size| format!("n = {size}  "),
    // A title stands over its figures, not over their marks.
    text: |title| format!("{title}  "),
    label: str::to_owned,
    cell: marked,
};

fn marked(figure: &str, cell: &CellSummary) -> String {
    format!("{figure} {}", cell.sign())
}

pub(super) fn write_failures(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    let mut failures = comparison.failures();
    failures.try_for_each(|line| writeln!(out, "{line}"))
}

/// Writes what the marks of a table mean, and how each method differs from its reference in each of its
/// metrics; nothing for a single method.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_differences(out: &mut dyn Write, summaries: &[&Summary]) -> io::Result<()> {
    let legend = legend(summaries);
    if legend.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    write_legend(out, legend)?;
    let mut summaries = summaries.iter();
    summaries.try_for_each(|summary| write_tests(out, summary))
}

/// Writes what each sign means.
pub(super) fn write_legend(
    out: &mut dyn Write,
    legend: Vec<(&'static str, String)>,
) -> io::Result<()> {
    for (sign, meaning) in legend {
        match sign {
            " " => writeln!(out, "no mark: {meaning}")?,
            sign => writeln!(out, "{sign} {meaning}")?,
        }
    }
    Ok(())
}

/// Writes how each method differs from its reference.
pub(super) fn write_tests(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    let lines = difference_lines(summary, str::to_owned);
    if lines.is_empty() {
        return Ok(());
    }
    let mut lines = [vec![difference_headings(summary)], lines].concat();
    let last = lines[0].len() - 1;
    (1..labels(summary))
        .chain([last])
        .for_each(|column| align_left(&mut lines, column));
    writeln!(out)?;
    write_columns(out, &lines)?;
    summary
        .test_text()
        .map_or(Ok(()), |text| writeln!(out, "\n{text}"))
}

fn align_left(lines: &mut [Vec<String>], column: usize) {
    let widest = lines.iter().map(|line| line[column].width()).max();
    for line in lines {
        let gap = widest.unwrap_or(0) - line[column].width();
        line[column] += &" ".repeat(gap);
    }
}

pub(super) fn write(out: &mut dyn Write, comparisons: &[Comparison]) -> io::Result<()> {
    for (at, comparison) in comparisons.iter().enumerate() {
        let blank = if at > 0 { "\n" } else { "" };
        writeln!(out, "{blank}{}\n", comparison.caption())?;
        let lines = comparison.table(&STYLE).into_iter().map(|row| {
            let features = row.features.map(|count| format!("({count})"));
            [row.labels, vec![features.unwrap_or_default()], row.figures].concat()
        });
        write_columns(out, &lines.collect::<Vec<_>>())?;
        write_failures(out, comparison)?;
        write_differences(out, &comparison.summaries())?;
    }
    Ok(())
}

/// Letters for curves: a to z, A to Z, then stars.
pub fn letters() -> impl Iterator<Item = char> {
    ('a'..='z').chain('A'..='Z').chain(std::iter::repeat('*'))
}
