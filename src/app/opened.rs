//! What the opening of a benchmark gives.

use std::sync::Arc;

use unicode_width::UnicodeWidthStr;

use crate::bench::{Benchmark, DatasetId, Target};
use crate::graf::FeatureMatrix;
use crate::table::{self, Table};

/// A benchmark with its features, and the table of one data set and target of it.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The benchmark.
    pub bench: Arc<Benchmark>,
    /// Its features.
    pub features: Arc<FeatureMatrix>,
    /// The data set shown.
    pub dataset: DatasetId,
    /// The target predicted: its place in the data set's targets.
    pub target: usize,
    /// The table of that data set and target, not predicted yet.
    pub table: Arc<Table>,
    /// Cells that the widest encoding takes in each of the space's forms.
    pub form_widths: Vec<u16>,
    /// The form that takes the fewest cells: an index into the space's forms.
    pub narrow_form: usize,
    /// Number of canonical rows.
    pub canonical_rows: usize,
    /// Fewest and most runs (training seeds) that a row has of the target; zeros where the source
    /// has no single runs.
    pub seeds: (usize, usize),
}

impl Opened {
    /// Builds the table of a data set and target of `bench`, and counts once what is shown of all
    /// rows in every frame.
    ///
    /// # Panics
    /// When `dataset` or `target` is none of the benchmark's.
    pub fn new(
        bench: Arc<Benchmark>,
        features: Arc<FeatureMatrix>,
        dataset: DatasetId,
        target: usize,
    ) -> Self {
        let table = table::build(&bench, dataset, target, &features);
        let form_widths = form_widths(&bench);
        let narrow_form = (0..form_widths.len())
            .min_by_key(|&form| form_widths[form])
            .unwrap_or_default();
        Self {
            canonical_rows: bench.canonical_rows(),
            seeds: runs_of_rows(&bench.dataset(dataset).targets[target], bench.rows()),
            table: Arc::new(table),
            bench,
            features,
            dataset,
            target,
            form_widths,
            narrow_form,
        }
    }
}

fn form_widths(bench: &Benchmark) -> Vec<u16> {
    let widest = |form| {
        let width = |arch| bench.space.print(arch, form).width() as u16;
        bench.archs.iter().map(width).max().unwrap_or_default()
    };
    (0..bench.space.forms().len()).map(widest).collect()
}

/// Fewest and most runs that a row has of `target`.
fn runs_of_rows(target: &Target, rows: usize) -> (usize, usize) {
    let runs = |row| {
        let present = |run: &&Arc<table::Values>| !run.get(row).is_nan();
        target.runs.iter().filter(present).count()
    };
    (0..rows)
        .map(runs)
        .fold((target.runs.len(), 0), |(few, many), runs| {
            (few.min(runs), many.max(runs))
        })
}
