//! Evaluations as one JSON object.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::cli::study::Study;
use grafscope_core::experiment::{Cell, CellSummary, Mark, Metric, Run, Spread, Summary};

/// Runs and what they come to.
#[derive(Serialize)]
struct Evaluation<'a> {
    /// By subject, series, training size, seed.
    runs: Vec<&'a Run>,
    /// By subject, series, training size.
    summary: Vec<Entry>,
}

/// The runs of one series at one training size.
#[derive(Serialize)]
struct Entry {
    benchmark: String,
    dataset: String,
    target: String,
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
    /// Mean weights of the parts of a blend; left out for models of one piece.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    weights: BTreeMap<String, f64>,
    fit_ms: Spread,
    predict_ms: Spread,
    /// Whether it has the best mean of its training size.
    best: bool,
    /// Whether it is the best, or the paired test does not tell it from the best; null where the
    /// test cannot say.
    not_worse: Option<bool>,
    /// Two-sided p value of the paired Wilcoxon signed-rank test against the best.
    p_against_best: Option<f64>,
}

/// Writes every run and the summary.
pub(super) fn write(out: &mut impl Write, studies: &[Study], metric: Metric) -> io::Result<()> {
    let evaluation = Evaluation {
        runs: studies.iter().flat_map(|study| study.grid.runs()).collect(),
        summary: studies
            .iter()
            .flat_map(|study| entries(study, metric))
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &evaluation)?;
    writeln!(out)
}

fn entries(study: &Study, metric: Metric) -> Vec<Entry> {
    let summary = Summary::new(&study.grid, metric);
    let mut entries = Vec::new();
    for (place, (features, model)) in summary.series.iter().enumerate() {
        for (&size, cell_summary) in summary.sizes.iter().zip(&summary.cells[place]) {
            let cell = study.grid.cell(place, size).cloned().unwrap_or_default();
            let prediction_task = &study.prediction_task;
            entries.push(Entry {
                benchmark: prediction_task.benchmark.clone(),
                dataset: prediction_task.dataset.clone(),
                target: prediction_task.target_name().to_owned(),
                features: features.clone(),
                model: model.clone(),
                train_size: size,
                ..entry(&cell, cell_summary)
            });
        }
    }
    entries
}

fn entry(cell: &Cell, cell_summary: &CellSummary) -> Entry {
    let time = |of: fn(&Run) -> f64| Spread::of(cell.runs().map(of));
    Entry {
        benchmark: String::new(),
        dataset: String::new(),
        target: String::new(),
        features: String::new(),
        model: String::new(),
        train_size: 0,
        seeds: cell_summary.seeds,
        n_features: cell_summary.n_features,
        tau: cell.spread(Metric::Tau),
        spearman: cell.spread(Metric::Spearman),
        r2: cell.spread(Metric::R2),
        mae: cell.spread(Metric::Mae),
        rmse: cell.spread(Metric::Rmse),
        best_of_top10_rank: cell.spread(Metric::BestOfTop10Rank),
        weights: cell.weights().into_iter().collect(),
        fit_ms: time(|run| run.fit_ms),
        predict_ms: time(|run| run.predict_ms),
        best: cell_summary.mark == Mark::Best,
        not_worse: match cell_summary.mark {
            Mark::Best | Mark::NotWorse => Some(true),
            Mark::Worse => Some(false),
            Mark::Open => None,
        },
        p_against_best: Some(cell_summary.p).filter(|p| !p.is_nan()),
    }
}
