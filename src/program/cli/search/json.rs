//! Searches as one JSON object.

use serde::Serialize;

use grafscope_core::experiment::{Search, SearchRun, Spread};
use grafscope_core::predict::Provenance;

#[derive(Serialize)]
pub(super) struct Object<'a> {
    benchmark: &'a str,
    dataset: &'a str,
    target: &'a str,
    #[serde(flatten)]
    provenance: Provenance,
    best_possible: f64,
    start: usize,
    batch: usize,
    /// The numbers of queries after which the values below are found.
    queries: Vec<usize>,
    guides: Vec<Guide<'a>>,
}

#[derive(Serialize)]
struct Guide<'a> {
    /// Null for random search.
    features: Option<&'a str>,
    model: Option<String>,
    /// Over seeds, at each number of queries.
    best: Vec<Spread>,
    runs: Vec<Run<'a>>,
}

#[derive(Serialize)]
struct Run<'a> {
    seed: u64,
    best: &'a [f64],
}

impl<'a> Object<'a> {
    pub(super) fn new(search: &'a Search, runs: &'a [SearchRun]) -> Self {
        let task = &search.prediction_task;
        let guides = (0..search.series.len()).map(Some).chain([None]);
        let guides = guides.map(|at| {
            let series = at.map(|at| &search.series[at]);
            let runs_of = runs.iter().filter(|run| run.series == at);
            let runs_of = runs_of.map(|run| Run {
                seed: run.seed,
                best: &run.best,
            });
            Guide {
                features: series.map(|series| series.features.text()),
                model: series.map(|series| series.model.to_string()),
                best: search.band(runs, at),
                runs: runs_of.collect(),
            }
        });
        Self {
            benchmark: &task.benchmark,
            dataset: &task.dataset,
            target: task.target_name(),
            provenance: task.provenance(search.series.iter().map(|of| &of.features)),
            best_possible: search.best_possible(),
            start: search.plan.start,
            batch: search.plan.batch,
            queries: search.plan.checkpoints(),
            guides: guides.collect(),
        }
    }
}
