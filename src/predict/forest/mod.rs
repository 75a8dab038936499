//! A random forest for regression (Breiman, 2001): trees grown on bootstrap samples by greatest
//! reduction of variance, averaged.
//!
//! linfa-trees grows trees for classification only, so this one is ours; it takes part in linfa
//! through [`ForestParams`]. The same seed gives the same forest on every machine and with any
//! number of threads: each tree has a generator of its own, targets are integers while a tree
//! grows, and sums over trees run in the order of the trees.

mod grow;
mod linfa_traits;
mod params;
mod training_rows;
mod tree;

pub use linfa_traits::RandomForest;
pub use params::{ForestError, ForestParams, ForestValidParams};

use std::sync::atomic::{AtomicUsize, Ordering};

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

use crate::job::{Cancelled, Watch};

use super::Bins;
use training_rows::TrainingRows;
use tree::Tree;

/// Trees grown on some rows of a [`Bins`].
#[derive(Debug, Clone)]
pub struct Forest {
    trees: Vec<Tree>,
    /// For each tree, whether each training row was in its bootstrap sample.
    in_bag: Vec<Vec<bool>>,
    /// Mean of the training targets; sums of squares are taken around it.
    centre: f64,
}

/// What the trees say about one row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Mean over the trees; NaN when none may speak.
    pub mean: f64,
    /// Standard deviation over the trees (÷ number of trees); NaN when none may speak.
    pub spread: f64,
}

/// Rows predicted at a time: their codes stay in the first-level cache while all trees pass.
const ROWS_AT_A_TIME: usize = 256;

impl Forest {
    /// Grows the trees in parallel on `rows` of `bins`, whose targets are `targets` in the same
    /// order. Progress counts `trees`.
    ///
    /// # Errors
    /// [`ForestError`] for no rows, too many, or a target that is no finite number.
    pub fn fit(
        params: &ForestValidParams,
        bins: &Bins,
        rows: &[u32],
        targets: &[f64],
        watch: &Watch,
    ) -> Result<Self, ForestError> {
        let training = TrainingRows::new(bins, rows, targets)?;
        let trees = params.trees();
        let inverse: Vec<f64> = (0..=rows.len()).map(|count| 1.0 / count as f64).collect();
        let done = AtomicUsize::new(0);
        let grown: Result<Vec<_>, Cancelled> = (0..trees)
            .into_par_iter()
            .map(|index| {
                watch.check()?;
                let mut rng = generator(params.seed(), index as u64);
                let grown = grow::grow(&training, &inverse, &mut rng);
                watch.report("trees", 1 + done.fetch_add(1, Ordering::Relaxed), trees);
                Ok(grown)
            })
            .collect();
        let (trees, in_bag) = grown?.into_iter().unzip();
        Ok(Self {
            trees,
            in_bag,
            centre: targets.iter().sum::<f64>() / targets.len() as f64,
        })
    }

    /// Estimates for rows of codes (as [`Bins`] keeps them, `width` codes a row), in parallel over
    /// rows.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub(crate) fn predict(
        &self,
        codes: &[u8],
        width: usize,
        rows: usize,
        watch: &Watch,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let mut out = vec![Estimate::NONE; rows];
        out.par_chunks_mut(ROWS_AT_A_TIME)
            .enumerate()
            .try_for_each(|(chunk, out)| {
                watch.check()?;
                let start = chunk * ROWS_AT_A_TIME * width;
                let codes = &codes[start..start + out.len() * width];
                let mut sums = vec![Sums::default(); out.len()];
                for tree in &self.trees {
                    tree.visit(codes, width, out.len(), |row, value| {
                        sums[row].add(value - self.centre);
                    });
                }
                for (out, sums) in out.iter_mut().zip(&sums) {
                    *out = sums.estimate(self.centre);
                }
                Ok(())
            })?;
        Ok(out)
    }

    /// Estimates for all rows of `bins`, in parallel over rows.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn predict_bins(&self, bins: &Bins, watch: &Watch) -> Result<Vec<Estimate>, Cancelled> {
        self.predict(bins.codes(), bins.kept().len(), bins.rows(), watch)
    }

    /// Estimates for the training rows, each from the trees only whose bootstrap sample does not
    /// hold it. `rows` are those that [`Forest::fit`] was given.
    pub fn out_of_bag(&self, bins: &Bins, rows: &[u32]) -> Vec<Estimate> {
        rows.par_iter()
            .enumerate()
            .with_min_len(16)
            .map(|(at, &row)| {
                let codes = bins.row(row as usize);
                let mut sums = Sums::default();
                for (tree, in_bag) in self.trees.iter().zip(&self.in_bag) {
                    if !in_bag[at] {
                        sums.add(tree.value(codes) - self.centre);
                    }
                }
                sums.estimate(self.centre)
            })
            .collect()
    }
}

impl Estimate {
    const NONE: Self = Self {
        mean: f64::NAN,
        spread: f64::NAN,
    };
}

/// Running sums over trees, of values less a constant near their mean.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    count: f64,
    sum: f64,
    squares: f64,
}

impl Sums {
    fn add(&mut self, value: f64) {
        self.count += 1.0;
        self.sum += value;
        self.squares += value * value;
    }

    fn estimate(self, centre: f64) -> Estimate {
        if self.count == 0.0 {
            return Estimate::NONE;
        }
        let mean = self.sum / self.count;
        let variance = self.squares / self.count - mean * mean;
        Estimate {
            mean: centre + mean,
            spread: variance.max(0.0).sqrt(),
        }
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
