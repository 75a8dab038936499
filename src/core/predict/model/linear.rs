//! Elastic net (Zou and Hastie, 2005), from linfa: a weighted sum of the features, with small weights
//! and few of them.

use linfa::prelude::*;
use linfa_elasticnet::ElasticNet;
use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};
use crate::predict::attribution::{Explainable, WeightedSum};
use crate::predict::design::{Coding, Design, NormalScores};
use crate::predict::magnitude::Magnitude;

use super::folds::cross_validated;
use super::{
    Estimate, ModelError, ParamSpec, Params, Predictor, Regressor, TrainingData, means, restore,
};

pub(super) const LINEAR: Predictor = Predictor {
    name: "linear",
    doc: "elastic net: a weighted sum of few features",
    params: &[
        ParamSpec::number("penalty", 0.25, (1e-4, 100.0)).doc(
            "how much weights cost, × √(ln features ÷ training rows); targets and features are of variance 1",
        ),
        ParamSpec::number("l1_ratio", 0.5, (0.0, 1.0)).doc(
            "share of the cost that is of their sizes rather than squares: it leaves features out",
        ),
    ],
    needs_numbers: true,
    has_uncertainty: false,
    comparable_uncertainty: false,
    fit: |params, training_data, job, _| {
        let fit = |training_data: &TrainingData| fit(params, training_data);
        let (sum, out_of_fold) = cross_validated(training_data, job, fit)?;
        Ok((Box::new(sum), out_of_fold))
    },
    restore: restore::<Sum>,
};

#[derive(Debug, Serialize, Deserialize)]
struct Sum {
    intercept: f64,
    weights: Vec<f64>,
    scores: NormalScores,
}

fn fit(params: &Params, training_data: &TrainingData) -> Result<Sum, ModelError> {
    let rows = training_data.rows.len();
    let width = training_data.design.numbers().columns().len();
    let (scores, targets) = training_data.scored_targets();
    if width == 0 || rows < 2 {
        return Ok(Sum {
            intercept: 0.0,
            weights: vec![0.0; width],
            scores,
        });
    }
    let net = ElasticNet::params()
        .penalty(params.get("penalty") * ((width as f64).ln_1p() / rows as f64).sqrt())
        .l1_ratio(params.get("l1_ratio"))
        .fit(&Dataset::new(training_data.records(), targets))
        .map_err(|error| {
            ModelError::TrainingData(format!("the elastic net cannot be fitted: {error}"))
        })?;
    Ok(Sum {
        intercept: net.intercept(),
        weights: net.hyperplane().to_vec(),
        scores,
    })
}

impl Regressor for Sum {
    fn estimate(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let numbers = design.numbers();
        means(design, rows, job, |row| {
            let terms = numbers.row(row).zip(&self.weights);
            let sum: f64 = terms.map(|(value, weight)| value * weight).sum();
            self.scores.value(self.intercept + sum)
        })
    }

    fn is_sound(&self, coding: &Coding) -> bool {
        coding.numbers_width() == Some(self.weights.len())
    }

    fn explainable(&self, _: &Design) -> Option<Explainable<'_>> {
        Some(Explainable::Sum(WeightedSum {
            intercept: self.intercept,
            weights: &self.weights,
            scores: &self.scores,
            magnitude: Magnitude::ONE,
        }))
    }
}
