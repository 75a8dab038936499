//! Gradient boosting of shallow trees on binned features (Friedman, 2001; histograms as Ke and others,
//! 2017). It is bagged over folds: each run is fitted to all folds but one, so that the mean of the runs
//! is steadier and each predicts the rows that it left out.

mod grow;

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};
use crate::predict::attribution::{Explainable, TreeEnsemble};
use crate::predict::bit_rows::RowBits;
use crate::predict::design::{Coding, Design};
use crate::predict::ensemble::mean_of_sums;
use crate::predict::forest::generator;
use crate::predict::packed::PackedTargets;
use crate::predict::training_codes::TrainingCodes;
use crate::predict::training_weights::{ExplainedRow, TrainingWeights, WeightKind, shared_leaves};
use crate::predict::tree::Tree;

use super::fitted::Fitted;
use super::folds::Folds;
use super::{Estimate, ModelError, ParamSpec, Params, Predictor, Regressor, TrainingData, restore};
use grow::{Grower, How};

pub(super) const BOOSTING: Predictor = Predictor {
    name: "boosting",
    doc: "gradient boosting of shallow trees, the mean of a run for each fold left out",
    params: &[
        ParamSpec::whole("rounds", 200, (1, 10_000)).doc("trees that are added up in a run"),
        ParamSpec::number("learning_rate", 0.08, (0.0001, 1.0))
            .doc("share of a tree that is added"),
        ParamSpec::whole("depth", 5, (1, 12)).doc("splits from the root to a leaf, at most"),
        ParamSpec::number("feature_fraction", 0.25, (0.001, 1.0))
            .doc("share of the features that a split is chosen from"),
        ParamSpec::whole("min_leaf", 1, (1, 1000)).doc("fewest training rows in a leaf"),
        ParamSpec::number("l2", 1.0, (0.0, 1000.0))
            .doc("L2 regularisation: rows without error added to each leaf"),
        ParamSpec::whole("runs", 6, (2, 8)).doc("folds, and runs that each leave one of them out"),
    ],
    needs_numbers: false,
    has_uncertainty: true,
    // The spread of runs of which all but one were fitted to a row is not that of other rows.
    comparable_uncertainty: false,
    fit: |params, training_data, job, _| fit(params, training_data, job),
    restore: restore::<Runs>,
};

#[derive(Debug, Serialize, Deserialize)]
struct Runs {
    /// The trees of the first run, then those of the next.
    trees: Vec<Tree>,
    rounds: usize,
    /// What each run starts from: the mean of its rows.
    starts: Vec<f64>,
}

fn fit(
    params: &Params,
    training_data: &TrainingData,
    job: &JobContext,
) -> Result<Fitted, ModelError> {
    let TrainingData {
        design,
        rows,
        targets,
        seed,
    } = *training_data;
    let packed = PackedTargets::new(targets)?;
    let bins = design.bins();
    let codes = TrainingCodes::new(bins, rows);
    let folds = Folds::new(rows.len(), params.whole("runs"), seed);
    let rounds = params.whole("rounds");
    let how = How::new(params, &packed);
    let done = AtomicUsize::new(0);
    let runs: Vec<(f64, Vec<Tree>)> = (0..folds.count)
        .into_par_iter()
        .map(|run| {
            let mut rows = folds.others(run);
            let (mut grower, start) = Grower::new(&codes, &how, &rows, generator(seed, run as u64));
            let mut trees = Vec::with_capacity(rounds);
            for _ in 0..rounds {
                job.check()?;
                trees.push(grower.grow(&mut rows));
                let done = 1 + done.fetch_add(1, Ordering::Relaxed);
                job.report("rounds", done, folds.count * rounds);
            }
            Ok((start, trees))
        })
        .collect::<Result<_, Cancelled>>()?;
    let (starts, trees): (Vec<f64>, Vec<Vec<Tree>>) = runs.into_iter().unzip();
    let runs = Runs {
        trees: trees.into_iter().flatten().collect(),
        rounds,
        starts,
    };
    let in_fold = folds.bits();
    let training = bins.bits_of_rows(rows);
    let left_out = |run: usize, block: usize| in_fold[run][block];
    let mut out_of_fold =
        mean_of_sums(&runs.trees, rounds, &runs.starts, &training, left_out, job)?;
    // A single run left a row out, so the spread is that of the runs that were fitted to it.
    let all = |_, _| RowBits::MAX;
    let spread = mean_of_sums(&runs.trees, rounds, &runs.starts, &training, all, job)?;
    for (estimate, spread) in out_of_fold.iter_mut().zip(spread) {
        estimate.uncertainty = spread.uncertainty;
    }
    Ok((Box::new(runs), out_of_fold))
}

impl Regressor for Runs {
    fn estimate(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let bits = design.bins().bits_of(rows);
        let all = |_, _| RowBits::MAX;
        mean_of_sums(&self.trees, self.rounds, &self.starts, &bits, all, job)
    }

    fn is_sound(&self, coding: &Coding) -> bool {
        let (runs, cuts) = (self.starts.len(), coding.cuts());
        self.rounds > 0
            && runs > 0
            && Some(self.trees.len()) == self.rounds.checked_mul(runs)
            && self.trees.iter().all(|tree| tree.is_sound(cuts))
    }

    fn training_weights(&self, row: &ExplainedRow) -> Option<TrainingWeights> {
        Some(TrainingWeights {
            model: BOOSTING.name,
            kind: WeightKind::SharedLeaves,
            weights: shared_leaves(row, &self.trees),
        })
    }

    fn explainable(&self, _: &Design) -> Option<Explainable<'_>> {
        let runs = self.starts.len() as f64;
        Some(Explainable::Trees(TreeEnsemble {
            start: self.starts.iter().sum::<f64>() / runs,
            weight: 1.0 / runs,
            ..TreeEnsemble::mean(&self.trees)
        }))
    }
}
