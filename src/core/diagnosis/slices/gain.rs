//! What a slice gains from more training rows.

use std::sync::Arc;

use crate::job::JobContext;
use crate::predict::{RowPolicy, Scores, TrainError, TrainRequest, Trainer, sample, score};

use super::Slice;
use crate::diagnosis::HeldOutSet;

/// Scores on the held-out half of a slice before and after rows of its discovery half were trained on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SliceGain {
    /// Training rows added.
    pub added: usize,
    /// Of the predictor as it was.
    pub before: Scores,
    /// Of the one that was trained on these rows, too; over the same rows.
    pub after: Scores,
}

impl SliceGain {
    /// Draws `added` rows, or as many as there are, from the discovery half of `slice`, and trains on
    /// them and on what the predictor of `held_out` was trained on. `request` says with which features,
    /// model and seed; the seed also decides which rows are drawn.
    ///
    /// # Errors
    /// [`TrainError`].
    pub fn find(
        held_out: &HeldOutSet,
        slice: &Slice,
        added: usize,
        request: TrainRequest,
        trainer: &mut Trainer,
        job: &JobContext,
    ) -> Result<Self, TrainError> {
        let drawn = sample(&slice.found_rows, added, request.seed);
        let rows = held_out.trained_model.rows().iter().chain(&drawn);
        let rows: Vec<u32> = rows.copied().collect();
        let scored = slice.held_out_rows.iter();
        let places = scored.filter_map(|row| held_out.rows.binary_search(row).ok());
        let (truth, predicted): (Vec<f64>, Vec<f64>) = places
            .map(|at| (held_out.truth[at], held_out.predicted[at]))
            .unzip();
        let before = score(&truth, &predicted, request.better);
        let request = TrainRequest {
            train_size: rows.len(),
            rows: RowPolicy::Given(Arc::new(rows), Arc::new(slice.held_out_rows.clone())),
            ..request
        };
        Ok(Self {
            added: drawn.len(),
            before,
            after: trainer.train(&request, job)?.scores,
        })
    }
}
