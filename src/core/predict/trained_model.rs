//! What has been learned: the model, and all that it learned from.

use std::sync::Arc;

use crate::bench::Better;
use crate::job::{Cancelled, JobContext};

use super::design::Design;
use super::model::{About, Estimate, FittedModel};
use super::pending::Truth;
use super::training_weights::{ExplainedRow, TrainingWeights};

/// What is learned: which rows, from which features, towards which truth.
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
    /// Targets of the training rows.
    pub(super) fn targets(&self) -> Vec<f64> {
        let rows = self.rows.iter();
        rows.map(|&row| self.truth.values[row as usize]).collect()
    }
}

/// A model with the rows that it learned from and the features of all rows.
#[derive(Debug)]
pub struct TrainedModel {
    pub(super) about: &'static About,
    pub(super) task: Task,
    pub(super) model: Box<dyn FittedModel>,
}

impl TrainedModel {
    /// What the model is.
    pub fn about(&self) -> &'static About {
        self.about
    }

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

    /// Whether `row` is judged: it counts in the scores, and was not trained on.
    pub fn is_scored(&self, row: u32) -> bool {
        self.scored().binary_search(&row).is_ok() && self.rows().binary_search(&row).is_err()
    }

    /// Which end of the target is good.
    pub fn better(&self) -> Better {
        self.task.better
    }

    /// The out-of-fold predictions of the training rows, as [`FittedModel::out_of_fold`].
    pub fn out_of_fold(&self) -> &[Estimate] {
        self.model.out_of_fold()
    }

    /// The model alone.
    pub fn model(&self) -> &dyn FittedModel {
        &*self.model
    }

    /// How much each training row has to do with the prediction of `row`; `None` where the model keeps
    /// no rows.
    pub fn training_weights(&self, row: u32) -> Option<TrainingWeights> {
        self.model.training_weights(&ExplainedRow {
            design: &self.task.design,
            training: &self.task.rows,
            row,
        })
    }

    /// What the model says of `rows` of `design`, or of all its rows: a design in the bins and on the
    /// scales of [`Self::design`].
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn predict(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        self.model.predict(design, rows, job)
    }
}
