//! Comparing feature sets: many training runs on the same samples, summarised.

use std::sync::Arc;

use serde::Serialize;

use crate::bench::Better;
use crate::job::Watch;
use crate::table::{ColumnId, Table};

use super::wilcoxon::signed_rank;
use super::{FeatureSet, ModelSpec, RowPolicy, Scores, TrainError, TrainRequest, Trainer};

/// What is compared: every feature set at every training size with every seed.
#[derive(Debug, Clone)]
pub struct EvalRequest {
    /// Name of the benchmark.
    pub benchmark: String,
    /// Name of its data set.
    pub dataset: String,
    /// The columns.
    pub table: Arc<Table>,
    /// The column to predict.
    pub target: ColumnId,
    /// Which end of the target is good.
    pub better: Better,
    /// The feature sets.
    pub sets: Vec<FeatureSet>,
    /// The training sizes.
    pub sizes: Vec<usize>,
    /// The first seed.
    pub first_seed: u64,
    /// How many seeds, each one more than the last.
    pub seeds: usize,
    /// The model with its parameters.
    pub model: ModelSpec,
    /// Which rows take part.
    pub rows: RowPolicy,
}

/// One training run.
#[derive(Debug, Clone, Serialize)]
pub struct EvalRun {
    /// Name of the benchmark.
    pub benchmark: String,
    /// Name of the data set.
    pub dataset: String,
    /// Name of the target.
    pub target: String,
    /// The feature set, as it was written.
    pub features: String,
    /// Training size asked for.
    pub train_size: usize,
    /// Seed of the sample and the forest.
    pub seed: u64,
    /// Features in the set.
    pub n_features: usize,
    /// Rows trained on.
    pub n_train: usize,
    /// Unseen rows scored.
    pub n_test: usize,
    /// As in [`Scores`].
    pub tau: f64,
    /// As in [`Scores`].
    pub spearman: f64,
    /// As in [`Scores`].
    pub r2: f64,
    /// As in [`Scores`].
    pub mae: f64,
    /// As in [`Scores`].
    pub rmse: f64,
    /// As in [`Scores`].
    pub best_of_top10_rank: f64,
    /// Milliseconds to fit.
    pub fit_ms: f64,
    /// Milliseconds to predict all rows.
    pub predict_ms: f64,
}

/// Mean and standard deviation (n − 1) over seeds; NaN where a run has no such score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// The standard deviation; NaN with one seed.
    pub std: f64,
}

/// The runs of one feature set at one training size.
#[derive(Debug, Clone, Serialize)]
pub struct EvalSummary {
    /// The feature set, as it was written.
    pub features: String,
    /// Training size.
    pub train_size: usize,
    /// Runs.
    pub seeds: usize,
    /// Features in the set.
    pub n_features: usize,
    /// As in [`Scores`].
    pub tau: Spread,
    /// As in [`Scores`].
    pub spearman: Spread,
    /// As in [`Scores`].
    pub r2: Spread,
    /// As in [`Scores`].
    pub mae: Spread,
    /// As in [`Scores`].
    pub rmse: Spread,
    /// As in [`Scores`].
    pub best_of_top10_rank: Spread,
    /// Milliseconds to fit.
    pub fit_ms: Spread,
    /// Milliseconds to predict all rows.
    pub predict_ms: Spread,
    /// Whether the set has the best mean tau of its training size.
    pub best: bool,
    /// Two-sided p value of a paired Wilcoxon signed-rank test of its taus against the best set's;
    /// 1 for the best itself.
    pub p_against_best: f64,
}

/// Runs and what they come to.
#[derive(Debug, Clone, Serialize)]
pub struct Evaluation {
    /// By feature set, then training size, then seed.
    pub runs: Vec<EvalRun>,
    /// By feature set, then training size.
    pub summary: Vec<EvalSummary>,
}

/// Trains and scores every combination. All sets see the same samples: a sample depends on the
/// rows, the size and the seed alone. Progress counts `runs`, and `trees` within each.
///
/// # Errors
/// [`TrainError`].
pub fn evaluate(request: &EvalRequest, watch: &Watch) -> Result<Evaluation, TrainError> {
    let total = request.sets.len() * request.sizes.len() * request.seeds;
    let mut trainer = Trainer::default();
    let mut runs = Vec::with_capacity(total);
    for set in &request.sets {
        for &size in &request.sizes {
            for seed in (0..request.seeds as u64).map(|at| request.first_seed.wrapping_add(at)) {
                runs.push(run(request, set, size, seed, &mut trainer, watch)?);
                watch.report("runs", runs.len(), total);
            }
        }
    }
    let mut summary: Vec<EvalSummary> = runs.chunks(request.seeds.max(1)).map(summarise).collect();
    for place in 0..request.sizes.len() {
        compare(&mut summary, &runs, request, place);
    }
    Ok(Evaluation { runs, summary })
}

fn run(
    request: &EvalRequest,
    set: &FeatureSet,
    size: usize,
    seed: u64,
    trainer: &mut Trainer,
    watch: &Watch,
) -> Result<EvalRun, TrainError> {
    let training = TrainRequest {
        table: Arc::clone(&request.table),
        target: request.target,
        better: request.better,
        features: set.clone(),
        train_size: size,
        seed,
        model: request.model.clone(),
        rows: request.rows.clone(),
    };
    let prediction = trainer.train(&training, watch)?;
    let Scores {
        rows,
        tau,
        spearman,
        r2,
        mae,
        rmse,
        best_of_top10_rank,
    } = prediction.scores;
    Ok(EvalRun {
        benchmark: request.benchmark.clone(),
        dataset: request.dataset.clone(),
        target: request.table.column(request.target).spec.name.clone(),
        features: set.text().to_owned(),
        train_size: size,
        seed,
        n_features: prediction.n_features,
        n_train: prediction.n_train,
        n_test: rows,
        tau,
        spearman,
        r2,
        mae,
        rmse,
        best_of_top10_rank,
        fit_ms: prediction.fit.as_secs_f64() * 1e3,
        predict_ms: prediction.predict.as_secs_f64() * 1e3,
    })
}

fn summarise(runs: &[EvalRun]) -> EvalSummary {
    let over = |score: fn(&EvalRun) -> f64| Spread::of(runs.iter().map(score));
    EvalSummary {
        features: runs[0].features.clone(),
        train_size: runs[0].train_size,
        seeds: runs.len(),
        n_features: runs[0].n_features,
        tau: over(|run| run.tau),
        spearman: over(|run| run.spearman),
        r2: over(|run| run.r2),
        mae: over(|run| run.mae),
        rmse: over(|run| run.rmse),
        best_of_top10_rank: over(|run| run.best_of_top10_rank),
        fit_ms: over(|run| run.fit_ms),
        predict_ms: over(|run| run.predict_ms),
        best: false,
        p_against_best: f64::NAN,
    }
}

/// Marks the best set at the training size at `place`, and tests the others against it.
fn compare(summary: &mut [EvalSummary], runs: &[EvalRun], request: &EvalRequest, place: usize) {
    let entry = |set: usize| set * request.sizes.len() + place;
    let sets = 0..request.sets.len();
    let mean = |set: usize| summary[entry(set)].tau.mean;
    let defined = sets.clone().filter(|&set| !mean(set).is_nan());
    // Of equal means the first listed set is called the best.
    let Some(best) = defined.rev().max_by(|&a, &b| mean(a).total_cmp(&mean(b))) else {
        return;
    };
    let taus = |set: usize| {
        let start = entry(set) * request.seeds;
        runs[start..start + request.seeds].iter().map(|run| run.tau)
    };
    for set in sets {
        let differences: Vec<f64> = taus(best).zip(taus(set)).map(|(a, b)| a - b).collect();
        let summary = &mut summary[entry(set)];
        summary.best = set == best;
        summary.p_against_best = signed_rank(&differences);
    }
}

impl Spread {
    fn of(numbers: impl Iterator<Item = f64> + Clone) -> Self {
        let count = numbers.clone().count() as f64;
        let mean = numbers.clone().sum::<f64>() / count;
        let squares: f64 = numbers
            .map(|number| (number - mean) * (number - mean))
            .sum();
        Self {
            mean,
            std: (squares / (count - 1.0)).sqrt(),
        }
    }
}
