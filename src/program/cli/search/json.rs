//! Searches as one JSON object.

use serde::Serialize;

use grafscope_core::experiment::{Search, SearchRun, Spread};

/// All searches.
#[derive(Serialize)]
pub(super) struct Object {
    benchmark: String,
    dataset: String,
    target: String,
    best_possible: f64,
    start: usize,
    batch: usize,
    /// The numbers of queries that the values below are after.
    queries: Vec<usize>,
    guides: Vec<Guide>,
}

#[derive(Serialize)]
struct Guide {
    /// Null for random search.
    features: Option<String>,
    model: Option<String>,
    /// Over seeds, at each number of queries.
    best: Vec<Spread>,
    runs: Vec<Run>,
}

#[derive(Serialize)]
struct Run {
    seed: u64,
    best: Vec<f64>,
}

/// What `runs` come to, and the runs.
pub(super) fn object(search: &Search, runs: &[SearchRun]) -> Object {
    let prediction_task = &search.prediction_task;
    let guides = (0..search.series.len()).map(Some).chain([None]);
    let guide = |at: Option<usize>| {
        let series = at.map(|at| &search.series[at]);
        let own = runs.iter().filter(|run| run.series == at);
        Guide {
            features: series.map(|series| series.features.text().to_owned()),
            model: series.map(|series| series.model.to_string()),
            best: search.band(runs, at),
            runs: own
                .map(|run| Run {
                    seed: run.seed,
                    best: run.best.clone(),
                })
                .collect(),
        }
    };
    Object {
        benchmark: prediction_task.benchmark.clone(),
        dataset: prediction_task.dataset.clone(),
        target: prediction_task.target_name().to_owned(),
        best_possible: search.best_possible(),
        start: search.plan.start,
        batch: search.plan.batch,
        queries: search.plan.checkpoints(),
        guides: guides.map(guide).collect(),
    }
}
