//! Searches for the best trade-offs of two or three targets.
//!
//! As a search for the best value of one, but what counts is the hypervolume of what is measured: a model of each
//! target guides by its expected improvement, or one model by a random scalarisation of all.

mod guide;
mod improvement;
mod nsga2;
mod objectives;
mod outcome;

pub use objectives::{MOST_TARGETS, Objectives};
pub use outcome::MultiOutcome;

use std::sync::Arc;

use anyhow::ensure;

use super::acquisition::check_uncertainty;
use super::guide::Guide;
use super::{Baseline, Neighbourhood, SearchPlan, Strategy, Walk, check_memory, order};
use crate::bench::Benchmark;
use crate::experiment::{Method, Seeds, WorkerPool};
use crate::job::JobContext;
use crate::predict::TrainError;
use guide::guided;
use nsga2::nsga2;

/// What is worth measuring, given what models predict of several targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MultiAcquisition {
    /// The expected improvement of the hypervolume.
    #[default]
    Ehvi,
    /// The expected improvement of a random scalarisation.
    Parego,
}

impl MultiAcquisition {
    /// All of them, the default first.
    pub const ALL: [Self; 2] = [Self::Ehvi, Self::Parego];

    /// What each is, for help.
    pub const MEANINGS: [&'static str; 2] = [
        "Of several targets: expected hypervolume improvement, one model per target (Emmerich, Giannakoglou and Naujoks, 2006)",
        "Of several targets: expected improvement of an augmented Tchebycheff scalarisation with random weights, by kriging (Knowles, 2006)",
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ehvi => "ehvi",
            Self::Parego => "parego",
        }
    }
}

/// Searches for trade-offs: each strategy with each seed.
#[derive(Debug, Clone)]
pub struct MultiSearch {
    /// The targets.
    pub objectives: Arc<Objectives>,
    /// What its rows are.
    pub bench: Arc<Benchmark>,
    /// The methods that guide, each with a method for each target.
    pub series: Vec<Vec<Arc<Method>>>,
    /// The searches without a predictor; evolution is NSGA-II, and there is no local search.
    pub baselines: Vec<Baseline>,
    /// How it goes on; its acquisition function is that of scalarised targets.
    pub plan: SearchPlan,
    /// What is measured next.
    pub acquisition: MultiAcquisition,
    /// The seeds.
    pub seeds: Seeds,
}

/// One search for trade-offs.
#[derive(Debug, Clone, PartialEq)]
pub struct MultiRun {
    /// What has decided.
    pub strategy: Strategy,
    /// Its seed.
    pub seed: u64,
    /// The hypervolume of what is measured by 1, 2, 3 … queries, relative to that of the true front.
    pub hypervolume: Vec<f64>,
    /// How many of the true front are measured.
    pub found_front: usize,
}

impl MultiSearch {
    /// The strategies that are compared.
    pub fn strategies(&self) -> Vec<Strategy> {
        Strategy::all(self.series.len(), &self.baselines)
    }

    /// Its name in tables and legends.
    pub fn name(&self, strategy: Strategy) -> String {
        match strategy {
            Strategy::Guided(at) => self.series[at][0].to_string(),
            Strategy::Baseline(Baseline::Evolution) => "NSGA-II".to_owned(),
            Strategy::Baseline(baseline) => baseline.title().to_owned(),
        }
    }

    /// Whether it can be run.
    ///
    /// # Errors
    /// When it cannot: says why.
    pub fn check(&self) -> anyhow::Result<()> {
        let (plan, objectives) = (&self.plan, &self.objectives);
        let (tasks, candidates) = (objectives.tasks(), objectives.pool().len());
        plan.check(candidates)?;
        ensure!(
            !self.baselines.contains(&Baseline::Local),
            "local search is for one target: with several use random and evolution"
        );
        for methods in &self.series {
            for (task, method) in tasks.iter().zip(methods) {
                task.check(&method.features, plan.start)?;
                let targets = tasks.iter().map(|other| other.target_name());
                for target in targets.filter_map(|name| task.table.resolve(name).ok()) {
                    method.features.check_target(target, &task.table)?;
                }
            }
            let method = &methods[0];
            let (model, acquisition) = (method.model.model(), self.acquisition);
            let name = acquisition.name();
            check_uncertainty(&method.model, name, "another model")?;
            ensure!(
                method.model.is_kriging() || acquisition == MultiAcquisition::Ehvi,
                "the acquisition function {name} is for kriging: with {} use ehvi",
                model.name
            );
            check_memory(method, candidates, tasks.len(), plan.queries)?;
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
        mut done: impl FnMut(MultiRun),
    ) -> Result<(), TrainError> {
        let (table, pool) = (&self.objectives.tasks()[0].table, self.objectives.pool());
        let guide = |methods: &Vec<Arc<Method>>| Guide::new(table, pool, &methods[0]);
        let guides: Vec<Guide> = self.series.iter().map(guide).collect();
        let evolves = self.baselines.contains(&Baseline::Evolution);
        let around = evolves.then(|| Neighbourhood::new(&self.bench, pool, job));
        let around = around.transpose()?;
        let search = self.clone();
        worker_pool.each_seed(
            &self.strategies(),
            self.seeds,
            ("searches", job),
            move |strategy, seed, job| {
                let (objectives, plan) = (&search.objectives, &search.plan);
                let order = || order(objectives.pool(), plan.queries, seed);
                match (strategy, &around) {
                    (Strategy::Guided(at), _) => guided(&guides[at], &search, seed, job),
                    (Strategy::Baseline(Baseline::Evolution), Some(around)) => {
                        let walk = Walk::new(around, plan, order(), seed);
                        Ok(nsga2(objectives, walk, job)?)
                    }
                    (Strategy::Baseline(_), _) => Ok(order()),
                }
            },
            |strategy, seed, rows: Vec<u32>| {
                let places = self.objectives.places(&rows);
                done(MultiRun {
                    strategy,
                    seed,
                    hypervolume: self.objectives.by_query(&places),
                    found_front: self.objectives.found(&places),
                });
            },
        )
    }
}

#[cfg(test)]
mod tests;
