//! One training run: what it is of, and its record as it is kept and written.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::lists::separators;
use crate::predict::{FeatureSet, ModelSpec, PerMetric, null_as_nan};
use crate::table::{ColumnId, Table};

/// A way to predict: from which features, with which model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    /// The features.
    pub features: FeatureSet,
    /// The model.
    pub model: ModelSpec,
}

/// One training run that is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// How to predict.
    pub series: Arc<Method>,
    /// Training size.
    pub train_size: usize,
    /// Seed of the sample and the model.
    pub seed: u64,
}

impl Method {
    /// The external predictions of a column.
    pub fn external(column: ColumnId, table: &Table) -> Self {
        Self {
            features: FeatureSet::external(column, table),
            model: ModelSpec::external(),
        }
    }

    /// Whether it is predictions of a column.
    pub fn is_external(&self) -> bool {
        self.model.is_external()
    }
}

impl fmt::Display for Method {
    /// `graf+zcp, forest`
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}, {}", self.features.text(), self.model)
    }
}

/// The set and the model of a method as users write it, `graf, forest trees=200`: what stands before and
/// after the last comma that is in no parentheses and no backquotes.
pub fn set_and_model(text: &str) -> (&str, Option<&str>) {
    match separators(text, &[',']).last() {
        Some(at) => (&text[..at], Some(text[at + 1..].trim_start())),
        None => (text, None),
    }
}

/// What a run depends on, besides the data themselves: two runs of one version with equal keys and
/// equal [`Run::content`] have equal scores.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RunKey {
    /// Name of the benchmark.
    pub benchmark: String,
    /// Name of the data set.
    pub dataset: String,
    /// Name of the target.
    pub target: String,
    /// Which rows took part: `canonical`, `all`, `filtered`, and how they were split unless at random.
    pub rows: String,
    /// The feature set, as it was written.
    pub features: String,
    /// The model, with the parameters that are not as by default: `forest trees=200`.
    pub model: String,
    /// Training size asked for.
    pub train_size: usize,
    /// Seed of the sample and the model.
    pub seed: u64,
}

/// One training run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// What it depends on.
    #[serde(flatten)]
    pub key: RunKey,
    /// Version of the program that made it.
    pub version: String,
    /// Fingerprint of the data: the target, the features, which rows were drawn and which scored.
    pub content: String,
    /// Features in the set.
    pub n_features: usize,
    /// Rows trained on.
    pub n_train: usize,
    /// Held-out rows scored.
    pub n_test: usize,
    /// Its scores.
    #[serde(flatten, deserialize_with = "null_as_nan")]
    pub scores: PerMetric<f64>,
    /// Weights of the parts of a blend, by model; empty for other models.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub weights: BTreeMap<String, f64>,
    /// Milliseconds to fit, on one thread.
    pub fit_ms: f64,
    /// Milliseconds to predict all rows, on one thread.
    pub predict_ms: f64,
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::bench::Better;
    use crate::predict::Metric;

    pub(in super::super) fn run(features: &str, train_size: usize, seed: u64, tau: f64) -> Run {
        Run {
            key: RunKey {
                benchmark: "made-up".to_owned(),
                dataset: "cifar10".to_owned(),
                target: "val_acc".to_owned(),
                rows: "canonical".to_owned(),
                features: features.to_owned(),
                model: "forest".to_owned(),
                train_size,
                seed,
            },
            version: env!("CARGO_PKG_VERSION").to_owned(),
            content: "0123456789abcdef".to_owned(),
            n_features: 3,
            n_train: train_size,
            n_test: 100,
            scores: PerMetric::new(|metric| match metric {
                Metric::BestOfTop10Rank => 1.0,
                // Worse by as much as tau is.
                _ if metric.better() == Better::Lower => 1.0 - tau,
                _ => tau,
            }),
            weights: BTreeMap::new(),
            fit_ms: 1.0,
            predict_ms: 0.1,
        }
    }

    #[test]
    fn a_run_reads_as_it_was_written_missing_scores_included() {
        let mut before = run("graf", 32, u64::MAX, 0.1 + 0.2);
        before.scores.r2 = f64::NAN;
        before.weights.insert("gp".to_owned(), 0.25);
        let text = serde_json::to_string(&before).unwrap();
        assert!(text.contains("\"r2\":null"), "{text}");
        let mut after: Run = serde_json::from_str(&text).unwrap();
        assert!(after.scores.r2.is_nan());
        after.scores.r2 = 0.0;
        before.scores.r2 = 0.0;
        assert_eq!(before, after);
        let missing = text.replace("\"ndcg_at_10\"", "\"ndcg\"");
        let error = serde_json::from_str::<Run>(&missing).unwrap_err();
        assert!(error.to_string().contains("missing field `ndcg_at_10`"));
        let wrong = text.replace("\"r2\":null", "\"r2\":true");
        let error = serde_json::from_str::<Run>(&wrong).unwrap_err();
        assert!(error.to_string().contains("expected a number or null"));
    }

    #[test]
    fn the_model_stands_after_a_comma_outside_names() {
        assert_eq!(set_and_model("graf"), ("graf", None));
        assert_eq!(set_and_model("graf, gp"), ("graf", Some("gp")));
        assert_eq!(
            set_and_model("min_path_len(c3,skip)+`a,b`,forest trees=3"),
            ("min_path_len(c3,skip)+`a,b`", Some("forest trees=3"))
        );
        assert_eq!(set_and_model("op_count(c3,"), ("op_count(c3,", None));
    }
}
