//! Predictors: what each can do, and the table of them.
//!
//! A [`Predictor`] learns from a [`TrainingData`] and gives a [`FittedModel`]. Every one of them is bound to the
//! same terms: its random numbers come from the lesson's seed alone, it stops when the watch says so,
//! it takes missing values, and it gives the same numbers with any number of threads.

mod blend;
mod boosting;
mod calibration;
mod cross;
mod extra_trees;
mod forest;
mod gp;
mod linear;
mod params;
mod readable_tree;
mod single_tree;
mod spec;
mod state;
mod svr;

pub use params::{ParamSpec, Params};
pub use readable_tree::{ReadableNode, ReadableTree, Split};
pub use spec::{ModelError, ModelSpec};

use std::fmt::Debug;

use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};

use super::attribution::Explainable;
use super::design::{Coding, Design};
use super::training_weights::{ExplainedRow, TrainingWeights};
use calibration::calibration;

/// What a predictor says about one row.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The predicted target, in its unit; NaN when nothing may be said.
    pub mean: f64,
    /// How unsure it is of it, as a standard deviation in the target's unit; NaN where the model
    /// does not know.
    pub uncertainty: f64,
}

impl Estimate {
    /// Nothing is said.
    pub const NONE: Self = Self {
        mean: f64::NAN,
        uncertainty: f64::NAN,
    };
}

/// What a predictor learns from.
#[derive(Debug, Clone, Copy)]
pub struct TrainingData<'a> {
    /// The features of all rows. No target is in them, so that their distribution over all rows may
    /// be used.
    pub design: &'a Design,
    /// The training rows, ascending and distinct.
    pub rows: &'a [u32],
    /// Their targets, finite.
    pub targets: &'a [f64],
    /// Seed of all random numbers.
    pub seed: u64,
}

/// Hears of a predictor that is fitted and can be shown while a better one is being made of it.
pub type OnPartial<'a> = &'a mut dyn FnMut(&dyn FittedModel);

/// What a model is.
#[derive(Debug)]
pub struct About {
    /// Its name on the command line and in lists.
    pub name: &'static str,
    /// What it is, as one phrase.
    pub doc: &'static str,
    /// Its parameters.
    pub params: &'static [ParamSpec],
    /// Whether it needs [`Design`]'s numbers besides its bins.
    pub needs_numbers: bool,
    /// Whether its estimates have an uncertainty.
    pub has_uncertainty: bool,
    /// Whether the uncertainty of what a training row gets from what did not learn from it is of the
    /// kind that other rows have, so that the two can be compared.
    pub comparable_uncertainty: bool,
}

/// A kind of predictor.
pub trait Predictor: Debug + Sync {
    /// What it is.
    fn about(&self) -> &'static About;

    /// Learns from a lesson.
    ///
    /// # Errors
    /// [`ModelError`] for a lesson that it cannot learn from, or when the watcher asked for a stop.
    fn fit(
        &self,
        params: &Params,
        training_data: &TrainingData,
        job: &JobContext,
        early: OnPartial,
    ) -> Result<Box<dyn FittedModel>, ModelError>;

    /// The fitted model of this kind whose [state](FittedModel::state) is `bytes`, for rows that are
    /// coded by `coding`; `None` when they are nothing of the kind.
    fn restore(&self, bytes: &[u8], coding: &Coding) -> Option<Box<dyn FittedModel>>;
}

/// A predictor that has learned. It predicts the rows of the design that it learned from.
pub trait FittedModel: Debug + Send + Sync {
    /// Estimates for `rows`, or for all rows of the design.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    fn predict(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled>;

    /// Estimates for the training rows, in the order of the lesson, each by what did not learn from
    /// that row: out of bag, or cross-validated. [`Estimate::NONE`] where all of it did.
    fn out_of_fold(&self) -> &[Estimate];

    /// How much each training row has to do with the prediction of a row; `None` for a model that keeps
    /// no rows.
    fn training_weights(&self, asked: &ExplainedRow) -> Option<TrainingWeights> {
        let _ = asked;
        None
    }

    /// What it is blended from, with weights that add up to 1; none for a model of one piece.
    fn parts(&self) -> Vec<Part> {
        Vec::new()
    }

    /// What its predictions can be taken apart by, when it learned from `design`; `None` when it can only
    /// be asked for more of them.
    fn explainable(&self, design: &Design) -> Option<Explainable<'_>> {
        let _ = design;
        None
    }

    /// The whole of it, when it is one tree that can be read.
    fn readable_tree(&self) -> Option<&ReadableTree> {
        None
    }

    /// What it has learned as bytes, for [`Predictor::restore`].
    ///
    /// # Errors
    /// When a part of it cannot be written as bytes, which is a defect.
    fn state(&self) -> postcard::Result<Vec<u8>>;
}

/// A part of a blend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Its model.
    pub model: &'static str,
    /// Its weight, 0 to 1.
    pub weight: f64,
}

/// Every model, the default first.
pub const MODELS: &[&dyn Predictor] = &[
    &blend::Blend,
    &gp::GaussianProcess,
    &boosting::Boosting,
    &extra_trees::ExtraTrees,
    &forest::RandomForest,
    &linear::Linear,
    &svr::SupportVectors,
    &single_tree::SingleTree,
];
