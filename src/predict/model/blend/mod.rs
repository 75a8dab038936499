//! A blend of models that err in different ways: the mean of their predictions on one scale, weighed by
//! how well they predicted training rows that they did not learn from.
//!
//! Each part's predictions are read as normal scores of what it says of the training rows when it has
//! not seen them, so that neither unit nor outliers matter. The weighted mean is mapped back to the
//! target's unit by a rising fit on the same rows.

mod parts;
mod rising;
mod weights;

use rayon::prelude::*;

use crate::job::{Cancelled, Watch};
use crate::predict::design::{Design, NormalScores};
use crate::predict::folds::folds;

use super::{
    About, Early, Estimate, FittedModel, Lesson, Model, ModelError, ParamSpec, Params, Part,
    calibration,
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
};

const PARAMS: &[ParamSpec] = &[ParamSpec::number(
    "equal_rows",
    5.0,
    (0.0, 1e6),
    "training rows that the belief in equal weights counts as much as",
)];

impl Model for Blend {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn fit(
        &self,
        params: &Params,
        lesson: &Lesson,
        watch: &Watch,
        early: Early,
    ) -> Result<Box<dyn FittedModel>, ModelError> {
        let mut fitted: Vec<(&'static str, Box<dyn FittedModel>)> = Vec::new();
        for (model, params) in parts(lesson.rows.len()) {
            watch.check()?;
            let part = model.fit(&params, lesson, watch, &mut |_| {})?;
            if fitted.is_empty() {
                early(&*part);
            }
            fitted.push((model.about().name, part));
        }
        let mut blended = Blended::new(fitted, lesson, params.get("equal_rows"));
        blended.calibration = calibration(&mut blended.unseen, lesson.targets);
        Ok(Box::new(blended))
    }
}

#[derive(Debug)]
struct Blended {
    parts: Vec<Scaled>,
    mix: Mix,
    calibration: f64,
    unseen: Vec<Estimate>,
}

/// A part and the map of what it says to normal scores.
#[derive(Debug)]
struct Scaled {
    name: &'static str,
    fitted: Box<dyn FittedModel>,
    scores: NormalScores,
}

/// How scores of the parts become a prediction.
#[derive(Debug)]
struct Mix {
    weights: Vec<f64>,
    map: Rising,
}

impl Mix {
    /// Learned from what the parts say of training rows, part after part, and their targets.
    fn learn(said: &[Vec<f64>], targets: &[f64], equal_rows: f64) -> Self {
        let scale = NormalScores::of(targets.iter().copied());
        let scores: Vec<f64> = targets.iter().map(|&target| scale.score(target)).collect();
        let weights = weights(said, &scores, equal_rows);
        let mixed: Vec<f64> = (0..targets.len())
            .map(|row| mixed(&weights, said.iter().map(|said| said[row])))
            .collect();
        Self {
            map: Rising::fit(&mixed, targets),
            weights,
        }
    }

    fn predict(&self, said: impl Iterator<Item = f64>) -> f64 {
        self.map.value(mixed(&self.weights, said))
    }
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
        lesson: &Lesson,
        equal_rows: f64,
    ) -> Self {
        let parts: Vec<Scaled> = fitted
            .into_iter()
            .map(|(name, fitted)| Scaled {
                name,
                scores: NormalScores::of(fitted.unseen().iter().map(|estimate| estimate.mean)),
                fitted,
            })
            .collect();
        let said: Vec<Vec<f64>> = parts
            .iter()
            .map(|part| {
                let unseen = part.fitted.unseen().iter();
                unseen
                    .map(|estimate| part.scores.score(estimate.mean))
                    .collect()
            })
            .collect();
        let learn = |rows: &[usize]| {
            let of = |all: &[f64]| rows.iter().map(|&row| all[row]).collect::<Vec<f64>>();
            let said: Vec<Vec<f64>> = said.iter().map(|said| of(said)).collect();
            Mix::learn(&said, &of(lesson.targets), equal_rows)
        };
        let rows = lesson.rows.len();
        let of_row = folds(rows, FOLDS, lesson.seed);
        let mut unseen = vec![Estimate::NONE; rows];
        for fold in 0..FOLDS as u8 {
            let (own, others): (Vec<usize>, Vec<usize>) =
                (0..rows).partition(|&row| of_row[row] == fold);
            let mix = learn(&others);
            for row in own {
                unseen[row] = Estimate {
                    mean: mix.predict(said.iter().map(|said| said[row])),
                    uncertainty: uncertainty(&mix.weights, &parts, |part| {
                        part.fitted.unseen()[row]
                    }),
                };
            }
        }
        Self {
            mix: learn(&(0..rows).collect::<Vec<_>>()),
            parts,
            calibration: 1.0,
            unseen,
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
        watch: &Watch,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let said: Vec<Vec<Estimate>> = self
            .parts
            .iter()
            .map(|part| part.fitted.predict(design, rows, watch))
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

    fn unseen(&self) -> &[Estimate] {
        &self.unseen
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
}
