//! A predictor of each objective, all trained on the same rows.

use std::sync::Arc;

use crate::cli::front::objective::Objective;
use crate::cli::source::Opened;
use crate::cli::study::method::saved_sets;
use grafscope_core::bench::DatasetId;
use grafscope_core::job::JobContext;
use grafscope_core::predict::{ModelSpec, RowPolicy, TrainRequest, train};

pub(crate) struct Training<'a> {
    pub(crate) opened: &'a Opened,
    pub(crate) dataset: DatasetId,
    pub(crate) features: &'a str,
    pub(crate) model: &'a ModelSpec,
    pub(crate) seed: u64,
    /// The training rows.
    pub(crate) sample: Arc<Vec<u32>>,
    pub(crate) scored: Arc<Vec<u32>>,
}

impl Training<'_> {
    /// What is predicted of each row of the benchmark; the true value where that takes no training.
    pub(crate) fn predictions(
        &self,
        objective: &Objective,
        job: &JobContext,
    ) -> anyhow::Result<Vec<f64>> {
        let Some(target) = objective.target else {
            return Ok(objective.truth.clone());
        };
        // In the table of another target, columns that tell this one would pass for features.
        let table = Arc::new(self.opened.table(self.dataset, target)?);
        let request = TrainRequest {
            target: table.resolve(&objective.spec.name)?,
            better: objective.better,
            features: saved_sets()?.sets.parse(self.features, &table)?,
            train_size: self.sample.len(),
            seed: self.seed,
            model: self.model.clone(),
            rows: RowPolicy::Given(Arc::clone(&self.sample), Arc::clone(&self.scored)),
            table,
        };
        let prediction = train(&request, job)?;
        Ok(prediction.columns.predicted.iter().collect())
    }
}
