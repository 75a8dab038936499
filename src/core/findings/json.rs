//! Findings as one JSON object.

use serde::Serialize;

use crate::diagnosis::importance::{By, Importances};
use crate::diagnosis::{Collisions, Noise, SeedTau, Slice, Spread};
use crate::predict::{Intervals, PerMetric, Provenance};
use crate::table::Table;

use super::Findings;
use super::importances::largest_first;

/// What a predictor predicts, from what.
#[derive(Debug, Clone, Serialize)]
pub struct About {
    /// The benchmark.
    pub benchmark: String,
    /// Its data set.
    pub dataset: String,
    /// The target.
    pub target: String,
    /// The feature set.
    pub features: String,
    /// The model with its parameters.
    pub model: String,
    /// Rows trained on.
    pub train_size: usize,
    /// Seed of sample and model.
    pub seed: u64,
    /// The features that networks were trained for.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// The JSON of [`Findings`].
#[derive(Debug, Serialize)]
pub struct Object<'a> {
    #[serde(flatten)]
    about: About,
    rows: usize,
    #[serde(flatten)]
    scores: PerMetric<f64>,
    bias: f64,
    interval: IntervalJson,
    noise: Option<NoiseJson<'a>>,
    collisions: &'a Collisions,
    slices: &'a [Slice],
    /// Regions with a lift of 1 or less.
    slices_left_out: usize,
    importances: ImportancesJson,
}

/// NaN becomes null.
#[derive(Debug, Serialize)]
struct IntervalJson {
    level: f64,
    coverage: f64,
    mean_width: f64,
}

#[derive(Debug, Serialize)]
struct NoiseJson<'a> {
    seeds: &'a [SeedTau],
    best_rmse: Option<f64>,
    best_r2: Option<f64>,
    rows: usize,
}

#[derive(Debug, Serialize)]
struct ImportancesJson {
    how: &'static str,
    rows_explained: usize,
    rows_permuted: usize,
    permutations: usize,
    features: Vec<Importance>,
    families: Vec<Importance>,
    operations: Vec<Importance>,
    correlated: Vec<Importance>,
}

#[derive(Debug, Serialize)]
struct Importance {
    name: String,
    mean_abs_contribution: f64,
    /// Mean and standard deviation over permutations.
    #[serde(skip_serializing_if = "Option::is_none")]
    tau_loss: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mae_loss: Option<[f64; 2]>,
}

impl<'a> Object<'a> {
    /// `found` about a predictor whose features are columns of `table`.
    pub fn new(found: &'a Findings, about: About, intervals: &Intervals, table: &Table) -> Self {
        let summary = &found.summary;
        Self {
            about,
            rows: summary.rows,
            scores: found.upper_bounds.scores.per_metric(),
            bias: summary.bias,
            interval: IntervalJson {
                level: intervals.level,
                coverage: intervals.coverage(),
                mean_width: intervals.width,
            },
            noise: found.upper_bounds.noise.as_ref().map(NoiseJson::new),
            collisions: &found.upper_bounds.collisions,
            slices: &found.slices.slices,
            slices_left_out: found.slices.left_out,
            importances: ImportancesJson::new(&found.importances, table),
        }
    }
}

impl<'a> NoiseJson<'a> {
    fn new(noise: &'a Noise) -> Self {
        Self {
            seeds: &noise.taus,
            best_rmse: noise.floor.map(|floor| floor.rmse),
            best_r2: noise.floor.map(|floor| floor.r2),
            rows: noise.floor.map_or(0, |floor| floor.rows),
        }
    }
}

impl ImportancesJson {
    fn new(found: &Importances, table: &Table) -> Self {
        let pair = |loss: Spread| [loss.mean, loss.std];
        let by = |by: By| {
            let weights = found.weights(by);
            let entries = largest_first(weights).into_iter().map(|at| {
                // A feature is named alone, without those that it stands for.
                let column = found.column(by, at).filter(|_| by == By::Feature);
                let name = column.map(|id| &table.column(id).spec.name);
                Importance {
                    name: name.unwrap_or(&found.grouping(by).names[at]).clone(),
                    mean_abs_contribution: weights[at].contribution,
                    tau_loss: weights[at].loss.map(|loss| pair(loss.tau)),
                    mae_loss: weights[at].loss.map(|loss| pair(loss.mae)),
                }
            });
            entries.collect()
        };
        Self {
            how: found.how.name(),
            rows_explained: found.explained.rows.len(),
            rows_permuted: found.permuted_rows,
            permutations: found.options.permutations,
            features: by(By::Feature),
            families: by(By::Family),
            operations: by(By::Operation),
            correlated: by(By::Cluster),
        }
    }
}
