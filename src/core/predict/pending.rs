//! A fitted model that is yet to predict all rows; those on the screen come first.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::bench::Better;
use crate::column::{Builtin, MANY, Operation, PartialColumns, PredictionColumns, Values};
use crate::job::{Cancelled, JobContext};

use super::Scores;
use super::model::{Estimate, FittedModel};
use super::score::{ranks, score};
use super::train::{Prediction, TrainError};
use super::trained_model::{Task, TrainedModel, Truth};

/// A fitted model and the rows that it is to predict.
#[derive(Debug)]
pub struct PendingPrediction {
    pub(super) trained_model: TrainedModel,
    pub(super) fit: Duration,
}

/// The predictions of some rows, ahead of the others.
#[derive(Debug, Clone, PartialEq)]
pub struct PartialPredictions {
    /// Ascending.
    rows: Vec<u32>,
    values: Vec<PartialColumns<f64>>,
}

impl PartialPredictions {
    /// The value of `row` in `column`, if it is known already.
    pub fn value(&self, column: Builtin, row: u32) -> Option<f64> {
        let at = self.rows.binary_search(&row).ok()?;
        self.values[at].get(column).copied()
    }

    /// The known values of `column`.
    pub fn column(&self, column: Builtin) -> impl Iterator<Item = f64> + '_ {
        let values = self.values.iter();
        values.filter_map(move |values| values.get(column).copied())
    }
}

impl Task {
    pub(super) fn partial(
        &self,
        model: &FittedModel,
        rows: &[u32],
        job: &JobContext,
    ) -> Result<PartialPredictions, Cancelled> {
        let mut rows = rows.to_vec();
        rows.sort_unstable();
        rows.dedup();
        let estimates = model.predict(&self.design, Some(&rows), job)?;
        let values = rows.iter().zip(estimates).map(|(&row, estimate)| {
            let trained_on = self.rows.binary_search(&row);
            let estimate = trained_on.map_or(estimate, |at| model.out_of_fold[at]);
            let error = estimate.mean - self.truth.values[row as usize];
            PartialColumns {
                predicted: estimate.mean,
                error,
                abs_error: error.abs(),
                uncertainty: estimate.uncertainty,
                in_training: f64::from(u8::from(trained_on.is_ok())),
                scored: f64::from(u8::from(
                    trained_on.is_err() && self.scored.binary_search(&row).is_ok(),
                )),
            }
        });
        Ok(PartialPredictions {
            values: values.collect(),
            rows,
        })
    }
}

impl Task {
    fn score_out_of_fold(&self, model: &FittedModel) -> Scores {
        let known = self.rows.iter().zip(&model.out_of_fold);
        let known = known.filter(|(_, estimate)| !estimate.mean.is_nan());
        let (truth, predicted): (Vec<f64>, Vec<f64>) = known
            .map(|(&row, estimate)| (self.truth.values[row as usize], estimate.mean))
            .unzip();
        score(&truth, &predicted, self.better)
    }
}

impl PendingPrediction {
    /// Predicts `rows` alone.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn partial(&self, rows: &[u32], job: &JobContext) -> Result<PartialPredictions, Cancelled> {
        let TrainedModel { task, model } = &self.trained_model;
        task.partial(model, rows, job)
    }

    /// Predicts all rows and scores the held-out ones.
    ///
    /// # Errors
    /// [`TrainError::Cancelled`] when the job was cancelled.
    pub fn finish(self, job: &JobContext) -> Result<Prediction, TrainError> {
        let Self { trained_model, fit } = self;
        let TrainedModel { task, model } = &trained_model;
        let start = Instant::now();
        let mut estimates = model.predict(&task.design, None, job)?;
        let predict = start.elapsed();
        let mut in_training = vec![false; estimates.len()];
        for (&row, &estimate) in task.rows.iter().zip(&model.out_of_fold) {
            in_training[row as usize] = true;
            estimates[row as usize] = estimate;
        }
        job.check()?;
        let truth = &task.truth.values;
        let mut scored = vec![false; estimates.len()];
        for &row in &task.scored {
            scored[row as usize] = !in_training[row as usize];
        }
        let held_out = (0..estimates.len()).filter(|&row| scored[row]);
        let (true_values, predicted): (Vec<f64>, Vec<f64>) = held_out
            .map(|row| (truth[row], estimates[row].mean))
            .unzip();
        let out_of_fold = true_values
            .is_empty()
            .then(|| task.score_out_of_fold(model));
        let flags = [in_training, scored];
        let score = || score(&true_values, &predicted, task.better);
        let few = estimates.len() < MANY;
        let columns = || columns(&task.truth, estimates, flags, task.better);
        let (scores, columns) = if few {
            rayon::join(score, columns)
        } else {
            // One after the other takes less memory.
            let columns = columns();
            (score(), columns)
        };
        Ok(Prediction {
            scores,
            out_of_fold,
            columns,
            parts: model.regressor.parts(),
            readable_tree: model.readable_tree(),
            n_train: task.rows.len(),
            n_features: task.design.width(),
            n_distinct: task.design.bins().kept().len(),
            trained_model: Arc::new(trained_model),
            fit,
            predict,
        })
    }
}

fn columns(
    truth: &Truth,
    estimates: Vec<Estimate>,
    [in_training, scored]: [Vec<bool>; 2],
    better: Better,
) -> PredictionColumns<Arc<Values>> {
    let uncertainty = estimates.iter().map(|estimate| estimate.uncertainty);
    let uncertainty = Values::dense(uncertainty.collect());
    let predicted: Vec<f64> = estimates.iter().map(|estimate| estimate.mean).collect();
    drop(estimates);
    let ranked = |ranks| Arc::new(Values::measured(ranks));
    let (rank_true, rank_predicted) = {
        let pairs = truth.values.iter().copied().zip(predicted.iter().copied());
        let (true_values, of_these): (Vec<f64>, Vec<f64>) = pairs
            .filter(|(truth, predicted)| !truth.is_nan() && !predicted.is_nan())
            .unzip();
        let rank_true = if true_values.len() == truth.measured {
            Arc::clone(&truth.ranks)
        } else {
            ranked(ranks(&truth.values, &true_values, better))
        };
        drop(true_values);
        (rank_true, ranked(ranks(&predicted, &of_these, better)))
    };
    let predicted = Values::dense(predicted);
    PredictionColumns {
        abs_error: Values::computed(Operation::Distance, &predicted, &truth.column),
        error: Values::computed(Operation::Difference, &predicted, &truth.column),
        predicted,
        rank_error: Values::computed(Operation::Difference, &rank_predicted, &rank_true),
        rank_true,
        rank_predicted,
        uncertainty,
        in_training: Arc::new(Values::flags(in_training)),
        scored: Arc::new(Values::flags(scored)),
    }
}
