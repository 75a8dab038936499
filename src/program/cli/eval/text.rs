//! Evaluations as tables.

use std::io::{self, Write};

use crate::cli::study::Study;
use grafscope_core::experiment::{Cell, Mark, Metric, RunGrid, SIGNIFICANT, Summary};
use grafscope_core::export::write_columns;

/// The scores that are shown besides the decisive one, which comes first.
const SHOWN: [Metric; 5] = [
    Metric::Tau,
    Metric::Spearman,
    Metric::R2,
    Metric::Mae,
    Metric::BestOfTop10Rank,
];

/// Writes a heading, a line for each series and size, and what the marks mean.
pub(super) fn write(out: &mut dyn Write, studies: &[Study], metric: Metric) -> io::Result<()> {
    let mut several = false;
    for (at, study) in studies.iter().enumerate() {
        let blank = if at > 0 { "\n" } else { "" };
        let heading = study.heading();
        writeln!(out, "{blank}{heading}; mean ± standard deviation\n")?;
        let summary = Summary::new(&study.grid, metric);
        several |= summary.series.len() > 1;
        write_columns(out, &lines(&summary, &study.grid))?;
        write_weights(out, &summary, &study.grid)?;
    }
    if several {
        writeln!(
            out,
            "\n* best mean {} at its size; = not significantly different from the best (paired Wilcoxon signed-rank test over seeds, p ≥ {SIGNIFICANT})",
            metric.title(),
        )?;
        if studies.iter().any(|study| study.grid.seeds().count < 6) {
            writeln!(
                out,
                "too few seeds to tell: the test needs at least 6 to find a difference"
            )?;
        }
    }
    Ok(())
}

/// The mean weights of the parts of blends.
fn write_weights(out: &mut dyn Write, summary: &Summary, grid: &RunGrid) -> io::Result<()> {
    let mut lines = vec![
        ["features", "model", "n", "mean weights"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for &size in &summary.sizes {
        for (place, (features, model)) in summary.series.iter().enumerate() {
            let weights = grid.cell(place, size).map(Cell::weights);
            let weights = weights.unwrap_or_default().into_iter();
            let weights: Vec<String> = weights
                .map(|(part, weight)| format!("{part} {weight:.2}"))
                .collect();
            if !weights.is_empty() {
                let (n, weights) = (size.to_string(), weights.join("  "));
                lines.push(vec![features.clone(), model.clone(), n, weights]);
            }
        }
    }
    if lines.len() == 1 {
        return Ok(());
    }
    writeln!(out)?;
    write_columns(out, &lines)
}

/// The heading of the table, then by training size a line for each series.
fn lines(summary: &Summary, grid: &RunGrid) -> Vec<Vec<String>> {
    let others = SHOWN.into_iter().filter(|&of| of != summary.metric);
    let metrics: Vec<Metric> = [summary.metric].into_iter().chain(others).collect();
    let has_models = summary.has_models();
    let mut heading = vec!["features".to_owned(), String::new()];
    heading.extend(has_models.then(|| "model".to_owned()));
    heading.push("n".to_owned());
    heading.extend(metrics.iter().map(|metric| metric.title().to_owned()));
    // The marks stand right of the decisive score.
    let mark_at = heading.len() + 1 - metrics.len();
    heading.insert(mark_at, String::new());
    let mut lines = vec![heading];
    for (column, &size) in summary.sizes.iter().enumerate() {
        for (place, (features, model)) in summary.series.iter().enumerate() {
            let of_cell = &summary.cells[place][column];
            let mut line = vec![features.clone(), format!("({})", of_cell.n_features)];
            line.extend(has_models.then(|| model.clone()));
            line.push(size.to_string());
            line.extend(metrics.iter().map(|&metric| {
                let spread = grid.cell(place, size).map(|cell| cell.spread(metric));
                spread.map_or_else(String::new, |spread| spread.text(metric.decimals()))
            }));
            let mark = match of_cell.mark {
                Mark::Best if summary.series.len() > 1 => "*",
                Mark::NotWorse => "=",
                _ => "",
            };
            line.insert(mark_at, mark.to_owned());
            lines.push(line);
        }
    }
    lines
}
