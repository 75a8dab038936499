//! One training run: draw rows, fit, predict every row, score the unseen ones.

use std::sync::Arc;
use std::time::{Duration, Instant};

use linfa::ParamGuard;

use crate::bench::Better;
use crate::job::{Cancelled, Watch};
use crate::table::{ColumnId, Table, Values};

use super::fitted::{Fitted, Truth};
use super::forest::{Forest, ForestError, ForestParams};
use super::rows::Eligible;
use super::split::sample;
use super::{Bins, FeatureSet, RowPolicy, Scores};

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
    ///
    /// `predicted` is out-of-bag for training rows (missing when a row was in every bag), and so
    /// is `tree_spread`, the standard deviation over the trees. `error` is predicted − true.
    /// `rank_true` and `rank_predicted` are over all rows of the table that have such a value, 1
    /// the best, ties sharing the best of theirs. `rank_error` is predicted − true rank, both among
    /// the rows with a true value. Whatever has no true or no predicted value is missing.
    pub columns: Vec<Arc<Values>>,
    /// Scores on unseen rows.
    pub scores: Scores,
    /// Rows it was trained on.
    pub n_train: usize,
    /// Features in the set.
    pub n_features: usize,
    /// Features handed to the model: the set without columns that are constant or order the rows
    /// as another one does, the same way or in reverse.
    pub n_distinct: usize,
    /// Time to fit.
    pub fit: Duration,
    /// Time to predict all rows.
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
    /// The forest cannot be grown: no trees, or training rows it cannot take.
    #[error("{0}")]
    Forest(String),
    /// The watcher asked for a stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl From<ForestError> for TrainError {
    fn from(error: ForestError) -> Self {
        match error {
            ForestError::Cancelled(cancelled) => Self::Cancelled(cancelled),
            other => Self::Forest(other.to_string()),
        }
    }
}

/// Draws the sample, fits the forest, predicts all rows and scores the unseen ones.
///
/// # Errors
/// [`TrainError`].
pub fn train(request: &TrainRequest, watch: &Watch) -> Result<Prediction, TrainError> {
    Trainer::default().train(request, watch)
}

/// Trains again and again, and keeps what stays the same: the binned features and the ranks by true
/// value.
#[derive(Debug, Clone, Default)]
pub struct Trainer {
    bins: Option<(Vec<Arc<Values>>, Arc<Bins>)>,
    truth: Option<(Arc<Values>, Better, Arc<Truth>)>,
}

impl Trainer {
    /// Makes what is kept for `request` ahead of its first run; clones share it.
    pub fn prepare(&mut self, request: &TrainRequest) {
        self.truth(&request.table.column(request.target).values, request.better);
        self.bins(request);
    }

    /// As [`train`], to the same numbers.
    ///
    /// # Errors
    /// [`TrainError`].
    pub fn train(
        &mut self,
        request: &TrainRequest,
        watch: &Watch,
    ) -> Result<Prediction, TrainError> {
        self.fit(request, watch)?.finish(watch)
    }

    /// Draws the sample and fits the forest; the rows are yet to be predicted.
    ///
    /// # Errors
    /// [`TrainError`].
    pub fn fit(&mut self, request: &TrainRequest, watch: &Watch) -> Result<Fitted, TrainError> {
        let table = &*request.table;
        let target = &table.column(request.target).values;
        let mut features = request.features.columns().iter();
        let is_target = |id: &&ColumnId| Arc::ptr_eq(&table.column(**id).values, target);
        if let Some(&id) = features.find(is_target) {
            let name = table.column(id).spec.name.clone();
            return Err(TrainError::TargetIsFeature(name));
        }
        let truth = self.truth(target, request.better);
        let eligible = Eligible::new(&request.rows, table, &truth.values);
        if request.train_size < 2 || request.train_size > eligible.most() {
            return Err(TrainError::TrainSize {
                asked: request.train_size,
                available: eligible.most(),
            });
        }
        watch.check()?;
        let bins = self.bins(request);
        let rows = sample(&eligible.pool, request.train_size, request.seed);
        let targets: Vec<f64> = rows.iter().map(|&row| truth.values[row as usize]).collect();
        let params = ForestParams::new()
            .trees(request.trees)
            .seed(request.seed)
            .check()?;
        let start = Instant::now();
        let forest = Forest::fit(&params, &bins, &rows, &targets, watch)?;
        let fit = start.elapsed();
        Ok(Fitted {
            out_of_bag: forest.out_of_bag(&bins, &rows, watch)?,
            forest,
            bins,
            rows,
            truth,
            scored: eligible.scored,
            better: request.better,
            n_features: request.features.columns().len(),
            fit,
        })
    }

    /// The values of `target` with their ranks; as kept from last time when they are the same.
    fn truth(&mut self, target: &Arc<Values>, better: Better) -> Arc<Truth> {
        if let Some((last, last_better, truth)) = &self.truth
            && Arc::ptr_eq(last, target)
            && *last_better == better
        {
            return Arc::clone(truth);
        }
        let truth = Arc::new(Truth::new(target, better));
        self.truth = Some((Arc::clone(target), better, Arc::clone(&truth)));
        truth
    }

    /// The features of the request, binned; as kept from last time when they are the same.
    fn bins(&mut self, request: &TrainRequest) -> Arc<Bins> {
        let columns = request.features.columns().iter();
        let columns: Vec<Arc<Values>> = columns
            .map(|&id| Arc::clone(&request.table.column(id).values))
            .collect();
        if let Some((last, bins)) = &self.bins
            && last.len() == columns.len()
            && last.iter().zip(&columns).all(|(a, b)| Arc::ptr_eq(a, b))
        {
            return Arc::clone(bins);
        }
        let bins = Arc::new(Bins::of_columns(&columns));
        self.bins = Some((columns, Arc::clone(&bins)));
        bins
    }
}
