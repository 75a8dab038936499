//! Evaluations as one JSON object.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cli::study::Study;
use grafscope_core::experiment::{Mark, Metric, Run, Spread, Summary};

#[derive(Serialize)]
pub(super) struct Evaluation<'a> {
    /// By target, series, training size, seed.
    runs: Vec<&'a Run>,
    /// By target, series, training size.
    summary: Vec<Entry<'a>>,
}

/// The runs of one series at one training size.
#[derive(Serialize)]
struct Entry<'a> {
    benchmark: &'a str,
    dataset: &'a str,
    target: &'a str,
    features: String,
    model: String,
    train_size: usize,
    seeds: usize,
    n_features: usize,
    tau: Spread,
    spearman: Spread,
    r2: Spread,
    mae: Spread,
    rmse: Spread,
    best_of_top10_rank: Spread,
    /// Mean weights of the parts of a blend.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    weights: BTreeMap<String, f64>,
    fit_ms: Spread,
    predict_ms: Spread,
    /// Whether it has the best mean of its training size.
    best: bool,
    /// Whether it is the best or not significantly different from it; null if the test cannot tell.
    not_worse: Option<bool>,
    /// Two-sided p value of the paired Wilcoxon signed-rank test against the best.
    p_against_best: Option<f64>,
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(studies: &'a [Study], metric: Metric) -> Self {
        let summary = studies.iter().flat_map(|study| entries(study, metric));
        Self {
            runs: studies.iter().flat_map(|study| study.grid.runs()).collect(),
            summary: summary.collect(),
        }
    }
}

fn entries(study: &Study, metric: Metric) -> Vec<Entry<'_>> {
    let summary = Summary::new(&study.grid, metric);
    let task = &study.prediction_task;
    let mut entries = Vec::new();
    for (place, (features, model)) in summary.series.iter().enumerate() {
        for (&train_size, of_cell) in summary.sizes.iter().zip(&summary.cells[place]) {
            let cell = study.grid.cell(place, train_size);
            let cell = cell.cloned().unwrap_or_default();
            let time = |of: fn(&Run) -> f64| Spread::of(cell.runs().map(of));
            entries.push(Entry {
                benchmark: &task.benchmark,
                dataset: &task.dataset,
                target: task.target_name(),
                features: features.clone(),
                model: model.clone(),
                train_size,
                seeds: of_cell.seeds,
                n_features: of_cell.n_features,
                tau: cell.spread(Metric::Tau),
                spearman: cell.spread(Metric::Spearman),
                r2: cell.spread(Metric::R2),
                mae: cell.spread(Metric::Mae),
                rmse: cell.spread(Metric::Rmse),
                best_of_top10_rank: cell.spread(Metric::BestOfTop10Rank),
                weights: cell.weights().into_iter().collect(),
                fit_ms: time(|run| run.fit_ms),
                predict_ms: time(|run| run.predict_ms),
                best: of_cell.mark == Mark::Best,
                not_worse: match of_cell.mark {
                    Mark::Best | Mark::NotWorse => Some(true),
                    Mark::Worse => Some(false),
                    Mark::Open => None,
                },
                p_against_best: Some(of_cell.p).filter(|p| !p.is_nan()),
            });
        }
    }
    entries
}
