//! A trained model with everything that it was trained on.

use std::sync::Arc;

use crate::bench::Better;
use crate::column::Values;
use crate::job::{Cancelled, JobContext};

use super::design::Design;
use super::hybrids::Hybrids;
use super::model::{Estimate, FittedModel};
use super::score::ranks;
use super::training_weights::{ExplainedRow, TrainingWeights};

#[derive(Debug)]
pub(super) struct Truth {
    pub(super) column: Arc<Values>,
    /// One a row, NaN where it was not measured.
    pub(super) values: Vec<f64>,
    /// How many were measured.
    pub(super) measured: usize,
    /// The rank of each among those that were measured.
    pub(super) ranks: Arc<Values>,
}

impl Truth {
    pub(super) fn new(target: &Arc<Values>, better: Better) -> Self {
        let values: Vec<f64> = target.iter().collect();
        let measured: Vec<f64> = values.iter().copied().filter(|x| !x.is_nan()).collect();
        Self {
            column: Arc::clone(target),
            ranks: Arc::new(Values::measured(ranks(&values, &measured, better))),
            measured: measured.len(),
            values,
        }
    }
}

#[derive(Debug)]
pub(super) struct Task {
    pub(super) design: Arc<Design>,
    /// Training rows, ascending.
    pub(super) rows: Vec<u32>,
    pub(super) truth: Arc<Truth>,
    /// Rows that count in the scores unless they were trained on.
    pub(super) scored: Vec<u32>,
    pub(super) better: Better,
}

impl Task {
    pub(super) fn targets(&self) -> Vec<f64> {
        let rows = self.rows.iter();
        rows.map(|&row| self.truth.values[row as usize]).collect()
    }
}

/// A model with its training rows and the features of all rows.
#[derive(Debug)]
pub struct TrainedModel {
    pub(super) task: Task,
    pub(crate) model: FittedModel,
}

impl TrainedModel {
    /// The features of all rows of the table.
    pub fn design(&self) -> &Arc<Design> {
        &self.task.design
    }

    /// The training rows, ascending.
    pub fn rows(&self) -> &[u32] {
        &self.task.rows
    }

    /// The targets of the training rows, in that order.
    pub fn targets(&self) -> Vec<f64> {
        self.task.targets()
    }

    /// The true value of the target of every row; NaN where it was not measured.
    pub fn truth(&self) -> &[f64] {
        &self.task.truth.values
    }

    /// Rows that count in the scores unless they were trained on, ascending.
    pub fn scored(&self) -> &[u32] {
        &self.task.scored
    }

    /// Whether `row` counts in the scores and was not trained on.
    pub fn is_scored(&self, row: u32) -> bool {
        self.scored().binary_search(&row).is_ok() && self.rows().binary_search(&row).is_err()
    }

    /// Which end of the target is good.
    pub fn better(&self) -> Better {
        self.task.better
    }

    /// Estimates of the training rows, each out-of-bag or cross-validated; [`Estimate::NONE`] where
    /// there is none.
    pub fn out_of_fold(&self) -> &[Estimate] {
        &self.model.out_of_fold
    }

    /// How much each training row counts in the prediction of `row`; `None` where the model keeps no
    /// rows.
    pub fn training_weights(&self, row: u32) -> Option<TrainingWeights> {
        self.model.regressor.training_weights(&ExplainedRow {
            design: &self.task.design,
            training: &self.task.rows,
            row,
        })
    }

    /// Predicts `rows` of `design`, or all its rows: a design in the bins and on the scales of
    /// [`Self::design`].
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn predict(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        self.model.predict(design, rows, job)
    }

    /// Predicts `hybrids` of rows that [`Self::predict`] takes.
    pub(crate) fn hybrids(
        &self,
        hybrids: &Hybrids,
        job: &JobContext,
    ) -> Result<Vec<f64>, Cancelled> {
        self.model.hybrids(hybrids, job)
    }
}
