//! Suggestions as one JSON object.

use serde::Serialize;

use crate::cli::suggest::Suggested;
use grafscope_core::experiment::Suggestion;

#[derive(Serialize)]
pub(super) struct Object<'a> {
    /// The benchmark or search space of the candidates.
    benchmark: &'a str,
    space: &'a str,
    /// Null where nothing is measured.
    target: Option<&'a str>,
    better: Option<&'static str>,
    features: &'a str,
    /// Null where none has been trained.
    model: Option<String>,
    acquisition: &'a str,
    seed: u64,
    /// Of the intervals.
    level: f64,
    measured: usize,
    pending: usize,
    candidates: usize,
    /// Why the suggestions are spread out and not chosen by a model, else null.
    spread_out: Option<String>,
    /// The first to measure first.
    suggestions: Vec<Entry>,
}

/// Null stands for what is not known.
#[derive(Serialize)]
struct Entry {
    arch: String,
    predicted: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
    acquisition: Option<f64>,
    /// Measured architectures, the nearest first.
    nearest: Vec<Near>,
}

#[derive(Serialize)]
struct Near {
    arch: String,
    value: f64,
    distance: f64,
}

impl<'a> Object<'a> {
    pub(super) fn new(suggested: &'a Suggested) -> Self {
        let Suggested {
            bench,
            placed,
            target,
            options,
            suggestions,
            ..
        } = suggested;
        let spread_out = suggestions.spread_out.as_ref();
        Self {
            benchmark: &bench.name,
            space: bench.space.name(),
            target: target.as_ref().map(|target| target.name.as_str()),
            better: target.as_ref().map(|target| target.better.name()),
            features: &suggested.features,
            model: suggested.model().map(|model| model.to_string()),
            acquisition: options.acquisition.name,
            seed: options.seed,
            level: options.level,
            measured: placed.measured.len(),
            pending: placed.pending.len(),
            candidates: suggested.candidates,
            spread_out: spread_out.map(ToString::to_string),
            suggestions: suggestions
                .batch
                .iter()
                .map(|of| suggested.entry(of))
                .collect(),
        }
    }
}

impl Suggested {
    fn entry(&self, of: &Suggestion) -> Entry {
        let known = |value: f64| (!value.is_nan()).then_some(value);
        let nearest = of.nearest.iter().map(|&(row, distance)| Near {
            arch: self.encoding(row),
            value: self.value(row),
            distance,
        });
        Entry {
            arch: self.encoding(of.row),
            predicted: known(of.forecast.predicted),
            lower: known(of.forecast.lower),
            upper: known(of.forecast.upper),
            acquisition: known(of.forecast.acquisition),
            nearest: nearest.collect(),
        }
    }
}
