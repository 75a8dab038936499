//! A comparison as a LaTeX table.

use std::io::{self, Write};

use super::differences::{difference_headings, difference_lines, labels};
use super::{Comparison, Row, Style};
use crate::experiment::{CellSummary, Summary};

pub(super) fn write(out: &mut dyn Write, comparisons: &[Comparison]) -> io::Result<()> {
    writeln!(out, "% \\usepackage{{booktabs}}")?;
    for comparison in comparisons {
        let mut caption = comparison.caption();
        let legend = comparison.legend("bold", str::to_owned);
        if !legend.is_empty() {
            caption += &format!(". {legend}");
        }
        let table = comparison.table(&STYLE);
        let left = table.first().map_or(0, |row| row.labels.len());
        let table: Vec<_> = table.into_iter().map(Row::cells).collect();
        let rows = match comparison.others.as_slice() {
            [] => usize::MAX,
            _ => comparison.summary.series.len().max(1),
        };
        write_table(out, &caption, left, &table, rows)?;
        for summary in comparison.summaries() {
            write_differences(out, &comparison.heading, summary)?;
        }
    }
    Ok(())
}

pub(super) const STYLE: Style = Style {
    size: |size| format!("$n = {size}$"),
    text: escaped,
    label: texttt,
    cell: marked,
};

fn texttt(label: &str) -> String {
    format!("\\texttt{{{}}}", escaped(label))
}

fn marked(figure: &str, cell: &CellSummary) -> String {
    let figure = escaped(figure);
    let figure = if cell.is_best {
        format!("\\textbf{{{figure}}}")
    } else {
        figure
    };
    match cell.sign() {
        " " => figure,
        "≈" => format!("{figure}$^\\approx$"),
        sign => format!("{figure}$^{sign}$"),
    }
}

pub(super) fn write_differences(
    out: &mut dyn Write,
    heading: &str,
    summary: &Summary,
) -> io::Result<()> {
    let Some(text) = summary.test_text() else {
        return Ok(());
    };
    let headings = difference_headings(summary)
        .iter()
        .map(|text| escaped(text))
        .collect();
    let labels = labels(summary);
    let lines = difference_lines(summary, texttt).into_iter().map(|line| {
        let (texts, figures) = line.split_at(labels);
        let figures = figures.iter().map(|figure| escaped(figure));
        texts.iter().cloned().chain(figures).collect()
    });
    let table: Vec<Vec<String>> = [headings].into_iter().chain(lines).collect();
    let caption = format!("{heading}. {text}");
    write_table(out, &caption, labels, &table, usize::MAX)
}

/// Writes a table with `left` columns of words, a rule below its headings and between each so many `rows`.
pub(super) fn write_table(
    out: &mut dyn Write,
    caption: &str,
    left: usize,
    table: &[Vec<String>],
    rows: usize,
) -> io::Result<()> {
    let columns = table.first().map_or(0, Vec::len);
    writeln!(out, "\\begin{{table}}")?;
    writeln!(out, "  \\centering")?;
    writeln!(out, "  \\caption{{{}}}", escaped(caption))?;
    let (left, right) = ("l".repeat(left), "r".repeat(columns.saturating_sub(left)));
    writeln!(out, "  \\begin{{tabular}}{{{left}{right}}}")?;
    writeln!(out, "    \\toprule")?;
    for (at, row) in table.iter().enumerate() {
        writeln!(out, "    {} \\\\", row.join(" & "))?;
        if at % rows == 0 && (at == 0 || at + 1 < table.len()) {
            writeln!(out, "    \\midrule")?;
        }
    }
    writeln!(out, "    \\bottomrule")?;
    writeln!(out, "  \\end{{tabular}}")?;
    writeln!(out, "\\end{{table}}")
}

/// `text` escaped for LaTeX, in characters that every engine sets.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped += "\\textbackslash{}",
            '~' => escaped += "\\textasciitilde{}",
            '^' => escaped += "\\textasciicircum{}",
            '<' => escaped += "\\textless{}",
            '>' => escaped += "\\textgreater{}",
            '|' => escaped += "\\textbar{}",
            '±' => escaped += "$\\pm$",
            '≈' => escaped += "$\\approx$",
            'Δ' => escaped += "$\\Delta$",
            '²' => escaped += "$^2$",
            '–' => escaped += "--",
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}
