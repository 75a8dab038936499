//! A blend of models that err in different ways: the weighted mean of their predictions as normal scores, so
//! that neither unit nor outliers matter. Weights, and the monotone map back to the target's unit, are
//! fitted to out-of-fold predictions.

mod mix;
mod rising;
mod weights;

use rayon::prelude::*;
use serde::ser::Error;
use serde::{Deserialize, Serialize, Serializer};

use crate::job::{Cancelled, JobContext};
use crate::predict::design::{Coding, Design, NormalScores};
use crate::predict::forest::generator;
use crate::predict::hybrids::Hybrids;
use crate::predict::training_weights::{ExplainedRow, TrainingWeights};

use super::fitted::{Fitted, take};
use super::folds::{Folds, random_places};
use super::{
    Estimate, FittedModel, ModelError, ModelSpec, OnPartial, ParamSpec, Params, Part, Predictor,
    Regressor, TrainingData, find,
};
use mix::{Mix, Predicted, Sums};

/// Folds of the training rows: those of each are mapped by what is fitted to the others.
const FOLDS: usize = 5;

/// Rows without a target that the parts predict for the map to the target's unit.
const OTHERS: usize = 256;
/// Stream of random numbers that they are drawn with.
const OTHERS_STREAM: u64 = u64::MAX - 2;

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
        "boosting rounds=150 learning_rate=0.11"
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
    let [first, others @ ..] = parts(training_data.rows.len());
    let fit = |part: &ModelSpec| {
        job.check()?;
        part.fit(training_data, job, &mut |_| {})
    };
    let mut fitted_others = Ok(Vec::new());
    let first = rayon::in_place_scope(|scope| {
        scope.spawn(|_| fitted_others = others.iter().map(fit).collect());
        // On this thread alone, while the others share the pool: most of it can only be done step by step.
        let first = fit(&first)?;
        on_partial(&first);
        Ok::<_, ModelError>(first)
    })?;
    let fitted = std::iter::once(first).chain(fitted_others?).collect();
    let (blend, out_of_fold) = mix(fitted, training_data, params.get("equal_rows"), job)?;
    Ok((Box::new(blend), out_of_fold))
}

fn mix(
    fitted: Vec<FittedModel>,
    training_data: &TrainingData,
    equal_rows: f64,
    job: &JobContext,
) -> Result<(Blend, Vec<Estimate>), Cancelled> {
    let parts: Vec<Scaled> = fitted
        .into_iter()
        .map(|fitted| Scaled {
            model: fitted.predictor.name,
            scores: NormalScores::of(fitted.out_of_fold.iter().map(|estimate| estimate.mean)),
            fitted,
        })
        .collect();
    let mut known = Predicted::default();
    for part in &parts {
        known.push(&part.fitted.out_of_fold, &part.scores);
    }
    let targets = training_data.targets;
    let folds = Folds::new(targets.len(), FOLDS, training_data.seed);
    let mixes = (0..folds.count).into_par_iter().map(|fold| {
        let (_, others) = folds.split(fold);
        let of_others: Vec<f64> = others.iter().map(|&row| targets[row]).collect();
        let others = known.some(&others);
        // What the parts predict for other rows may follow the targets of this fold.
        let none = Predicted::default();
        Mix::fit(&others, &of_others, &none, equal_rows)
    });
    let mixes: Vec<Mix> = mixes.collect();
    let of_rows = folds.of_row.iter().enumerate().map(|(row, &fold)| {
        let mix = &mixes[usize::from(fold)];
        let mut sums = Sums::default();
        for ((part, &weight), scores) in parts.iter().zip(&mix.weights).zip(&known.scores) {
            sums.add(weight, scores[row], part.fitted.out_of_fold[row]);
        }
        mix.estimate(sums)
    });
    let out_of_fold = of_rows.collect();
    let rows = rows_without_target(training_data);
    let mut others = Predicted::default();
    for part in &parts {
        let estimates = part
            .fitted
            .predict(training_data.design, Some(&rows), job)?;
        others.push(&estimates, &part.scores);
    }
    let mix = Mix::fit(&known, targets, &others, equal_rows);
    Ok((Blend { parts, mix }, out_of_fold))
}

fn rows_without_target(training_data: &TrainingData) -> Vec<u32> {
    let mut rng = generator(training_data.seed, OTHERS_STREAM);
    let places = random_places(training_data.design.rows(), OTHERS, &mut rng);
    let rows = places.into_iter().map(|row| row as u32);
    rows.filter(|row| training_data.rows.binary_search(row).is_err())
        .collect()
}

impl Blend {
    /// The parts that count, with their weights.
    fn weighted(&self) -> impl Iterator<Item = (&Scaled, f64)> {
        let weights = self.mix.weights.iter().copied();
        self.parts.iter().zip(weights).filter(|of| of.1 > 0.0)
    }
}

impl Regressor for Blend {
    fn estimate(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let mut sums = vec![Sums::default(); rows.map_or(design.rows(), <[u32]>::len)];
        let weighted: Vec<_> = self.weighted().collect();
        // Side by side: products of matrices and ways down trees wait for different parts of a processor.
        let predicted: Vec<_> = weighted
            .par_iter()
            .map(|(part, _)| part.fitted.predict(design, rows, job))
            .collect::<Result<_, _>>()?;
        for ((part, weight), estimates) in weighted.into_iter().zip(predicted) {
            let pairs = sums.par_iter_mut().zip(estimates);
            pairs.for_each(|(sums, estimate)| {
                sums.add(weight, part.scores.score(estimate.mean), estimate);
            });
        }
        let rows = sums.into_par_iter();
        Ok(rows.map(|sums| self.mix.estimate(sums)).collect())
    }

    fn hybrids(&self, hybrids: &Hybrids, job: &JobContext) -> Result<Option<Vec<f64>>, Cancelled> {
        let mut sums = vec![Sums::default(); hybrids.columns.len()];
        for (part, weight) in self.weighted() {
            let means = part.fitted.hybrids(hybrids, job)?;
            for (sums, mean) in sums.iter_mut().zip(means) {
                let estimate = Estimate {
                    mean,
                    ..Estimate::NONE
                };
                sums.add(weight, part.scores.score(mean), estimate);
            }
        }
        let means = sums.into_iter().map(|sums| self.mix.estimate(sums).mean);
        Ok(Some(means.collect()))
    }

    fn is_sound(&self, _: &Coding) -> bool {
        !self.parts.is_empty() && self.mix.is_sound(self.parts.len())
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
