//! Extremely randomised trees (Geurts, Ernst and Wehenkel, 2006): at each node the best of a few cuts
//! drawn at random. Each tree leaves a fold of the training rows out, which it then predicts.

mod grow;

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};
use crate::predict::attribution::{Explainable, TreeEnsemble};
use crate::predict::design::{Coding, Design};
use crate::predict::ensemble::mean_of_trees;
use crate::predict::forest::generator;
use crate::predict::packed::PackedTargets;
use crate::predict::row_codes::RowCodes;
use crate::predict::row_order::mean_in_order;
use crate::predict::training_weights::{
    ExplainedRow, TrainingWeights, WeightKind, weights_of_mean,
};
use crate::predict::tree::Tree;

use super::fitted::Fitted;
use super::folds::Folds;
use super::{Estimate, ModelError, ParamSpec, Params, Predictor, Regressor, TrainingData, restore};
use grow::{Grower, How};

const FOLDS: usize = 5;

pub(super) const EXTRA_TREES: Predictor = Predictor {
    name: "extra-trees",
    doc: "extremely randomised trees: the best of a few random cuts at each node",
    params: &[
        ParamSpec::whole("trees", 100, (1, 10_000)).doc("number of trees"),
        ParamSpec::number("feature_fraction", 0.5, (0.001, 1.0))
            .doc("share of the features that a random cut is drawn in at each node"),
        ParamSpec::whole("min_leaf", 1, (1, 1000)).doc("fewest training rows in a leaf"),
    ],
    needs_numbers: false,
    has_uncertainty: true,
    comparable_uncertainty: true,
    fit: |params, training_data, job, _| fit(params, training_data, job),
    restore: restore::<ExtraTrees>,
};

#[derive(Debug, Serialize, Deserialize)]
struct ExtraTrees {
    trees: Vec<Tree>,
    centre: f64,
    /// One tree after the other leaves one fold after the other out.
    folds: Folds,
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
    let codes = RowCodes::new(bins, rows);
    let how = How {
        bins,
        targets: &packed,
        feature_fraction: params.get("feature_fraction"),
        min_leaf: params.whole("min_leaf") as i64,
    };
    let folds = Folds::new(rows.len(), FOLDS, seed);
    let count = params.whole("trees");
    let done = AtomicUsize::new(0);
    let trees: Vec<Tree> = (0..count)
        .into_par_iter()
        .map(|index| {
            job.check()?;
            let mut rows = folds.others(index % folds.count);
            let rng = generator(seed, index as u64);
            let tree = Grower::new(&codes, &how, rng).grow(&mut rows);
            job.report("trees", 1 + done.fetch_add(1, Ordering::Relaxed), count);
            Ok(tree)
        })
        .collect::<Result<_, Cancelled>>()?;
    let centre = targets.iter().sum::<f64>() / targets.len() as f64;
    let in_fold = folds.bits();
    let left_out = |tree: usize, block: usize| in_fold[tree % folds.count][block];
    let training = bins.bits_of_rows(rows);
    let out_of_fold = mean_of_trees(&trees, centre, &training, left_out, job)?;
    let fitted = ExtraTrees {
        trees,
        centre,
        folds,
    };
    Ok((Box::new(fitted), out_of_fold))
}

impl Regressor for ExtraTrees {
    fn estimate(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        mean_in_order(&self.trees, self.centre, design.bins(), rows, job)
    }

    fn is_sound(&self, coding: &Coding) -> bool {
        let cuts = coding.cuts();
        self.folds.count > 0
            && !self.trees.is_empty()
            && self.trees.iter().all(|tree| tree.is_sound(cuts))
    }

    fn training_weights(&self, row: &ExplainedRow) -> Option<TrainingWeights> {
        let Folds { of_row, count } = &self.folds;
        let trees = self.trees.iter().enumerate().map(|(index, tree)| {
            let left_out = (index % count) as u8;
            let times = of_row.iter().map(|&fold| u32::from(fold != left_out));
            (tree, times.collect())
        });
        Some(TrainingWeights {
            model: EXTRA_TREES.name,
            kind: WeightKind::OfMean,
            weights: weights_of_mean(row, trees),
        })
    }

    fn explainable(&self, _: &Design) -> Option<Explainable<'_>> {
        Some(Explainable::Trees(TreeEnsemble::mean(&self.trees)))
    }
}
