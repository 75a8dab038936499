//! Searches that a model guides.

use std::iter::zip;
use std::sync::Arc;

use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::acquisition::Posterior;
use super::working_scale::working;
use super::{Acquisition, Search, SearchPlan};
use crate::experiment::{Method, PredictionTask, Task};
use crate::job::JobContext;
use crate::predict::{
    Candidates, Design, Kriging, Prediction, RowPolicy, TrainError, TrainRequest, Trainer,
    generator, normal_quantile,
};

/// Stream of random numbers of functions drawn from a model.
const DRAW_STREAM: u64 = u64::MAX - 3;
/// Candidates that a function is drawn for: those with the highest mean + [`REACH`] standard deviations.
const DRAWN: usize = 128;
const REACH: f64 = 2.0;

/// A method with what all its searches share.
#[derive(Debug, Clone)]
pub(super) struct Guide {
    method: Arc<Method>,
    candidates: Arc<Candidates>,
    /// Prepared.
    trainer: Trainer,
}

/// What is predicted of all candidates, on a scale on which more is better.
struct Outlook {
    means: Vec<f64>,
    deviations: Vec<f64>,
    /// The best measured value.
    best: f64,
}

impl Guide {
    pub(super) fn new(search: &Search, method: &Arc<Method>) -> Self {
        let task = &search.prediction_task;
        let design = Design::new(&task.table, method.features.columns(), true);
        let mut trainer = Trainer::default();
        if !method.model.is_kriging() {
            trainer.prepare(&request(task, task.pool(), method, (&[], 0)));
        }
        Self {
            method: Arc::clone(method),
            candidates: Arc::new(Candidates::new(&design, task.pool())),
            trainer,
        }
    }

    /// The rows measured, in order.
    pub(super) fn search(
        &self,
        search: &Search,
        seed: u64,
        job: &JobContext,
    ) -> Result<Vec<u32>, TrainError> {
        let pool = search.prediction_task.pool();
        let mut order = search.order(seed);
        order.truncate(search.plan.start);
        let places = order.iter().filter_map(|row| pool.binary_search(row).ok());
        let mut measured: Vec<usize> = places.collect();
        let mut rng = generator(seed, DRAW_STREAM);
        if self.method.model.is_kriging() {
            let goodness = |measured: &[usize]| {
                let measured = measured.iter();
                measured.map(|&at| search.goodness(pool[at])).collect()
            };
            by_kriging(
                &self.candidates,
                &search.plan,
                goodness,
                (&mut measured, &mut rng),
                job,
            )?;
        } else {
            self.by_model(search, &mut measured, (seed, &mut rng), job)?;
        }
        Ok(measured.into_iter().map(|at| pool[at]).collect())
    }

    /// A batch without retraining: the uncertainty of each candidate falls by its similarity to the
    /// architectures chosen, as that of a Gaussian process would.
    fn by_model(
        &self,
        search: &Search,
        measured: &mut Vec<usize>,
        (seed, rng): (u64, &mut Xoshiro256PlusPlus),
        job: &JobContext,
    ) -> Result<(), TrainError> {
        let (plan, task) = (&search.plan, &search.prediction_task);
        let pool = task.pool();
        let mut trainer = self.trainer.clone();
        while measured.len() < plan.queries {
            let rows: Vec<u32> = measured.iter().map(|&at| pool[at]).collect();
            let request = request(task, pool, &self.method, (&rows, seed));
            let prediction = trainer.train(&request, job)?;
            let (means, deviations) = moments(&prediction, pool, search.sign());
            let mut outlook = Outlook {
                means,
                deviations,
                best: search.best_goodness(&rows),
            };
            for _ in 0..plan.batch.min(plan.queries - measured.len()) {
                let drawn = plan.acquisition.draws.then(|| {
                    let deviations = outlook.deviations.iter();
                    let drawn = deviations.map(|deviation| deviation * standard_normal(rng));
                    drawn.collect::<Vec<f64>>()
                });
                let Some(next) = outlook.choose(plan.acquisition, drawn.as_deref(), measured)
                else {
                    return Ok(());
                };
                measured.push(next);
                if plan.batch > 1 && plan.acquisition.needs_uncertainty {
                    let similarities = self.candidates.similarities(next);
                    lower(&mut outlook.deviations, &similarities);
                }
            }
        }
        Ok(())
    }
}

impl Outlook {
    /// The candidate of the greatest value that is not measured; of several the one with the highest
    /// mean, then the first.
    fn choose(
        &self,
        acquisition: Acquisition,
        drawn: Option<&[f64]>,
        measured: &[usize],
    ) -> Option<usize> {
        let mut is_measured = vec![false; self.means.len()];
        for &at in measured {
            is_measured[at] = true;
        }
        let candidates = (0..self.means.len()).rev().filter(|&at| !is_measured[at]);
        let valued = candidates.map(|at| {
            let mean = self.means[at];
            let value = acquisition.value(&Posterior {
                mean,
                deviation: self.deviations[at],
                best: self.best,
                drawn: drawn.map_or(0.0, |drawn| drawn[at]),
            });
            (value, mean, at)
        });
        let best = valued.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        best.map(|(_, _, at)| at)
    }

    /// The unmeasured candidates with the highest bounds.
    fn leading(&self, measured: &[usize]) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.means.len()).collect();
        places.retain(|at| !measured.contains(at));
        let bound = |&at: &usize| self.means[at] + REACH * self.deviations[at];
        places.sort_by(|a, b| bound(b).total_cmp(&bound(a)));
        places.truncate(DRAWN);
        places
    }
}

/// What is measured of all candidates by a Gaussian process of what `goodness` says of those measured, more being
/// better. A batch by kriging believer (Ginsbourger, Le Riche and Carraro, 2010): each architecture chosen
/// counts as measured with its mean for a result, which lowers the uncertainty around it.
pub(super) fn by_kriging(
    candidates: &Candidates,
    plan: &SearchPlan,
    mut goodness: impl FnMut(&[usize]) -> Vec<f64>,
    (measured, rng): (&mut Vec<usize>, &mut Xoshiro256PlusPlus),
    job: &JobContext,
) -> Result<(), TrainError> {
    let mut kriging = Kriging::new(candidates);
    for &at in &*measured {
        kriging.measure(at);
    }
    while measured.len() < plan.queries {
        job.check()?;
        let targets = working(&goodness(measured));
        kriging.fit(&targets);
        let mut outlook = Outlook {
            means: kriging.means(&targets),
            deviations: kriging.deviations(),
            best: targets.into_iter().fold(f64::NEG_INFINITY, f64::max),
        };
        for _ in 0..plan.batch.min(plan.queries - measured.len()) {
            let draw = |outlook: &Outlook, rng: &mut Xoshiro256PlusPlus| {
                let places = outlook.leading(measured);
                let normal: Vec<f64> = places.iter().map(|_| standard_normal(rng)).collect();
                let mut drawn = vec![f64::NEG_INFINITY; outlook.means.len()];
                for (&at, value) in zip(&places, kriging.draw(&places, &normal)) {
                    drawn[at] = value;
                }
                drawn
            };
            let drawn = plan.acquisition.draws.then(|| draw(&outlook, rng));
            let Some(next) = outlook.choose(plan.acquisition, drawn.as_deref(), measured) else {
                return Ok(());
            };
            measured.push(next);
            kriging.measure(next);
            outlook.deviations = kriging.deviations();
        }
    }
    Ok(())
}

fn standard_normal(rng: &mut Xoshiro256PlusPlus) -> f64 {
    normal_quantile(rng.gen_range(f64::EPSILON..1.0))
}

/// Means and standard deviations of the rows of `pool`; `sign` makes more better.
pub(super) fn moments(prediction: &Prediction, pool: &[u32], sign: f64) -> (Vec<f64>, Vec<f64>) {
    let columns = &prediction.columns;
    let known = |value: f64| if value.is_nan() { 0.0 } else { value };
    let of_row = |&row: &u32| {
        let row = row as usize;
        let mean = sign * columns.predicted.get(row);
        (mean, known(columns.uncertainty.get(row)))
    };
    pool.iter().map(of_row).unzip()
}

/// Lowers the uncertainty of what is similar to an architecture that will be measured.
pub(super) fn lower(deviations: &mut [f64], similarities: &[f64]) {
    for (deviation, similarity) in zip(deviations, similarities) {
        *deviation *= (1.0 - similarity * similarity).max(0.0).sqrt();
    }
}

/// What is asked of a trainer that knows the true values of `rows` of `pool` alone.
pub(super) fn request(
    prediction_task: &PredictionTask,
    pool: &[u32],
    method: &Arc<Method>,
    (rows, seed): (&[u32], u64),
) -> TrainRequest {
    let task = Task {
        series: Arc::clone(method),
        train_size: rows.len(),
        seed,
    };
    let pool = Arc::new(pool.to_vec());
    TrainRequest {
        rows: RowPolicy::Given(Arc::new(rows.to_vec()), pool),
        ..prediction_task.request(&task)
    }
}
