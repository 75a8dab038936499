//! How many rows importances are computed from.

use crate::predict::{How, TrainedModel};

/// How much is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ImportanceOptions {
    /// Most rows that are explained.
    pub explained: usize,
    /// Most rows that features are permuted among.
    pub permuted: usize,
    /// Times that they are.
    pub permutations: usize,
    /// Seed of the rows and of the permutations.
    pub seed: u64,
}

impl ImportanceOptions {
    /// What is usual for a predictor: fewer rows where contributions have to be estimated.
    pub fn of(trained_model: &TrainedModel) -> Self {
        let (explained, permuted) = match trained_model.how() {
            How::Exact | How::Weights => (1000, 2000),
            How::SampledShapley => (200, 500),
        };
        Self {
            explained,
            permuted,
            permutations: 5,
            seed: 0,
        }
    }
}
