//! Searches without a predictor, to compare with.

use std::collections::VecDeque;

use super::{Search, Walk};
use crate::job::{Cancelled, JobContext};

/// Architectures that regularised evolution keeps, and those that the parent is the best of.
pub(super) const POPULATION: usize = 30;
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
        "Regularised evolution (Real et al., 2019): population 30, sample 10; of several targets NSGA-II (Deb et al., 2002)",
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

impl Search {
    /// The first of the best of `rows`.
    fn best(&self, rows: &[u32]) -> Option<u32> {
        let rows = rows.iter().copied().rev();
        rows.max_by(|&a, &b| self.goodness(a).total_cmp(&self.goodness(b)))
    }

    pub(super) fn evolution(
        &self,
        mut walk: Walk<'_>,
        job: &JobContext,
    ) -> Result<Vec<u32>, Cancelled> {
        let mut population: VecDeque<u32> = walk.measured.iter().copied().collect();
        while !walk.is_done() {
            job.check()?;
            while population.len() > POPULATION {
                population.pop_front();
            }
            let drawn: Vec<u32> = (0..SAMPLE)
                .map(|_| population[walk.place(population.len())])
                .collect();
            let Some(child) = walk.child(self.best(&drawn)) else {
                break;
            };
            walk.measure(child);
            population.push_back(child);
        }
        Ok(walk.measured)
    }

    pub(super) fn local(
        &self,
        mut walk: Walk<'_>,
        job: &JobContext,
    ) -> Result<Vec<u32>, Cancelled> {
        let mut centre = self.best(&walk.measured);
        while !walk.is_done() {
            job.check()?;
            let Some(row) = centre else { break };
            let mut ahead = walk.unmeasured_neighbours(row);
            while !ahead.is_empty() && !walk.is_done() {
                let at = walk.place(ahead.len());
                walk.measure(ahead.swap_remove(at));
            }
            let is_known = |row| walk.has_measured(row);
            let around = walk.neighbourhood.of(row, is_known);
            let best = self.best(&around);
            centre = best.filter(|&best| self.goodness(best) > self.goodness(row));
            if centre.is_none() && !walk.is_done() {
                centre = walk.random();
                if let Some(row) = centre {
                    walk.measure(row);
                }
            }
        }
        Ok(walk.measured)
    }
}
