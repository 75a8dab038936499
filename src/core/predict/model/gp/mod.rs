//! A Gaussian process (Rasmussen and Williams, 2006) with a Matérn kernel over all features.
//!
//! Targets are learned as normal scores, and what is predicted is mapped back. How much columns of
//! scores (proxies) count beside counts (GRAF) in a distance is what makes each training row least
//! surprising given the others, among a few weights. Beyond a number of training rows it learns from a
//! random part of them: time grows with the cube.

mod fit;
mod kernel;
mod points;
mod registers;
mod solve;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};
use crate::predict::design::{Coding, Design, NormalScores};
use crate::predict::training_weights::{ExplainedRow, TrainingWeights, WeightKind};

use super::calibration::{Calibrated, Uncalibrated};
use super::state::{Sound, restore};
use super::{
    About, Estimate, FittedModel, ModelError, OnPartial, ParamSpec, Params, Predictor, TrainingData,
};
use fit::fit;
use kernel::matern;
use points::Points;
use solve::Factor;

/// The model.
#[derive(Debug)]
pub(super) struct GaussianProcess;

/// Rows predicted at a time. There are always as many, the last one again if need be: matrices of another
/// size may be multiplied in another order, and what is said of a row must not depend on the others.
const BLOCK: usize = 64;
/// Binary digits that predictions are rounded to: processors add in different orders.
const DIGITS: i32 = 36;

const ABOUT: About = About {
    name: "gp",
    doc: "Gaussian process: the likeness to each training row, Matérn kernel",
    params: PARAMS,
    needs_numbers: true,
    has_uncertainty: true,
    comparable_uncertainty: true,
};

const PARAMS: &[ParamSpec] = &[
    ParamSpec::number(
        "length_scale",
        1.5,
        (0.01, 100.0),
        "distance over which rows are alike, × the median distance of training rows",
    ),
    ParamSpec::number(
        "noise",
        0.03,
        (1e-6, 10.0),
        "variance of the noise in the target, relative to its own",
    ),
    ParamSpec::number(
        "score_weight",
        0.0,
        (0.0, 100.0),
        "how much proxies and other scores count in a distance beside counts; 0: found by leaving rows out",
    ),
    ParamSpec::whole(
        "most_rows",
        2000,
        (2, 20_000),
        "most training rows learned from",
    ),
];

impl Predictor for GaussianProcess {
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
        Ok(Box::new(fit(params, training_data, job)?))
    }

    fn restore(&self, bytes: &[u8], coding: &Coding) -> Option<Box<dyn FittedModel>> {
        restore::<Calibrated<Process>>(bytes, coding)
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Process {
    /// Which of the training rows the points are, by their places.
    trained_model: Vec<usize>,
    points: Points,
    score_weight: f64,
    length_scale: f64,
    /// Of the likenesses to the points.
    weights: Vec<f64>,
    /// Some of the points, and the process of these alone: variances take the square of their number.
    few: Points,
    few_factor: Factor,
    scores: NormalScores,
}

impl Process {
    /// What the training rows get: leave-one-out for those learned from, predictions for the others.
    fn left_out(
        &self,
        training_data: &TrainingData,
        trained_model: &[usize],
        left_out: &[(f64, f64)],
        noise: f64,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let mut estimates = if trained_model.len() < training_data.rows.len() {
            self.estimate(training_data.design, Some(training_data.rows), job)?
        } else {
            vec![Estimate::NONE; training_data.rows.len()]
        };
        for (&at, &(mean, variance)) in trained_model.iter().zip(left_out) {
            estimates[at] = self.in_unit(mean, (variance - noise).max(0.0));
        }
        Ok(estimates)
    }

    /// An estimate in the target's unit of one in normal scores.
    fn in_unit(&self, mean: f64, variance: f64) -> Estimate {
        let unit = (2.0_f64).powi(DIGITS);
        let round = |score: f64| (score * unit).round() / unit;
        let (mean, deviation) = (round(mean), round(variance.sqrt()));
        let value = |score: f64| self.scores.value(score);
        Estimate {
            mean: value(mean),
            uncertainty: (value(mean + deviation) - value(mean - deviation)) / 2.0,
        }
    }
}

impl Sound for Process {
    fn is_sound(&self, coding: &Coding) -> bool {
        let width = coding.numbers_width();
        let sound = |points: &Points| width.is_some_and(|width| points.are_sound(width));
        sound(&self.points)
            && sound(&self.few)
            && self.weights.len() == self.points.len()
            && self.few_factor.rows() == self.few.len()
    }
}

impl Uncalibrated for Process {
    fn estimate(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let numbers = design.numbers();
        let count = rows.map_or(numbers.rows(), <[u32]>::len);
        let row = |at: usize| rows.map_or(at, |rows| rows[at] as usize);
        let mut out = vec![Estimate::NONE; count];
        out.par_chunks_mut(BLOCK).enumerate().try_for_each_init(
            || (Vec::new(), Vec::new()),
            |(likeness, to_few), (block, out)| {
                job.check()?;
                let last = block * BLOCK + out.len() - 1;
                let rows = (block * BLOCK..(block + 1) * BLOCK).map(|at| row(at.min(last)));
                let block = Points::new(numbers, rows, self.score_weight);
                let alike = |points: &Points, out: &mut Vec<f64>| {
                    out.clear();
                    out.resize(block.len() * points.len(), 0.0);
                    points.distances_from(&block, out);
                    matern(out, self.length_scale);
                };
                alike(&self.points, likeness);
                alike(&self.few, to_few);
                let variances = self.few_factor.variances(to_few);
                let rows = likeness.chunks(self.points.len());
                for ((out, likeness), variance) in out.iter_mut().zip(rows).zip(variances) {
                    let terms = likeness.iter().zip(&self.weights);
                    let mean = terms.map(|(likeness, weight)| likeness * weight).sum();
                    *out = self.in_unit(mean, variance);
                }
                Ok(())
            },
        )?;
        Ok(out)
    }

    fn training_weights(&self, asked: &ExplainedRow) -> Option<TrainingWeights> {
        let row = std::iter::once(asked.row as usize);
        let own = Points::new(asked.design.numbers(), row, self.score_weight);
        let mut likeness = vec![0.0; self.points.len()];
        self.points.distances_from(&own, &mut likeness);
        matern(&mut likeness, self.length_scale);
        let unit = (2.0_f64).powi(DIGITS);
        let mut weights = vec![0.0; asked.training.len()];
        for (&place, likeness) in self.trained_model.iter().zip(likeness) {
            weights[place] = (likeness * unit).round() / unit;
        }
        Some(TrainingWeights {
            model: ABOUT.name,
            kind: WeightKind::Likeness,
            weights,
        })
    }
}
