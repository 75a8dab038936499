//! Comparisons as tables: methods by training sizes, marked, and how each differs from its reference.

mod csv;
mod differences;
mod json;
mod latex;
mod markdown;
mod text;

pub use differences::{difference_headings, difference_lines};
pub use text::{letters, write_differences, write_points};

use std::io::Write;
use std::path::Path;

use anyhow::Context;

use super::new_file::write_new;
use crate::experiment::{CellSummary, ComparisonOptions, PredictionTask, RunGrid, Seeds, Summary};
use crate::predict::Provenance;

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
    /// The features that networks were trained for.
    pub provenance: Provenance,
    /// The seeds asked for.
    pub seeds: Seeds,
    /// Fewest and most held-out rows that a score is over; `None` before the first run.
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

    /// The format that the name of a file ends with.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        let mut all = Self::ALL.into_iter();
        all.find(|format| format.extension() == extension)
    }
}

impl Comparison {
    /// The figures of `grid`, as far as runs are there.
    pub fn new(
        prediction_task: &PredictionTask,
        grid: &RunGrid,
        options: &ComparisonOptions,
    ) -> Self {
        let held_out = || grid.runs().map(|run| run.n_test);
        Self {
            heading: prediction_task.heading_with(grid.series().map(|of| &of.features)),
            benchmark: prediction_task.benchmark.clone(),
            dataset: prediction_task.dataset.clone(),
            target: prediction_task.target_name().to_owned(),
            provenance: prediction_task.provenance(grid.series().map(|of| &of.features)),
            seeds: grid.seeds(),
            held_out: held_out().min().zip(held_out().max()),
            summary: Summary::new(grid, options),
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

    /// Headings of the labels of a row: the feature set, and the model where there are several.
    fn label_headings(&self) -> &'static [&'static str] {
        &["features", "model"][..=usize::from(self.summary.has_models())]
    }

    /// The table: headings, then a row for each method, with `label` for its labels and `cell` for figures.
    fn table(
        &self,
        size: impl Fn(usize) -> String,
        label: impl Fn(&str) -> String,
        cell: impl Fn(String, &CellSummary) -> String,
    ) -> Vec<Vec<String>> {
        let summary = &self.summary;
        let labels = self.label_headings();
        let sizes = summary.sizes.iter().map(|&of| size(of));
        let heading = labels.iter().map(|&text| text.to_owned()).chain(sizes);
        let rows = summary.series.iter().zip(&summary.cells);
        let rows = rows.map(|((features, model), cells)| -> Vec<String> {
            let named = [features, model].into_iter().take(labels.len());
            let named = named.map(|text| label(text));
            let cells = cells.iter().map(|of| cell(self.figure(of), of));
            named.chain(cells).collect()
        });
        [heading.collect()].into_iter().chain(rows).collect()
    }

    /// `0.7331 ± 0.0104`, followed by the number of seeds while some are missing; a dash before the
    /// first, and a word when there will be none.
    fn figure(&self, cell: &CellSummary) -> String {
        let text = cell.spread.text(self.summary.metric.decimals());
        match cell.seeds {
            _ if cell.failed.is_some() => "failed".to_owned(),
            0 => "–".to_owned(),
            seeds if seeds < self.seeds.count => format!("{text} ({seeds})"),
            _ => text,
        }
    }

    fn failures(&self) -> impl Iterator<Item = String> {
        let cells = self.summary.labelled();
        cells.filter_map(|of| {
            let error = of.cell.failed.as_ref()?;
            let (features, model, size) = (of.features, of.model, of.size);
            Some(format!("{features}, {model}, n = {size}: {error}"))
        })
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

/// Writes `comparison` to a new file at `path`, in the format that its name ends with.
///
/// # Errors
/// When the name ends with no known format, the file exists, or it cannot be written.
pub fn comparison_file(path: &Path, comparison: &Comparison) -> anyhow::Result<()> {
    let format = ComparisonFormat::of_path(path).with_context(|| {
        let known = ComparisonFormat::ALL.map(|format| format!(".{}", format.extension()));
        format!(
            "{}: expected a name that ends with {}",
            path.display(),
            known.join(", ")
        )
    })?;
    write_new(path, |out| {
        write_comparisons(out, format, std::slice::from_ref(comparison))
    })
}

/// What the marks of `summary` mean on one line, where the best is `bold`; empty for a single method.
fn legend(summary: &Summary, bold: &str, escaped: fn(&str) -> String) -> String {
    let marks = summary.legend();
    if marks.is_empty() {
        return String::new();
    }
    let metric = summary.metric.title();
    let mark = |(sign, meaning): (&'static str, String)| match sign {
        " " => format!("no mark: {}", escaped(&meaning)),
        sign => format!("{}: {}", escaped(sign), escaped(&meaning)),
    };
    let best = format!("{bold}: best mean {metric} at its size");
    let lines: Vec<String> = [best]
        .into_iter()
        .chain(marks.into_iter().map(mark))
        .collect();
    lines.join("; ")
}

#[cfg(test)]
mod tests;
