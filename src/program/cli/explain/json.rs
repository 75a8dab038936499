//! A report as one JSON object.

use serde::Serialize;

use crate::cli::explain::args::Trained;
use crate::cli::explain::report::Report;
use grafscope_core::diagnosis::importance::{By, Mean, Weight};
use grafscope_core::diagnosis::{Against, Collisions, Half, NoiseFloor, SeedTau, Slice};
use grafscope_core::predict::Scores;

/// The whole.
#[derive(Serialize)]
pub(super) struct Object {
    benchmark: String,
    dataset: String,
    target: String,
    features: String,
    model: String,
    train_size: usize,
    seed: u64,
    /// Over the rows that are judged, as all that follows.
    rows: usize,
    tau: f64,
    r2: f64,
    mae: f64,
    rmse: f64,
    bias: f64,
    interval: Interval,
    noise: Option<Noise>,
    collisions: Shared,
    slices: Vec<Region>,
    importances: Importances,
}

#[derive(Serialize)]
struct Interval {
    /// Share of rows that intervals are to hold, and share that they do hold of all unseen rows.
    level: f64,
    coverage: Option<f64>,
    mean_width: Option<f64>,
}

#[derive(Serialize)]
struct Noise {
    seeds: Vec<Seeds>,
    best_rmse: Option<f64>,
    best_r2: Option<f64>,
    rows: usize,
}

#[derive(Serialize)]
struct Seeds {
    seed: usize,
    /// Another seed, or null for the mean of all others.
    against: Option<usize>,
    rows: usize,
    tau: Option<f64>,
}

#[derive(Serialize)]
struct Shared {
    vectors: usize,
    groups: usize,
    rows_in_groups: usize,
    mean_std: f64,
    worst_range: f64,
    best_r2: f64,
    best_mae: f64,
    best_rmse: f64,
    /// A tau that a function of the features reaches, and one that none exceeds.
    tau_reached: f64,
    tau_at_most: f64,
}

#[derive(Serialize)]
struct Region {
    rule: String,
    class: &'static str,
    confirmed: bool,
    /// On the half of the rows that it was found on.
    found: Part,
    /// On the other half.
    held_out: Part,
}

#[derive(Serialize)]
struct Part {
    rows: usize,
    mean_error: f64,
    mae: f64,
    share_of_error: f64,
}

#[derive(Serialize)]
struct Importances {
    how: &'static str,
    rows_explained: usize,
    rows_permuted: usize,
    permutations: usize,
    features: Vec<Importance>,
    families: Vec<Importance>,
    operations: Vec<Importance>,
    correlated: Vec<Importance>,
}

#[derive(Serialize)]
struct Importance {
    name: String,
    mean_abs_contribution: f64,
    /// Mean and standard deviation over permutations.
    #[serde(skip_serializing_if = "Option::is_none")]
    tau_loss: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mae_loss: Option<[f64; 2]>,
}

/// Everything in `report`.
pub(super) fn object(report: &Report, trained: &Trained) -> Object {
    let (request, prediction_task) = (&trained.request, &trained.prediction_task);
    let Scores { tau, r2, .. } = report.upper_bounds.scores;
    let (summary, intervals) = (&report.summary, &trained.intervals);
    let known = |value: f64| (!value.is_nan()).then_some(value);
    let found = &report.importances;
    let by = |by: By| {
        let names = found.grouping(by).names.iter().enumerate();
        let entries = names.zip(found.weights(by)).map(|((at, name), weight)| {
            let column = found.column(by, at).filter(|_| by == By::Feature);
            let name = column.map_or(name, |id| &prediction_task.table.column(id).spec.name);
            importance(name, weight)
        });
        let mut entries: Vec<Importance> = entries.collect();
        entries.sort_by(|a, b| b.mean_abs_contribution.total_cmp(&a.mean_abs_contribution));
        entries
    };
    Object {
        benchmark: prediction_task.benchmark.clone(),
        dataset: prediction_task.dataset.clone(),
        target: prediction_task.target_name().to_owned(),
        features: request.features.text().to_owned(),
        model: request.model.to_string(),
        train_size: request.train_size,
        seed: request.seed,
        rows: summary.rows,
        tau,
        r2,
        mae: summary.mae,
        rmse: summary.rmse,
        bias: summary.bias,
        interval: Interval {
            level: intervals.level,
            coverage: known(intervals.coverage()),
            mean_width: known(intervals.width),
        },
        noise: report.upper_bounds.noise.as_ref().map(|noise| Noise {
            seeds: noise.taus.iter().map(seeds).collect(),
            best_rmse: noise.floor.map(|floor: NoiseFloor| floor.rmse),
            best_r2: noise.floor.map(|floor| floor.r2),
            rows: noise.floor.map_or(0, |floor| floor.rows),
        }),
        collisions: shared(&report.upper_bounds.collisions),
        slices: report.slices.slices.iter().map(region).collect(),
        importances: Importances {
            how: found.how.name(),
            rows_explained: found.explained.rows.len(),
            rows_permuted: found.permuted_rows,
            permutations: found.options.permutations,
            features: by(By::Feature),
            families: by(By::Family),
            operations: by(By::Operation),
            correlated: by(By::Cluster),
        },
    }
}

fn importance(name: &str, weight: &Weight) -> Importance {
    let pair = |mean: Mean| [mean.mean, mean.deviation];
    Importance {
        name: name.to_owned(),
        mean_abs_contribution: weight.contribution,
        tau_loss: weight.loss.map(|loss| pair(loss.tau)),
        mae_loss: weight.loss.map(|loss| pair(loss.mae)),
    }
}

fn seeds(of: &SeedTau) -> Seeds {
    Seeds {
        seed: of.seed,
        against: match of.against {
            Against::Seed(seed) => Some(seed),
            Against::Others => None,
        },
        rows: of.rows,
        tau: (!of.tau.is_nan()).then_some(of.tau),
    }
}

fn shared(of: &Collisions) -> Shared {
    Shared {
        vectors: of.vectors,
        groups: of.groups,
        rows_in_groups: of.shared,
        mean_std: of.mean_sd,
        worst_range: of.worst_range,
        best_r2: of.r2,
        best_mae: of.mae,
        best_rmse: of.rmse,
        tau_reached: of.tau_reached,
        tau_at_most: of.tau_most,
    }
}

fn region(slice: &Slice) -> Region {
    let part = |half: &Half| Part {
        rows: half.rows,
        mean_error: half.mean_error,
        mae: half.mae,
        share_of_error: half.share,
    };
    Region {
        rule: slice.rule.clone(),
        class: slice.class.name(),
        confirmed: slice.confirmed,
        found: part(&slice.found),
        held_out: part(&slice.held_out),
    }
}
