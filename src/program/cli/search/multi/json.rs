//! Searches for trade-offs as one JSON object.

use std::iter::zip;

use serde::Serialize;

use crate::cli::search::guide::Guide;
use grafscope_core::experiment::{MultiOutcome, MultiRun, MultiSearch, Strategy};
use grafscope_core::predict::Provenance;

#[derive(Serialize)]
pub(super) struct Object<'a> {
    benchmark: &'a str,
    dataset: &'a str,
    targets: Vec<Objective<'a>>,
    #[serde(flatten)]
    provenance: Provenance,
    candidates: usize,
    /// How many candidates no other dominates.
    front: usize,
    start: usize,
    batch: usize,
    acquisition: &'a str,
    /// The numbers of queries after which the hypervolumes below are reached.
    queries: Vec<usize>,
    guides: Vec<Guide<'a, MultiOutcome, Run>>,
}

#[derive(Serialize)]
struct Objective<'a> {
    target: &'a str,
    better: &'static str,
    /// The coordinate of the reference point.
    reference: f64,
}

#[derive(Serialize)]
struct Run {
    seed: u64,
    hypervolume: Vec<f64>,
    found_front: usize,
}

impl<'a> Object<'a> {
    pub(super) fn new(search: &'a MultiSearch, runs: &[MultiRun]) -> Self {
        let objectives = &search.objectives;
        let task = &objectives.tasks()[0];
        let targets = zip(objectives.tasks(), objectives.reference());
        let targets = targets.map(|(task, reference)| Objective {
            target: task.target_name(),
            better: task.better.name(),
            reference,
        });
        let queries = search.plan.checkpoints();
        let guide = |strategy: Strategy| {
            let method = match strategy {
                Strategy::Guided(at) => Some(&*search.series[at][0]),
                Strategy::Baseline(_) => None,
            };
            let runs_of = runs.iter().filter(|run| run.strategy == strategy);
            let runs_of = runs_of.map(|run| Run {
                seed: run.seed,
                hypervolume: queries.iter().map(|&at| run.hypervolume[at - 1]).collect(),
                found_front: run.found_front,
            });
            let outcome = search.outcome(runs, strategy);
            Guide::new(search.name(strategy), method, outcome, runs_of)
        };
        let sets = search.series.iter().map(|methods| &methods[0].features);
        Self {
            benchmark: &task.benchmark,
            dataset: &task.dataset,
            targets: targets.collect(),
            provenance: task.provenance(sets),
            candidates: objectives.pool().len(),
            front: objectives.front_size(),
            start: search.plan.start,
            batch: search.plan.batch,
            acquisition: search.acquisition.name(),
            guides: search.strategies().into_iter().map(guide).collect(),
            queries,
        }
    }
}
