//! SHAP values: how much each feature adds to a prediction, starting from a base. They are exact for trees,
//! coefficient × value for weighted sums, and sampled for all other models.

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

use super::design::Design;
use super::magnitude::Magnitude;
use super::trained_model::TrainedModel;
use sampled_shapley::SampledShapley;
use trees::TreeShap;
use weights::Weights;

/// The SHAP values of a prediction, in the unit of the target: they add up to it with the base.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// The mean prediction over training rows.
    pub base: f64,
    /// The model's prediction, of a training row too: not the out-of-bag one.
    pub prediction: f64,
    /// One a kept column of [`super::Bins`], together with the columns that it stands for.
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
    /// Shapley values estimated by walks from training rows to the explained row.
    SampledShapley,
}

impl How {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact TreeSHAP",
            Self::Weights => "coefficient x value",
            Self::SampledShapley => "sampled Shapley values",
        }
    }
}

/// What a model is made of, as far as its predictions can be attributed by it.
#[derive(Debug)]
pub(crate) enum Explainable<'a> {
    Trees(TreeEnsemble<'a>),
    Sum(WeightedSum<'a>),
}

impl Explainable<'_> {
    /// The same with all predictions `magnitude` times as large.
    pub(crate) fn times(mut self, magnitude: Magnitude) -> Self {
        match &mut self {
            Self::Trees(ensemble) => {
                ensemble.start = magnitude.up(ensemble.start);
                ensemble.weight = magnitude.up(ensemble.weight);
            }
            Self::Sum(sum) => sum.magnitude = sum.magnitude * magnitude,
        }
        self
    }
}

/// Attributes predictions of one model; what is the same for all rows is computed once.
#[derive(Debug)]
pub struct Explainer {
    trained_model: Arc<TrainedModel>,
    method: Method,
}

#[derive(Debug)]
enum Method {
    Exact(TreeShap),
    Weights(Weights),
    SampledShapley(SampledShapley),
}

impl TrainedModel {
    /// Where contributions to its predictions come from.
    pub fn how(&self) -> How {
        match self.model.explainable(self.design()) {
            Some(Explainable::Trees(_)) => How::Exact,
            Some(Explainable::Sum(_)) => How::Weights,
            None => How::SampledShapley,
        }
    }

    /// What attributes predictions of this model.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn explainer(self: &Arc<Self>, job: &JobContext) -> Result<Explainer, Cancelled> {
        let design = self.design();
        let method = match self.model.explainable(design) {
            Some(Explainable::Trees(ensemble)) => {
                Method::Exact(TreeShap::new(&ensemble, design.bins(), job)?)
            }
            Some(Explainable::Sum(sum)) => Method::Weights(Weights::new(&sum, design, self.rows())),
            None => Method::SampledShapley(SampledShapley::new(self, job)?),
        };
        Ok(Explainer {
            trained_model: Arc::clone(self),
            method,
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
        match self.method {
            Method::Exact(_) => How::Exact,
            Method::Weights(_) => How::Weights,
            Method::SampledShapley(_) => How::SampledShapley,
        }
    }

    /// Attributes the prediction of `row` of `design`: a design in the bins and on the scales of
    /// [`TrainedModel::design`], or that one itself.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn attribute(
        &self,
        design: &Design,
        row: usize,
        job: &JobContext,
    ) -> Result<Attribution, Cancelled> {
        job.check()?;
        match &self.method {
            Method::Exact(trees) => {
                let bits = design.bins().bits_of_rows(&[row as u32]);
                let above = bits.block(0);
                let above = |cut: u32| above[cut as usize] & 1 == 1;
                let (prediction, contributions) = trees.attribute(above, job)?;
                Ok(Attribution {
                    base: trees.base,
                    prediction,
                    contributions,
                    spread: None,
                })
            }
            Method::Weights(weights) => Ok(weights.attribute(design, row)),
            Method::SampledShapley(walks) => walks.attribute(&self.trained_model, design, row, job),
        }
    }
}
