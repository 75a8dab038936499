//! The options that describe a predictor, and training it.

use std::sync::Arc;

use clap::Args;

use crate::cli::model::ModelArgs;
use crate::cli::study::prediction_task::SubjectArgs;
use grafscope_core::bench::Benchmark;
use grafscope_core::experiment::{Method, PredictionTask, Task};
use grafscope_core::job::JobContext;
use grafscope_core::predict::{Prediction, SavedSets, TrainRequest, train};

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

/// A trained predictor, and what it was trained on.
pub(super) struct TrainedPredictor {
    pub(super) bench: Arc<Benchmark>,
    pub(super) prediction_task: PredictionTask,
    pub(super) request: TrainRequest,
    pub(super) prediction: Prediction,
}

impl PredictorArgs {
    /// Trains the predictor on `benchmark`.
    ///
    /// # Errors
    /// For a benchmark, name or number that is not accepted.
    pub(super) fn train(
        &self,
        benchmark: &str,
        job: &JobContext,
    ) -> anyhow::Result<TrainedPredictor> {
        let opened = self.prediction_task.open(benchmark, job)?;
        let prediction_task = self.prediction_task.prediction_task(&opened)?;
        let saved = SavedSets::of_user();
        if let Some(problem) = saved.problem {
            anyhow::bail!("{problem}");
        }
        let features = saved.sets.parse(&self.features, &prediction_task.table)?;
        let request = prediction_task.request(&Task {
            series: Arc::new(Method {
                features,
                model: self.model.model()?,
            }),
            train_size: self.train_size,
            seed: self.seed,
        });
        let prediction = train(&request, job)?;
        Ok(TrainedPredictor {
            bench: opened.bench,
            prediction_task,
            request,
            prediction,
        })
    }
}
