//! Evaluations as tables.

use std::io::{self, Write};

use crate::cli::study::Study;
use grafscope_core::experiment::{Cell, Metric, RunGrid, Summary};
use grafscope_core::export::{write_columns, write_differences};

/// The scores that are shown besides the decisive one, which comes first.
const SHOWN: [Metric; 5] = [
    Metric::Tau,
    Metric::Spearman,
    Metric::R2,
    Metric::Mae,
    Metric::BestOfTop10Rank,
];

/// Writes a heading, a line for each series and size, and how these differ.
pub(super) fn write(out: &mut dyn Write, studies: &[Study]) -> io::Result<()> {
    for (at, study) in studies.iter().enumerate() {
        let blank = if at > 0 { "\n" } else { "" };
        let heading = study.heading();
        writeln!(out, "{blank}{heading}; mean ± standard deviation\n")?;
        let (summary, others) = study.summaries();
        let summaries: Vec<&Summary> = [&summary].into_iter().chain(&others).collect();
        write_columns(out, &lines(&summaries, &study.grid))?;
        write_weights(out, &summary, &study.grid)?;
        write_differences(out, &summaries)?;
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
fn lines(summaries: &[&Summary], grid: &RunGrid) -> Vec<Vec<String>> {
    let summary = summaries[0];
    // Marks stand right of the scores that decide.
    let decisive = summaries.iter().map(|&of| (of.metric, Some(of)));
    let mut scores: Vec<(Metric, Option<&Summary>)> = decisive.collect();
    if scores.len() == 1 {
        let others = SHOWN.into_iter().filter(|&of| of != summary.metric);
        scores.extend(others.map(|metric| (metric, None)));
    }
    let has_models = summary.has_models();
    let mut heading = vec!["features".to_owned(), String::new()];
    heading.extend(has_models.then(|| "model".to_owned()));
    heading.push("n".to_owned());
    for (metric, decides) in &scores {
        heading.push(metric.title().to_owned());
        heading.extend(decides.map(|_| String::new()));
    }
    let mut lines = vec![heading];
    for (column, &size) in summary.sizes.iter().enumerate() {
        for (place, (features, model)) in summary.series.iter().enumerate() {
            let of_cell = &summary.cells[place][column];
            let mut line = vec![features.clone(), format!("({})", of_cell.n_features)];
            line.extend(has_models.then(|| model.clone()));
            line.push(size.to_string());
            for (metric, decides) in &scores {
                let spread = grid.cell(place, size).map(|cell| cell.spread(*metric));
                let text = spread.map(|spread| spread.text(metric.decimals()));
                line.push(text.unwrap_or_default());
                line.extend(decides.map(|of| of.cells[place][column].sign().to_owned()));
            }
            lines.push(line);
        }
    }
    lines
}
