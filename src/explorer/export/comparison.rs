//! A comparison in a file.

use std::path::Path;
use std::sync::Arc;

use crate::export::output::Output;
use grafscope_core::experiment::{Metric, PredictionTask, RunGrid};
use grafscope_core::export::{Comparison, comparison_file};

/// A comparison to be written to a file.
#[derive(Debug, Clone)]
pub struct ComparisonSource {
    /// What is predicted.
    pub prediction_task: Arc<PredictionTask>,
    /// The runs.
    pub grid: RunGrid,
    /// The score.
    pub metric: Metric,
}

impl ComparisonSource {
    pub(crate) fn comparison(&self) -> Comparison {
        Comparison::new(&self.prediction_task, &self.grid, self.metric)
    }
}

impl Output for ComparisonSource {
    fn write(&self, path: &Path) -> anyhow::Result<()> {
        comparison_file(path, &self.comparison())
    }

    fn written(&self, path: &str) -> String {
        format!("wrote the comparison to {path}")
    }
}
