//! What `eval`, `compare`, `curve` and `report` have in common: their options, the grids of runs that these
//! describe, and doing the runs.

pub(crate) mod args;
pub(crate) mod build;
mod data;
pub(crate) mod method;
pub(crate) mod prediction_task;
mod reference;
pub(crate) mod runs;
mod sink;

use std::sync::Arc;

use grafscope_core::bench::Benchmark;
use grafscope_core::experiment::{ComparisonOptions, PredictionTask, RunGrid, Summary};
use grafscope_core::export::Comparison;
use grafscope_core::predict::RowPolicy;

use crate::cli::source::Opened;
use crate::cli::study::args::seed_range;

/// A comparison on one target.
#[derive(Debug)]
pub(super) struct Study {
    pub(super) prediction_task: Arc<PredictionTask>,
    pub(super) grid: RunGrid,
    /// How its methods are compared, in each metric.
    options: (ComparisonOptions, Vec<ComparisonOptions>),
    /// What a plan asks for and the benchmark lacks, one sentence each.
    left_out: Vec<String>,
    pub(super) opened: Arc<Opened>,
}

/// The tables of those `studies` that have something in them.
pub(super) fn comparisons(studies: &[Study]) -> Vec<Comparison> {
    let filled = studies.iter().filter(|study| study.grid.progress().1 > 0);
    filled.map(Study::comparison).collect()
}

impl Study {
    fn bench(&self) -> &Arc<Benchmark> {
        &self.opened.bench
    }

    /// Whether it is on another target of the data set of `other`.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        let dataset = |of: &Self| of.prediction_task.dataset.clone();
        Arc::ptr_eq(self.bench(), other.bench()) && dataset(self) == dataset(other)
    }

    pub(super) fn notes(&self) -> impl Iterator<Item = String> {
        let task = &self.prediction_task;
        let left_out = self.left_out.iter().cloned();
        let all = left_out.chain(self.one_sample());
        all.map(move |what| format!("{}, {}: {what}", task.benchmark, task.dataset))
    }

    /// What seeds do not vary where every row of the user's split is trained on.
    fn one_sample(&self) -> Option<String> {
        let task = &self.prediction_task;
        let most = task.pool().len();
        let of_split = matches!(task.rows(), RowPolicy::Split(_));
        (of_split && self.grid.sizes().any(|size| size == most)).then(|| {
            format!("n = {most} is every training row of the split: seeds vary the model alone, and differences say nothing about other training samples")
        })
    }

    pub(super) fn comparison(&self) -> Comparison {
        let (first, others) = &self.options;
        Comparison::new(&self.prediction_task, &self.grid, first).with_others(&self.grid, others)
    }

    /// Its figures in the first metric, and in the others.
    pub(super) fn summaries(&self) -> (Summary, Vec<Summary>) {
        let Comparison {
            summary, others, ..
        } = self.comparison();
        (summary, others)
    }

    /// What is predicted, on which rows, with which model unless there are several, and the seeds.
    pub(super) fn heading(&self) -> String {
        let trained = self.grid.series().filter(|of| !of.is_external());
        let mut models = trained.map(|series| &series.model);
        let model = match models.next() {
            Some(first) if models.all(|model| model == first) => format!("; {first}"),
            _ => String::new(),
        };
        let sets = self.grid.series().map(|method| &method.features);
        let task = self.prediction_task.heading_with(sets);
        format!("{task}{model}; {}", seed_range(self.grid.seeds()))
    }
}
