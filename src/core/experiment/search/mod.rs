//! Searches for the best architecture: guided by a model, and without one for comparison.
//!
//! All begin with the same architectures, drawn at random. A guided search trains on what it has
//! measured, measures those with the greatest value of an acquisition function, and repeats.

mod acquisition;
mod baseline;
mod candidates;
mod guide;
mod multi_objective;
mod neighbourhood;
mod outcome;
mod plan;
mod progress;
mod step;
mod suggest;
mod suggested_rows;
mod walk;
mod working_scale;

pub use acquisition::{ACQUISITIONS, Acquisition};
pub use baseline::Baseline;
pub use candidates::candidates;
pub use multi_objective::{
    MOST_TARGETS, MultiAcquisition, MultiOutcome, MultiRun, MultiSearch, Objectives,
};
pub use outcome::{SearchGoals, SearchOutcome};
pub use plan::SearchPlan;
pub use suggest::{
    Forecast, KnownArchitectures, PlacedArchitectures, SpreadOut, SuggestOptions, SuggestQuery,
    Suggestion, Suggestions,
};
pub use suggested_rows::{SuggestRows, SuggestedRows};

use std::sync::Arc;

use anyhow::ensure;
use rand::Rng;

use super::{Method, PredictionTask, Seeds, WorkerPool};
use crate::bench::Benchmark;
use crate::job::JobContext;
use crate::predict::{TrainError, generator};
use guide::Guide;
use neighbourhood::Neighbourhood;
use walk::Walk;

/// Stream of random numbers of the order in which architectures are drawn.
const ORDER_STREAM: u64 = u64::MAX - 1;
/// Most candidates × queries of kriging: half a gigabyte for each search under way.
const MOST_KRIGED: usize = 1 << 26;

/// Searches on a task: each strategy with each seed.
#[derive(Debug, Clone)]
pub struct Search {
    /// The best value of its target is searched for.
    pub prediction_task: Arc<PredictionTask>,
    /// What its rows are.
    pub bench: Arc<Benchmark>,
    /// The methods that guide.
    pub series: Vec<Arc<Method>>,
    /// The searches without a predictor.
    pub baselines: Vec<Baseline>,
    /// How it goes on.
    pub plan: SearchPlan,
    /// The seeds.
    pub seeds: Seeds,
}

/// What decides which architecture is measured next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strategy {
    /// A method: its place in [`Search::series`].
    Guided(usize),
    /// Nothing that is trained.
    Baseline(Baseline),
}

/// One search.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchRun {
    /// What has decided.
    pub strategy: Strategy,
    /// Its seed.
    pub seed: u64,
    /// The best true value found by 1, 2, 3 … queries.
    pub best: Vec<f64>,
}

impl Strategy {
    fn all(methods: usize, baselines: &[Baseline]) -> Vec<Self> {
        let guided = (0..methods).map(Self::Guided);
        let baselines = baselines.iter().copied().map(Self::Baseline);
        guided.chain(baselines).collect()
    }
}

impl Search {
    /// The strategies that are compared.
    pub fn strategies(&self) -> Vec<Strategy> {
        Strategy::all(self.series.len(), &self.baselines)
    }

    /// Its name in tables and legends.
    pub fn name(&self, strategy: Strategy) -> String {
        match strategy {
            Strategy::Guided(at) => self.series[at].to_string(),
            Strategy::Baseline(baseline) => baseline.title().to_owned(),
        }
    }

    /// Whether it can be run.
    ///
    /// # Errors
    /// When it cannot: says why.
    pub fn check(&self) -> anyhow::Result<()> {
        let Self {
            prediction_task,
            plan,
            ..
        } = self;
        let candidates = prediction_task.pool().len();
        plan.check(candidates)?;
        for method in &self.series {
            prediction_task.check(&method.features, plan.start)?;
            plan.acquisition.check(&method.model)?;
            check_memory(method, candidates, 1, plan.queries)?;
        }
        Ok(())
    }

    /// Runs every search, several at a time, and calls `done` with each as it is finished; only the
    /// order of the calls depends on the number of threads. Progress counts `searches`.
    ///
    /// # Errors
    /// [`TrainError`] of the first search that cannot go on, or on a stop.
    ///
    /// # Panics
    /// When it has not been [checked](Self::check) and cannot be run.
    pub fn run(
        &self,
        worker_pool: WorkerPool,
        job: &JobContext,
        mut done: impl FnMut(SearchRun),
    ) -> Result<(), TrainError> {
        let (table, pool) = (&self.prediction_task.table, self.prediction_task.pool());
        let guides: Vec<Guide> = (self.series.iter())
            .map(|method| Guide::new(table, pool, method))
            .collect();
        let mut baselines = self.baselines.iter();
        let neighbourhood = if baselines.any(|baseline| baseline.needs_neighbours()) {
            Some(Neighbourhood::new(&self.bench, pool, job)?)
        } else {
            None
        };
        let search = self.clone();
        worker_pool.each_seed(
            &self.strategies(),
            self.seeds,
            ("searches", job),
            move |strategy, seed, job| match (strategy, &neighbourhood) {
                (Strategy::Guided(at), _) => guides[at].search(&search, seed, job),
                (Strategy::Baseline(Baseline::Evolution), Some(around)) => {
                    Ok(search.evolution(search.walk(around, seed), job)?)
                }
                (Strategy::Baseline(Baseline::Local), Some(around)) => {
                    Ok(search.local(search.walk(around, seed), job)?)
                }
                (Strategy::Baseline(_), _) => Ok(search.order(seed)),
            },
            |strategy, seed, rows| {
                done(SearchRun {
                    strategy,
                    seed,
                    best: self.best_by_query(&rows),
                });
            },
        )
    }

    fn order(&self, seed: u64) -> Vec<u32> {
        order(self.prediction_task.pool(), self.plan.queries, seed)
    }

    fn walk<'a>(&self, around: &'a Neighbourhood, seed: u64) -> Walk<'a> {
        Walk::new(around, &self.plan, self.order(seed), seed)
    }

    /// 1 where more is better, −1 where less is.
    fn sign(&self) -> f64 {
        self.prediction_task.better.sign()
    }

    /// The true value of a row, with the sign that makes more better.
    fn goodness(&self, row: u32) -> f64 {
        let task = &self.prediction_task;
        self.sign() * task.table.column(task.target).values.get(row as usize)
    }

    fn best_by_query(&self, rows: &[u32]) -> Vec<f64> {
        let mut best = f64::NEG_INFINITY;
        let values = rows.iter().map(|&row| {
            best = best.max(self.goodness(row));
            self.sign() * best
        });
        values.collect()
    }
}

/// Whether `targets` Gaussian processes over so many candidates fit into memory.
fn check_memory(
    method: &Method,
    candidates: usize,
    targets: usize,
    queries: usize,
) -> anyhow::Result<()> {
    let most = MOST_KRIGED / (candidates * targets).max(1);
    ensure!(
        !method.model.is_kriging() || queries <= most,
        "kriging over {candidates} candidates takes too much memory for {queries} queries: use at most {most}, or another model"
    );
    Ok(())
}

/// Rows of `pool` in the order in which they are drawn at random, as many as there are `queries`.
fn order(pool: &[u32], queries: usize, seed: u64) -> Vec<u32> {
    let mut rng = generator(seed, ORDER_STREAM);
    let mut rows = pool.to_vec();
    for at in 0..queries {
        let other = rng.gen_range(at as u32..rows.len() as u32);
        rows.swap(at, other as usize);
    }
    rows.truncate(queries);
    rows
}

#[cfg(test)]
mod tests;
