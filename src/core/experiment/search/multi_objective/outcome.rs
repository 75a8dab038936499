//! What searches for trade-offs have found.

use serde::Serialize;

use super::{MultiRun, MultiSearch};
use crate::experiment::search::outcome::median;
use crate::experiment::{Spread, Strategy};

/// What the searches of one strategy have found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MultiOutcome {
    /// Mean and standard deviation over the searches of the hypervolume relative to that of the true front, at each
    /// checkpoint.
    pub hypervolume: Vec<Spread>,
    /// How many searches there are.
    pub searches: usize,
    /// Mean and standard deviation of how many architectures of the true front they have measured.
    pub found_front: Spread,
    /// Queries until the hypervolume is 95 % of that of the true front, as median over the searches; `None`
    /// where half of them have not come so far.
    pub queries_to_95_percent: Option<f64>,
    /// The same for 99 %.
    pub queries_to_99_percent: Option<f64>,
}

impl MultiSearch {
    /// What `runs` of `strategy` have found.
    pub fn outcome(&self, runs: &[MultiRun], strategy: Strategy) -> MultiOutcome {
        let runs: Vec<&MultiRun> = runs.iter().filter(|run| run.strategy == strategy).collect();
        let queries_to = |share: f64| {
            let reached = runs.iter().map(|run| {
                let mut volumes = run.hypervolume.iter();
                let at = volumes.position(|&volume| volume >= share);
                at.map_or(f64::INFINITY, |at| at as f64 + 1.0)
            });
            median(reached)
        };
        let at = |queries: usize| {
            let volumes = runs.iter().map(|run| run.hypervolume[queries - 1]);
            Spread::of(volumes)
        };
        MultiOutcome {
            hypervolume: self.plan.checkpoints().into_iter().map(at).collect(),
            searches: runs.len(),
            found_front: Spread::of(runs.iter().map(|run| run.found_front as f64)),
            queries_to_95_percent: queries_to(0.95),
            queries_to_99_percent: queries_to(0.99),
        }
    }
}
