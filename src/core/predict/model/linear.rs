//! A weighted sum of the features, with small weights and few of them (elastic net, Zou and Hastie,
//! 2005), from linfa.

use linfa::prelude::*;
use linfa_elasticnet::ElasticNet;
use ndarray::{Array1, Array2};
use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};
use crate::predict::attribution::{Explainable, Parts, WeightedSum};
use crate::predict::design::{Coding, Design, NormalScores, Numbers};

use super::{
    About, Estimate, FittedModel, ModelError, OnPartial, ParamSpec, Params, Predictor,
    TrainingData,
    cross::left_out,
    state::{Sound, restore},
};

/// The model.
#[derive(Debug)]
pub(super) struct Linear;

const ABOUT: About = About {
    name: "linear",
    doc: "elastic net: a weighted sum of few features",
    params: PARAMS,
    needs_numbers: true,
    has_uncertainty: false,
    comparable_uncertainty: false,
};

const PARAMS: &[ParamSpec] = &[
    ParamSpec::number(
        "penalty",
        0.25,
        (1e-4, 100.0),
        "how much weights cost, × √(ln features ÷ training rows); targets and features are of variance 1",
    ),
    ParamSpec::number(
        "l1_ratio",
        0.5,
        (0.0, 1.0),
        "share of the cost that is of their sizes rather than squares: it leaves features out",
    ),
];

impl Predictor for Linear {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn fit(
        &self,
        params: &Params,
        training_data: &TrainingData,
        job: &JobContext,
        _: OnPartial,
    ) -> Result<Box<dyn FittedModel>, ModelError> {
        let numbers = training_data.design.numbers();
        let all: Vec<usize> = (0..training_data.rows.len()).collect();
        let mut sum = weigh(params, training_data, &all)?;
        sum.out_of_fold = left_out(training_data, |trained_model, asked| {
            job.check()?;
            let sum = weigh(params, training_data, trained_model)?;
            let rows = asked.iter().map(|&at| training_data.rows[at] as usize);
            Ok(rows.map(|row| sum.value(numbers, row)).collect())
        })?;
        Ok(Box::new(sum))
    }

    fn restore(&self, bytes: &[u8], coding: &Coding) -> Option<Box<dyn FittedModel>> {
        restore::<Sum>(bytes, coding)
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Sum {
    intercept: f64,
    weights: Vec<f64>,
    scores: NormalScores,
    out_of_fold: Vec<Estimate>,
}

/// The sum learned from the training rows at `places`.
fn weigh(
    params: &Params,
    training_data: &TrainingData,
    places: &[usize],
) -> Result<Sum, ModelError> {
    let numbers = training_data.design.numbers();
    let targets = places.iter().map(|&at| training_data.targets[at]);
    let scores = NormalScores::of(targets.clone());
    let targets: Array1<f64> = targets.map(|target| scores.score(target)).collect();
    let width = numbers.columns().len();
    let mut sum = Sum {
        intercept: 0.0,
        weights: vec![0.0; width],
        scores,
        out_of_fold: Vec::new(),
    };
    if width == 0 || places.len() < 2 {
        return Ok(sum);
    }
    let records = Array2::from_shape_fn((places.len(), width), |(row, column)| {
        numbers.at(training_data.rows[places[row]] as usize, column)
    });
    let net = ElasticNet::params()
        .penalty(params.get("penalty") * ((width as f64).ln_1p() / places.len() as f64).sqrt())
        .l1_ratio(params.get("l1_ratio"))
        .fit(&Dataset::new(records, targets))
        .map_err(|error| {
            ModelError::TrainingData(format!("the elastic net was not found: {error}"))
        })?;
    sum.intercept = net.intercept();
    sum.weights = net.hyperplane().to_vec();
    Ok(sum)
}

impl Sum {
    fn value(&self, numbers: &Numbers, row: usize) -> f64 {
        let terms = numbers.row(row).zip(&self.weights);
        let sum: f64 = terms.map(|(value, weight)| value * weight).sum();
        self.scores.value(self.intercept + sum)
    }
}

impl Sound for Sum {
    fn is_sound(&self, coding: &Coding) -> bool {
        coding.numbers_width() == Some(self.weights.len())
    }
}

impl FittedModel for Sum {
    fn predict(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        job.check()?;
        let numbers = design.numbers();
        let estimate = |row: usize| Estimate {
            mean: self.value(numbers, row),
            uncertainty: f64::NAN,
        };
        Ok(match rows {
            Some(rows) => rows.iter().map(|&row| estimate(row as usize)).collect(),
            None => (0..numbers.rows()).map(estimate).collect(),
        })
    }

    fn out_of_fold(&self) -> &[Estimate] {
        &self.out_of_fold
    }

    fn explainable(&self, _: &Design) -> Option<Explainable<'_>> {
        Some(Explainable(Parts::Sum(WeightedSum {
            intercept: self.intercept,
            weights: &self.weights,
            scores: &self.scores,
        })))
    }

    fn state(&self) -> postcard::Result<Vec<u8>> {
        postcard::to_allocvec(self)
    }
}
