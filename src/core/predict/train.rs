//! One training run: draw rows, fit, predict every row, score the held-out ones.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::bench::Better;
use crate::column::{PredictionColumns, Values};
use crate::job::{Cancelled, JobContext};
use crate::table::{ColumnId, FurtherTarget, Leak, Table};

use super::design::Design;
use super::interval::Intervals;
use super::model::{ModelError, ModelSpec, TrainingData};
use super::pending::PendingPrediction;
use super::rows::Eligible;
use super::split::sample;
use super::trained_model::{Task, TrainedModel, Truth};
use super::{FeatureSet, Part, PartialPredictions, ReadableTree, RowPolicy, Rows, Scores};

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
    /// Seed of the sample and of the model.
    pub seed: u64,
    /// The model with its parameters.
    pub model: ModelSpec,
    /// Rows that are drawn and scored.
    pub rows: RowPolicy,
}

impl TrainRequest {
    /// The same for a further target: the same training rows where both are measured on the same ones.
    ///
    /// # Errors
    /// [`TrainError`] when the target, or what tells it, is among the features.
    pub fn of_further(&self, further: &FurtherTarget) -> Result<Self, TrainError> {
        let name = |id: ColumnId| self.table.column(id).spec.name.clone();
        self.features.check_target(further.column, &self.table)?;
        match further.told_by(self.features.columns(), &self.table) {
            Some((column, leak)) => Err(TrainError::TellsTarget {
                column: name(column),
                target: name(further.column),
                leak,
            }),
            None => Ok(Self {
                target: further.column,
                better: further.better,
                ..self.clone()
            }),
        }
    }

    /// Whether a run of `other` gives what a run of this gives, whatever tables the columns are in.
    pub fn is_same_run(&self, other: &Self) -> bool {
        let values = |of: &Self, id: ColumnId| Arc::clone(&of.table.column(id).values);
        let same = |own: ColumnId, others: ColumnId| {
            Arc::ptr_eq(&values(self, own), &values(other, others))
        };
        let (own, others) = (self.features.columns(), other.features.columns());
        (self.better, self.train_size, self.seed) == (other.better, other.train_size, other.seed)
            && self.model == other.model
            && same(self.target, other.target)
            && own.len() == others.len()
            && own
                .iter()
                .zip(others)
                .all(|(&own, &other)| same(own, other))
            && self.rows == other.rows
    }
}

/// What a predictor is trained on, by names that also hold in other tables.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Settings {
    /// Feature set, as [`FeatureSet::parse`] reads it.
    pub features: String,
    /// Training size n.
    pub train_size: usize,
    /// Seed of the sample and of the model.
    pub seed: u64,
    /// The model with its parameters.
    pub model: ModelSpec,
    /// Rows that are drawn and scored.
    pub rows: Rows,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            features: "graf".to_owned(),
            train_size: 100,
            seed: 0,
            model: ModelSpec::default(),
            rows: Rows::Canonical,
        }
    }
}

/// The result of a training run.
#[derive(Debug, Clone)]
pub struct Prediction {
    /// New values of the columns that a training run fills.
    ///
    /// `predicted` and `uncertainty`, a standard deviation in the target's unit, are out-of-fold for
    /// training rows; `uncertainty` is missing where the model has none. `error` is predicted − true.
    /// All ranks are among the rows with a true and a predicted value, 1 the best, ties sharing the
    /// best rank; a row with one of the values gets the rank that it would have among these.
    /// `rank_error` is predicted − true rank. Whatever has no true or no predicted value is missing.
    pub columns: PredictionColumns<Arc<Values>>,
    /// Scores on held-out rows.
    pub scores: Scores,
    /// Where no measured row is held out: scores of the training rows' out-of-fold predictions.
    pub out_of_fold: Option<Scores>,
    /// Rows it was trained on.
    pub n_train: usize,
    /// Features in the set.
    pub n_features: usize,
    /// Features without columns that are constant or order the rows as another one does, the same way
    /// or in reverse.
    pub n_distinct: usize,
    /// The parts of a blend; empty for other models.
    pub parts: Vec<Part>,
    /// The model, with what it was trained on.
    pub trained_model: Arc<TrainedModel>,
    /// The model, when it is one tree that can be read.
    pub readable_tree: Option<ReadableTree>,
    /// Time to fit.
    pub fit: Duration,
    /// Time to predict all rows.
    pub predict: Duration,
}

impl Prediction {
    /// Its prediction intervals at `level`, above 0 and below 1.
    pub fn intervals(&self, level: f64) -> Intervals {
        Intervals::new(
            &self.trained_model,
            &self.columns.predicted,
            &self.columns.uncertainty,
            level,
        )
    }
}

/// Why a training run failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrainError {
    /// More rows than can be drawn, or fewer than 2.
    #[error("{}", out_of_range(*asked, *available))]
    TrainSize {
        /// The training size.
        asked: usize,
        /// Rows that can be drawn.
        available: usize,
    },
    /// A split or an evaluation that leaves nothing to train on, or to score.
    #[error("{0}")]
    NoRows(String),
    /// The target is among the features.
    #[error("`{0}` is the target: a predictor that sees it predicts nothing")]
    TargetIsFeature(String),
    /// A feature is derived from the target.
    #[error("`{0}` is derived from the target: a predictor that sees it predicts nothing")]
    DerivedFromTarget(String),
    /// A feature tells a target that is predicted beside the main one.
    #[error("`{column}` cannot be a feature where `{target}` is predicted: {leak}")]
    TellsTarget {
        /// The feature.
        column: String,
        /// The target.
        target: String,
        /// How it tells it.
        leak: Leak,
    },
    /// The model cannot be fitted to these rows.
    #[error("{0}")]
    Predictor(String),
    /// The job was cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

fn out_of_range(asked: usize, available: usize) -> String {
    if available < 2 {
        return "too few rows have a target: a predictor needs 2 to be trained and one to be scored"
            .to_owned();
    }
    format!("training size {asked} is out of range: 2 to {available} rows can be drawn")
}

impl From<ModelError> for TrainError {
    fn from(error: ModelError) -> Self {
        match error {
            ModelError::Cancelled(cancelled) => Self::Cancelled(cancelled),
            other => Self::Predictor(other.to_string()),
        }
    }
}

/// Draws the sample, fits the model, predicts all rows and scores the held-out ones. All measured rows can be drawn
/// where others are yet to be measured.
///
/// # Errors
/// [`TrainError`].
pub fn train(request: &TrainRequest, job: &JobContext) -> Result<Prediction, TrainError> {
    Trainer::default().train(request, job)
}

/// Trains repeatedly and caches what stays the same: the features in the forms that models work on, and
/// the ranks by true value.
#[derive(Debug, Clone, Default)]
pub struct Trainer {
    design: Option<Arc<Design>>,
    /// Of the targets trained on last, the newest one last.
    truths: Vec<(Arc<Values>, Better, Arc<Truth>)>,
}

/// How many targets a trainer caches the true ranks of.
const TRUTHS: usize = 4;

impl FeatureSet {
    /// Whether `target` can be predicted from the set: it is not in it, and nothing in it is derived from it.
    ///
    /// # Errors
    /// [`TrainError`] that names the target, or what is derived from it.
    pub fn check_target(&self, target: ColumnId, table: &Table) -> Result<(), TrainError> {
        let values = &table.column(target).values;
        let mut columns = self.columns().iter();
        let Some(&id) = columns.find(|&&id| table.follows_from(id, values)) else {
            return Ok(());
        };
        let name = |id: ColumnId| table.column(id).spec.name.clone();
        Err(match table.derivation(id) {
            Some(_) => TrainError::DerivedFromTarget(name(id)),
            None => TrainError::TargetIsFeature(name(target)),
        })
    }
}

impl Trainer {
    /// Fills the cache for `request` ahead of its first run; clones share it.
    pub fn prepare(&mut self, request: &TrainRequest) {
        self.truth(&request.table.column(request.target).values, request.better);
        self.design(request);
    }

    /// As [`train`], to the same numbers.
    ///
    /// # Errors
    /// [`TrainError`].
    pub fn train(
        &mut self,
        request: &TrainRequest,
        job: &JobContext,
    ) -> Result<Prediction, TrainError> {
        self.fit(request, job)?.finish(job)
    }

    /// Draws the sample and fits the model; the rows are yet to be predicted.
    ///
    /// # Errors
    /// [`TrainError`].
    pub fn fit(
        &mut self,
        request: &TrainRequest,
        job: &JobContext,
    ) -> Result<PendingPrediction, TrainError> {
        self.fit_showing(request, &[], job, &mut |_| {})
    }

    /// As [`Self::fit`]; of a model of several parts, `on_partial` receives the predictions of `rows` by
    /// the first.
    ///
    /// # Errors
    /// [`TrainError`].
    pub fn fit_showing(
        &mut self,
        request: &TrainRequest,
        rows: &[u32],
        job: &JobContext,
        on_partial: &mut dyn FnMut(PartialPredictions),
    ) -> Result<PendingPrediction, TrainError> {
        let task = self.task(request, job)?;
        let targets = task.targets();
        let training_data = TrainingData {
            design: &task.design,
            rows: &task.rows,
            targets: &targets,
            seed: request.seed,
        };
        let start = Instant::now();
        let model = request.model.fit(&training_data, job, &mut |model| {
            // When cancelled, the fit fails as well.
            if let Ok(partial) = task.partial(model, rows, job) {
                on_partial(partial);
            }
        })?;
        let fit = start.elapsed();
        Ok(PendingPrediction {
            trained_model: TrainedModel { task, model },
            fit,
        })
    }

    fn task(&mut self, request: &TrainRequest, job: &JobContext) -> Result<Task, TrainError> {
        let table = &*request.table;
        let target = &table.column(request.target).values;
        request.features.check_target(request.target, table)?;
        let truth = self.truth(target, request.better);
        let eligible = Eligible::new(&request.rows, table, &truth.values);
        eligible.check(&request.rows)?;
        let available = eligible.most_trained();
        if request.train_size < 2 || request.train_size > available {
            return Err(TrainError::TrainSize {
                asked: request.train_size,
                available,
            });
        }
        job.check()?;
        Ok(Task {
            design: self.design(request),
            rows: sample(&eligible.pool, request.train_size, request.seed),
            truth,
            scored: eligible.scored,
            better: request.better,
        })
    }

    fn truth(&mut self, target: &Arc<Values>, better: Better) -> Arc<Truth> {
        let mut known = self.truths.iter();
        if let Some((.., truth)) =
            known.find(|(of, of_better, _)| Arc::ptr_eq(of, target) && *of_better == better)
        {
            return Arc::clone(truth);
        }
        let truth = Arc::new(Truth::new(target, better));
        if self.truths.len() == TRUTHS {
            self.truths.remove(0);
        }
        let known = (Arc::clone(target), better, Arc::clone(&truth));
        self.truths.push(known);
        truth
    }

    fn design(&mut self, request: &TrainRequest) -> Arc<Design> {
        let columns = request.features.columns();
        let numbers = request.model.model().needs_numbers;
        if let Some(design) = &self.design
            && design.is_of(&request.table, columns)
            && (design.has_numbers() || !numbers)
        {
            return Arc::clone(design);
        }
        let design = Arc::new(Design::new(&request.table, columns, numbers));
        self.design = Some(Arc::clone(&design));
        design
    }
}
