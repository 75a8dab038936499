//! A weighted sum of the features, with small weights and few of them (elastic net, Zou and Hastie,
//! 2005), from linfa.

use linfa::prelude::*;
use linfa_elasticnet::ElasticNet;
use ndarray::{Array1, Array2};
use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, Watch};
use crate::predict::attribution::{Anatomy, Parts, WeightedSum};
use crate::predict::design::{Coding, Design, NormalScores, Numbers};

use super::{
    About, Early, Estimate, FittedModel, Lesson, Model, ModelError, ParamSpec, Params,
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

impl Model for Linear {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn fit(
        &self,
        params: &Params,
        lesson: &Lesson,
        watch: &Watch,
        _: Early,
    ) -> Result<Box<dyn FittedModel>, ModelError> {
        let numbers = lesson.design.numbers();
        let all: Vec<usize> = (0..lesson.rows.len()).collect();
        let mut sum = weigh(params, lesson, &all)?;
        sum.unseen = left_out(lesson, |learned, asked| {
            watch.check()?;
            let sum = weigh(params, lesson, learned)?;
            let rows = asked.iter().map(|&at| lesson.rows[at] as usize);
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
    unseen: Vec<Estimate>,
}

/// The sum learned from the training rows at `places`.
fn weigh(params: &Params, lesson: &Lesson, places: &[usize]) -> Result<Sum, ModelError> {
    let numbers = lesson.design.numbers();
    let targets = places.iter().map(|&at| lesson.targets[at]);
    let scores = NormalScores::of(targets.clone());
    let targets: Array1<f64> = targets.map(|target| scores.score(target)).collect();
    let width = numbers.columns().len();
    let mut sum = Sum {
        intercept: 0.0,
        weights: vec![0.0; width],
        scores,
        unseen: Vec::new(),
    };
    if width == 0 || places.len() < 2 {
        return Ok(sum);
    }
    let records = Array2::from_shape_fn((places.len(), width), |(row, column)| {
        numbers.at(lesson.rows[places[row]] as usize, column)
    });
    let net = ElasticNet::params()
        .penalty(params.get("penalty") * ((width as f64).ln_1p() / places.len() as f64).sqrt())
        .l1_ratio(params.get("l1_ratio"))
        .fit(&Dataset::new(records, targets))
        .map_err(|error| ModelError::Lesson(format!("the elastic net was not found: {error}")))?;
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
        watch: &Watch,
    ) -> Result<Vec<Estimate>, Cancelled> {
        watch.check()?;
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

    fn unseen(&self) -> &[Estimate] {
        &self.unseen
    }

    fn anatomy(&self, _: &Design) -> Option<Anatomy<'_>> {
        Some(Anatomy(Parts::Sum(WeightedSum {
            intercept: self.intercept,
            weights: &self.weights,
            scores: &self.scores,
        })))
    }

    fn state(&self) -> postcard::Result<Vec<u8>> {
        postcard::to_allocvec(self)
    }
}
