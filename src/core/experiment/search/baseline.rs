//! Searches without a predictor, to compare with.

use std::collections::{HashSet, VecDeque};

use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::{Neighbourhood, Search};
use crate::job::{Cancelled, JobContext};
use crate::predict::generator;

/// Stream of random numbers of the choices of a baseline.
const CHOICE_STREAM: u64 = u64::MAX - 2;
/// Architectures that regularised evolution keeps, and those that the parent is the best of.
const POPULATION: usize = 30;
const SAMPLE: usize = 10;

/// A search without a predictor. All start with the same architectures as the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Baseline {
    /// Goes on drawing at random.
    Random,
    /// Real et al. (2019): an architecture one edit away from the best of 10 drawn from the last
    /// 30 measured.
    Evolution,
    /// White et al. (2021): all architectures one edit away from the best, then from the best of
    /// these; a new random one when none is better.
    Local,
}

impl Baseline {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Random, Self::Evolution, Self::Local];

    /// What each is, for help.
    pub const MEANINGS: [&'static str; 3] = [
        "Random search",
        "Regularised evolution (Real et al., 2019): population 30, sample 10",
        "Local search (White et al., 2021), restarted at random when no neighbour is better",
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Evolution => "evolution",
            Self::Local => "local",
        }
    }

    /// Its name in tables and legends.
    pub fn title(self) -> &'static str {
        match self {
            Self::Random => "random search",
            Self::Evolution => "regularised evolution",
            Self::Local => "local search",
        }
    }

    /// Whether it goes from architecture to architecture.
    pub(super) fn needs_neighbours(self) -> bool {
        self != Self::Random
    }
}

/// What a baseline has measured, and what it may measure at random.
pub(super) struct Walk<'a> {
    search: &'a Search,
    neighbourhood: &'a Neighbourhood,
    rng: Xoshiro256PlusPlus,
    /// Rows in a random order, as many as there are queries.
    order: Vec<u32>,
    measured: Vec<u32>,
    is_measured: HashSet<u32>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(search: &'a Search, neighbourhood: &'a Neighbourhood, seed: u64) -> Self {
        let mut walk = Self {
            search,
            neighbourhood,
            rng: generator(seed, CHOICE_STREAM),
            order: search.order(seed),
            measured: Vec::new(),
            is_measured: HashSet::new(),
        };
        for at in 0..search.plan.start {
            walk.measure(walk.order[at]);
        }
        walk
    }

    fn is_done(&self) -> bool {
        self.measured.len() >= self.search.plan.queries
    }

    fn measure(&mut self, row: u32) {
        self.measured.push(row);
        self.is_measured.insert(row);
    }

    fn goodness(&self, row: u32) -> f64 {
        self.search.goodness(row)
    }

    /// The first of the best of `rows`.
    fn best(&self, rows: &[u32]) -> Option<u32> {
        let rows = rows.iter().copied().rev();
        rows.max_by(|&a, &b| self.goodness(a).total_cmp(&self.goodness(b)))
    }

    /// The next row of the random order that is not measured: there is one, as long as queries are left.
    fn random(&self) -> Option<u32> {
        let mut order = self.order.iter();
        order.find(|row| !self.is_measured.contains(row)).copied()
    }

    fn unmeasured_neighbours(&self, row: u32) -> Vec<u32> {
        let is_new = |row| !self.is_measured.contains(&row);
        self.neighbourhood.of(row, is_new)
    }

    pub(super) fn evolution(mut self, job: &JobContext) -> Result<Vec<u32>, Cancelled> {
        let mut population: VecDeque<u32> = self.measured.iter().copied().collect();
        while !self.is_done() {
            job.check()?;
            while population.len() > POPULATION {
                population.pop_front();
            }
            let drawn: Vec<u32> = (0..SAMPLE)
                .map(|_| population[self.rng.gen_range(0..population.len() as u32) as usize])
                .collect();
            let parent = self.best(&drawn);
            let children = parent.map_or_else(Vec::new, |row| self.unmeasured_neighbours(row));
            let child = if children.is_empty() {
                self.random()
            } else {
                let at = self.rng.gen_range(0..children.len() as u32);
                Some(children[at as usize])
            };
            let Some(child) = child else { break };
            self.measure(child);
            population.push_back(child);
        }
        Ok(self.measured)
    }

    pub(super) fn local(mut self, job: &JobContext) -> Result<Vec<u32>, Cancelled> {
        let mut centre = self.best(&self.measured);
        while !self.is_done() {
            job.check()?;
            let Some(row) = centre else { break };
            let mut ahead = self.unmeasured_neighbours(row);
            while !ahead.is_empty() && !self.is_done() {
                let at = self.rng.gen_range(0..ahead.len() as u32);
                let next = ahead.swap_remove(at as usize);
                self.measure(next);
            }
            let is_known = |row| self.is_measured.contains(&row);
            let around = self.neighbourhood.of(row, is_known);
            let best = self.best(&around);
            centre = best.filter(|&best| self.goodness(best) > self.goodness(row));
            if centre.is_none() && !self.is_done() {
                centre = self.random();
                if let Some(row) = centre {
                    self.measure(row);
                }
            }
        }
        Ok(self.measured)
    }
}
