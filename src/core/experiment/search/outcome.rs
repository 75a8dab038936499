//! What searches have found.

use serde::Serialize;

use super::{Search, SearchRun, Strategy};
use crate::experiment::Spread;

/// Shares of the candidates that one is to be found of: the best 1 % and 0.1 %.
const TOP_SHARES: [f64; 2] = [0.01, 0.001];

/// What the searches of one strategy have found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchOutcome {
    /// Mean and standard deviation over the searches of the best value, at each checkpoint.
    pub best: Vec<Spread>,
    /// How many searches there are.
    pub searches: usize,
    /// How many of them have found the best value there is.
    pub found_optimum: usize,
    /// Queries until the best value is one of the best 1 % there are, as median over the searches; `None`
    /// where half of them have not come so far.
    pub queries_to_top_1_percent: Option<f64>,
    /// The same for the best 0.1 %.
    pub queries_to_top_01_percent: Option<f64>,
}

/// What a search is to find.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SearchGoals {
    /// The best value there is.
    pub optimum: f64,
    /// The least good value among each of [`TOP_SHARES`].
    top: [f64; 2],
}

impl Search {
    /// What there is to be found. Takes milliseconds.
    pub fn goals(&self) -> SearchGoals {
        let pool = self.prediction_task.pool();
        let mut values: Vec<f64> = pool.iter().map(|&row| self.goodness(row)).collect();
        let all = values.len();
        let top = TOP_SHARES.map(|share| {
            let count = ((all as f64 * share) as usize).max(1);
            if values.is_empty() {
                return f64::NAN;
            }
            // The shares fall: the values of the next are among those of the last.
            let (_, &mut value, _) =
                values.select_nth_unstable_by(count - 1, |a, b| b.total_cmp(a));
            values.truncate(count);
            self.sign() * value
        });
        let best = values.into_iter().fold(f64::NEG_INFINITY, f64::max);
        SearchGoals {
            optimum: self.sign() * best,
            top,
        }
    }

    /// What `runs` of `strategy` have found of `goals`.
    pub fn outcome(
        &self,
        runs: &[SearchRun],
        strategy: Strategy,
        goals: &SearchGoals,
    ) -> SearchOutcome {
        let runs: Vec<&SearchRun> = runs.iter().filter(|run| run.strategy == strategy).collect();
        let reached = |run: &SearchRun, wanted: f64| {
            let sign = self.sign();
            let mut best = run.best.iter();
            best.position(|value| sign * value >= sign * wanted)
        };
        let [top_1_percent, top_01_percent] = goals.top.map(|wanted| {
            let queries = runs.iter().map(|run| reached(run, wanted));
            median(queries.map(|at| at.map_or(f64::INFINITY, |at| at as f64 + 1.0)))
        });
        let at = |queries: usize| Spread::of(runs.iter().map(move |run| run.best[queries - 1]));
        let found = runs
            .iter()
            .filter(|run| reached(run, goals.optimum).is_some());
        SearchOutcome {
            best: self.plan.checkpoints().into_iter().map(at).collect(),
            searches: runs.len(),
            found_optimum: found.count(),
            queries_to_top_1_percent: top_1_percent,
            queries_to_top_01_percent: top_01_percent,
        }
    }
}

/// `None` of nothing, and where it is not finite.
pub(super) fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    let median = f64::midpoint(sorted[(sorted.len() - 1) / 2], upper);
    median.is_finite().then_some(median)
}
