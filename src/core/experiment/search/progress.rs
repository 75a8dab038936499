//! A search under way that a model guides.

use rand_xoshiro::Xoshiro256PlusPlus;

use super::step::{Choice, Chooser};
use super::working_scale::WorkingScale;
use super::{SearchPlan, order};
use crate::job::{Cancelled, JobContext};
use crate::predict::{Candidates, Kriging, generator};

/// Stream of random numbers of functions drawn from a model.
pub(super) const DRAW_STREAM: u64 = u64::MAX - 3;

/// What is measured: at first the beginning of a random order, as in all searches.
pub(super) struct Progress<'a> {
    plan: &'a SearchPlan,
    pool: &'a [u32],
    /// Places in the pool, in the order in which they were measured.
    pub(super) measured: Vec<usize>,
    pub(super) taken: Vec<bool>,
    rng: Xoshiro256PlusPlus,
}

impl<'a> Progress<'a> {
    pub(super) fn new(plan: &'a SearchPlan, pool: &'a [u32], seed: u64) -> Self {
        let mut progress = Self {
            plan,
            pool,
            measured: Vec::new(),
            taken: vec![false; pool.len()],
            rng: generator(seed, DRAW_STREAM),
        };
        let mut start = order(pool, plan.queries, seed);
        start.truncate(plan.start);
        for at in start.iter().filter_map(|row| pool.binary_search(row).ok()) {
            progress.measured.push(at);
            progress.taken[at] = true;
        }
        progress
    }

    /// There are more candidates than queries.
    pub(super) fn is_under_way(&self) -> bool {
        self.measured.len() < self.plan.queries
    }

    /// How many are measured next.
    pub(super) fn count(&self) -> usize {
        self.plan.batch.min(self.plan.queries - self.measured.len())
    }

    pub(super) fn chooser(&mut self) -> Chooser<'_> {
        Chooser {
            acquisition: self.plan.acquisition,
            count: self.count(),
            taken: &mut self.taken,
            rng: &mut self.rng,
        }
    }

    pub(super) fn measure(&mut self, batch: &[Choice]) {
        self.measured.extend(batch.iter().map(|choice| choice.at));
    }

    /// The rows measured, in order.
    pub(super) fn rows(&self) -> Vec<u32> {
        self.measured.iter().map(|&at| self.pool[at]).collect()
    }

    /// A Gaussian process that knows where it was measured.
    pub(super) fn kriging<'c>(&self, candidates: &'c Candidates) -> Kriging<'c> {
        let mut kriging = Kriging::new(candidates);
        for &at in &self.measured {
            kriging.measure(at);
        }
        kriging
    }

    /// Goes on to the end by kriging of `goodness`: of the places measured, more is better.
    pub(super) fn by_kriging(
        &mut self,
        candidates: &Candidates,
        mut goodness: impl FnMut(&[usize]) -> Vec<f64>,
        job: &JobContext,
    ) -> Result<(), Cancelled> {
        let mut kriging = self.kriging(candidates);
        while self.is_under_way() {
            job.check()?;
            let good = goodness(&self.measured);
            let targets = WorkingScale::of(&good).scaled(&good);
            let batch = self.chooser().by_kriging(&mut kriging, &targets, &[]);
            self.measure(&batch);
        }
        Ok(())
    }
}
