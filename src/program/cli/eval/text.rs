//! Evaluations as tables to read.

use std::io::{self, Write};

use crate::cli::study::Study;
use grafscope_core::experiment::{Cell, Mark, Metric, RunGrid, SIGNIFICANT, Summary};
use grafscope_core::export::write_columns;

/// The scores that are shown; the one that decides comes first.
fn metrics(decisive: Metric) -> Vec<Metric> {
    let shown = [
        Metric::Tau,
        Metric::Spearman,
        Metric::R2,
        Metric::Mae,
        Metric::BestOfTop10Rank,
    ];
    let others = shown.into_iter().filter(|&metric| metric != decisive);
    std::iter::once(decisive).chain(others).collect()
}

/// Writes a heading, a line for each series and size, and what the marks mean.
pub(super) fn write(out: &mut dyn Write, studies: &[Study], metric: Metric) -> io::Result<()> {
    let mut several = false;
    for (at, study) in studies.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let summary = Summary::new(&study.grid, metric);
        several |= summary.series.len() > 1;
        writeln!(out, "{}; mean ± standard deviation", study.heading())?;
        writeln!(out)?;
        write_columns(out, &lines(&summary, &study.grid))?;
        write_weights(out, &summary, &study.grid)?;
    }
    if several {
        writeln!(out)?;
        write_marks(out, metric, studies)?;
    }
    Ok(())
}

/// The weights of the parts of blends, a line for each cell that has some.
fn write_weights(out: &mut dyn Write, summary: &Summary, grid: &RunGrid) -> io::Result<()> {
    let mut lines = Vec::new();
    for &size in &summary.sizes {
        for (place, (features, model)) in summary.series.iter().enumerate() {
            let weights = grid
                .cell(place, size)
                .map(Cell::weights)
                .unwrap_or_default();
            let weights = weights
                .iter()
                .map(|(part, weight)| format!("{part} {weight:.2}"));
            let weights: Vec<String> = weights.collect();
            if !weights.is_empty() {
                let weights = weights.join("  ");
                lines.push(vec![
                    features.clone(),
                    model.clone(),
                    size.to_string(),
                    weights,
                ]);
            }
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    let heading = ["features", "model", "n", "mean weights"].map(str::to_owned);
    lines.insert(0, heading.to_vec());
    writeln!(out)?;
    write_columns(out, &lines)
}

fn write_marks(out: &mut dyn Write, metric: Metric, studies: &[Study]) -> io::Result<()> {
    writeln!(
        out,
        "* best mean {} at its size; = not significantly different from the best (paired Wilcoxon signed-rank test over seeds, p ≥ {SIGNIFICANT})",
        metric.title(),
    )?;
    if studies.iter().any(|study| study.grid.seeds().count < 6) {
        writeln!(
            out,
            "with fewer than 6 seeds the test cannot tell sets apart: take more"
        )?;
    }
    Ok(())
}

/// The heading of the table, then by training size a line for each series.
fn lines(summary: &Summary, grid: &RunGrid) -> Vec<Vec<String>> {
    let metrics = metrics(summary.metric);
    let has_models = summary.has_models();
    let mut heading = vec!["features".to_owned(), String::new()];
    if has_models {
        heading.push("model".to_owned());
    }
    heading.push("n".to_owned());
    for (at, metric) in metrics.iter().enumerate() {
        heading.push(metric.title().to_owned());
        if at == 0 {
            heading.push(String::new());
        }
    }
    let mut lines = vec![heading];
    for (column, &size) in summary.sizes.iter().enumerate() {
        for (place, (features, model)) in summary.series.iter().enumerate() {
            let cell_summary = &summary.cells[place][column];
            let mut line = vec![features.clone(), format!("({})", cell_summary.n_features)];
            if has_models {
                line.push(model.clone());
            }
            line.push(size.to_string());
            for (at, &metric) in metrics.iter().enumerate() {
                let spread = grid.cell(place, size).map(|cell| cell.spread(metric));
                line.push(spread.map_or(String::new(), |spread| spread.text(metric.decimals())));
                if at == 0 {
                    line.push(mark(cell_summary.mark, summary.series.len() > 1).to_owned());
                }
            }
            lines.push(line);
        }
    }
    lines
}

fn mark(mark: Mark, several: bool) -> &'static str {
    match mark {
        Mark::Best if several => "*",
        Mark::NotWorse => "=",
        _ => "",
    }
}
