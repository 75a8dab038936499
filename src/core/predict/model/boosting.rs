//! Gradient boosting of shallow trees on binned features (Friedman, 2001; histograms as Ke
//! and others, 2017), each split chosen from a random part of the features.
//!
//! It is bagged over folds: one run of rounds for each fold of the training rows, learned from all
//! others, so that their mean is steadier and each run may speak about the rows it left out.

mod grow;

use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};
use crate::predict::attribution::{Explainable, Parts, TreeEnsemble};
use crate::predict::bit_rows::RowBits;
use crate::predict::design::{Coding, Design};
use crate::predict::ensemble::{mean_of_sums, rows_of_folds};
use crate::predict::folds::folds;
use crate::predict::forest::generator;
use crate::predict::training_codes::TrainingCodes;
use crate::predict::training_weights::{ExplainedRow, TrainingWeights, WeightKind, shared_leaves};
use crate::predict::tree::Tree;

use super::calibration::{Calibrated, Uncalibrated};
use super::state::{Sound, restore};
use super::{
    About, Estimate, FittedModel, ModelError, OnPartial, ParamSpec, Params, Predictor, TrainingData,
};
use grow::{Grower, How};

/// The model.
#[derive(Debug)]
pub(super) struct Boosting;

const ABOUT: About = About {
    name: "boosting",
    doc: "gradient boosting of shallow trees, the mean of a run for each fold left out",
    params: PARAMS,
    needs_numbers: false,
    has_uncertainty: true,
    // How far runs are apart that learned from a row, but for one, is not how far those are that did
    // not.
    comparable_uncertainty: false,
};

const PARAMS: &[ParamSpec] = &[
    ParamSpec::whole(
        "rounds",
        200,
        (1, 10_000),
        "trees that are added up in a run",
    ),
    ParamSpec::number(
        "learning_rate",
        0.08,
        (0.0001, 1.0),
        "share of a tree that is added",
    ),
    ParamSpec::whole(
        "depth",
        5,
        (1, 12),
        "splits from the root to a leaf, at most",
    ),
    ParamSpec::number(
        "feature_fraction",
        0.25,
        (0.001, 1.0),
        "share of the features that a split is chosen from",
    ),
    ParamSpec::whole("min_leaf", 1, (1, 1000), "fewest training rows in a leaf"),
    ParamSpec::number(
        "l2",
        1.0,
        (0.0, 1000.0),
        "rows of no error that each leaf has besides its own",
    ),
    ParamSpec::whole(
        "runs",
        6,
        (2, 8),
        "folds, and runs that each leave one of them out",
    ),
];

impl Predictor for Boosting {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn fit(
        &self,
        params: &Params,
        training_data: &TrainingData,
        job: &JobContext,
        _: OnPartial,
    ) -> Result<Box<dyn FittedModel>, ModelError> {
        Ok(Box::new(fit(params, training_data, job)?))
    }

    fn restore(&self, bytes: &[u8], coding: &Coding) -> Option<Box<dyn FittedModel>> {
        restore::<Calibrated<Grown>>(bytes, coding)
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Grown {
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
) -> Result<Calibrated<Grown>, Cancelled> {
    let bins = training_data.design.bins();
    let codes = TrainingCodes::new(bins, training_data.rows);
    let of_row = folds(
        training_data.rows.len(),
        params.whole("runs"),
        training_data.seed,
    );
    let runs = usize::from(of_row.iter().max().copied().unwrap_or(0)) + 1;
    let rounds = params.whole("rounds");
    let how = How {
        depth: params.whole("depth"),
        feature_fraction: params.get("feature_fraction"),
        min_leaf: params.whole("min_leaf") as f64,
        l2: params.get("l2"),
        learning_rate: params.get("learning_rate"),
    };
    let done = AtomicUsize::new(0);
    let grown: Vec<(f64, Vec<Tree>)> = (0..runs)
        .into_par_iter()
        .map(|run| {
            let rows = (0..training_data.rows.len() as u32)
                .filter(|&row| usize::from(of_row[row as usize]) != run);
            let mut rows: Vec<u32> = rows.collect();
            let targets = rows.iter().map(|&row| training_data.targets[row as usize]);
            let start = targets.sum::<f64>() / rows.len() as f64;
            let residuals = training_data
                .targets
                .iter()
                .map(|target| target - start)
                .collect();
            let rng = generator(training_data.seed, run as u64);
            let mut grower = Grower::new(&codes, &how, residuals, rng);
            let mut trees = Vec::with_capacity(rounds);
            for _ in 0..rounds {
                job.check()?;
                trees.push(grower.grow(&mut rows));
                job.report(
                    "rounds",
                    1 + done.fetch_add(1, Ordering::Relaxed),
                    runs * rounds,
                );
            }
            Ok((start, trees))
        })
        .collect::<Result<_, Cancelled>>()?;
    let (starts, trees): (Vec<f64>, Vec<Vec<Tree>>) = grown.into_iter().unzip();
    let trees: Vec<Tree> = trees.into_iter().flatten().collect();
    let in_fold = rows_of_folds(&of_row, runs);
    let training = bins.bits_of_rows(training_data.rows);
    let mut out_of_fold = mean_of_sums(
        &trees,
        rounds,
        &starts,
        &training,
        |run, block| in_fold[run][block],
        job,
    )?;
    // A single run speaks of a row that it left out: how far the runs are apart is known of those
    // that learned from it only.
    let apart = mean_of_sums(&trees, rounds, &starts, &training, |_, _| RowBits::MAX, job)?;
    for (estimate, apart) in out_of_fold.iter_mut().zip(apart) {
        estimate.uncertainty = apart.uncertainty;
    }
    let grown = Grown {
        trees,
        rounds,
        starts,
    };
    Ok(Calibrated::new(grown, out_of_fold, training_data.targets))
}

impl Sound for Grown {
    fn is_sound(&self, coding: &Coding) -> bool {
        let (runs, cuts) = (self.starts.len(), coding.cuts());
        self.rounds > 0
            && runs > 0
            && Some(self.trees.len()) == self.rounds.checked_mul(runs)
            && self.trees.iter().all(|tree| tree.is_sound(cuts))
    }
}

impl Uncalibrated for Grown {
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

    fn training_weights(&self, asked: &ExplainedRow) -> Option<TrainingWeights> {
        Some(TrainingWeights {
            model: ABOUT.name,
            kind: WeightKind::SharedLeaves,
            weights: shared_leaves(asked, &self.trees),
        })
    }

    fn explainable(&self) -> Option<Explainable<'_>> {
        let runs = self.starts.len() as f64;
        Some(Explainable(Parts::Trees(TreeEnsemble {
            trees: self.trees.iter().map(Cow::Borrowed).collect(),
            start: self.starts.iter().sum::<f64>() / runs,
            weight: 1.0 / runs,
        })))
    }
}
