//! Support vector regression with a Gaussian kernel (Drucker and others, 1996), from linfa.

use linfa::prelude::*;
use linfa_svm::Svm;
use ndarray::{Array1, Array2, Axis};
use rand::seq::index;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};
use crate::predict::design::{Coding, Design, NormalScores, Numbers};
use crate::predict::forest::generator;

use super::{
    About, Estimate, FittedModel, ModelError, OnPartial, ParamSpec, Params, Predictor,
    TrainingData,
    cross::left_out,
    state::{Sound, restore},
};

/// The model.
#[derive(Debug)]
pub(super) struct SupportVectors;

/// Rows predicted at a time.
const BLOCK: usize = 64;

const ABOUT: About = About {
    name: "svr",
    doc: "support vector regression, Gaussian kernel",
    params: PARAMS,
    needs_numbers: true,
    has_uncertainty: false,
    comparable_uncertainty: false,
};

const PARAMS: &[ParamSpec] = &[
    ParamSpec::number("c", 3.0, (1e-3, 1e4), "how much errors cost beside weights"),
    ParamSpec::number(
        "tolerance",
        0.1,
        (0.0, 10.0),
        "errors that cost nothing, in standard deviations of the target",
    ),
    ParamSpec::number(
        "width",
        4.0,
        (0.01, 1000.0),
        "squared distance over which rows are alike, × the number of features",
    ),
    ParamSpec::whole(
        "most_rows",
        2000,
        (2, 20_000),
        "most training rows learned from",
    ),
];

impl Predictor for SupportVectors {
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
        job.check()?;
        let numbers = training_data.design.numbers();
        let all: Vec<usize> = (0..training_data.rows.len()).collect();
        let mut machine = learn(params, training_data, &all)?;
        machine.out_of_fold = left_out(training_data, |trained_model, asked| {
            job.check()?;
            let machine = learn(params, training_data, trained_model)?;
            let rows: Vec<usize> = asked
                .iter()
                .map(|&at| training_data.rows[at] as usize)
                .collect();
            Ok(machine.values(numbers, &rows))
        })?;
        Ok(Box::new(machine))
    }

    fn restore(&self, bytes: &[u8], coding: &Coding) -> Option<Box<dyn FittedModel>> {
        restore::<Machine>(bytes, coding)
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Machine {
    /// None where there is nothing to learn from.
    vectors: Option<Vectors>,
    scores: NormalScores,
    out_of_fold: Vec<Estimate>,
}

/// What linfa found.
#[derive(Debug, Serialize, Deserialize)]
struct Vectors {
    /// How many numbers each vector has.
    width: usize,
    /// Vector after vector.
    entries: Vec<f64>,
    /// What each counts.
    weights: Vec<f64>,
    /// What is taken off their sum.
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

    /// What they say of a row, in normal scores.
    fn value(&self, row: &[f64]) -> f64 {
        let pairs = self.entries.chunks_exact(self.width).zip(&self.weights);
        let terms = pairs.map(|(vector, weight)| {
            let squares = vector.iter().zip(row).map(|(a, b)| (a - b) * (a - b));
            (-squares.sum::<f64>() / self.scale).exp() * weight
        });
        terms.sum::<f64>() - self.shift
    }
}

/// What is learned from the training rows at `places`, or from a random part of them.
fn learn(
    params: &Params,
    training_data: &TrainingData,
    places: &[usize],
) -> Result<Machine, ModelError> {
    let numbers = training_data.design.numbers();
    let most = params.whole("most_rows").min(places.len());
    let mut rng = generator(training_data.seed, 0);
    let mut drawn = index::sample(&mut rng, places.len(), most).into_vec();
    drawn.sort_unstable();
    let places: Vec<usize> = drawn.into_iter().map(|at| places[at]).collect();
    let targets = places.iter().map(|&at| training_data.targets[at]);
    let scores = NormalScores::of(targets.clone());
    let targets: Array1<f64> = targets.map(|target| scores.score(target)).collect();
    let rows: Vec<usize> = places
        .iter()
        .map(|&at| training_data.rows[at] as usize)
        .collect();
    let width = numbers.columns().len();
    let vectors = if width == 0 || rows.len() < 2 {
        None
    } else {
        let scale = params.get("width") * width as f64;
        let dataset = Dataset::new(records(numbers, &rows), targets);
        let svm = Svm::params()
            .c_svr(params.get("c"), Some(params.get("tolerance")))
            .gaussian_kernel(scale)
            .fit(&dataset);
        let unsolved =
            |error| ModelError::TrainingData(format!("no support vectors were found: {error}"));
        Some(Vectors::of(
            &svm.map_err(unsolved)?,
            &dataset.records,
            scale,
        ))
    };
    Ok(Machine {
        vectors,
        scores,
        out_of_fold: Vec::new(),
    })
}

fn records(numbers: &Numbers, rows: &[usize]) -> Array2<f64> {
    let shape = (rows.len(), numbers.columns().len());
    Array2::from_shape_fn(shape, |(row, column)| numbers.at(rows[row], column))
}

impl Machine {
    fn values(&self, numbers: &Numbers, rows: &[usize]) -> Vec<f64> {
        let score = |row: usize| match &self.vectors {
            Some(vectors) => vectors.value(&numbers.row(row).collect::<Vec<_>>()),
            None => 0.0,
        };
        rows.iter()
            .map(|&row| self.scores.value(score(row)))
            .collect()
    }
}

impl Sound for Machine {
    fn is_sound(&self, coding: &Coding) -> bool {
        self.vectors.as_ref().is_none_or(|vectors| {
            vectors.width > 0
                && coding.numbers_width() == Some(vectors.width)
                && Some(vectors.entries.len()) == vectors.width.checked_mul(vectors.weights.len())
        })
    }
}

impl FittedModel for Machine {
    fn predict(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let numbers = design.numbers();
        let rows: Vec<usize> = match rows {
            Some(rows) => rows.iter().map(|&row| row as usize).collect(),
            None => (0..numbers.rows()).collect(),
        };
        let blocks: Vec<Vec<f64>> = rows
            .par_chunks(BLOCK)
            .map(|rows| {
                job.check()?;
                Ok(self.values(numbers, rows))
            })
            .collect::<Result<_, Cancelled>>()?;
        let means = blocks.into_iter().flatten();
        let estimate = |mean| Estimate {
            mean,
            uncertainty: f64::NAN,
        };
        Ok(means.map(estimate).collect())
    }

    fn out_of_fold(&self) -> &[Estimate] {
        &self.out_of_fold
    }

    fn state(&self) -> postcard::Result<Vec<u8>> {
        postcard::to_allocvec(self)
    }
}

#[cfg(test)]
mod tests {
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
        let said = svm.predict(&records);
        for (row, said) in records.outer_iter().zip(&said) {
            let own = vectors.value(&row.to_vec());
            assert_eq!(own.to_bits(), said.to_bits(), "{own} {said}");
        }
    }
}
