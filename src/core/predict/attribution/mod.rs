//! Why a model predicts what it does: how much each feature adds to a prediction, beginning from a base.
//!
//! Trees are taken apart exactly, weighted sums by their weights, all other models by what they say of
//! rows put together of the one explained and others.

mod grouping;
mod quadrature;
mod sampled_shapley;
#[cfg(test)]
mod tests;
mod trees;
mod weights;

pub use grouping::Grouping;
pub(crate) use trees::TreeEnsemble;
pub(crate) use weights::WeightedSum;

use std::sync::Arc;

use crate::job::{Cancelled, JobContext};

use super::bit_rows::BLOCK;
use super::design::Design;
use super::trained_model::TrainedModel;
use sampled_shapley::SampledShapley;
use trees::TreeShap;
use weights::Weights;

/// A prediction taken apart, in the unit of the target: base and contributions add up to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// What is predicted while nothing is known of the row: a mean over training rows.
    pub base: f64,
    /// What the model says of the row. Of a training row too it is the model's own value, not the
    /// out-of-bag one.
    pub prediction: f64,
    /// For each kept column of [`super::Bins`] how much it adds, together with the columns that it stands for.
    pub contributions: Vec<f64>,
    /// The standard error of each contribution where they are estimated.
    pub spread: Option<Vec<f64>>,
}

/// Where contributions come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// Exact Shapley values of trees.
    Exact,
    /// Coefficient × value of a weighted sum.
    Weights,
    /// Shapley values estimated by walks from training rows to the row.
    SampledShapley,
}

impl How {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact TreeSHAP",
            Self::Weights => "coefficient x value",
            Self::SampledShapley => "sampled Shapley values",
        }
    }
}

/// What a model is made of, as far as its predictions can be taken apart by it.
#[derive(Debug)]
pub struct Explainable<'a>(pub(crate) Parts<'a>);

/// See [`Explainable`].
#[derive(Debug)]
pub(crate) enum Parts<'a> {
    /// A weighted sum of trees.
    Trees(TreeEnsemble<'a>),
    /// A weighted sum of the features' numbers.
    Sum(WeightedSum<'a>),
}

/// Takes predictions of one model apart; what is the same for all rows is done once.
#[derive(Debug)]
pub struct Explainer {
    trained_model: Arc<TrainedModel>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Exact(TreeShap),
    Weights(Weights),
    SampledShapley(SampledShapley),
}

impl TrainedModel {
    /// Where contributions to its predictions come from.
    pub fn how(&self) -> How {
        match self.model.explainable(self.design()) {
            Some(Explainable(Parts::Trees(_))) => How::Exact,
            Some(Explainable(Parts::Sum(_))) => How::Weights,
            None => How::SampledShapley,
        }
    }

    /// What takes predictions of this model apart.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn explainer(self: &Arc<Self>, job: &JobContext) -> Result<Explainer, Cancelled> {
        let design = self.design();
        let kind = match self.model.explainable(design) {
            Some(Explainable(Parts::Trees(ensemble))) => {
                Kind::Exact(TreeShap::new(&ensemble, design.bins(), job)?)
            }
            Some(Explainable(Parts::Sum(sum))) => {
                Kind::Weights(Weights::new(&sum, design, self.rows()))
            }
            None => Kind::SampledShapley(SampledShapley::new(self, job)?),
        };
        Ok(Explainer {
            trained_model: Arc::clone(self),
            kind,
        })
    }
}

impl Explainer {
    /// The model.
    pub fn trained_model(&self) -> &Arc<TrainedModel> {
        &self.trained_model
    }

    /// Where its contributions come from.
    pub fn how(&self) -> How {
        match self.kind {
            Kind::Exact(_) => How::Exact,
            Kind::Weights(_) => How::Weights,
            Kind::SampledShapley(_) => How::SampledShapley,
        }
    }

    /// Takes the prediction of `row` of `design` apart: a design in the bins and on the scales of
    /// [`TrainedModel::design`], or that one itself. The same numbers with any number of threads.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn attribute(
        &self,
        design: &Design,
        row: usize,
        job: &JobContext,
    ) -> Result<Attribution, Cancelled> {
        job.check()?;
        match &self.kind {
            Kind::Exact(trees) => {
                let above = design.bins().bits().block(row / BLOCK);
                let above = |cut: u32| above[cut as usize] >> (row % BLOCK) & 1 == 1;
                let (prediction, contributions) = trees.attribute(above, job)?;
                Ok(Attribution {
                    base: trees.base(),
                    prediction,
                    contributions,
                    spread: None,
                })
            }
            Kind::Weights(weights) => Ok(weights.attribute(design, row)),
            Kind::SampledShapley(walks) => walks.attribute(&self.trained_model, design, row, job),
        }
    }
}
