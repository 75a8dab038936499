//! What a run is recorded from: one model, one for each fold, or none for external predictions.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::job::JobContext;
use crate::predict::{Prediction, RowPolicy, Scores, TrainError, TrainRequest, Trainer, score};

use super::{PredictionTask, Task};

#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) scores: Scores,
    pub(super) n_features: usize,
    pub(super) n_train: usize,
    /// By part of a blend.
    pub(super) weights: BTreeMap<String, f64>,
    pub(super) fit: Duration,
    pub(super) predict: Duration,
}

impl From<Prediction> for Outcome {
    fn from(prediction: Prediction) -> Self {
        let parts = prediction.parts.iter();
        Self {
            scores: prediction.scores,
            n_features: prediction.n_features,
            n_train: prediction.n_train,
            weights: parts
                .map(|part| (part.model.to_owned(), part.weight))
                .collect(),
            fit: prediction.fit,
            predict: prediction.predict,
        }
    }
}

impl Outcome {
    /// Predicts each fold by a model of the others, and scores all rows at once. Times are sums.
    pub(super) fn cross_validated(
        prediction_task: &PredictionTask,
        task: &Task,
        folds: &[Vec<u32>],
        trainer: &mut Trainer,
        job: &JobContext,
    ) -> Result<Self, TrainError> {
        let mut predicted = vec![f64::NAN; prediction_task.table.rows()];
        let mut all: Option<Self> = None;
        let filled = folds.iter().filter(|fold| !fold.is_empty());
        let count = filled.clone().count() as f64;
        for fold in filled {
            let others = folds.iter().filter(|other| *other != fold);
            let mut train: Vec<u32> = others.flatten().copied().collect();
            train.sort_unstable();
            let request = TrainRequest {
                train_size: train.len(),
                rows: RowPolicy::Given(Arc::new(train), Arc::new(fold.clone())),
                ..prediction_task.request(task)
            };
            let prediction = trainer.train(&request, job)?;
            for &row in fold {
                predicted[row as usize] = prediction.columns.predicted.get(row as usize);
            }
            let of_fold = Self::from(prediction);
            let sum = all.get_or_insert_with(|| Self::empty(of_fold.scores));
            sum.n_features = of_fold.n_features;
            sum.n_train = sum.n_train.min(of_fold.n_train);
            sum.fit += of_fold.fit;
            sum.predict += of_fold.predict;
            for (part, weight) in of_fold.weights {
                *sum.weights.entry(part).or_default() += weight / count;
            }
        }
        let scores = scores(prediction_task, task, |row| predicted[row]);
        let all = all.unwrap_or_else(|| Self::empty(scores));
        Ok(Self { scores, ..all })
    }

    /// Scores the values of the column, on the rows that our predictors are scored on.
    pub(super) fn of_external(prediction_task: &PredictionTask, task: &Task) -> Self {
        let column = task.series.features.columns()[0];
        let values = &prediction_task.table.column(column).values;
        Self {
            n_train: 0,
            ..Self::empty(scores(prediction_task, task, |row| values.get(row)))
        }
    }

    fn empty(scores: Scores) -> Self {
        Self {
            scores,
            n_features: 0,
            n_train: usize::MAX,
            weights: BTreeMap::new(),
            fit: Duration::ZERO,
            predict: Duration::ZERO,
        }
    }
}

fn scores(prediction_task: &PredictionTask, task: &Task, of: impl Fn(usize) -> f64) -> Scores {
    let truth = &prediction_task.table.column(prediction_task.target).values;
    let rows = prediction_task.held_out(task.train_size, task.seed);
    let pairs = rows
        .iter()
        .map(|&row| (truth.get(row as usize), of(row as usize)));
    let (truth, predicted): (Vec<f64>, Vec<f64>) = pairs.unzip();
    score(&truth, &predicted, prediction_task.better)
}
