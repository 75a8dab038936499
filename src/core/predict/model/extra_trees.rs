//! Extremely randomised trees (Geurts, Ernst and Wehenkel, 2006): at each node the best of a few cuts
//! drawn at random.
//!
//! Each tree leaves a fold of the training rows out, about which it may then speak.

mod grow;

use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};
use crate::predict::attribution::{Explainable, Parts, TreeEnsemble};
use crate::predict::bit_rows::RowBits;
use crate::predict::design::{Coding, Design};
use crate::predict::ensemble::{mean_of_trees, rows_of_folds};
use crate::predict::folds::folds;
use crate::predict::forest::generator;
use crate::predict::packed::PackedTargets;
use crate::predict::training_weights::{
    ExplainedRow, TrainingWeights, WeightKind, weights_of_mean,
};
use crate::predict::tree::Tree;

use super::calibration::{Calibrated, Uncalibrated};
use super::state::{Sound, restore};
use super::{
    About, Estimate, FittedModel, ModelError, OnPartial, ParamSpec, Params, Predictor, TrainingData,
};
use grow::{Grower, How, RowCodes};

/// The model.
#[derive(Debug)]
pub(super) struct ExtraTrees;

/// Parts of the training rows of which each tree leaves one out.
const FOLDS: usize = 5;

const ABOUT: About = About {
    name: "extra-trees",
    doc: "extremely randomised trees: the best of a few random cuts at each node",
    params: PARAMS,
    needs_numbers: false,
    has_uncertainty: true,
    comparable_uncertainty: true,
};

const PARAMS: &[ParamSpec] = &[
    ParamSpec::whole("trees", 100, (1, 10_000), "number of trees"),
    ParamSpec::number(
        "feature_fraction",
        0.5,
        (0.001, 1.0),
        "share of the features that a random cut is drawn in at each node",
    ),
    ParamSpec::whole("min_leaf", 1, (1, 1000), "fewest training rows in a leaf"),
];

impl Predictor for ExtraTrees {
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
    trees: Vec<Tree>,
    centre: f64,
    /// The fold of each training row; tree after tree leaves one fold after the other out.
    of_row: Vec<u8>,
    folds: usize,
}

fn fit(
    params: &Params,
    training_data: &TrainingData,
    job: &JobContext,
) -> Result<Calibrated<Grown>, ModelError> {
    let targets = PackedTargets::new(training_data.targets)?;
    let bins = training_data.design.bins();
    let codes = RowCodes::new(bins, training_data.rows);
    let how = How {
        targets: &targets,
        feature_fraction: params.get("feature_fraction"),
        min_leaf: params.whole("min_leaf") as i64,
    };
    let of_row = folds(training_data.rows.len(), FOLDS, training_data.seed);
    let fold_count = usize::from(of_row.iter().max().copied().unwrap_or(0)) + 1;
    let count = params.whole("trees");
    let done = AtomicUsize::new(0);
    let trees: Vec<Tree> = (0..count)
        .into_par_iter()
        .map(|index| {
            job.check()?;
            let left_out = (index % fold_count) as u8;
            let rows = (0..training_data.rows.len() as u32)
                .filter(|&row| of_row[row as usize] != left_out);
            let rng = generator(training_data.seed, index as u64);
            let tree = Grower::new(&codes, &how, rng).grow(&mut rows.collect::<Vec<u32>>());
            job.report("trees", 1 + done.fetch_add(1, Ordering::Relaxed), count);
            Ok(tree)
        })
        .collect::<Result<_, Cancelled>>()?;
    let centre = training_data.targets.iter().sum::<f64>() / training_data.targets.len() as f64;
    let in_fold = rows_of_folds(&of_row, fold_count);
    let out_of_fold = mean_of_trees(
        &trees,
        centre,
        &bins.bits_of_rows(training_data.rows),
        |tree, block| in_fold[tree % fold_count][block],
        job,
    )?;
    Ok(Calibrated::new(
        Grown {
            trees,
            centre,
            of_row,
            folds: fold_count,
        },
        out_of_fold,
        training_data.targets,
    ))
}

impl Sound for Grown {
    fn is_sound(&self, coding: &Coding) -> bool {
        let cuts = coding.cuts();
        self.folds > 0 && self.trees.iter().all(|tree| tree.is_sound(cuts))
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
        mean_of_trees(&self.trees, self.centre, &bits, all, job)
    }

    fn training_weights(&self, asked: &ExplainedRow) -> Option<TrainingWeights> {
        let trees = self.trees.iter().enumerate().map(|(index, tree)| {
            let left_out = (index % self.folds) as u8;
            let trained_model = self.of_row.iter().map(|&fold| u32::from(fold != left_out));
            (tree, trained_model.collect())
        });
        Some(TrainingWeights {
            model: ABOUT.name,
            kind: WeightKind::OfMean,
            weights: weights_of_mean(asked, trees),
        })
    }

    fn explainable(&self) -> Option<Explainable<'_>> {
        Some(Explainable(Parts::Trees(TreeEnsemble {
            trees: self.trees.iter().map(Cow::Borrowed).collect(),
            start: 0.0,
            weight: 1.0 / self.trees.len() as f64,
        })))
    }
}
