//! Searches that a model guides.

use std::sync::Arc;

use rand_xoshiro::Xoshiro256PlusPlus;

use super::Search;
use super::step::{Chooser, Outlook};
use super::working_scale::WorkingScale;
use crate::experiment::Method;
use crate::job::JobContext;
use crate::predict::{
    Candidates, Design, Estimate, FittedModel, Kriging, ModelSpec, TrainError, TrainingData,
    generator,
};

/// Stream of random numbers of functions drawn from a model.
pub(super) const DRAW_STREAM: u64 = u64::MAX - 3;

/// A method with what all its searches share.
#[derive(Debug, Clone)]
pub(super) struct Guide {
    method: Arc<Method>,
    design: Arc<Design>,
    candidates: Arc<Candidates>,
}

/// A search under way.
struct Progress<'a> {
    search: &'a Search,
    /// Places among the rows that take part, in the order in which they were measured.
    measured: Vec<usize>,
    taken: Vec<bool>,
    rng: Xoshiro256PlusPlus,
}

impl Guide {
    pub(super) fn new(search: &Search, method: &Arc<Method>) -> Self {
        let task = &search.prediction_task;
        let design = Design::new(&task.table, method.features.columns(), true);
        Self {
            method: Arc::clone(method),
            candidates: Arc::new(Candidates::new(&design, task.pool())),
            design: Arc::new(design),
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
        let mut progress = Progress {
            search,
            measured: Vec::new(),
            taken: vec![false; pool.len()],
            rng: generator(seed, DRAW_STREAM),
        };
        for at in order.iter().filter_map(|row| pool.binary_search(row).ok()) {
            progress.measured.push(at);
            progress.taken[at] = true;
        }
        if self.method.model.is_kriging() {
            self.by_kriging(&mut progress, job)?;
        } else {
            self.by_model(&mut progress, seed, job)?;
        }
        Ok(progress.measured.into_iter().map(|at| pool[at]).collect())
    }

    fn by_kriging(&self, progress: &mut Progress, job: &JobContext) -> Result<(), TrainError> {
        let mut kriging = Kriging::new(&self.candidates);
        for &at in &progress.measured {
            kriging.measure(at);
        }
        while progress.is_under_way() {
            job.check()?;
            let good = progress.goodness();
            let targets = WorkingScale::of(&good).scaled(&good);
            let step = progress.chooser().by_kriging(&mut kriging, &targets, &[]);
            progress
                .measured
                .extend(step.batch.iter().map(|choice| choice.at));
        }
        Ok(())
    }

    fn by_model(
        &self,
        progress: &mut Progress,
        seed: u64,
        job: &JobContext,
    ) -> Result<(), TrainError> {
        let search = progress.search;
        let pool = search.prediction_task.pool();
        let sign = search.sign();
        while progress.is_under_way() {
            let good = progress.goodness();
            let rows = progress.measured.iter().map(|&at| pool[at]);
            let mut measured: Vec<(u32, f64)> =
                rows.zip(good.iter().map(|good| sign * good)).collect();
            measured.sort_unstable_by_key(|&(row, _)| row);
            let (rows, targets): (Vec<u32>, Vec<f64>) = measured.into_iter().unzip();
            let (model, training) = (&self.method.model, (&rows[..], &targets[..]));
            let (_, estimates) = estimates(model, &self.design, training, pool, seed, job)?;
            let best = good.into_iter().fold(f64::NEG_INFINITY, f64::max);
            let outlook = Outlook::estimated(&estimates, sign, best);
            let step = progress.chooser().by_model(&self.candidates, outlook, &[]);
            progress
                .measured
                .extend(step.batch.iter().map(|choice| choice.at));
        }
        Ok(())
    }
}

impl Progress<'_> {
    /// There are more rows than queries.
    fn is_under_way(&self) -> bool {
        self.measured.len() < self.search.plan.queries
    }

    /// What is measured, on the scale on which more is better.
    fn goodness(&self) -> Vec<f64> {
        let pool = self.search.prediction_task.pool();
        let measured = self.measured.iter();
        measured.map(|&at| self.search.goodness(pool[at])).collect()
    }

    fn chooser(&mut self) -> Chooser<'_> {
        let plan = &self.search.plan;
        Chooser {
            acquisition: plan.acquisition,
            count: plan.batch.min(plan.queries - self.measured.len()),
            taken: &mut self.taken,
            rng: &mut self.rng,
        }
    }
}

/// Fits `model` to rows of `design`, ascending, and their targets, and predicts the rows `predicted`.
pub(super) fn estimates(
    model: &ModelSpec,
    design: &Design,
    (rows, targets): (&[u32], &[f64]),
    predicted: &[u32],
    seed: u64,
    job: &JobContext,
) -> Result<(FittedModel, Vec<Estimate>), TrainError> {
    let training_data = TrainingData {
        design,
        rows,
        targets,
        seed,
    };
    let fitted = model.fit(&training_data, job, &mut |_| {})?;
    let estimates = fitted.predict(design, Some(predicted), job)?;
    Ok((fitted, estimates))
}
