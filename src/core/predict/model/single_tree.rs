//! One readable tree. linfa grows trees for classes, so each split is the one that best separates the
//! rows of a node above their median target from the others; a leaf predicts the mean target of its rows.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};
use crate::predict::Bins;
use crate::predict::attribution::{Explainable, TreeEnsemble};
use crate::predict::binning::Cut;
use crate::predict::codes::Codes;
use crate::predict::design::{Coding, Design};
use crate::predict::stump::best_split;
use crate::predict::tree::Tree;

use super::folds::cross_validated;
use super::{Estimate, ParamSpec, Params, Predictor, Regressor, TrainingData, means, restore};

pub(super) const SINGLE_TREE: Predictor = Predictor {
    name: "tree",
    doc: "one small tree of splits, to be read",
    params: &[
        ParamSpec::whole("depth", 4, (1, 12)).doc("splits from the root to a leaf, at most"),
        ParamSpec::whole("min_leaf", 3, (1, 1000)).doc("fewest training rows in a leaf"),
    ],
    needs_numbers: false,
    has_uncertainty: false,
    comparable_uncertainty: false,
    fit: |params, training_data, job, _| {
        let fit = |training_data: &TrainingData| Ok(grow(params, training_data));
        let (mut fitted, out_of_fold) = cross_validated(training_data, job, fit)?;
        fitted.readable_tree = readable_tree(&fitted.nodes, training_data.design);
        Ok((Box::new(fitted), out_of_fold))
    },
    restore: restore::<SingleTree>,
};

/// A tree of splits; the first node is its root.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadableTree {
    /// Its nodes, each after the one that splits into it.
    pub nodes: Vec<ReadableNode>,
}

/// A node of a [`ReadableTree`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ReadableNode {
    /// Training rows in it.
    pub rows: usize,
    /// Their mean target.
    pub mean: f64,
    /// `None` for a leaf.
    pub split: Option<Split>,
}

/// How a node is split.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// Place of the column within the feature set.
    pub feature: usize,
    /// Rows with values up to this go below, as do those without a value.
    pub limit: f64,
    /// The node for them.
    pub below: usize,
    /// The node for all others.
    pub above: usize,
}

#[derive(Debug, Serialize, Deserialize)]
struct SingleTree {
    nodes: Vec<Node>,
    /// Empty in the trees of the folds.
    readable_tree: ReadableTree,
}

/// A node of a tree over codes of the kept columns of [`Bins`].
#[derive(Debug, Serialize, Deserialize)]
struct Node {
    rows: usize,
    mean: f64,
    /// Kept column, last code below, and the nodes below and above.
    split: Option<(usize, u8, usize, usize)>,
}

fn grow(params: &Params, training_data: &TrainingData) -> SingleTree {
    let mut grower = Grower {
        columns: training_data.design.bins().columns(),
        depth: params.whole("depth"),
        min_leaf: params.whole("min_leaf"),
        nodes: Vec::new(),
    };
    let rows = training_data.rows.iter().map(|&row| row as usize);
    let rows: Vec<_> = rows.zip(training_data.targets.iter().copied()).collect();
    grower.grow(&rows, 0);
    SingleTree {
        nodes: grower.nodes,
        readable_tree: ReadableTree { nodes: Vec::new() },
    }
}

struct Grower<'a> {
    columns: &'a [Codes],
    depth: usize,
    min_leaf: usize,
    nodes: Vec<Node>,
}

impl Grower<'_> {
    /// Grows the node of `rows`, each with its target, and those below it; gives its place.
    fn grow(&mut self, rows: &[(usize, f64)], depth: usize) -> usize {
        let place = self.nodes.len();
        let sum: f64 = rows.iter().map(|&(_, target)| target).sum();
        self.nodes.push(Node {
            rows: rows.len(),
            mean: sum / rows.len() as f64,
            split: None,
        });
        let Some((column, last)) = (depth < self.depth).then(|| self.split(rows)).flatten() else {
            return place;
        };
        let (below, above): (Vec<_>, Vec<_>) = rows
            .iter()
            .partition(|&&(row, _)| self.columns[column][row] <= last);
        let below = self.grow(&below, depth + 1);
        let above = self.grow(&above, depth + 1);
        self.nodes[place].split = Some((column, last, below, above));
        place
    }

    fn split(&self, rows: &[(usize, f64)]) -> Option<(usize, u8)> {
        let median = median(rows.iter().map(|&(_, target)| target))?;
        let above: Vec<bool> = rows.iter().map(|&(_, target)| target > median).collect();
        let codes = rows
            .iter()
            .flat_map(|&(row, _)| self.columns.iter().map(move |codes| codes[row]));
        let codes: Vec<u8> = codes.collect();
        best_split(&codes, &above, &vec![1.0; rows.len()], self.min_leaf as f32)
    }
}

/// The median of `targets`, the lower one of two; `None` when all are equal or there are none.
#[expect(
    clippy::float_cmp,
    reason = "where all are the same there is nothing to tell apart"
)]
fn median(targets: impl Iterator<Item = f64>) -> Option<f64> {
    let mut sorted: Vec<f64> = targets.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let (first, last) = (*sorted.first()?, *sorted.last()?);
    let median = sorted[(sorted.len() - 1) / 2];
    // So that some are above it.
    let median = if median == last { first } else { median };
    (first != last).then_some(median)
}

/// The same tree in the form that forests are made of.
fn by_cuts(nodes: &[Node], bins: &Bins) -> Tree {
    let mut tree = Tree::new();
    let mut open = vec![(0, 0)];
    while let Some((at, node)) = open.pop() {
        let own = &nodes[at];
        let Some((column, last, below, above)) = own.split else {
            tree.set_leaf(node, own.mean, own.rows as u32);
            continue;
        };
        let cut = Cut {
            last,
            missing_above: false,
        };
        let left = tree.split(node, bins.cut_number(column, cut));
        open.extend([(below, left), (above, left + 1)]);
    }
    tree
}

fn readable_tree(nodes: &[Node], design: &Design) -> ReadableTree {
    let nodes = nodes.iter().map(|node| ReadableNode {
        rows: node.rows,
        mean: node.mean,
        split: node.split.map(|(column, last, below, above)| Split {
            feature: design.bins().kept()[column],
            limit: design.limit(column, last),
            below,
            above,
        }),
    });
    ReadableTree {
        nodes: nodes.collect(),
    }
}

impl Regressor for SingleTree {
    fn estimate(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let columns = design.bins().columns();
        means(design, rows, job, |row| {
            let mut node = &self.nodes[0];
            while let Some((column, last, below, above)) = node.split {
                let goes_below = columns[column][row] <= last;
                node = &self.nodes[if goes_below { below } else { above }];
            }
            node.mean
        })
    }

    fn is_sound(&self, coding: &Coding) -> bool {
        let splits = self.nodes.iter().enumerate();
        let mut splits = splits.filter_map(|(at, node)| Some((at, node.split?)));
        !self.nodes.is_empty()
            && splits.all(|(at, (column, _, below, above))| {
                let after = at + 1..self.nodes.len();
                column < coding.kept() && after.contains(&below) && after.contains(&above)
            })
    }

    fn explainable(&self, design: &Design) -> Option<Explainable<'_>> {
        Some(Explainable::Trees(TreeEnsemble {
            trees: vec![Cow::Owned(by_cuts(&self.nodes, design.bins()))],
            start: 0.0,
            weight: 1.0,
        }))
    }

    fn readable_tree(&self) -> Option<&ReadableTree> {
        Some(&self.readable_tree)
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn some_targets_are_above_the_median_and_some_are_not() {
        assert_eq!(median([4.0, 1.0, 3.0, 2.0].into_iter()), Some(2.0));
        assert_eq!(median([1.0, 5.0, 5.0, 5.0].into_iter()), Some(1.0));
        assert_eq!(median([5.0, 5.0].into_iter()), None);
        assert_eq!(median([].into_iter()), None);
    }
}
