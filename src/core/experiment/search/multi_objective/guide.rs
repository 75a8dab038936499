//! Searches for trade-offs that a model guides.

use std::iter::zip;
use std::sync::Arc;

use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::improvement::Undominated;
use super::{MultiAcquisition, MultiSearch};
use crate::experiment::Method;
use crate::experiment::search::guide::{by_kriging, lower, moments, request};
use crate::experiment::search::working_scale::working;
use crate::job::{Cancelled, JobContext};
use crate::predict::{Candidates, Design, Kriging, TrainError, Trainer, generator};

/// Stream of random numbers of weights.
const WEIGHT_STREAM: u64 = u64::MAX - 4;
/// How much the sum counts beside the worst of the weighted objectives (Knowles, 2006).
const AUGMENTED: f64 = 0.05;

/// A method with what all its searches share.
#[derive(Debug, Clone)]
pub(super) struct Guide {
    /// One for each target.
    methods: Vec<Arc<Method>>,
    candidates: Arc<Candidates>,
    /// Prepared; none for kriging.
    trainers: Vec<Trainer>,
}

/// What is predicted of all candidates and known of those measured, by target, more being better.
struct Outlook {
    means: Vec<Vec<f64>>,
    deviations: Vec<Vec<f64>>,
    measured: Vec<Vec<f64>>,
    /// Worse than what is measured.
    reference: Vec<f64>,
}

impl Guide {
    pub(super) fn new(search: &MultiSearch, methods: &[Arc<Method>]) -> Self {
        let objectives = &search.objectives;
        let (tasks, pool) = (objectives.tasks(), objectives.pool());
        let trained = zip(tasks, methods).filter(|(_, method)| !method.model.is_kriging());
        let design = Design::new(&tasks[0].table, methods[0].features.columns(), true);
        let prepared = |(task, method): (&Arc<_>, &Arc<_>)| {
            let mut trainer = Trainer::default();
            trainer.prepare(&request(task, pool, method, (&[], 0)));
            trainer
        };
        Self {
            trainers: trained.map(prepared).collect(),
            candidates: Arc::new(Candidates::new(&design, pool)),
            methods: methods.to_vec(),
        }
    }

    /// The places in the pool that are measured, in order, the first of which are `measured`.
    pub(super) fn search(
        &self,
        search: &MultiSearch,
        mut measured: Vec<usize>,
        seed: u64,
        job: &JobContext,
    ) -> Result<Vec<usize>, TrainError> {
        if !self.trainers.is_empty() {
            self.by_models(search, &mut measured, seed, job)?;
        } else if search.acquisition == MultiAcquisition::Ehvi {
            self.by_krigings(search, &mut measured, job)?;
        } else {
            let mut weights = generator(seed, WEIGHT_STREAM);
            let goodness =
                |measured: &[usize]| scalarised(&search.objectives.at(measured), &mut weights);
            let mut rng = generator(seed, WEIGHT_STREAM);
            let state = (&mut measured, &mut rng);
            by_kriging(&self.candidates, &search.plan, goodness, state, job)?;
        }
        Ok(measured)
    }

    /// A batch by kriging believer, as with one target.
    fn by_krigings(
        &self,
        search: &MultiSearch,
        measured: &mut Vec<usize>,
        job: &JobContext,
    ) -> Result<(), TrainError> {
        let plan = &search.plan;
        let targets = search.objectives.tasks();
        let mut krigings: Vec<Kriging> = targets
            .iter()
            .map(|_| Kriging::new(&self.candidates))
            .collect();
        let measure = |krigings: &mut [Kriging], at: usize| {
            krigings.iter_mut().for_each(|kriging| kriging.measure(at));
        };
        measured.iter().for_each(|&at| measure(&mut krigings, at));
        while measured.len() < plan.queries {
            job.check()?;
            let known = search.objectives.at(measured);
            let scaled: Vec<Vec<f64>> = known.iter().map(|known| working(known)).collect();
            for (kriging, scaled) in zip(&mut krigings, &scaled) {
                kriging.fit(scaled);
            }
            let means = zip(&krigings, &scaled).map(|(kriging, scaled)| kriging.means(scaled));
            let mut outlook = Outlook {
                means: means.collect(),
                deviations: Vec::new(),
                reference: worst(&scaled),
                measured: scaled,
            };
            for _ in 0..plan.batch.min(plan.queries - measured.len()) {
                outlook.deviations = krigings.iter().map(Kriging::deviations).collect();
                let Some(next) = outlook.choose(measured, job)? else {
                    return Ok(());
                };
                measured.push(next);
                outlook.believe(next);
                measure(&mut krigings, next);
            }
        }
        Ok(())
    }

    /// A batch without retraining, as with one target.
    fn by_models(
        &self,
        search: &MultiSearch,
        measured: &mut Vec<usize>,
        seed: u64,
        job: &JobContext,
    ) -> Result<(), TrainError> {
        let (plan, objectives) = (&search.plan, &search.objectives);
        let pool = objectives.pool();
        let mut trainers = self.trainers.clone();
        while measured.len() < plan.queries {
            let rows: Vec<u32> = measured.iter().map(|&at| pool[at]).collect();
            let (mut means, mut deviations) = (Vec::new(), Vec::new());
            for (at, trainer) in trainers.iter_mut().enumerate() {
                let task = &objectives.tasks()[at];
                let request = request(task, pool, &self.methods[at], (&rows, seed));
                let prediction = trainer.train(&request, job)?;
                let of = moments(&prediction, pool, objectives.sign(at));
                means.push(of.0);
                deviations.push(of.1);
            }
            let known = objectives.at(measured);
            let mut outlook = Outlook {
                means,
                deviations,
                reference: worst(&known),
                measured: known,
            };
            for _ in 0..plan.batch.min(plan.queries - measured.len()) {
                let Some(next) = outlook.choose(measured, job)? else {
                    return Ok(());
                };
                measured.push(next);
                if plan.batch > 1 {
                    outlook.believe(next);
                    let similarities = self.candidates.similarities(next);
                    let deviations = outlook.deviations.iter_mut();
                    deviations.for_each(|deviations| lower(deviations, &similarities));
                }
            }
        }
        Ok(())
    }
}

impl Outlook {
    /// The unmeasured candidate with the greatest expected improvement of the hypervolume; of several the one with the
    /// greatest sum of means, then the first.
    fn choose(&self, measured: &[usize], job: &JobContext) -> Result<Option<usize>, Cancelled> {
        let undominated = Undominated::new(&self.measured, &self.reference, job)?;
        let candidates = self.means[0].len();
        let mut is_measured = vec![false; candidates];
        for &at in measured {
            is_measured[at] = true;
        }
        let unmeasured = (0..candidates).rev().filter(|&at| !is_measured[at]);
        let valued = unmeasured.map(|at| {
            let moments = zip(&self.means, &self.deviations);
            let value =
                undominated.expected(moments.map(|(mean, deviation)| (mean[at], deviation[at])));
            let sum: f64 = self.means.iter().map(|means| means[at]).sum();
            (value, sum, at)
        });
        let best = valued.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        Ok(best.map(|(_, _, at)| at))
    }

    /// Takes the means of a candidate for what is measured of it.
    fn believe(&mut self, at: usize) {
        for (measured, means) in zip(&mut self.measured, &self.means) {
            measured.push(means[at]);
        }
    }
}

/// The worst value of each target.
fn worst(measured: &[Vec<f64>]) -> Vec<f64> {
    let worst = |values: &Vec<f64>| values.iter().copied().fold(f64::INFINITY, f64::min);
    measured.iter().map(worst).collect()
}

/// One value for each point, given by objective: minus the augmented Tchebycheff distance from the best of all
/// objectives, each between 0 and 1, with random weights that add up to 1.
fn scalarised(points: &[Vec<f64>], rng: &mut Xoshiro256PlusPlus) -> Vec<f64> {
    let mut cuts: Vec<f64> = points[1..]
        .iter()
        .map(|_| rng.gen_range(0.0..1.0))
        .collect();
    cuts.extend([0.0, 1.0]);
    cuts.sort_unstable_by(f64::total_cmp);
    let weights: Vec<f64> = cuts.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let distances: Vec<Vec<f64>> = zip(points, weights)
        .map(|(values, weight)| {
            let best = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            let range = if best > least { best - least } else { 1.0 };
            let distance = |value: &f64| weight * (best - value) / range;
            values.iter().map(distance).collect()
        })
        .collect();
    let of_point = |at: usize| {
        let distances = distances.iter().map(|of| of[at]);
        let sum: f64 = distances.clone().sum();
        -(distances.fold(0.0, f64::max) + AUGMENTED * sum)
    };
    (0..points[0].len()).map(of_point).collect()
}
