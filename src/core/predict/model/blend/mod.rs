//! A blend of models that err in different ways: the mean of their predictions on one scale, weighed by
//! how well they predicted training rows that they did not learn from.
//!
//! Each part's predictions are read as normal scores of what it says of the training rows when it has
//! not seen them, so that neither unit nor outliers matter. Where one part alone ranks those rows better
//! than all together it is taken alone. The weighted mean is mapped back to the target's unit by a
//! rising fit on the same rows.

mod parts;
mod rising;
mod state;
mod weights;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};
use crate::predict::design::{Coding, Design, NormalScores};
use crate::predict::folds::folds;
use crate::predict::tau;
use crate::predict::training_weights::{ExplainedRow, TrainingWeights};

use super::{
    About, Estimate, FittedModel, ModelError, OnPartial, ParamSpec, Params, Part, Predictor,
    TrainingData, calibration,
};
use parts::parts;
use rising::Rising;
use weights::weights;

/// The model.
#[derive(Debug)]
pub(super) struct Blend;

/// Folds of the training rows: what one of them gets is mapped by what the others say.
const FOLDS: usize = 5;

const ABOUT: About = About {
    name: "blend",
    doc: "gp, boosting, extra-trees and forest, weighed by how they predict rows left out",
    params: PARAMS,
    needs_numbers: true,
    has_uncertainty: true,
    comparable_uncertainty: true,
};

const PARAMS: &[ParamSpec] = &[ParamSpec::number(
    "equal_rows",
    5.0,
    (0.0, 1e6),
    "training rows that the belief in equal weights counts as much as",
)];

impl Predictor for Blend {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn fit(
        &self,
        params: &Params,
        training_data: &TrainingData,
        job: &JobContext,
        early: OnPartial,
    ) -> Result<Box<dyn FittedModel>, ModelError> {
        let mut fitted: Vec<(&'static str, Box<dyn FittedModel>)> = Vec::new();
        for (model, params) in parts(training_data.rows.len()) {
            job.check()?;
            let part = model.fit(&params, training_data, job, &mut |_| {})?;
            if fitted.is_empty() {
                early(&*part);
            }
            fitted.push((model.about().name, part));
        }
        let mut blended = Blended::new(fitted, training_data, params.get("equal_rows"));
        blended.calibration = calibration(&mut blended.out_of_fold, training_data.targets);
        Ok(Box::new(blended))
    }

    fn restore(&self, bytes: &[u8], coding: &Coding) -> Option<Box<dyn FittedModel>> {
        Some(Box::new(Blended::restore(bytes, coding)?))
    }
}

#[derive(Debug)]
struct Blended {
    parts: Vec<Scaled>,
    mix: Mix,
    calibration: f64,
    out_of_fold: Vec<Estimate>,
}

/// A part and the map of what it says to normal scores.
#[derive(Debug)]
struct Scaled {
    name: &'static str,
    fitted: Box<dyn FittedModel>,
    scores: NormalScores,
}

/// How scores of the parts become a prediction.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Mix {
    weights: Vec<f64>,
    map: Rising,
}

impl Mix {
    /// Fitted to the out-of-fold predictions of the parts, part after part, and their targets.
    fn learn(said: &[Vec<f64>], targets: &[f64], equal_rows: f64) -> Self {
        let scale = NormalScores::of(targets.iter().copied());
        let scores: Vec<f64> = targets.iter().map(|&target| scale.score(target)).collect();
        let mut weights = weights(said, &scores, equal_rows);
        let mix = |weights: &[f64]| -> Vec<f64> {
            (0..targets.len())
                .map(|row| mixed(weights, said.iter().map(|said| said[row])))
                .collect()
        };
        let mut mixed = mix(&weights);
        if let Some(best) = alone(said, &mixed, targets) {
            weights.fill(0.0);
            weights[best] = 1.0;
            mixed = mix(&weights);
        }
        Self {
            map: Rising::fit(&mixed, targets),
            weights,
        }
    }

    fn predict(&self, said: impl Iterator<Item = f64>) -> f64 {
        self.map.value(mixed(&self.weights, said))
    }
}

/// Training rows from which on a part may be taken alone: over fewer, taus are up to chance.
const ENOUGH_ROWS: usize = 50;

/// The part that ranks the rows better than the mix of all by more than one row can make of it: that
/// of a target which is all but a function that this part alone finds.
fn alone(said: &[Vec<f64>], mixed: &[f64], targets: &[f64]) -> Option<usize> {
    if targets.len() < ENOUGH_ROWS {
        return None;
    }
    let least = tau(targets, mixed) + 1.0 / targets.len() as f64;
    let taus = said.iter().map(|said| tau(targets, said)).enumerate();
    let better = taus.filter(|&(_, tau)| tau > least);
    let best = better.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    Some(best.0)
}

fn mixed(weights: &[f64], said: impl Iterator<Item = f64>) -> f64 {
    weights
        .iter()
        .zip(said)
        .map(|(weight, said)| weight * said)
        .sum()
}

impl Blended {
    fn new(
        fitted: Vec<(&'static str, Box<dyn FittedModel>)>,
        training_data: &TrainingData,
        equal_rows: f64,
    ) -> Self {
        let parts: Vec<Scaled> = fitted
            .into_iter()
            .map(|(name, fitted)| Scaled {
                name,
                scores: NormalScores::of(fitted.out_of_fold().iter().map(|estimate| estimate.mean)),
                fitted,
            })
            .collect();
        let said: Vec<Vec<f64>> = parts
            .iter()
            .map(|part| {
                let out_of_fold = part.fitted.out_of_fold().iter();
                out_of_fold
                    .map(|estimate| part.scores.score(estimate.mean))
                    .collect()
            })
            .collect();
        let learn = |rows: &[usize]| {
            let of = |all: &[f64]| rows.iter().map(|&row| all[row]).collect::<Vec<f64>>();
            let said: Vec<Vec<f64>> = said.iter().map(|said| of(said)).collect();
            Mix::learn(&said, &of(training_data.targets), equal_rows)
        };
        let rows = training_data.rows.len();
        let of_row = folds(rows, FOLDS, training_data.seed);
        let mut out_of_fold = vec![Estimate::NONE; rows];
        for fold in 0..FOLDS as u8 {
            let (own, others): (Vec<usize>, Vec<usize>) =
                (0..rows).partition(|&row| of_row[row] == fold);
            let mix = learn(&others);
            for row in own {
                out_of_fold[row] = Estimate {
                    mean: mix.predict(said.iter().map(|said| said[row])),
                    uncertainty: uncertainty(&mix.weights, &parts, |part| {
                        part.fitted.out_of_fold()[row]
                    }),
                };
            }
        }
        Self {
            mix: learn(&(0..rows).collect::<Vec<_>>()),
            parts,
            calibration: 1.0,
            out_of_fold,
        }
    }
}

/// How unsure the parts are on average. A part that says nothing does not count.
fn uncertainty<T>(weights: &[f64], parts: &[T], estimate: impl Fn(&T) -> Estimate) -> f64 {
    let terms = weights
        .iter()
        .zip(parts)
        .map(|(&weight, part)| (weight, estimate(part).uncertainty));
    let (weight, sum) = terms
        .filter(|(_, uncertainty)| !uncertainty.is_nan())
        .fold((0.0, 0.0), |(all, sum), (weight, uncertainty)| {
            (all + weight, sum + weight * uncertainty)
        });
    sum / weight
}

impl FittedModel for Blended {
    fn predict(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let said: Vec<Vec<Estimate>> = self
            .parts
            .iter()
            .map(|part| part.fitted.predict(design, rows, job))
            .collect::<Result<_, Cancelled>>()?;
        let count = said.first().map_or(0, Vec::len);
        let row = |row: usize| {
            let scores = self.parts.iter().zip(&said);
            let scores = scores.map(|(part, said)| part.scores.score(said[row].mean));
            let unsure = uncertainty(&self.mix.weights, &said, |said| said[row]);
            Estimate {
                mean: self.mix.predict(scores),
                uncertainty: self.calibration * unsure,
            }
        };
        Ok((0..count).into_par_iter().map(row).collect())
    }

    fn out_of_fold(&self) -> &[Estimate] {
        &self.out_of_fold
    }

    /// Those of its forest: scores are mapped and mixed, so no weights add up to the whole.
    fn training_weights(&self, asked: &ExplainedRow) -> Option<TrainingWeights> {
        let forest = self.parts.iter().find(|part| part.name == "forest")?;
        forest.fitted.training_weights(asked)
    }

    fn parts(&self) -> Vec<Part> {
        let parts = self.parts.iter().zip(&self.mix.weights);
        parts
            .map(|(part, &weight)| Part {
                model: part.name,
                weight,
            })
            .collect()
    }

    fn state(&self) -> postcard::Result<Vec<u8>> {
        self.write()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_is_taken_alone_where_the_others_only_disturb_its_order() {
        let targets: Vec<f64> = (0..60).map(f64::from).collect();
        // Right about every row, but for two far off: the least squares trust the other more.
        let mut exact = targets.clone();
        exact[0] = 400.0;
        exact[1] = 500.0;
        let rough: Vec<f64> = targets.iter().map(|x| x + 9.0 * (x * 1.7).sin()).collect();
        let mix = Mix::learn(&[rough.clone(), exact], &targets, 0.0);
        assert_eq!(mix.weights, [0.0, 1.0]);
        let alike: Vec<f64> = targets.iter().map(|x| x + 9.0 * (x * 2.9).cos()).collect();
        let mix = Mix::learn(&[rough, alike], &targets, 0.0);
        assert!(
            mix.weights.iter().all(|weight| *weight > 0.2),
            "{:?}",
            mix.weights
        );
    }
}
