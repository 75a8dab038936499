//! A random forest for regression (Breiman, 2001); linfa-trees grows trees for classification only. The
//! same seed gives the same forest on every machine and with any number of threads: each tree has a
//! generator of its own, targets are integers while a tree grows, and sums over trees run in order.

mod bootstrap;
mod cuts;
mod few_rows;
mod grow;
mod how;
mod training_rows;

use std::sync::atomic::{AtomicUsize, Ordering};

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};

use super::Bins;
use super::attribution::TreeEnsemble;
use super::bit_rows::RowBits;
use super::ensemble::mean_of_trees;
use super::model::Estimate;
use super::packed::MOST_ROWS;
use super::row_order::mean_in_order;
use super::training_weights::{ExplainedRow, weights_of_mean};
use super::tree::Tree;
use how::How;
use training_rows::TrainingRows;

/// Hyper-parameters of a forest.
#[derive(Debug, Clone, PartialEq)]
pub struct ForestParams {
    /// Number of trees, at least 1.
    pub trees: usize,
    /// Share of the features that each split is chosen from, above 0 and up to 1. With 1 it is what
    /// scikit-learn's `RandomForestRegressor` is by default.
    pub feature_fraction: f64,
    /// Fewest training rows in a leaf, at least 1, counted as often as they were drawn.
    pub min_leaf: usize,
    /// Seed of the bootstrap samples and of ties between splits.
    pub seed: u64,
}

impl Default for ForestParams {
    fn default() -> Self {
        Self {
            trees: 100,
            feature_fraction: 1.0 / 3.0,
            min_leaf: 1,
            seed: 0,
        }
    }
}

/// Why a forest cannot be fitted.
#[derive(Debug, thiserror::Error)]
pub enum ForestError {
    /// No rows, or more than the integer sums of a tree can hold.
    #[error("a forest is trained on 1 to {MOST_ROWS} rows, not {rows}")]
    Rows {
        /// Rows given.
        rows: usize,
    },
    /// A target that is missing or infinite.
    #[error("target {value} of training row {row} is not a finite number")]
    Target {
        /// Place among the training rows.
        row: usize,
        /// The target.
        value: f64,
    },
    /// The job was cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// Trees grown on some rows of a [`Bins`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Forest {
    trees: Vec<Tree>,
    /// For each tree, the training rows of its bootstrap sample: a bit a row, a word a block.
    in_bag: Vec<Vec<RowBits>>,
    /// Mean of the training targets; sums of squares are taken around it.
    centre: f64,
    seed: u64,
}

impl Forest {
    /// Grows the trees in parallel on `rows` of `bins`, whose targets are `targets` in the same
    /// order. Progress counts `trees`.
    ///
    /// # Errors
    /// [`ForestError`] for no rows, too many, or a target that is not finite.
    pub fn fit(
        params: &ForestParams,
        bins: &Bins,
        rows: &[u32],
        targets: &[f64],
        job: &JobContext,
    ) -> Result<Self, ForestError> {
        let how = How::new(params, rows.len());
        let training = TrainingRows::new(bins, rows, targets, &how)?;
        let trees = params.trees;
        let done = AtomicUsize::new(0);
        let grown: Result<Vec<_>, Cancelled> = (0..trees)
            .into_par_iter()
            .map(|index| {
                job.check()?;
                let mut rng = generator(params.seed, index as u64);
                let grown = grow::grow(&training, &how, &mut rng);
                job.report("trees", 1 + done.fetch_add(1, Ordering::Relaxed), trees);
                Ok(grown)
            })
            .collect();
        let (trees, in_bag) = grown?.into_iter().unzip();
        Ok(Self {
            trees,
            in_bag,
            centre: targets.iter().sum::<f64>() / targets.len() as f64,
            seed: params.seed,
        })
    }

    /// Estimates for all rows of `bins`: the mean and the standard deviation over the trees (÷ number of
    /// trees).
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn predict(&self, bins: &Bins, job: &JobContext) -> Result<Vec<Estimate>, Cancelled> {
        self.predict_rows(bins, None, job)
    }

    /// Estimates for the training rows, each from the trees only whose bootstrap sample does not
    /// hold it. `rows` are those that [`Forest::fit`] was given.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn out_of_bag(
        &self,
        bins: &Bins,
        rows: &[u32],
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let training = bins.bits_of_rows(rows);
        let out_of_bag = |tree: usize, block: usize| !self.in_bag[tree][block];
        mean_of_trees(&self.trees, self.centre, &training, out_of_bag, job)
    }

    /// The estimate of the row is the sum of weight × target over the training rows.
    pub(super) fn weights(&self, row: &ExplainedRow) -> Vec<f64> {
        let rows = row.training.len();
        let trees = self.trees.iter().zip(0..).map(|(tree, index)| {
            // What a tree drew is drawn again: keeping it would take a number a tree and row.
            let times = bootstrap::draw(rows, &mut generator(self.seed, index));
            let times = times.into_iter().map(|times| times as u32);
            (tree, times.collect())
        });
        weights_of_mean(row, trees)
    }

    pub(crate) fn ensemble(&self) -> TreeEnsemble<'_> {
        TreeEnsemble::mean(&self.trees)
    }

    pub(super) fn has_sound_trees(&self, cuts: usize) -> bool {
        !self.trees.is_empty() && self.trees.iter().all(|tree| tree.is_sound(cuts))
    }

    pub(super) fn predict_rows(
        &self,
        bins: &Bins,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        mean_in_order(&self.trees, self.centre, bins, rows, job)
    }
}

/// The random numbers of stream `index` under `seed`; different streams are independent.
pub(crate) fn generator(seed: u64, index: u64) -> Xoshiro256PlusPlus {
    // SplitMix64's finaliser: neighbouring seeds and indices give unrelated states.
    let mix = |mut z: u64| {
        z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    Xoshiro256PlusPlus::seed_from_u64(mix(mix(seed) ^ index))
}
