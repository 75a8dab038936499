//! Support vector regression with a Gaussian kernel (Drucker and others, 1996), from linfa.

use linfa::prelude::*;
use linfa_svm::Svm;
use ndarray::{Array1, Array2};
use rand::seq::index;
use rayon::prelude::*;

use crate::job::{Cancelled, Watch};
use crate::predict::design::{Design, NormalScores, Numbers};
use crate::predict::forest::generator;

use super::{
    About, Early, Estimate, FittedModel, Lesson, Model, ModelError, ParamSpec, Params,
    cross::left_out,
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

impl Model for SupportVectors {
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
        watch.check()?;
        let numbers = lesson.design.numbers();
        let all: Vec<usize> = (0..lesson.rows.len()).collect();
        let mut machine = learn(params, lesson, &all)?;
        machine.unseen = left_out(lesson, |learned, asked| {
            watch.check()?;
            let machine = learn(params, lesson, learned)?;
            let rows: Vec<usize> = asked.iter().map(|&at| lesson.rows[at] as usize).collect();
            Ok(machine.values(numbers, &rows))
        })?;
        Ok(Box::new(machine))
    }
}

#[derive(Debug)]
struct Machine {
    /// None where there is nothing to learn from.
    svm: Option<Svm<f64, f64>>,
    scores: NormalScores,
    unseen: Vec<Estimate>,
}

/// What is learned from the training rows at `places`, or from a random part of them.
fn learn(params: &Params, lesson: &Lesson, places: &[usize]) -> Result<Machine, ModelError> {
    let numbers = lesson.design.numbers();
    let most = params.whole("most_rows").min(places.len());
    let mut rng = generator(lesson.seed, 0);
    let mut drawn = index::sample(&mut rng, places.len(), most).into_vec();
    drawn.sort_unstable();
    let places: Vec<usize> = drawn.into_iter().map(|at| places[at]).collect();
    let targets = places.iter().map(|&at| lesson.targets[at]);
    let scores = NormalScores::of(targets.clone());
    let targets: Array1<f64> = targets.map(|target| scores.score(target)).collect();
    let rows: Vec<usize> = places.iter().map(|&at| lesson.rows[at] as usize).collect();
    let width = numbers.columns().len();
    let svm = if width == 0 || rows.len() < 2 {
        None
    } else {
        let svm = Svm::params()
            .c_svr(params.get("c"), Some(params.get("tolerance")))
            .gaussian_kernel(params.get("width") * width as f64)
            .fit(&Dataset::new(records(numbers, &rows), targets));
        let unsolved =
            |error| ModelError::Lesson(format!("no support vectors were found: {error}"));
        Some(svm.map_err(unsolved)?)
    };
    Ok(Machine {
        svm,
        scores,
        unseen: Vec::new(),
    })
}

fn records(numbers: &Numbers, rows: &[usize]) -> Array2<f64> {
    let shape = (rows.len(), numbers.columns().len());
    Array2::from_shape_fn(shape, |(row, column)| numbers.row(rows[row])[column])
}

impl Machine {
    fn values(&self, numbers: &Numbers, rows: &[usize]) -> Vec<f64> {
        match &self.svm {
            Some(svm) => {
                let predicted = svm.predict(&records(numbers, rows));
                predicted
                    .iter()
                    .map(|&score| self.scores.value(score))
                    .collect()
            }
            None => vec![self.scores.value(0.0); rows.len()],
        }
    }
}

impl FittedModel for Machine {
    fn predict(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        watch: &Watch,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let numbers = design.numbers();
        let rows: Vec<usize> = match rows {
            Some(rows) => rows.iter().map(|&row| row as usize).collect(),
            None => (0..numbers.rows()).collect(),
        };
        let blocks: Vec<Vec<f64>> = rows
            .par_chunks(BLOCK)
            .map(|rows| {
                watch.check()?;
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

    fn unseen(&self) -> &[Estimate] {
        &self.unseen
    }
}
