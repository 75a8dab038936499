//! Evaluations as one JSON object.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cli::study::Study;
use grafscope_core::experiment::{DifferenceRecord, Labelled, Metric, PerMetric, Run, Spread};
use grafscope_core::predict::Provenance;

#[derive(Serialize)]
pub(super) struct Evaluation<'a> {
    /// By target, series, training size, seed.
    runs: Vec<&'a Run>,
    /// By target, series, training size.
    summary: Vec<Entry<'a>>,
    /// The same of the mean over all targets, where a plan is for many.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mean_over_targets: Vec<Entry<'a>>,
}

/// The runs of one series at one training size.
#[derive(Serialize)]
struct Entry<'a> {
    benchmark: &'a str,
    dataset: String,
    target: String,
    features: String,
    #[serde(flatten)]
    provenance: Provenance,
    model: String,
    train_size: usize,
    seeds: usize,
    n_features: usize,
    #[serde(flatten)]
    scores: PerMetric<Spread>,
    /// Mean weights of the parts of a blend.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    weights: BTreeMap<String, f64>,
    fit_ms: Spread,
    predict_ms: Spread,
    #[serde(flatten)]
    compared: Compared,
    /// The same in the further scores of `--metric`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<Compared>,
}

/// How it compares in a score.
#[derive(Serialize)]
struct Compared {
    metric: &'static str,
    /// The method that it is compared with.
    reference: Option<String>,
    /// How it differs from that method; null for the reference itself.
    #[serde(flatten)]
    difference: DifferenceRecord,
}

impl Compared {
    fn new(metric: Metric, of: &Labelled<'_>) -> Self {
        Self {
            metric: metric.name(),
            reference: of.reference_name(),
            difference: DifferenceRecord::new(of.cell.difference.as_ref()),
        }
    }
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(studies: &'a [Study], mean: Option<&'a Study>) -> Self {
        let summary = studies.iter().flat_map(entries);
        Self {
            runs: studies.iter().flat_map(|study| study.grid.runs()).collect(),
            summary: summary.collect(),
            mean_over_targets: mean.map(entries).unwrap_or_default(),
        }
    }
}

fn entries(study: &Study) -> Vec<Entry<'_>> {
    let task = &study.prediction_task;
    let (summary, others) = study.summaries();
    let mut entries = Vec::new();
    for (at, of) in summary.labelled().enumerate() {
        let place = at / summary.sizes.len();
        let cell = study.grid.cell(place, of.size);
        let cell = cell.cloned().unwrap_or_default();
        let time = |of: fn(&Run) -> f64| Spread::of(cell.runs().map(of));
        entries.push(Entry {
            benchmark: &task.benchmark,
            dataset: study.dataset(),
            target: study.target(),
            features: of.features.to_owned(),
            provenance: task.provenance(study.grid.series().nth(place).map(|of| &of.features)),
            model: of.model.to_owned(),
            train_size: of.size,
            seeds: of.cell.seeds,
            n_features: of.cell.n_features,
            scores: PerMetric::new(|metric| cell.spread(metric)),
            weights: cell.weights().into_iter().collect(),
            fit_ms: time(|run| run.fit_ms),
            predict_ms: time(|run| run.predict_ms),
            compared: Compared::new(summary.metric, &of),
            others: others
                .iter()
                .filter_map(|other| Some(Compared::new(other.metric, &other.labelled().nth(at)?)))
                .collect(),
        });
    }
    entries
}
