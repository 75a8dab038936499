//! The models, and the table of them.
//!
//! All follow the same rules: random numbers come from the seed alone, a cancelled job stops, missing
//! values are accepted, and results do not depend on the number of threads.

mod blend;
mod boosting;
mod extra_trees;
mod fitted;
mod folds;
mod forest;
mod gp;
mod linear;
mod params;
mod single_tree;
mod spec;
mod svr;

pub(crate) use fitted::FittedModel;
pub(crate) use gp::{Candidates, Kriging};
pub use params::{ParamSpec, Params};
pub use single_tree::{ReadableNode, ReadableTree, Split};
pub use spec::{ModelError, ModelSpec};

use ndarray::{Array1, Array2};
use serde::{Deserialize, Serialize};

use crate::job::JobContext;

use super::design::{Coding, Design, NormalScores};
use fitted::{Fitted, Regressor, means, restore};

/// What a model predicts for one row.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The predicted target, in its unit; NaN when there is none.
    pub mean: f64,
    /// Standard deviation of the prediction, in the target's unit; NaN when it is unknown.
    pub uncertainty: f64,
}

impl Estimate {
    /// No prediction.
    pub const NONE: Self = Self {
        mean: f64::NAN,
        uncertainty: f64::NAN,
    };
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct TrainingData<'a> {
    /// The features of all rows. No target is in them, so that their distribution over all rows may
    /// be used.
    pub(crate) design: &'a Design,
    /// The training rows, ascending and distinct.
    pub(crate) rows: &'a [u32],
    /// Their targets, finite.
    pub(crate) targets: &'a [f64],
    pub(crate) seed: u64,
}

impl TrainingData<'_> {
    /// Calls `fit` with the training rows at `places` alone.
    fn with_only<T>(&self, places: &[usize], fit: impl FnOnce(&TrainingData) -> T) -> T {
        let rows: Vec<u32> = places.iter().map(|&at| self.rows[at]).collect();
        let targets: Vec<f64> = places.iter().map(|&at| self.targets[at]).collect();
        fit(&TrainingData {
            rows: &rows,
            targets: &targets,
            ..*self
        })
    }

    /// The targets as normal scores, with the map to them.
    fn scored_targets(&self) -> (NormalScores, Array1<f64>) {
        let scores = NormalScores::of(self.targets.iter().copied());
        let scored = self.targets.iter().map(|&target| scores.score(target));
        let scored = scored.collect();
        (scores, scored)
    }

    /// The training rows as numbers.
    fn records(&self) -> Array2<f64> {
        let numbers = self.design.numbers();
        let shape = (self.rows.len(), numbers.columns().len());
        Array2::from_shape_fn(shape, |(row, column)| {
            numbers.at(self.rows[row] as usize, column)
        })
    }
}

/// Receives a fitted model that can be shown while a better one is being made of it.
pub(crate) type OnPartial<'a> = &'a mut dyn FnMut(&FittedModel);

type Restore = fn(&mut &[u8], &Coding) -> Option<Box<dyn Regressor>>;

/// A model that can be fitted.
#[derive(Debug)]
pub struct Predictor {
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
    /// Whether out-of-fold uncertainties are comparable with those of other rows.
    pub comparable_uncertainty: bool,
    fit: fn(&Params, &TrainingData, &JobContext, OnPartial) -> Result<Fitted, ModelError>,
    restore: Restore,
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
pub const MODELS: &[Predictor] = &[
    blend::BLEND,
    gp::GAUSSIAN_PROCESS,
    boosting::BOOSTING,
    extra_trees::EXTRA_TREES,
    forest::RANDOM_FOREST,
    linear::LINEAR,
    svr::SUPPORT_VECTORS,
    single_tree::SINGLE_TREE,
];

/// Stands for a predictor that was trained elsewhere: only its predictions are known.
static EXTERNAL: Predictor = Predictor {
    name: "external",
    doc: "predictions of a column",
    params: &[],
    needs_numbers: false,
    has_uncertainty: false,
    comparable_uncertainty: false,
    fit: |_, _, _, _| {
        let reason = "external predictions are not trained here";
        Err(ModelError::TrainingData(reason.to_owned()))
    },
    restore: |_, _| None,
};

/// The Gaussian process that only a search has a use for: it predicts none but the candidates.
static KRIGING: Predictor = Predictor {
    name: "kriging",
    doc: "Gaussian process made for searching: Matérn 5/2 kernel, the most probable length scale and noise",
    params: &[],
    needs_numbers: true,
    has_uncertainty: true,
    comparable_uncertainty: true,
    fit: |_, _, _, _| {
        let reason = "kriging guides a search and nothing else";
        Err(ModelError::TrainingData(reason.to_owned()))
    },
    restore: |_, _| None,
};

pub(crate) fn find(name: &str) -> Option<&'static Predictor> {
    MODELS.iter().find(|model| model.name == name)
}
