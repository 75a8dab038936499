//! A blend of models that err in different ways: the weighted mean of their predictions as normal scores, so
//! that neither unit nor outliers matter. Weights, and the monotone map back to the target's unit, are
//! fitted to out-of-fold predictions.

mod rising;
mod weights;

use rayon::prelude::*;
use serde::ser::Error;
use serde::{Deserialize, Serialize, Serializer};

use crate::job::{Cancelled, JobContext};
use crate::predict::design::{Coding, Design, NormalScores};
use crate::predict::tau;
use crate::predict::training_weights::{ExplainedRow, TrainingWeights};

use super::fitted::{Fitted, take};
use super::folds::Folds;
use super::{
    Estimate, FittedModel, ModelError, ModelSpec, OnPartial, ParamSpec, Params, Part, Predictor,
    Regressor, TrainingData, find,
};
use rising::Rising;
use weights::weights;

/// Folds of the training rows: those of each are mapped by what is fitted to the others.
const FOLDS: usize = 5;

pub(super) const BLEND: Predictor = Predictor {
    name: "blend",
    doc: "gp, boosting, extra-trees and forest, weighted by how they predict rows left out",
    params: &[ParamSpec::number("equal_rows", 5.0, (0.0, 1e6))
        .doc("shrinkage towards equal weights, in rows")],
    needs_numbers: true,
    has_uncertainty: true,
    comparable_uncertainty: true,
    fit,
    restore,
};

#[derive(Debug, Serialize)]
struct Blend {
    parts: Vec<Scaled>,
    mix: Mix,
}

/// A part and the map from its predictions to normal scores.
#[derive(Debug, Serialize)]
struct Scaled {
    model: &'static str,
    scores: NormalScores,
    #[serde(serialize_with = "as_bytes")]
    fitted: FittedModel,
}

fn as_bytes<S: Serializer>(fitted: &FittedModel, serializer: S) -> Result<S::Ok, S::Error> {
    fitted
        .to_bytes()
        .map_err(S::Error::custom)?
        .serialize(serializer)
}

/// The parts for so many training rows, the quickest first.
fn parts(rows: usize) -> [ModelSpec; 4] {
    // A forest of greedy splits is most unlike the others, and best where the target depends on few
    // features. From 512 rows on, boosting takes more time.
    let boosting = if rows < 512 {
        "boosting rounds=75 learning_rate=0.2"
    } else {
        "boosting rounds=250 learning_rate=0.07"
    };
    ["gp", boosting, "extra-trees", "forest feature_fraction=1"]
        .map(|text| text.parse().expect("models of the table"))
}

fn fit(
    params: &Params,
    training_data: &TrainingData,
    job: &JobContext,
    on_partial: OnPartial,
) -> Result<Fitted, ModelError> {
    let mut fitted = Vec::new();
    for part in parts(training_data.rows.len()) {
        job.check()?;
        let part = part.fit(training_data, job, &mut |_| {})?;
        if fitted.is_empty() {
            on_partial(&part);
        }
        fitted.push(part);
    }
    let (blend, out_of_fold) = mix(fitted, training_data, params.get("equal_rows"));
    Ok((Box::new(blend), out_of_fold))
}

fn mix(
    fitted: Vec<FittedModel>,
    training_data: &TrainingData,
    equal_rows: f64,
) -> (Blend, Vec<Estimate>) {
    let parts: Vec<Scaled> = fitted
        .into_iter()
        .map(|fitted| Scaled {
            model: fitted.predictor.name,
            scores: NormalScores::of(fitted.out_of_fold.iter().map(|estimate| estimate.mean)),
            fitted,
        })
        .collect();
    // Part after part.
    let scored: Vec<Vec<f64>> = parts
        .iter()
        .map(|part| {
            let out_of_fold = part.fitted.out_of_fold.iter();
            let scores = out_of_fold.map(|estimate| part.scores.score(estimate.mean));
            scores.collect()
        })
        .collect();
    let fit = |rows: &[usize]| {
        let of = |all: &[f64]| rows.iter().map(|&row| all[row]).collect::<Vec<f64>>();
        let scored: Vec<Vec<f64>> = scored.iter().map(|scored| of(scored)).collect();
        Mix::fit(&scored, &of(training_data.targets), equal_rows)
    };
    let rows = training_data.rows.len();
    let folds = Folds::new(rows, FOLDS, training_data.seed);
    let mut out_of_fold = vec![Estimate::NONE; rows];
    for fold in 0..folds.count {
        let (own, others) = folds.split(fold);
        let mix = fit(&others);
        for row in own {
            out_of_fold[row] = Estimate {
                mean: mix.predict(scored.iter().map(|scored| scored[row])),
                uncertainty: uncertainty(&mix.weights, &parts, |part| part.fitted.out_of_fold[row]),
            };
        }
    }
    let mix = fit(&(0..rows).collect::<Vec<_>>());
    (Blend { parts, mix }, out_of_fold)
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Mix {
    weights: Vec<f64>,
    map: Rising,
}

impl Mix {
    /// Fits to the scores of the parts' out-of-fold predictions, part after part, and their targets.
    fn fit(scored: &[Vec<f64>], targets: &[f64], equal_rows: f64) -> Self {
        let scale = NormalScores::of(targets.iter().copied());
        let scores: Vec<f64> = targets.iter().map(|&target| scale.score(target)).collect();
        let mut weights = weights(scored, &scores, equal_rows);
        let mix = |weights: &[f64]| -> Vec<f64> {
            (0..targets.len())
                .map(|row| mixed(weights, scored.iter().map(|scored| scored[row])))
                .collect()
        };
        let mut mixed = mix(&weights);
        if let Some(best) = alone(scored, &mixed, targets) {
            weights.fill(0.0);
            weights[best] = 1.0;
            mixed = mix(&weights);
        }
        Self {
            map: Rising::fit(&mixed, targets),
            weights,
        }
    }

    fn predict(&self, scored: impl Iterator<Item = f64>) -> f64 {
        self.map.value(mixed(&self.weights, scored))
    }
}

/// Fewest training rows for using one part alone: over fewer, taus are due to chance.
const ENOUGH_ROWS: usize = 50;

/// The part that ranks the rows better than the mix by more than one row can account for: it alone finds
/// the function that the target nearly is.
fn alone(scored: &[Vec<f64>], mixed: &[f64], targets: &[f64]) -> Option<usize> {
    if targets.len() < ENOUGH_ROWS {
        return None;
    }
    let least = tau(targets, mixed) + 1.0 / targets.len() as f64;
    let taus = scored.iter().map(|scored| tau(targets, scored)).enumerate();
    let better = taus.filter(|&(_, tau)| tau > least);
    let best = better.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    Some(best.0)
}

fn mixed(weights: &[f64], scored: impl Iterator<Item = f64>) -> f64 {
    let terms = weights.iter().zip(scored);
    terms.map(|(weight, score)| weight * score).sum()
}

/// The mean uncertainty of the parts that have one.
fn uncertainty<T>(weights: &[f64], parts: &[T], estimate: impl Fn(&T) -> Estimate) -> f64 {
    let terms = weights.iter().zip(parts);
    let (weight, sum) = terms
        .map(|(&weight, part)| (weight, estimate(part).uncertainty))
        .filter(|(_, uncertainty)| !uncertainty.is_nan())
        .fold((0.0, 0.0), |(all, sum), (weight, uncertainty)| {
            (all + weight, sum + weight * uncertainty)
        });
    sum / weight
}

impl Regressor for Blend {
    fn estimate(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let estimates: Vec<Vec<Estimate>> = self
            .parts
            .iter()
            .map(|part| part.fitted.predict(design, rows, job))
            .collect::<Result<_, Cancelled>>()?;
        let count = estimates.first().map_or(0, Vec::len);
        let row = |row: usize| {
            let parts = self.parts.iter().zip(&estimates);
            let scores = parts.map(|(part, estimates)| part.scores.score(estimates[row].mean));
            Estimate {
                mean: self.mix.predict(scores),
                uncertainty: uncertainty(&self.mix.weights, &estimates, |part| part[row]),
            }
        };
        Ok((0..count).into_par_iter().map(row).collect())
    }

    fn is_sound(&self, _: &Coding) -> bool {
        !self.parts.is_empty()
            && self.parts.len() == self.mix.weights.len()
            && self.mix.map.is_sound()
    }

    /// Those of its forest: scores are mapped and mixed, so no weights add up to the whole.
    fn training_weights(&self, row: &ExplainedRow) -> Option<TrainingWeights> {
        let forest = self.parts.iter().find(|part| part.model == "forest")?;
        forest.fitted.regressor.training_weights(row)
    }

    fn parts(&self) -> Vec<Part> {
        let parts = self.parts.iter().zip(&self.mix.weights);
        let part = |(part, &weight): (&Scaled, &f64)| Part {
            model: part.model,
            weight,
        };
        parts.map(part).collect()
    }
}

/// A [`Scaled`] as it is read.
#[derive(Deserialize)]
struct Saved {
    model: String,
    scores: NormalScores,
    fitted: Vec<u8>,
}

fn restore(bytes: &mut &[u8], coding: &Coding) -> Option<Box<dyn Regressor>> {
    let saved: Vec<Saved> = take(bytes)?;
    let part = |part: Saved| {
        // No blend within a blend: files could nest them until the stack overflows.
        let model = find(&part.model).filter(|model| model.name != BLEND.name)?;
        Some(Scaled {
            model: model.name,
            scores: part.scores,
            fitted: model.restore(&part.fitted, coding)?,
        })
    };
    let blend = Blend {
        parts: saved.into_iter().map(part).collect::<Option<_>>()?,
        mix: take(bytes)?,
    };
    blend.is_sound(coding).then(|| Box::new(blend) as _)
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
        let mix = Mix::fit(&[rough.clone(), exact], &targets, 0.0);
        assert_eq!(mix.weights, [0.0, 1.0]);
        let other: Vec<f64> = targets.iter().map(|x| x + 9.0 * (x * 2.9).cos()).collect();
        let mix = Mix::fit(&[rough, other], &targets, 0.0);
        assert!(
            mix.weights.iter().all(|weight| *weight > 0.2),
            "{:?}",
            mix.weights
        );
    }
}
