//! Comparisons as tables: series by training sizes, the best and those not worse marked.

mod csv;
mod file;
mod json;
mod latex;
mod markdown;
mod text;

pub use file::comparison_file;
pub use text::{letters, write_points};

use std::io::{self, Write};

use crate::experiment::{
    CellSummary, Mark, Metric, PredictionTask, RunGrid, SIGNIFICANT, Seeds, Summary,
};

/// How a comparison is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComparisonFormat {
    /// A table to read in a terminal.
    Text,
    /// One line a cell.
    Csv,
    /// A list with one object a comparison.
    Json,
    /// A Markdown table.
    Markdown,
    /// A LaTeX table for the package booktabs.
    Latex,
}

/// A grid in one metric, and what it is of.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// What is predicted, on which rows: one line.
    pub heading: String,
    /// Name of the benchmark.
    pub benchmark: String,
    /// Name of the data set.
    pub dataset: String,
    /// Name of the target.
    pub target: String,
    /// The seeds asked for.
    pub seeds: Seeds,
    /// Fewest and most unseen rows that a score is over; `None` before the first run.
    pub held_out: Option<(usize, usize)>,
    /// The figures.
    pub summary: Summary,
}

impl ComparisonFormat {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Text,
        Self::Csv,
        Self::Json,
        Self::Markdown,
        Self::Latex,
    ];

    /// The usual ending of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Markdown => "md",
            Self::Latex => "tex",
        }
    }
}

impl Comparison {
    /// The figures of `grid` in `metric`, as far as runs are there.
    pub fn new(prediction_task: &PredictionTask, grid: &RunGrid, metric: Metric) -> Self {
        Self {
            heading: prediction_task.heading(),
            benchmark: prediction_task.benchmark.clone(),
            dataset: prediction_task.dataset.clone(),
            target: prediction_task.target_name().to_owned(),
            seeds: grid.seeds(),
            held_out: {
                let held_out = || grid.runs().map(|run| run.n_test);
                held_out().min().zip(held_out().max())
            },
            summary: Summary::new(grid, metric),
        }
    }

    /// One line above the table: what it is of, the model where there is one, seeds, the metric.
    pub fn caption(&self) -> String {
        let Seeds { first, count } = self.seeds;
        let last = first.wrapping_add(count.saturating_sub(1) as u64);
        let model = match self.summary.series.first() {
            Some((_, model)) if !self.summary.has_models() => format!("; {model}"),
            _ => String::new(),
        };
        let metric = self.summary.metric.title();
        format!(
            "{}{model}; seeds {first} to {last}; {metric}, mean ± standard deviation",
            self.heading
        )
    }

    /// What stands left of the figures: the feature set, and the model where there are several.
    fn labels(&self, place: usize) -> Vec<String> {
        let (features, model) = &self.summary.series[place];
        if self.summary.has_models() {
            vec![features.clone(), model.clone()]
        } else {
            vec![features.clone()]
        }
    }

    /// Headings of [`Self::labels`].
    fn label_headings(&self) -> Vec<String> {
        let headings = ["features", "model"].map(str::to_owned);
        let many = self.labels_wide();
        headings.into_iter().take(many).collect()
    }

    fn labels_wide(&self) -> usize {
        1 + usize::from(self.summary.has_models())
    }
}

/// Writes `comparisons` one after the other.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_comparisons(
    out: &mut dyn Write,
    format: ComparisonFormat,
    comparisons: &[Comparison],
) -> anyhow::Result<()> {
    match format {
        ComparisonFormat::Text => Ok(text::write(out, comparisons)?),
        ComparisonFormat::Csv => csv::write(out, comparisons),
        ComparisonFormat::Json => Ok(json::write(out, comparisons)?),
        ComparisonFormat::Markdown => Ok(markdown::write(out, comparisons)?),
        ComparisonFormat::Latex => Ok(latex::write(out, comparisons)?),
    }
}

/// What the marks of `metric` mean, for formats where `best` and `tie` look like that.
fn legend(metric: Metric, best: &str, tie: &str) -> String {
    format!(
        "{best} best mean {} at its size; {tie} not worse than the best (paired Wilcoxon signed-rank test over seeds, p ≥ {SIGNIFICANT})",
        metric.title()
    )
}

/// `0.7331 ± 0.0104`, followed by the number of seeds while some are missing; a dash before the
/// first, and a word when there will be none.
fn figure(cell_summary: &CellSummary, metric: Metric, wanted: usize) -> String {
    match cell_summary {
        CellSummary {
            failed: Some(_), ..
        } => "failed".to_owned(),
        CellSummary { seeds: 0, .. } => "–".to_owned(),
        cell_summary => {
            let text = cell_summary.spread.text(metric.decimals());
            if cell_summary.seeds < wanted {
                format!("{text} ({})", cell_summary.seeds)
            } else {
                text
            }
        }
    }
}

/// Whether the best is worth marking: not when it is alone.
fn marks(summary: &Summary) -> bool {
    summary.series.len() > 1
}

/// Writes the sentence on seeds that goes with [`Mark::Open`].
fn too_few(summary: &Summary) -> bool {
    let mut cells = summary.cells.iter().flatten();
    cells.any(|cell| cell.mark == Mark::Open && cell.seeds > 0 && cell.failed.is_none())
}

/// Said where a test cannot tell.
const TOO_FEW: &str =
    "with fewer than 6 common seeds the test cannot tell a set from the best: take more";

/// Why cells failed, one sentence each.
fn failures(comparison: &Comparison) -> Vec<String> {
    let summary = &comparison.summary;
    let mut sentences = Vec::new();
    for ((features, model), cells) in summary.series.iter().zip(&summary.cells) {
        for (size, cell) in summary.sizes.iter().zip(cells) {
            if let Some(error) = &cell.failed {
                sentences.push(format!("{features}, {model}, n = {size}: {error}"));
            }
        }
    }
    sentences
}

/// Writes each of `sentences` on a line.
fn write_lines(out: &mut dyn Write, sentences: &[String]) -> io::Result<()> {
    sentences
        .iter()
        .try_for_each(|line| writeln!(out, "{line}"))
}

#[cfg(test)]
mod tests;
