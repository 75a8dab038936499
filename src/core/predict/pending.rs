//! A fitted model on its way to the predictions of all rows: those that someone waits for first.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::bench::Better;
use crate::column::{Builtin, PartialColumns, PredictionColumns, Values};
use crate::job::{Cancelled, JobContext};

use super::model::{Estimate, FittedModel};
use super::score::{ranks, score};
use super::train::{Prediction, TrainError};
use super::trained_model::{Task, TrainedModel};

/// The true values of a target and their ranks.
#[derive(Debug)]
pub(super) struct Truth {
    /// One a row, NaN where it was not measured.
    pub(super) values: Vec<f64>,
    /// As the column `rank_true`.
    ranks: Arc<Values>,
}

impl Truth {
    /// Those of the column `target`.
    pub(super) fn new(target: &Values, better: Better) -> Self {
        let values: Vec<f64> = target.iter().collect();
        Self {
            ranks: Arc::new(Values::Dense(ranks(&values, better))),
            values,
        }
    }
}

/// A model that is fitted, and the rows that it is to predict.
#[derive(Debug)]
pub struct PendingPrediction {
    pub(super) trained_model: TrainedModel,
    pub(super) fit: Duration,
}

/// The predictions of some rows, before those of all are there.
#[derive(Debug, Clone, PartialEq)]
pub struct PartialPredictions {
    /// The rows, ascending.
    rows: Vec<u32>,
    /// For each row its values.
    values: Vec<PartialColumns<f64>>,
}

impl PartialPredictions {
    /// The value of `row` in `column`, where it is known already: the same that the column will
    /// have.
    pub fn value(&self, column: Builtin, row: u32) -> Option<f64> {
        let at = self.rows.binary_search(&row).ok()?;
        self.values[at].get(column).copied()
    }

    /// All values of `column`; none where it is not known yet.
    pub fn column(&self, column: Builtin) -> impl Iterator<Item = f64> + '_ {
        let values = self.values.iter();
        values.filter_map(move |values| values.get(column).copied())
    }
}

impl Task {
    /// What `model` says of `rows`.
    pub(super) fn partial(
        &self,
        model: &dyn FittedModel,
        rows: &[u32],
        job: &JobContext,
    ) -> Result<PartialPredictions, Cancelled> {
        let mut rows = rows.to_vec();
        rows.sort_unstable();
        rows.dedup();
        let estimates = model.predict(&self.design, Some(&rows), job)?;
        let values = rows.iter().zip(estimates).map(|(&row, estimate)| {
            let trained_on = self.rows.binary_search(&row);
            let estimate = trained_on.map_or(estimate, |at| model.out_of_fold()[at]);
            PartialColumns {
                predicted: estimate.mean,
                error: estimate.mean - self.truth.values[row as usize],
                uncertainty: estimate.uncertainty,
                in_training: f64::from(u8::from(trained_on.is_ok())),
            }
        });
        Ok(PartialPredictions {
            values: values.collect(),
            rows,
        })
    }
}

impl PendingPrediction {
    /// Predicts `rows` alone.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn partial(&self, rows: &[u32], job: &JobContext) -> Result<PartialPredictions, Cancelled> {
        self.trained_model
            .task
            .partial(&*self.trained_model.model, rows, job)
    }

    /// Predicts all rows and scores the unseen ones.
    ///
    /// # Errors
    /// [`TrainError::Cancelled`] when the watcher asked for a stop.
    pub fn finish(self, job: &JobContext) -> Result<Prediction, TrainError> {
        let Self { trained_model, fit } = self;
        let TrainedModel { task, model, .. } = &trained_model;
        let start = Instant::now();
        let mut estimates = model.predict(&task.design, None, job)?;
        let predict = start.elapsed();
        let mut in_training = vec![false; estimates.len()];
        for (&row, &estimate) in task.rows.iter().zip(model.out_of_fold()) {
            in_training[row as usize] = true;
            estimates[row as usize] = estimate;
        }
        job.check()?;
        let truth = &task.truth.values;
        let out_of_fold = task.scored.iter().map(|&row| row as usize);
        let (unseen_truth, unseen_predicted): (Vec<f64>, Vec<f64>) = out_of_fold
            .filter(|&row| !in_training[row])
            .map(|row| (truth[row], estimates[row].mean))
            .unzip();
        let (scores, columns) = rayon::join(
            || score(&unseen_truth, &unseen_predicted, task.better),
            || columns(&task.truth, &estimates, in_training, task.better),
        );
        Ok(Prediction {
            scores,
            columns,
            parts: model.parts(),
            readable_tree: model.readable_tree().cloned(),
            n_train: task.rows.len(),
            n_features: task.design.width(),
            n_distinct: task.design.bins().kept().len(),
            trained_model: Arc::new(trained_model),
            fit,
            predict,
        })
    }
}

/// The columns of [`Prediction::columns`].
fn columns(
    truth: &Truth,
    estimates: &[Estimate],
    in_training: Vec<bool>,
    better: Better,
) -> PredictionColumns<Arc<Values>> {
    let predicted: Vec<f64> = estimates.iter().map(|estimate| estimate.mean).collect();
    let error = differences(&predicted, truth.values.iter().copied());
    let rank_predicted = ranks(&predicted, better);
    // The true ranks are among measured rows, so the predicted ones they are compared with must be.
    let rank_error = if truth.values.iter().any(|value| value.is_nan()) {
        let measured = predicted.iter().zip(&truth.values);
        let measured =
            measured.map(|(&value, truth)| if truth.is_nan() { f64::NAN } else { value });
        let ranked = ranks(&measured.collect::<Vec<_>>(), better);
        differences(&ranked, truth.ranks.iter())
    } else {
        differences(&rank_predicted, truth.ranks.iter())
    };
    let uncertainty = estimates.iter().map(|estimate| estimate.uncertainty);
    let dense = |numbers| Arc::new(Values::Dense(numbers));
    PredictionColumns {
        predicted: dense(predicted),
        error: dense(error),
        rank_true: Arc::clone(&truth.ranks),
        rank_predicted: dense(rank_predicted),
        rank_error: dense(rank_error),
        uncertainty: dense(uncertainty.collect()),
        in_training: Arc::new(Values::flags(in_training)),
    }
}

fn differences(of: &[f64], less: impl Iterator<Item = f64>) -> Vec<f64> {
    of.iter().zip(less).map(|(of, less)| of - less).collect()
}
