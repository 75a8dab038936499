//! The text of `grafscope info`.

use std::io::{self, Write};

use crate::cli::info::summary::{DatasetSummary, JoinSummary, SideSummary, Summary, TargetSummary};
use grafscope_core::table::{Format, number};

/// Width of labels.
const LABEL: usize = 16;

pub(super) fn write(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    writeln!(out, "{}\n{}\n", summary.benchmark, summary.doc)?;
    let mut fact = |name: &str, value: &str| writeln!(out, "{name:<LABEL$} {value}");
    if let Some(format) = summary.format {
        fact("file format", format)?;
    }
    fact("search space", &summary.space_text())?;
    fact("rows", &summary.rows.to_string())?;
    fact("canonical rows", &summary.canonical_rows.to_string())?;
    for dataset in &summary.datasets {
        writeln!(out)?;
        write_dataset(out, dataset)?;
    }
    let label = "columns";
    writeln!(out, "\n{label:<LABEL$} {:>7} {:>8}", "all", "distinct")?;
    for group in summary.groups.iter().chain([&summary.graf]) {
        let distinct = group.distinct.map(|n| n.to_string());
        let distinct = distinct.as_deref().unwrap_or("-");
        let note = if group.features { "  features" } else { "" };
        writeln!(
            out,
            "{:<LABEL$} {:>7} {distinct:>8}{note}",
            group.name, group.columns
        )?;
    }
    for join in &summary.joins {
        writeln!(out)?;
        write_join(out, join)?;
    }
    for prior in &summary.priors {
        writeln!(out, "\n{}: {}", prior.column, prior.doc)?;
    }
    if !summary.notes.is_empty() {
        writeln!(out)?;
    }
    for note in &summary.notes {
        writeln!(out, "note: {note}")?;
    }
    Ok(())
}

fn write_join(out: &mut impl Write, join: &JoinSummary) -> io::Result<()> {
    writeln!(out, "joined {}", join.file)?;
    let lines = [
        ("matched", join.matched, "rows in the file"),
        ("missing", join.missing, "rows not in the file"),
        (
            "unknown",
            join.unknown,
            "architectures not in the benchmark",
        ),
        (
            "duplicated",
            join.duplicated,
            "repeated with the same values",
        ),
        (
            "disagreed",
            join.disagreed,
            "repeated with different values; the first ones count",
        ),
    ];
    for (name, count, meaning) in lines {
        writeln!(out, "  {name:<14} {count:>7}  {meaning}")?;
    }
    Ok(())
}

/// Max columns of a role that are listed; the others are counted.
const MOST_SIDES: usize = 20;

fn write_sides(out: &mut impl Write, role: &str, sides: &[SideSummary]) -> io::Result<()> {
    if sides.is_empty() {
        return Ok(());
    }
    let (shown, rest) = sides.split_at(sides.len().min(MOST_SIDES));
    let lengths = shown.iter().map(|side| side.name.chars().count());
    let width = lengths.max().unwrap_or(0).max(role.len());
    writeln!(out, "  {role:<width$}  missing  range")?;
    for side in shown {
        let range = range(side.range, side.format);
        writeln!(out, "  {:<width$}  {:>7}  {range}", side.name, side.missing)?;
    }
    if !rest.is_empty() {
        writeln!(out, "  and {} more", rest.len())?;
    }
    Ok(())
}

fn write_dataset(out: &mut impl Write, dataset: &DatasetSummary) -> io::Result<()> {
    write!(out, "{}", dataset.name)?;
    if let (Some(side), Some(classes)) = (dataset.image_side, dataset.classes) {
        write!(out, ": {side}x{side} images, {classes} classes")?;
    }
    writeln!(out)?;
    let header = [
        "target",
        "unit",
        "better",
        "split",
        "range",
        "canonical",
        "seeds per row",
    ];
    let mut lines = vec![header.map(str::to_owned)];
    lines.extend(dataset.targets.iter().map(|target| {
        [
            target.name.clone(),
            target.unit.to_owned(),
            target.better.to_owned(),
            target.split.clone(),
            range(target.range, target.format),
            range(target.canonical_range, target.format),
            runs(target),
        ]
    }));
    let widths: [usize; 7] = std::array::from_fn(|at| {
        let lengths = lines.iter().map(|line| line[at].chars().count());
        lengths.max().unwrap_or(0)
    });
    for line in &lines {
        let cells = line.iter().zip(widths);
        let text: Vec<_> = cells
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        writeln!(out, "  {}", text.join("  ").trim_end())?;
    }
    write_sides(out, "proxy", &dataset.proxies)?;
    write_sides(out, "other", &dataset.others)
}

pub(crate) fn range(range: Option<(f64, f64)>, format: Format) -> String {
    range.map_or_else(
        || "all missing".to_owned(),
        |(low, high)| format!("{} to {}", number(low, format), number(high, format)),
    )
}

/// `3 in 8169 rows, 2 in 7456`; `1` where every row has one.
pub(crate) fn runs(target: &TargetSummary) -> String {
    let mut by_runs = target.rows_by_runs.iter().rev();
    match (by_runs.next(), target.rows_by_runs.len()) {
        (Some((runs, _)), 1) => runs.to_string(),
        (Some((runs, rows)), _) => {
            let rest = by_runs.map(|(runs, rows)| format!(", {runs} in {rows}"));
            format!("{runs} in {rows} rows{}", rest.collect::<String>())
        }
        (None, _) => "none".to_owned(),
    }
}
