//! Extremely randomised trees (Geurts, Ernst and Wehenkel, 2006): at each node the best of a few cuts
//! drawn at random.
//!
//! A cut is drawn as a column and a boundary between the values of two rows of the node, so that it
//! always tells rows apart, and falls more often where the rows are. Each tree leaves a fold of the
//! training rows out, about which it may then speak.

use std::sync::atomic::{AtomicUsize, Ordering};

use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

use crate::job::{Cancelled, Watch};
use crate::predict::binning::Cut;
use crate::predict::bit_rows::RowBits;
use crate::predict::design::Design;
use crate::predict::ensemble::{mean_of_trees, rows_of_folds};
use crate::predict::folds::folds;
use crate::predict::forest::generator;
use crate::predict::training_codes::{Side, TrainingCodes, partition};
use crate::predict::tree::Tree;

use super::{
    Early, Estimate, FittedModel, Lesson, Model, ModelError, ParamSpec, Params, calibration,
};

/// The model.
#[derive(Debug)]
pub(super) struct ExtraTrees;

pub(super) const EXTRA_TREES: ExtraTrees = ExtraTrees;

/// Parts of the training rows of which each tree leaves one out.
const FOLDS: usize = 5;

const PARAMS: &[ParamSpec] = &[
    ParamSpec::whole("trees", 100, (1, 10_000), "number of trees"),
    ParamSpec::whole(
        "candidates",
        60,
        (1, 10_000),
        "random cuts that a split is chosen from",
    ),
    ParamSpec::whole("min_leaf", 1, (1, 1000), "fewest training rows in a leaf"),
];

impl Model for ExtraTrees {
    fn name(&self) -> &'static str {
        "extra-trees"
    }

    fn doc(&self) -> &'static str {
        "extremely randomised trees: the best of a few random cuts at each node"
    }

    fn params(&self) -> &'static [ParamSpec] {
        PARAMS
    }

    fn has_uncertainty(&self) -> bool {
        true
    }

    fn fit(
        &self,
        params: &Params,
        lesson: &Lesson,
        watch: &Watch,
        _: Early,
    ) -> Result<Box<dyn FittedModel>, ModelError> {
        Ok(Box::new(fit(params, lesson, watch)?))
    }
}

#[derive(Debug)]
struct Grown {
    trees: Vec<Tree>,
    centre: f64,
    calibration: f64,
    unseen: Vec<Estimate>,
}

fn fit(params: &Params, lesson: &Lesson, watch: &Watch) -> Result<Grown, Cancelled> {
    let bins = lesson.design.bins();
    let codes = TrainingCodes::new(bins, lesson.rows);
    let of_row = folds(lesson.rows.len(), FOLDS, lesson.seed);
    let fold_count = usize::from(of_row.iter().max().copied().unwrap_or(0)) + 1;
    let count = params.whole("trees");
    let done = AtomicUsize::new(0);
    let trees: Vec<Tree> = (0..count)
        .into_par_iter()
        .map(|index| {
            watch.check()?;
            let left_out = (index % fold_count) as u8;
            let rows =
                (0..lesson.rows.len() as u32).filter(|&row| of_row[row as usize] != left_out);
            let mut grower = Grower {
                codes: &codes,
                targets: lesson.targets,
                candidates: params.whole("candidates"),
                min_leaf: params.whole("min_leaf"),
                rng: generator(lesson.seed, index as u64),
                tree: Tree::new(),
            };
            grower.grow(&mut rows.collect::<Vec<u32>>());
            watch.report("trees", 1 + done.fetch_add(1, Ordering::Relaxed), count);
            Ok(grower.tree)
        })
        .collect::<Result<_, Cancelled>>()?;
    let centre = lesson.targets.iter().sum::<f64>() / lesson.targets.len() as f64;
    let in_fold = rows_of_folds(&of_row, fold_count);
    let mut unseen = mean_of_trees(
        &trees,
        centre,
        &bins.bits_of_rows(lesson.rows),
        |tree, block| in_fold[tree % fold_count][block],
        watch,
    )?;
    Ok(Grown {
        calibration: calibration(&mut unseen, lesson.targets),
        unseen,
        trees,
        centre,
    })
}

impl FittedModel for Grown {
    fn predict(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        watch: &Watch,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let bins = design.bins();
        let some = rows.map(|rows| bins.bits_of_rows(rows));
        let bits = some.as_ref().unwrap_or(bins.bits());
        let all = |_, _| RowBits::MAX;
        let mut estimates = mean_of_trees(&self.trees, self.centre, bits, all, watch)?;
        for estimate in &mut estimates {
            estimate.uncertainty *= self.calibration;
        }
        Ok(estimates)
    }

    fn unseen(&self) -> &[Estimate] {
        &self.unseen
    }
}

struct Grower<'a> {
    codes: &'a TrainingCodes<'a>,
    targets: &'a [f64],
    candidates: usize,
    min_leaf: usize,
    rng: Xoshiro256PlusPlus,
    tree: Tree,
}

impl Grower<'_> {
    fn grow(&mut self, rows: &mut [u32]) {
        let mut open = vec![(0, 0, rows.len())];
        // Targets in the order of the rows of the node at hand.
        let mut targets = Vec::with_capacity(rows.len());
        while let Some((node, start, end)) = open.pop() {
            let rows = &mut rows[start..end];
            targets.clear();
            targets.extend(rows.iter().map(|&row| self.targets[row as usize]));
            let sum: f64 = targets.iter().sum();
            let Some((column, cut)) = self.best_of_random(rows, &targets, sum) else {
                self.tree.set_value(node, sum / rows.len() as f64);
                continue;
            };
            let below = partition(rows, self.codes.column(column), Side::of(cut));
            let left = self
                .tree
                .split(node, self.codes.bins.cut_number(column, cut));
            open.push((left, start, start + below));
            open.push((left + 1, start + below, end));
        }
    }

    #[expect(
        clippy::float_cmp,
        reason = "a leaf is pure when its targets are the same"
    )]
    fn best_of_random(&mut self, rows: &[u32], targets: &[f64], sum: f64) -> Option<(usize, Cut)> {
        let pure = targets.iter().all(|target| *target == targets[0]);
        if rows.len() < 2 * self.min_leaf || pure || self.codes.width() == 0 {
            return None;
        }
        let mut best = (f64::NEG_INFINITY, None);
        let mut found = 0;
        // Columns that do not tell two rows apart are drawn in vain; in a node of rows that are all
        // alike, every one is.
        for _ in 0..self.candidates * 4 {
            let Some((column, cut)) = self.random_cut(rows) else {
                continue;
            };
            let gain = self.gain(rows, targets, sum, column, cut);
            if gain > best.0 {
                best = (gain, Some((column, cut)));
            }
            found += 1;
            if found == self.candidates || rows.len() == 2 {
                break;
            }
        }
        best.1
    }

    /// A cut that two random rows lie on either side of; `None` when the column drawn does not tell
    /// them apart.
    fn random_cut(&mut self, rows: &[u32]) -> Option<(usize, Cut)> {
        let column = self.rng.gen_range(0..self.codes.width() as u32) as usize;
        let codes = self.codes.column(column);
        let mut code = || codes[rows[self.rng.gen_range(0..rows.len() as u32) as usize] as usize];
        let (one, other) = (code(), code());
        if one == other {
            return None;
        }
        let (low, high) = (one.min(other), one.max(other));
        let missing = self.codes.bins.binnings()[column].has_missing();
        let last = if missing && low == 0 {
            0
        } else {
            self.rng.gen_range(u32::from(low)..u32::from(high)) as u8
        };
        let cut = Cut {
            last,
            missing_above: missing && last > 0 && self.rng.gen_range(0..2_u32) == 0,
        };
        Some((column, cut))
    }

    fn gain(&self, rows: &[u32], targets: &[f64], sum: f64, column: usize, cut: Cut) -> f64 {
        let codes = self.codes.column(column);
        let side = Side::of(cut);
        let (mut below, mut sum_below) = (0_u32, 0.0);
        for (&row, &target) in rows.iter().zip(targets) {
            let is_below = side.is_below(codes[row as usize]);
            below += u32::from(is_below);
            sum_below += if is_below { target } else { 0.0 };
        }
        let above = rows.len() as u32 - below;
        if below.min(above) < self.min_leaf as u32 {
            return f64::NEG_INFINITY;
        }
        let (below, above) = (f64::from(below), f64::from(above));
        let difference = sum_below * (above + below) - below * sum;
        difference * difference / (below * above)
    }
}
