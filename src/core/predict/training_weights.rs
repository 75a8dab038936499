//! How much each training row counts in the prediction of another row.

use super::bit_rows::{BLOCK, BitRows};
use super::design::Design;
use super::tree::Tree;

/// What the numbers of [`TrainingWeights`] are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightKind {
    /// Weights that add up to 1: the prediction is the sum of weight × target (Meinshausen, "Quantile
    /// Regression Forests", JMLR 2006).
    OfMean,
    /// The share of the trees in which both rows are in the same leaf, 0 to 1.
    SharedLeaves,
    /// Kernel similarity, 0 to 1.
    Likeness,
}

/// How much each training row has to do with the prediction of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainingWeights {
    /// The model that they are of: of a blend, one of its parts.
    pub model: &'static str,
    /// What the numbers are.
    pub kind: WeightKind,
    /// One a training row.
    pub weights: Vec<f64>,
}

/// A row whose prediction is explained.
#[derive(Debug, Clone, Copy)]
pub struct ExplainedRow<'a> {
    /// The features of all rows.
    pub design: &'a Design,
    /// The training rows, ascending.
    pub training: &'a [u32],
    /// The row of the design. Of a training row, only trees that were not fitted to it count, where they
    /// are known.
    pub row: u32,
}

impl ExplainedRow<'_> {
    pub(super) fn place(&self) -> Option<usize> {
        self.training.binary_search(&self.row).ok()
    }

    pub(super) fn leaves(&self) -> Leaves {
        let bins = self.design.bins();
        Leaves {
            row: bins.bits_of_rows(&[self.row]),
            training: bins.bits_of_rows(self.training),
        }
    }
}

pub(super) struct Leaves {
    row: BitRows,
    training: BitRows,
}

impl Leaves {
    /// The training rows in the row's leaf of `tree`, by their places, ascending.
    pub(super) fn shared<'a>(&'a self, tree: &'a Tree) -> impl Iterator<Item = usize> + 'a {
        let leaf = tree.leaf(self.row.block(0), 0);
        (0..self.training.rows()).filter(move |&place| {
            let block = self.training.block(place / BLOCK);
            tree.leaf(block, place % BLOCK) == leaf
        })
    }
}

/// Weights over trees, each with how often it was fitted to each training row: those in the row's leaf
/// share the tree's weight. A tree that was fitted to the row itself does not count.
pub(super) fn weights_of_mean<'a>(
    row: &ExplainedRow,
    trees: impl Iterator<Item = (&'a Tree, Vec<u32>)>,
) -> Vec<f64> {
    let (leaves, own) = (row.leaves(), row.place());
    let mut weights = vec![0.0; row.training.len()];
    let mut counted = 0.0;
    for (tree, times) in trees {
        if own.is_some_and(|place| times[place] > 0) {
            continue;
        }
        counted += 1.0;
        let members: Vec<usize> = leaves.shared(tree).collect();
        let all: u32 = members.iter().map(|&place| times[place]).sum();
        for place in members {
            weights[place] += f64::from(times[place]) / f64::from(all);
        }
    }
    if counted > 0.0 {
        for weight in &mut weights {
            *weight /= counted;
        }
    }
    weights
}

/// The share of `trees` in which each training row is in the row's leaf.
pub(super) fn shared_leaves(row: &ExplainedRow, trees: &[Tree]) -> Vec<f64> {
    let leaves = row.leaves();
    let mut counts = vec![0_u32; row.training.len()];
    for tree in trees {
        for place in leaves.shared(tree) {
            counts[place] += 1;
        }
    }
    let all = trees.len().max(1) as f64;
    counts.into_iter().map(|n| f64::from(n) / all).collect()
}
