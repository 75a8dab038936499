//! Comparisons on several targets as one table for each training size: a row for each target, a column for each
//! method.

use std::io::{self, Write};

use super::{Comparison, ComparisonFormat, Style, csv, json, latex, markdown, text};
use crate::experiment::{Summary, legend, score_word};
use crate::export::{escaped, markdown_table, write_columns};

/// Writes `targets`, and below them how methods do in the `mean` over all of them.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_targets(
    out: &mut dyn Write,
    format: ComparisonFormat,
    targets: &[Comparison],
    mean: Option<&Comparison>,
) -> anyhow::Result<()> {
    let rows: Vec<&Comparison> = targets.iter().chain(mean).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let all = || rows.iter().map(|&of| of.clone()).collect::<Vec<_>>();
    match format {
        ComparisonFormat::Csv => return csv::write(out, &all()),
        ComparisonFormat::Json => return Ok(json::write(out, &all())?),
        ComparisonFormat::Text => as_text(out, &rows, mean)?,
        ComparisonFormat::Markdown => as_markdown(out, &rows, mean)?,
        ComparisonFormat::Latex => as_latex(out, &rows, mean)?,
    }
    let Some(mean) = mean else { return Ok(()) };
    match format {
        ComparisonFormat::Text => writeln!(out, "\n{}", mean.heading)?,
        ComparisonFormat::Markdown => writeln!(out, "\n{}", escaped(&mean.heading))?,
        _ => {}
    }
    for summary in mean.summaries().into_iter().filter(|of| of.comparisons > 0) {
        match format {
            ComparisonFormat::Text => text::write_tests(out, summary)?,
            ComparisonFormat::Markdown => markdown::write_differences(out, summary)?,
            _ => latex::write_differences(out, &mean.heading, summary)?,
        }
    }
    Ok(())
}

/// The tables of rows, each with what it is of.
struct Tables {
    /// What all have in common.
    caption: String,
    tables: Vec<(String, Vec<Vec<String>>)>,
}

/// What stands for a method that a target has not.
const NONE: &str = "–  ";

impl Tables {
    fn new(rows: &[&Comparison], mean: Option<&Comparison>, style: &Style) -> Self {
        let first = rows[0];
        let mut sizes: Vec<usize> = rows
            .iter()
            .flat_map(|of| of.summary.sizes.clone())
            .collect();
        sizes.sort_unstable();
        sizes.dedup();
        let mut methods: Vec<(String, String)> = Vec::new();
        for method in rows.iter().flat_map(|of| &of.summary.series) {
            if !methods.contains(method) {
                methods.push(method.clone());
            }
        }
        let several = |of: fn(&Comparison) -> &str| rows.iter().any(|row| of(row) != of(first));
        let (benchmarks, datasets) = (several(|of| &of.benchmark), several(|of| &of.dataset));
        let name = |row: &Comparison| {
            if mean.is_some_and(|mean| std::ptr::eq(mean, row)) {
                return row.target.clone();
            }
            let parts = [
                benchmarks.then_some(&row.benchmark),
                (benchmarks || datasets).then_some(&row.dataset),
                Some(&row.target),
            ];
            let parts = parts.into_iter().flatten().map(String::as_str);
            (style.label)(&parts.collect::<Vec<_>>().join(", "))
        };
        let count = first.summaries().len();
        let tables = (0..count).flat_map(|metric| sizes.iter().map(move |&size| (metric, size)));
        let tables = tables.map(|(metric, size)| {
            let title = match count {
                1 => (style.size)(size),
                _ => format!(
                    "{}, {}",
                    first.summaries()[metric].metric.title(),
                    (style.size)(size)
                ),
            };
            let named = methods
                .iter()
                .map(|method| (style.label)(&first.summary.name(method)));
            let heading = ["target".to_owned()].into_iter().chain(named).collect();
            let line = |row: &&Comparison| -> Vec<String> {
                let summary = row.summaries()[metric];
                let column = summary.sizes.iter().position(|&of| of == size);
                let figure = |method: &(String, String)| {
                    let place = summary.series.iter().position(|of| of == method)?;
                    Some(row.figure(summary, &summary.cells[place][column?], style))
                };
                let figures = methods
                    .iter()
                    .map(|of| figure(of).unwrap_or_else(|| NONE.to_owned()));
                [name(row)].into_iter().chain(figures).collect()
            };
            (
                title,
                [heading].into_iter().chain(rows.iter().map(line)).collect(),
            )
        });
        Self {
            tables: tables.collect(),
            caption: caption(first, benchmarks, datasets),
        }
    }
}

/// That of a row without its target, and without what rows do not have in common.
fn caption(first: &Comparison, benchmarks: bool, datasets: bool) -> String {
    let caption = first.caption();
    let rest = caption.split_once("; ").map_or("", |(_, rest)| rest);
    let of = match (benchmarks, datasets) {
        (true, _) => String::new(),
        (_, true) => format!("{}; ", first.benchmark),
        _ => format!("{}, {}; ", first.benchmark, first.dataset),
    };
    format!("{of}{rest}")
}

fn summaries<'a>(rows: &[&'a Comparison]) -> Vec<&'a Summary> {
    rows.iter().flat_map(|row| row.summaries()).collect()
}

/// What p values are corrected for.
const HOLM: &str = "Marks: Holm's correction for all comparisons on one target, over its methods and training sizes; --csv and --json have every difference.";

fn as_text(out: &mut dyn Write, rows: &[&Comparison], mean: Option<&Comparison>) -> io::Result<()> {
    let Tables { caption, tables } = Tables::new(rows, mean, &text::STYLE);
    writeln!(out, "{caption}")?;
    for (title, mut table) in tables {
        // Names stand over figures, not over their marks.
        let of_methods = table[0].iter_mut().skip(1);
        of_methods.for_each(|name| name.push_str("  "));
        writeln!(out, "\n{}\n", title.trim_end())?;
        write_columns(out, &table)?;
    }
    rows.iter()
        .try_for_each(|row| text::write_failures(out, row))?;
    let legend = legend(&summaries(rows));
    if legend.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    text::write_legend(out, legend)?;
    writeln!(out, "{HOLM}")
}

/// The best of a row is bold.
fn bold(rows: &[&Comparison], bold: &str, escaped: fn(&str) -> String) -> String {
    let summaries = summaries(rows);
    let best = format!(
        "{bold}: best mean {} of its row",
        score_word(&rows[0].summaries())
    );
    let marks = legend(&summaries)
        .into_iter()
        .map(|(sign, meaning)| match sign {
            " " => format!("no mark: {}", escaped(&meaning)),
            sign => format!("{}: {}", escaped(sign), escaped(&meaning)),
        });
    let lines: Vec<String> = [best].into_iter().chain(marks).collect();
    format!("{}. {HOLM}", lines.join("; "))
}

fn as_markdown(
    out: &mut dyn Write,
    rows: &[&Comparison],
    mean: Option<&Comparison>,
) -> io::Result<()> {
    let Tables { caption, tables } = Tables::new(rows, mean, &markdown::STYLE);
    writeln!(out, "{}", escaped(&caption))?;
    for (title, mut table) in tables {
        let heading = table.remove(0);
        let heading: Vec<&str> = heading.iter().map(String::as_str).collect();
        write!(out, "\n{title}\n\n{}", markdown_table(&heading, 1, &table))?;
    }
    writeln!(out, "\n{}", bold(rows, "**bold**", escaped))
}

fn as_latex(
    out: &mut dyn Write,
    rows: &[&Comparison],
    mean: Option<&Comparison>,
) -> io::Result<()> {
    let Tables { caption, tables } = Tables::new(rows, mean, &latex::STYLE);
    writeln!(out, "% \\usepackage{{booktabs}}")?;
    for (title, table) in tables {
        let title = title.replace('$', "");
        let caption = format!("{caption}; {title}. {}", bold(rows, "bold", str::to_owned));
        latex::write_table(out, &caption, 1, &table, usize::MAX)?;
    }
    Ok(())
}
