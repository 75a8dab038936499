//! A fitted model on its way to the predictions of all rows: those that someone waits for first.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::bench::Better;
use crate::job::{Cancelled, Watch};
use crate::table::Values;

use super::learned::{Learned, Task};
use super::model::{Estimate, FittedModel};
use super::score::{ranks, score};
use super::train::{Prediction, TrainError};

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
pub struct Fitted {
    pub(super) learned: Learned,
    pub(super) fit: Duration,
}

/// Columns that a [`Glimpse`] has: ranks take all rows to know.
pub const GLIMPSE_COLUMNS: [&str; 4] = ["predicted", "error", "uncertainty", "in_training"];

/// The predictions of some rows, before those of all are there.
#[derive(Debug, Clone, PartialEq)]
pub struct Glimpse {
    /// The rows, ascending.
    rows: Vec<u32>,
    /// For each row its values in [`GLIMPSE_COLUMNS`].
    values: Vec<[f64; GLIMPSE_COLUMNS.len()]>,
}

impl Glimpse {
    /// The value of `row` in the column called `name`, where it is known already: the same that the
    /// column will have.
    pub fn value(&self, name: &str, row: u32) -> Option<f64> {
        let column = GLIMPSE_COLUMNS.iter().position(|&known| known == name)?;
        let at = self.rows.binary_search(&row).ok()?;
        Some(self.values[at][column])
    }

    /// All values of the column called `name`; none where it is not known yet.
    pub fn column(&self, name: &str) -> impl Iterator<Item = f64> + '_ {
        let column = GLIMPSE_COLUMNS.iter().position(|&known| known == name);
        let values = self.values.iter();
        column
            .into_iter()
            .flat_map(move |column| values.clone().map(move |values| values[column]))
    }
}

impl Task {
    /// What `model` says of `rows`.
    pub(super) fn glimpse(
        &self,
        model: &dyn FittedModel,
        rows: &[u32],
        watch: &Watch,
    ) -> Result<Glimpse, Cancelled> {
        let mut rows = rows.to_vec();
        rows.sort_unstable();
        rows.dedup();
        let estimates = model.predict(&self.design, Some(&rows), watch)?;
        let values = rows.iter().zip(estimates).map(|(&row, estimate)| {
            let trained_on = self.rows.binary_search(&row);
            let estimate = trained_on.map_or(estimate, |at| model.unseen()[at]);
            [
                estimate.mean,
                estimate.mean - self.truth.values[row as usize],
                estimate.uncertainty,
                f64::from(u8::from(trained_on.is_ok())),
            ]
        });
        Ok(Glimpse {
            values: values.collect(),
            rows,
        })
    }
}

impl Fitted {
    /// Predicts `rows` alone.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn glimpse(&self, rows: &[u32], watch: &Watch) -> Result<Glimpse, Cancelled> {
        self.learned.task.glimpse(&*self.learned.model, rows, watch)
    }

    /// Predicts all rows and scores the unseen ones.
    ///
    /// # Errors
    /// [`TrainError::Cancelled`] when the watcher asked for a stop.
    pub fn finish(self, watch: &Watch) -> Result<Prediction, TrainError> {
        let Self { learned, fit } = self;
        let Learned { task, model, .. } = &learned;
        let start = Instant::now();
        let mut estimates = model.predict(&task.design, None, watch)?;
        let predict = start.elapsed();
        let mut in_training = vec![false; estimates.len()];
        for (&row, &estimate) in task.rows.iter().zip(model.unseen()) {
            in_training[row as usize] = true;
            estimates[row as usize] = estimate;
        }
        watch.check()?;
        let truth = &task.truth.values;
        let unseen = task.scored.iter().map(|&row| row as usize);
        let (unseen_truth, unseen_predicted): (Vec<f64>, Vec<f64>) = unseen
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
            outline: model.outline().cloned(),
            n_train: task.rows.len(),
            n_features: task.design.width(),
            n_distinct: task.design.bins().kept().len(),
            learned: Arc::new(learned),
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
) -> Vec<Arc<Values>> {
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
    vec![
        dense(predicted),
        dense(error),
        Arc::clone(&truth.ranks),
        dense(rank_predicted),
        dense(rank_error),
        dense(uncertainty.collect()),
        Arc::new(Values::flags(in_training)),
    ]
}

fn differences(of: &[f64], less: impl Iterator<Item = f64>) -> Vec<f64> {
    of.iter().zip(less).map(|(of, less)| of - less).collect()
}
