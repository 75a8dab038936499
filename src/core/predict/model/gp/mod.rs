//! A Gaussian process (Rasmussen and Williams, 2006) with a Matérn kernel over all features, fitted to
//! normal scores of the targets. How much columns of scores (proxies) count beside counts (GRAF) in a
//! distance is chosen by leave-one-out likelihood.

mod fit;
mod hybrids;
mod kernel;
mod kriging;
mod points;
mod solve;

use std::hint::black_box;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};
use crate::predict::design::{Coding, Design, NormalScores};
use crate::predict::hybrids::Hybrids;
use crate::predict::training_weights::{ExplainedRow, TrainingWeights, WeightKind};
use crate::predict::wide::wide;

use super::{Estimate, ParamSpec, Predictor, Regressor, TrainingData, restore};
use fit::fit;
use kernel::matern;
pub(crate) use kriging::{Candidates, Kriging};
use points::Points;
use solve::Factor;

/// Rows predicted at a time. There are always as many, the last one again if need be: matrices of another
/// size may be multiplied in another order, and the prediction of a row must not depend on the others.
const BLOCK: usize = 64;
/// Binary digits that predictions are rounded to: processors add in different orders.
const DIGITS: i32 = 36;

pub(super) const GAUSSIAN_PROCESS: Predictor = Predictor {
    name: "gp",
    doc: "Gaussian process with a Matérn kernel",
    params: &[
        ParamSpec::number("length_scale", 1.5, (0.01, 100.0))
            .doc("distance over which rows are alike, × the median distance of training rows"),
        ParamSpec::number("noise", 0.03, (1e-6, 10.0))
            .doc("variance of the noise in the target, relative to its own"),
        ParamSpec::number("score_weight", 0.0, (0.0, 100.0)).doc(
            "how much proxies and other scores count in a distance beside counts; 0: found by leaving rows out",
        ),
        ParamSpec::whole("most_rows", 2000, (2, 20_000)).doc("most training rows used"),
    ],
    needs_numbers: true,
    has_uncertainty: true,
    comparable_uncertainty: true,
    fit: |params, training_data, job, _| fit(params, training_data, job),
    restore: restore::<Process>,
};

#[derive(Debug, Serialize, Deserialize)]
struct Process {
    /// Places of the points among the training rows.
    places: Vec<usize>,
    points: Points,
    score_weight: f64,
    length_scale: f64,
    /// Weights of the kernel similarities to the points.
    weights: Vec<f64>,
    /// The first of the points, and the process of these alone: variances take the square of their number.
    few: Points,
    few_factor: Factor,
    scores: NormalScores,
}

impl Process {
    /// Leave-one-out estimates of the points, predictions for the other training rows.
    fn out_of_fold(
        &self,
        training_data: &TrainingData,
        left_out: &[(f64, f64)],
        noise: f64,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let mut estimates = if self.places.len() < training_data.rows.len() {
            self.estimate(training_data.design, Some(training_data.rows), job)?
        } else {
            vec![Estimate::NONE; training_data.rows.len()]
        };
        for (&at, &(mean, variance)) in self.places.iter().zip(left_out) {
            estimates[at] = self.in_unit(mean, (variance - noise).max(0.0));
        }
        Ok(estimates)
    }

    /// Maps an estimate from normal scores to the target's unit.
    fn in_unit(&self, mean: f64, variance: f64) -> Estimate {
        let (mean, deviation) = (round(mean), round(variance.sqrt()));
        let value = |score: f64| self.scores.value(score);
        Estimate {
            mean: value(mean),
            uncertainty: (value(mean + deviation) - value(mean - deviation)) / 2.0,
        }
    }
}

impl Regressor for Process {
    fn estimate(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let numbers = design.numbers();
        let count = rows.map_or(design.rows(), <[u32]>::len);
        let row = |at: usize| rows.map_or(at, |rows| rows[at] as usize);
        let points = self.points.by_column();
        let mut out = vec![Estimate::NONE; count];
        out.par_chunks_mut(BLOCK).enumerate().try_for_each_init(
            || (Vec::new(), Vec::new()),
            |(similarity, to_few): &mut (Vec<f64>, Vec<f64>), (block, out)| {
                job.check()?;
                let last = block * BLOCK + out.len() - 1;
                let rows = (block * BLOCK..(block + 1) * BLOCK).map(|at| row(at.min(last)));
                let block = Points::new(numbers, rows, self.score_weight);
                similarity.resize(block.len() * self.points.len(), 0.0);
                points.distances_from(&block, 0, similarity);
                matern(similarity, self.length_scale);
                let rows = similarity.chunks(self.points.len());
                to_few.clear();
                for row in rows.clone() {
                    to_few.extend_from_slice(&row[..self.few.len()]);
                }
                let variances = self.few_factor.variances(to_few);
                for ((out, similarity), variance) in out.iter_mut().zip(rows).zip(variances) {
                    *out = self.in_unit(dot(similarity, &self.weights), variance);
                }
                Ok(())
            },
        )?;
        Ok(out)
    }

    fn hybrids(&self, hybrids: &Hybrids, job: &JobContext) -> Result<Option<Vec<f64>>, Cancelled> {
        self.of_hybrids(hybrids, job).map(Some)
    }

    fn is_sound(&self, coding: &Coding) -> bool {
        let width = coding.numbers_width();
        let sound = |points: &Points| width.is_some_and(|width| points.are_sound(width));
        sound(&self.points)
            && sound(&self.few)
            && self.few.len() <= self.points.len()
            && self.weights.len() == self.points.len()
            && self.few_factor.rows() == self.few.len()
    }

    fn training_weights(&self, row: &ExplainedRow) -> Option<TrainingWeights> {
        let own = std::iter::once(row.row as usize);
        let own = Points::new(row.design.numbers(), own, self.score_weight);
        let mut similarity = vec![0.0; self.points.len()];
        self.points.distances_from(&own, &mut similarity);
        matern(&mut similarity, self.length_scale);
        let mut weights = vec![0.0; row.training.len()];
        for (&place, similarity) in self.places.iter().zip(similarity) {
            weights[place] = round(similarity);
        }
        Some(TrainingWeights {
            model: GAUSSIAN_PROCESS.name,
            kind: WeightKind::Likeness,
            weights,
        })
    }
}

/// Sums so many terms at a time: one after the other, each addition would wait for the last.
const LANES: usize = 8;

fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; LANES];
    let (whole, rest) = a.as_chunks::<LANES>();
    let (others, other_rest) = b.as_chunks::<LANES>();
    for (a, b) in whole.iter().zip(others) {
        for lane in 0..LANES {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    let rest = rest.iter().zip(other_rest).map(|(a, b)| a * b);
    lanes.into_iter().chain(rest).sum()
}

fn round(number: f64) -> f64 {
    let unit = (2.0_f64).powi(DIGITS);
    (number * unit).round() / unit
}

/// To be called after matrix products and solutions, on the same thread.
///
/// Their kernels leave the upper halves of the processor's wide registers in use. Until something clears
/// them, each instruction of the older kind, which is most of this program, waits for the one before:
/// trees grown on that thread took more than twice as long. Code that is compiled for wide registers
/// clears them when it is done.
fn clear_wide_registers() {
    wide(
        #[inline(always)]
        || {
            let mut numbers = black_box([0.0_f64; 16]);
            for number in &mut numbers {
                *number += 1.0;
            }
            black_box(numbers);
        },
    );
}
