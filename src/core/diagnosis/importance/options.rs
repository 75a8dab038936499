//! How many rows importances are computed from.

use crate::predict::{How, Learned};

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
    pub fn of(learned: &Learned) -> Self {
        let (explained, permuted) = match learned.how() {
            How::Exact | How::Weights => (1000, 2000),
            How::Walks => (200, 500),
        };
        Self {
            explained,
            permuted,
            permutations: 5,
            seed: 0,
        }
    }
}
