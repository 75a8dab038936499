//! The options that name a predictor, and training it.

use std::sync::Arc;

use clap::Args;

use crate::cli::model::ModelArgs;
use crate::cli::study::prediction_task::SubjectArgs;
use grafscope_core::bench::Benchmark;
use grafscope_core::experiment::PredictionTask;
use grafscope_core::job::JobContext;
use grafscope_core::predict::{FeatureSet, Prediction, SavedSets, TrainRequest, train};

/// What a predictor learns from, and how.
#[derive(Debug, Args)]
pub(super) struct PredictorArgs {
    #[command(flatten)]
    prediction_task: SubjectArgs,
    /// Feature set: graf, families, columns, wildcards and named sets, joined by + and -
    #[arg(long, short, value_name = "SET", default_value = "graf")]
    features: String,
    #[command(flatten)]
    model: ModelArgs,
    /// Training size
    #[arg(long, short = 'n', value_name = "N", default_value_t = 100)]
    train_size: usize,
    /// Seed of the sample and of the model
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
}

/// A predictor that was trained.
pub(super) struct TrainedOn {
    pub(super) bench: Arc<Benchmark>,
    pub(super) prediction_task: PredictionTask,
    pub(super) features: FeatureSet,
    pub(super) request: TrainRequest,
    pub(super) prediction: Prediction,
}

impl PredictorArgs {
    /// Trains the predictor on `benchmark`.
    ///
    /// # Errors
    /// For a benchmark, name or number that is not accepted.
    pub(super) fn train(&self, benchmark: &str, job: &JobContext) -> anyhow::Result<TrainedOn> {
        let opened = self.prediction_task.open(benchmark, job)?;
        let prediction_task = self.prediction_task.prediction_task(&opened)?;
        let saved = SavedSets::of_user();
        if let Some(problem) = saved.problem {
            anyhow::bail!("{problem}");
        }
        let features = saved.sets.parse(&self.features, &prediction_task.table)?;
        let request = TrainRequest {
            table: Arc::clone(&prediction_task.table),
            target: prediction_task.target,
            better: prediction_task.better,
            features: features.clone(),
            train_size: self.train_size,
            seed: self.seed,
            model: self.model.model()?,
            rows: prediction_task.rows().clone(),
        };
        let prediction = train(&request, job)?;
        Ok(TrainedOn {
            bench: opened.bench,
            prediction_task,
            features,
            request,
            prediction,
        })
    }
}
