//! Searches as one JSON object.

use serde::Serialize;

use super::guide::Guide;
use grafscope_core::experiment::{Search, SearchOutcome, SearchRun, Strategy};
use grafscope_core::predict::Provenance;

#[derive(Serialize)]
pub(super) struct Object<'a> {
    benchmark: &'a str,
    dataset: &'a str,
    target: &'a str,
    #[serde(flatten)]
    provenance: Provenance,
    /// Measured architectures, one of which is chosen each time.
    candidates: usize,
    best_possible: f64,
    start: usize,
    batch: usize,
    acquisition: &'a str,
    /// The numbers of queries after which the values below are found.
    queries: Vec<usize>,
    guides: Vec<Guide<'a, SearchOutcome, Run>>,
}

#[derive(Serialize)]
struct Run {
    seed: u64,
    best: Vec<f64>,
}

impl<'a> Object<'a> {
    pub(super) fn new(search: &'a Search, runs: &[SearchRun]) -> Self {
        let task = &search.prediction_task;
        let goals = search.goals();
        let queries = search.plan.checkpoints();
        let guide = |strategy: Strategy| {
            let method = match strategy {
                Strategy::Guided(at) => Some(&*search.series[at]),
                Strategy::Baseline(_) => None,
            };
            let runs_of = runs.iter().filter(|run| run.strategy == strategy);
            let runs_of = runs_of.map(|run| Run {
                seed: run.seed,
                best: queries.iter().map(|&at| run.best[at - 1]).collect(),
            });
            let outcome = search.outcome(runs, strategy, &goals);
            Guide::new(search.name(strategy), method, outcome, runs_of)
        };
        Self {
            benchmark: &task.benchmark,
            dataset: &task.dataset,
            target: task.target_name(),
            provenance: task.provenance(search.series.iter().map(|of| &of.features)),
            candidates: task.pool().len(),
            best_possible: goals.optimum,
            start: search.plan.start,
            batch: search.plan.batch,
            acquisition: search.plan.acquisition.name,
            guides: search.strategies().into_iter().map(guide).collect(),
            queries,
        }
    }
}
