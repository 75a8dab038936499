//! The options that describe a predictor, and training it.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use crate::cli::source::Opened;
use crate::cli::study::method::saved_sets;
use crate::cli::study::prediction_task::SubjectArgs;
use crate::cli::values::Suggest;
use grafscope_core::bench::Benchmark;
use grafscope_core::experiment::{Method, PredictionTask, Splits, Task};
use grafscope_core::job::JobContext;
use grafscope_core::predict::{
    MODELS, ModelError, ModelSpec, Prediction, RowPolicy, Settings, TrainRequest, train,
};
use grafscope_core::table::Table;

/// The model and its parameters.
#[derive(Debug, Clone, Args)]
pub struct ModelArgs {
    /// Model; `grafscope list` shows all of them [default: blend]
    #[arg(
        long,
        value_name = "M",
        value_parser = Suggest(|| MODELS.iter().map(|model| model.name).collect()),
        hide_possible_values = true
    )]
    pub model: Option<String>,
    /// Set a parameter of the model, such as trees=200; may be repeated
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub params: Vec<String>,
}

impl ModelArgs {
    /// The model, which is `default` if none is named.
    pub(super) fn over(&self, default: &ModelSpec) -> Result<ModelSpec, ModelError> {
        let mut spec = match &self.model {
            Some(name) => name.parse()?,
            None => default.clone(),
        };
        let mut params = self.params.iter();
        params.try_for_each(|assignment| spec.set(assignment))?;
        Ok(spec)
    }

    pub(super) fn is_given(&self) -> bool {
        self.model.is_some() || !self.params.is_empty()
    }
}

/// What a predictor is trained on, and how.
#[derive(Debug, Args)]
pub(super) struct PredictorArgs {
    /// A built-in benchmark or a file
    benchmark: String,
    #[command(flatten)]
    pub(super) prediction_task: SubjectArgs,
    /// Feature set: graf, families, columns, wildcards and named sets, joined by + and -
    #[arg(long, short, value_name = "SET", default_value = "graf")]
    features: String,
    #[command(flatten)]
    model: ModelArgs,
    /// Training size [default: 100, or all training rows of --splits-column]
    #[arg(long, short = 'n', value_name = "N")]
    train_size: Option<usize>,
    /// Seed of the training sample and the model
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// Train on the sample of that size and seed in a file that `grafscope eval --splits` wrote
    #[arg(long, value_name = "FILE", conflicts_with = "splits_column")]
    splits: Option<PathBuf>,
}

/// A trained predictor, and what it was trained on.
pub(super) struct TrainedPredictor {
    pub(super) opened: Arc<Opened>,
    pub(super) prediction_task: Arc<PredictionTask>,
    pub(super) task: Task,
    pub(super) request: TrainRequest,
    pub(super) prediction: Prediction,
}

impl TrainedPredictor {
    pub(super) fn train(
        opened: Arc<Opened>,
        prediction_task: Arc<PredictionTask>,
        task: Task,
        job: &JobContext,
    ) -> anyhow::Result<Self> {
        let request = prediction_task.request(&task);
        Ok(Self {
            prediction: train(&request, job)?,
            opened,
            prediction_task,
            task,
            request,
        })
    }
}

impl PredictorArgs {
    pub(super) fn train(&self, job: &JobContext) -> anyhow::Result<TrainedPredictor> {
        let (opened, prediction_task) = self.prediction_task.only(&self.benchmark, job)?;
        self.train_on(&Arc::new(opened), prediction_task, job)
    }

    /// A predictor of each target, all on the same training rows.
    pub(super) fn train_each(&self, job: &JobContext) -> anyhow::Result<Vec<TrainedPredictor>> {
        let (opened, tasks) = (self.prediction_task).of_one_dataset(&self.benchmark, job)?;
        let opened = Arc::new(opened);
        let tasks = tasks.into_iter();
        tasks
            .map(|task| self.train_on(&opened, task, job))
            .collect()
    }

    fn train_on(
        &self,
        opened: &Arc<Opened>,
        prediction_task: Arc<PredictionTask>,
        job: &JobContext,
    ) -> anyhow::Result<TrainedPredictor> {
        let prediction_task = PredictionTask::clone(&prediction_task);
        let prediction_task = self.with_splits(prediction_task, &opened.bench)?;
        let task = Task {
            series: Arc::new(self.method(&prediction_task.table)?),
            train_size: self.size(&prediction_task, prediction_task.rows()),
            seed: self.seed,
        };
        prediction_task.check_sample(task.train_size, task.seed)?;
        TrainedPredictor::train(Arc::clone(opened), Arc::new(prediction_task), task, job)
    }

    pub(super) fn open(&self, job: &JobContext) -> anyhow::Result<Opened> {
        self.prediction_task.open(&self.benchmark, job)
    }

    /// `task` with the samples of the file that is given.
    pub(super) fn with_splits(
        &self,
        task: PredictionTask,
        bench: &Benchmark,
    ) -> anyhow::Result<PredictionTask> {
        let Some(path) = &self.splits else {
            return Ok(task);
        };
        let splits = Splits::read(path, bench)?;
        splits.check_rows(path, bench, &task)?;
        Ok(task.with_splits(Arc::new(splits)))
    }

    /// The features and the model, on the columns of `table`.
    pub(super) fn method(&self, table: &Table) -> anyhow::Result<Method> {
        Ok(Method {
            features: saved_sets()?.sets.parse(&self.features, table)?,
            model: self.model.over(&ModelSpec::default())?,
        })
    }

    /// How many rows are trained on, where `rows` take part.
    pub(super) fn size(&self, task: &PredictionTask, rows: &RowPolicy) -> usize {
        self.train_size.unwrap_or_else(|| match rows {
            RowPolicy::Split(_) => task.largest_size(),
            _ => Settings::default().train_size,
        })
    }

    pub(super) fn seed(&self) -> u64 {
        self.seed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_that_is_named_is_the_default() {
        // The help names it.
        assert_eq!(ModelSpec::default().name(), "blend");
    }

    #[test]
    fn parameters_alone_change_the_default() {
        let args = ModelArgs {
            model: None,
            params: vec!["trees=20".to_owned()],
        };
        let forest: ModelSpec = "forest".parse().unwrap();
        assert_eq!(args.over(&forest).unwrap().to_string(), "forest trees=20");
    }
}
