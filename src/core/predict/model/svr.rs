//! Support vector regression with a Gaussian kernel (Drucker and others, 1996), from linfa.

use linfa::prelude::*;
use linfa_svm::Svm;
use ndarray::{Array2, Axis};
use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};
use crate::predict::design::{Coding, Design, NormalScores};
use crate::predict::forest::generator;

use super::folds::{cross_validated, random_places};
use super::{
    Estimate, ModelError, ParamSpec, Params, Predictor, Regressor, TrainingData, means, restore,
};

pub(super) const SUPPORT_VECTORS: Predictor = Predictor {
    name: "svr",
    doc: "support vector regression, Gaussian kernel",
    params: &[
        ParamSpec::number("c", 3.0, (1e-3, 1e4)).doc("regularisation strength C"),
        ParamSpec::number("tolerance", 0.1, (0.0, 10.0))
            .doc("errors that cost nothing, in standard deviations of the target"),
        ParamSpec::number("width", 4.0, (0.01, 1000.0))
            .doc("squared distance over which rows are alike, × the number of features"),
        ParamSpec::whole("most_rows", 2000, (2, 20_000)).doc("most training rows used"),
    ],
    needs_numbers: true,
    has_uncertainty: false,
    comparable_uncertainty: false,
    fit: |params, training_data, job, _| {
        let fit = |training_data: &TrainingData| fit_sample(params, training_data);
        let (machine, out_of_fold) = cross_validated(training_data, job, fit)?;
        Ok((Box::new(machine), out_of_fold))
    },
    restore: restore::<Machine>,
};

#[derive(Debug, Serialize, Deserialize)]
struct Machine {
    /// `None` where there is nothing to learn from.
    vectors: Option<Vectors>,
    scores: NormalScores,
}

#[derive(Debug, Serialize, Deserialize)]
struct Vectors {
    width: usize,
    /// Vector after vector.
    entries: Vec<f64>,
    /// One a vector.
    weights: Vec<f64>,
    /// Subtracted from their weighted sum.
    shift: f64,
    /// Squared distance over which rows are alike.
    scale: f64,
}

impl Vectors {
    /// Those of `records` that count in `svm`, whose kernel has this scale.
    fn of(svm: &Svm<f64, f64>, records: &Array2<f64>, scale: f64) -> Self {
        let counts = |weight: f64| weight.abs() > 100.0 * f64::EPSILON;
        let pairs = svm.alpha.iter().zip(records.axis_iter(Axis(0)));
        let (weights, vectors): (Vec<f64>, Vec<_>) = pairs
            .filter(|&(&weight, _)| counts(weight))
            .map(|(&weight, record)| (weight, record.to_vec()))
            .unzip();
        Self {
            width: records.ncols(),
            entries: vectors.concat(),
            weights,
            shift: svm.rho,
            scale,
        }
    }

    /// The prediction for a row, in normal scores.
    fn value(&self, row: &[f64]) -> f64 {
        let pairs = self.entries.chunks_exact(self.width).zip(&self.weights);
        let terms = pairs.map(|(vector, weight)| {
            let squares = vector.iter().zip(row).map(|(a, b)| (a - b) * (a - b));
            (-squares.sum::<f64>() / self.scale).exp() * weight
        });
        terms.sum::<f64>() - self.shift
    }
}

/// Fits to the training rows, or to a random sample of them.
fn fit_sample(params: &Params, training_data: &TrainingData) -> Result<Machine, ModelError> {
    let mut rng = generator(training_data.seed, 0);
    let most = params.whole("most_rows");
    let places = random_places(training_data.rows.len(), most, &mut rng);
    training_data.with_only(&places, |sample| fit(params, sample))
}

fn fit(params: &Params, training_data: &TrainingData) -> Result<Machine, ModelError> {
    let width = training_data.design.numbers().columns().len();
    let (scores, targets) = training_data.scored_targets();
    if width == 0 || training_data.rows.len() < 2 {
        return Ok(Machine {
            vectors: None,
            scores,
        });
    }
    let scale = params.get("width") * width as f64;
    let dataset = Dataset::new(training_data.records(), targets);
    let svm = Svm::params()
        .c_svr(params.get("c"), Some(params.get("tolerance")))
        .gaussian_kernel(scale)
        .fit(&dataset)
        .map_err(|error| {
            ModelError::TrainingData(format!("no support vectors were found: {error}"))
        })?;
    Ok(Machine {
        vectors: Some(Vectors::of(&svm, &dataset.records, scale)),
        scores,
    })
}

impl Regressor for Machine {
    fn estimate(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let numbers = design.numbers();
        means(design, rows, job, |row| {
            let score = |vectors: &Vectors| vectors.value(&numbers.row(row).collect::<Vec<_>>());
            self.scores.value(self.vectors.as_ref().map_or(0.0, score))
        })
    }

    fn is_sound(&self, coding: &Coding) -> bool {
        self.vectors.as_ref().is_none_or(|vectors| {
            vectors.width > 0
                && coding.numbers_width() == Some(vectors.width)
                && Some(vectors.entries.len()) == vectors.width.checked_mul(vectors.weights.len())
        })
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array1;

    use super::*;

    #[test]
    fn what_is_kept_predicts_as_linfa_does() {
        let records = Array2::from_shape_fn((40, 3), |(row, column)| {
            ((row * 7 + column * 3) as f64 * 0.37).sin()
        });
        let targets: Array1<f64> = records.map_axis(Axis(1), |row| row[0] - row[1] * row[2]);
        let dataset = Dataset::new(records.clone(), targets);
        let svm = Svm::params()
            .c_svr(3.0, Some(0.05))
            .gaussian_kernel(2.0)
            .fit(&dataset)
            .unwrap();
        let vectors = Vectors::of(&svm, &records, 2.0);
        assert!(vectors.weights.len() > 3);
        let predicted = svm.predict(&records);
        for (row, expected) in records.outer_iter().zip(&predicted) {
            let own = vectors.value(&row.to_vec());
            assert_eq!(own.to_bits(), expected.to_bits(), "{own} {expected}");
        }
    }
}
