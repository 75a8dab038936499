//! What `eval`, `compare` and `curve` have in common: the options that say what is trained, the
//! grids these come to, and doing their runs.

pub(crate) mod args;
pub(crate) mod build;
mod data;
pub(crate) mod method;
pub(crate) mod prediction_task;
pub(crate) mod runs;
mod sink;

use std::sync::Arc;

use grafscope_core::bench::Benchmark;
use grafscope_core::experiment::{PredictionTask, RunGrid};
use grafscope_core::graf::FeatureMatrix;

/// A comparison on one target.
#[derive(Debug)]
pub(super) struct Study {
    /// What is predicted.
    pub(super) prediction_task: Arc<PredictionTask>,
    /// How, with the runs as they come in.
    pub(super) grid: RunGrid,
    /// What a plan asks for and the benchmark has not, one sentence each.
    left_out: Vec<String>,
    pub(super) bench: Arc<Benchmark>,
    /// The GRAF features of its rows.
    pub(super) features: Arc<FeatureMatrix>,
}

impl Study {
    /// What is worth a note.
    pub(super) fn notes(&self) -> impl Iterator<Item = String> {
        let PredictionTask {
            benchmark, dataset, ..
        } = &*self.prediction_task;
        let left_out = self.left_out.iter();
        left_out.map(move |what| format!("{benchmark}, {dataset}: {what}"))
    }

    /// `nas-bench-201, cifar10, val_acc [%]; held-out canonical rows; forest; seeds 0 to 9`, without the
    /// model when there are several.
    pub(super) fn heading(&self) -> String {
        let prediction_task = &self.prediction_task;
        let seeds = self.grid.seeds();
        let mut models = self.grid.series().map(|series| &series.model);
        let first = models.next();
        let model = match first {
            Some(first) if models.all(|model| model == first) => format!("; {first}"),
            _ => String::new(),
        };
        format!(
            "{}{model}; seeds {} to {}",
            prediction_task.heading(),
            seeds.first,
            seeds.first.wrapping_add(seeds.count as u64 - 1),
        )
    }
}
