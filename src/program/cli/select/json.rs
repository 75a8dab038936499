//! A selection as one JSON object.

use serde::Serialize;

use grafscope_core::experiment::selection::{Against, Direction, Selected, Selection};
use grafscope_core::experiment::{Difference, DifferenceRecord, Spread};
use grafscope_core::predict::{FeatureSet, Provenance};

#[derive(Serialize)]
pub(super) struct Object<'a> {
    benchmark: &'a str,
    dataset: &'a str,
    target: &'a str,
    #[serde(flatten)]
    provenance: Provenance,
    model: String,
    train_size: usize,
    seeds: usize,
    metric: &'a str,
    tolerance: f64,
    direction: &'a str,
    full: &'a str,
    n_full: usize,
    features: &'a str,
    n_features: usize,
    columns: Vec<&'a str>,
    steps: Vec<Step<'a>>,
    /// On the half that selects.
    full_inner: Spread,
    n_inner: usize,
    /// On the held-out half.
    full_outer: Spread,
    outer: Score,
    n_outer: usize,
}

#[derive(Serialize)]
struct Step<'a> {
    change: &'a str,
    features: &'a str,
    n_features: usize,
    #[serde(flatten)]
    inner: Score,
    /// On fresh samples.
    again: Score,
}

#[derive(Serialize)]
struct Score {
    #[serde(flatten)]
    spread: Spread,
    /// From the full set.
    #[serde(flatten)]
    difference: DifferenceRecord,
}

impl<'a> Object<'a> {
    pub(super) fn new(selection: &'a Selection, selected: &'a Selected) -> Self {
        let task = &selection.prediction_task;
        let name = |&id| task.table.column(id).spec.name.as_str();
        let inner = scores(selection, selected.path.iter().map(|step| &step.inner));
        let again = scores(selection, selected.again.iter());
        let steps = selected.path.iter().zip(inner.into_iter().zip(again));
        let steps = steps.map(|(step, (inner, again))| Step {
            change: &step.change,
            features: step.features.text(),
            n_features: size(&step.features),
            inner,
            again,
        });
        Self {
            benchmark: &task.benchmark,
            dataset: &task.dataset,
            target: task.target_name(),
            provenance: task.provenance([&selection.features]),
            model: selection.model.to_string(),
            train_size: selection.train_size,
            seeds: selection.seeds.count,
            metric: selection.metric.name(),
            tolerance: selection.tolerance,
            direction: match selection.direction {
                Direction::Backward => "backward",
                Direction::Forward => "forward",
            },
            full: selection.features.text(),
            n_full: size(&selection.features),
            features: selected.features.text(),
            n_features: size(&selected.features),
            columns: selected.features.columns().iter().map(name).collect(),
            steps: steps.collect(),
            full_inner: selected.full_inner,
            n_inner: selected.rows.0,
            full_outer: selected.full_outer,
            outer: score(&selected.outer, &selection.difference(&selected.outer)),
            n_outer: selected.rows.1,
        }
    }
}

fn size(set: &FeatureSet) -> usize {
    set.columns().len()
}

/// Sets that are shown together.
fn scores<'a>(
    selection: &Selection,
    shown: impl Iterator<Item = &'a Against> + Clone,
) -> Vec<Score> {
    let differences = selection.differences(shown.clone());
    let shown = shown.zip(&differences);
    shown.map(|(against, of)| score(against, of)).collect()
}

fn score(against: &Against, difference: &Difference) -> Score {
    Score {
        spread: against.score,
        difference: DifferenceRecord::new(Some(difference)),
    }
}
