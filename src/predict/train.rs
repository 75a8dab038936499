//! One training run: draw rows, fit, predict every row, score the unseen ones.

use std::sync::Arc;
use std::time::{Duration, Instant};

use linfa::ParamGuard;

use crate::bench::Better;
use crate::job::{Cancelled, Watch};
use crate::table::{ColumnId, Table, Values};

use super::forest::{Estimate, Forest, ForestError, ForestParams};
use super::rows::Eligible;
use super::score::{ranks, score};
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
    /// the best, ties sharing the best of theirs; `rank_error` is predicted − true rank. Whatever
    /// has no true or no predicted value is missing.
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

/// Trains again and again, and keeps the binned features for as long as the feature columns stay
/// the same.
#[derive(Debug, Default)]
pub struct Trainer {
    last: Option<(Vec<Arc<Values>>, Arc<Bins>)>,
}

impl Trainer {
    /// As [`train`], to the same numbers.
    ///
    /// # Errors
    /// [`TrainError`].
    pub fn train(
        &mut self,
        request: &TrainRequest,
        watch: &Watch,
    ) -> Result<Prediction, TrainError> {
        let table = &*request.table;
        let target = &table.column(request.target).values;
        let mut features = request.features.columns().iter();
        let is_target = |id: &&ColumnId| Arc::ptr_eq(&table.column(**id).values, target);
        if let Some(&id) = features.find(is_target) {
            let name = table.column(id).spec.name.clone();
            return Err(TrainError::TargetIsFeature(name));
        }
        let truth: Vec<f64> = target.iter().collect();
        let eligible = Eligible::new(&request.rows, table, &truth);
        if request.train_size < 2 || request.train_size > eligible.most() {
            return Err(TrainError::TrainSize {
                asked: request.train_size,
                available: eligible.most(),
            });
        }
        watch.check()?;
        let bins = self.bins(request);
        let rows = sample(&eligible.pool, request.train_size, request.seed);
        let targets: Vec<f64> = rows.iter().map(|&row| truth[row as usize]).collect();
        let params = ForestParams::new()
            .trees(request.trees)
            .seed(request.seed)
            .check()?;

        let start = Instant::now();
        let forest = Forest::fit(&params, &bins, &rows, &targets, watch)?;
        let fit = start.elapsed();
        let start = Instant::now();
        let mut estimates = forest.predict(&bins, watch)?;
        let unseen = forest.out_of_bag(&bins, &rows, watch)?;
        let predict = start.elapsed();

        let mut in_training = vec![false; table.rows()];
        for (&row, estimate) in rows.iter().zip(unseen) {
            in_training[row as usize] = true;
            estimates[row as usize] = estimate;
        }
        let unseen = eligible.scored.iter().map(|&row| row as usize);
        let (unseen_truth, unseen_predicted): (Vec<f64>, Vec<f64>) = unseen
            .filter(|&row| !in_training[row])
            .map(|row| (truth[row], estimates[row].mean))
            .unzip();
        Ok(Prediction {
            scores: score(&unseen_truth, &unseen_predicted, request.better),
            columns: columns(&truth, &estimates, in_training, request.better),
            n_train: rows.len(),
            n_features: request.features.columns().len(),
            n_distinct: bins.kept().len(),
            fit,
            predict,
        })
    }

    /// The features of the request, binned; as kept from last time when they are the same.
    fn bins(&mut self, request: &TrainRequest) -> Arc<Bins> {
        let columns = request.features.columns().iter();
        let columns: Vec<Arc<Values>> = columns
            .map(|&id| Arc::clone(&request.table.column(id).values))
            .collect();
        if let Some((last, bins)) = &self.last
            && last.len() == columns.len()
            && last.iter().zip(&columns).all(|(a, b)| Arc::ptr_eq(a, b))
        {
            return Arc::clone(bins);
        }
        let bins = Arc::new(Bins::of_columns(&columns));
        self.last = Some((columns, Arc::clone(&bins)));
        bins
    }
}

/// The columns of [`Prediction::columns`].
fn columns(
    truth: &[f64],
    estimates: &[Estimate],
    in_training: Vec<bool>,
    better: Better,
) -> Vec<Arc<Values>> {
    let predicted: Vec<f64> = estimates.iter().map(|estimate| estimate.mean).collect();
    let rank_true = ranks(truth, better);
    let rank_predicted = ranks(&predicted, better);
    let less = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a - b).collect();
    let error = less(&predicted, truth);
    let rank_error = less(&rank_predicted, &rank_true);
    let spread = estimates.iter().map(|estimate| estimate.spread).collect();
    let numbers = [
        predicted,
        error,
        rank_true,
        rank_predicted,
        rank_error,
        spread,
    ];
    let numbers = numbers.map(|numbers| Arc::new(Values::Dense(numbers)));
    let in_training = Arc::new(Values::flags(in_training));
    numbers.into_iter().chain([in_training]).collect()
}
