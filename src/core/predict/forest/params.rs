//! Hyper-parameters of the forest, checked as linfa does: builder, then checked parameters.

use linfa::ParamGuard;

use crate::job::Cancelled;

/// Checked hyper-parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct ForestValidParams {
    trees: usize,
    feature_fraction: f64,
    min_leaf: usize,
    seed: u64,
}

impl ForestValidParams {
    /// Number of trees, at least 1.
    pub fn trees(&self) -> usize {
        self.trees
    }

    /// Share of the features that each split is chosen from, above 0 and up to 1.
    pub fn feature_fraction(&self) -> f64 {
        self.feature_fraction
    }

    /// Fewest training rows in a leaf, at least 1, counted as often as they were drawn.
    pub fn min_leaf(&self) -> usize {
        self.min_leaf
    }

    /// Seed of the bootstrap samples and of ties between splits.
    pub fn seed(&self) -> u64 {
        self.seed
    }
}

/// Hyper-parameters of a random forest; by default 100 trees, every split chosen among a third of
/// the features, trees grown until their leaves are pure, and seed 0. With a feature fraction of 1
/// it is what scikit-learn's `RandomForestRegressor` is by default.
///
/// ```
/// use grafscope_core::predict::forest::ForestParams;
/// use linfa::{Dataset, traits::{Fit, Predict}};
/// use ndarray::{Array1, Array2};
///
/// let features = Array2::from_shape_fn((60, 2), |(row, column)| ((row * (column + 3)) % 7) as f64);
/// let targets: Array1<f64> = features.rows().into_iter().map(|row| row[0] + 10.0 * row[1]).collect();
/// let forest = ForestParams::new().trees(20).seed(1).fit(&Dataset::new(features.clone(), targets))?;
/// let predicted = forest.predict(&features);
/// assert_eq!(predicted.len(), 60);
/// # Ok::<(), grafscope_core::predict::forest::ForestError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ForestParams(ForestValidParams);

impl ForestParams {
    /// The defaults.
    pub fn new() -> Self {
        Self(ForestValidParams {
            trees: 100,
            feature_fraction: 1.0 / 3.0,
            min_leaf: 1,
            seed: 0,
        })
    }

    /// Sets the number of trees.
    #[must_use]
    pub fn trees(mut self, trees: usize) -> Self {
        self.0.trees = trees;
        self
    }

    /// Sets the share of the features that each split is chosen from.
    #[must_use]
    pub fn feature_fraction(mut self, fraction: f64) -> Self {
        self.0.feature_fraction = fraction;
        self
    }

    /// Sets the fewest training rows in a leaf.
    #[must_use]
    pub fn min_leaf(mut self, rows: usize) -> Self {
        self.0.min_leaf = rows;
        self
    }

    /// Sets the seed.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.0.seed = seed;
        self
    }
}

impl Default for ForestParams {
    fn default() -> Self {
        Self::new()
    }
}

impl ParamGuard for ForestParams {
    type Checked = ForestValidParams;
    type Error = ForestError;

    fn check_ref(&self) -> Result<&Self::Checked, ForestError> {
        if self.0.trees == 0 {
            return Err(ForestError::NoTrees);
        }
        let fraction = self.0.feature_fraction;
        if !(fraction > 0.0 && fraction <= 1.0) {
            return Err(ForestError::FeatureFraction(fraction));
        }
        if self.0.min_leaf == 0 {
            return Err(ForestError::MinLeaf);
        }
        Ok(&self.0)
    }

    fn check(self) -> Result<Self::Checked, ForestError> {
        self.check_ref()?;
        Ok(self.0)
    }
}

/// Why there is no forest.
#[derive(Debug, thiserror::Error)]
pub enum ForestError {
    /// No trees asked for.
    #[error("a forest needs at least 1 tree")]
    NoTrees,
    /// No share of the features.
    #[error(
        "the share of the features that a split is chosen from is above 0 and up to 1, not {0}"
    )]
    FeatureFraction(f64),
    /// Leaves without rows.
    #[error("a leaf needs at least 1 row")]
    MinLeaf,
    /// Nothing to learn from, or more than the integer sums of a tree can hold.
    #[error("a forest is trained on 1 to {most} rows, not {rows}", most = super::super::packed::MOST_ROWS)]
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
    /// The watcher asked for a stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// What linfa itself found wrong.
    #[error(transparent)]
    Linfa(#[from] linfa::Error),
}
