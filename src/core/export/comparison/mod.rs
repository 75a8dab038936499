//! Comparisons as tables: methods by training sizes, marked, and how each differs from its reference.

mod csv;
mod differences;
mod json;
mod latex;
mod markdown;
mod targets;
mod text;

pub use differences::{difference_headings, difference_lines};
pub use targets::write_targets;
pub use text::{letters, write_differences, write_points};

use std::io::Write;
use std::path::Path;

use anyhow::Context;

use super::new_file::write_new;
use crate::experiment::{
    CellSummary, ComparisonOptions, PredictionTask, RunGrid, Seeds, Summary, legend, score_word,
};
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

/// A grid in one metric or several, and what it is of.
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
    /// The same in further metrics.
    pub others: Vec<Summary>,
}

/// How the parts of a table are written.
struct Style {
    /// Heading of the column of a training size.
    size: fn(usize) -> String,
    text: fn(&str) -> String,
    /// A feature set or a model.
    label: fn(&str) -> String,
    /// A figure with the mark of its cell.
    cell: fn(&str, &CellSummary) -> String,
}

struct Row {
    labels: Vec<String>,
    /// How many features the set has.
    features: Option<usize>,
    figures: Vec<String>,
}

impl Row {
    fn cells(self) -> Vec<String> {
        [self.labels, self.figures].concat()
    }
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
            others: Vec::new(),
        }
    }

    /// The same with further metrics of `grid`.
    #[must_use]
    pub fn with_others(mut self, grid: &RunGrid, others: &[ComparisonOptions]) -> Self {
        let others = others.iter().map(|options| Summary::new(grid, options));
        self.others.extend(others);
        self
    }

    /// The figures in every metric, the first one first.
    fn summaries(&self) -> Vec<&Summary> {
        [&self.summary].into_iter().chain(&self.others).collect()
    }

    /// A comparison in each metric alone.
    pub fn by_metric(&self) -> impl Iterator<Item = Self> {
        self.summaries().into_iter().map(move |summary| Self {
            summary: summary.clone(),
            others: Vec::new(),
            ..self.clone()
        })
    }

    /// One line above the table: what it is of, the model where there is one, seeds, the metrics.
    pub fn caption(&self) -> String {
        let Seeds { first, count } = self.seeds;
        let last = first.wrapping_add(count.saturating_sub(1) as u64);
        let model = match self.summary.series.first() {
            Some((_, model)) if !self.summary.has_models() => format!("; {model}"),
            _ => String::new(),
        };
        let metrics = self.summaries().into_iter().map(|of| of.metric.title());
        let metrics = metrics.collect::<Vec<_>>().join(", ");
        format!(
            "{}{model}; seeds {first} to {last}; {metrics}, mean ± standard deviation",
            self.heading
        )
    }

    /// The headings of a table, then its rows: a row for each method and a column for each training size,
    /// or in several metrics by training size a row for each method and a column for each metric.
    fn table(&self, style: &Style) -> Vec<Row> {
        let (series, sizes) = (&self.summary.series, &self.summary.sizes);
        let places = 0..series.len();
        if self.others.is_empty() {
            let summary = &self.summary;
            let titles = sizes.iter().map(|&size| (style.size)(size)).collect();
            let rows = places.map(|place| {
                let cells = &summary.cells[place];
                let figures = cells.iter().map(|cell| self.figure(summary, cell, style));
                let features = cells.iter().map(|cell| cell.n_features).max();
                Row {
                    labels: self.labels(place, style),
                    features,
                    figures: figures.collect(),
                }
            });
            return [self.headings(titles)].into_iter().chain(rows).collect();
        }
        let summaries = self.summaries();
        let titles = summaries.iter().map(|of| (style.text)(of.metric.title()));
        let titles = ["n".to_owned()].into_iter().chain(titles).collect();
        let rows = sizes.iter().enumerate().flat_map(|(column, size)| {
            let summaries = &summaries;
            places.clone().map(move |place| {
                let figures = summaries.iter().map(|summary| {
                    let cell = &summary.cells[place][column];
                    self.figure(summary, cell, style)
                });
                Row {
                    labels: self.labels(place, style),
                    features: Some(self.summary.cells[place][column].n_features),
                    figures: [size.to_string()].into_iter().chain(figures).collect(),
                }
            })
        });
        [self.headings(titles)].into_iter().chain(rows).collect()
    }

    /// The first row: the feature set, and the model where there are several.
    fn headings(&self, figures: Vec<String>) -> Row {
        let labels = &["features", "model"][..=usize::from(self.summary.has_models())];
        Row {
            labels: labels.iter().map(|&text| text.to_owned()).collect(),
            features: None,
            figures,
        }
    }

    fn labels(&self, place: usize, style: &Style) -> Vec<String> {
        let (features, model) = &self.summary.series[place];
        let model = self.summary.has_models().then_some(model);
        let labels = [features].into_iter().chain(model);
        labels.map(|text| (style.label)(text)).collect()
    }

    /// `0.7331 ± 0.0104`, followed by the number of seeds while some are missing; a dash before the
    /// first, and a word when there will be none. With its mark.
    fn figure(&self, summary: &Summary, cell: &CellSummary, style: &Style) -> String {
        let text = cell.spread.text(summary.metric.decimals());
        let text = match cell.seeds {
            _ if cell.failed.is_some() => "failed".to_owned(),
            0 => "–".to_owned(),
            seeds if seeds < self.seeds.count => format!("{text} ({seeds})"),
            _ => text,
        };
        (style.cell)(&text, cell)
    }

    /// What the marks of its table mean on one line, where the best is `bold`; empty for a single method.
    fn legend(&self, bold: &str, escaped: fn(&str) -> String) -> String {
        let summaries = self.summaries();
        let marks = legend(&summaries);
        if marks.is_empty() {
            return String::new();
        }
        let mark = |(sign, meaning): (&'static str, String)| match sign {
            " " => format!("no mark: {}", escaped(&meaning)),
            sign => format!("{}: {}", escaped(sign), escaped(&meaning)),
        };
        let best = format!("{bold}: best mean {} at its size", score_word(&summaries));
        let lines: Vec<String> = [best]
            .into_iter()
            .chain(marks.into_iter().map(mark))
            .collect();
        lines.join("; ")
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

#[cfg(test)]
mod tests;
