//! One readable tree. linfa grows trees for classes, so each of its splits is the one that best tells
//! the rows of a node above their median target from the others; a leaf predicts the mean target of its
//! rows.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};
use crate::predict::Bins;
use crate::predict::attribution::{Explainable, Parts, TreeEnsemble};
use crate::predict::binning::Cut;
use crate::predict::design::{Coding, Design};
use crate::predict::stump::best_split;
use crate::predict::tree::Tree;

use super::{
    About, Estimate, FittedModel, ModelError, OnPartial, ParamSpec, Params, Predictor,
    ReadableNode, ReadableTree, Split, TrainingData,
    cross::left_out,
    state::{Sound, restore},
};

/// The model.
#[derive(Debug)]
pub(super) struct SingleTree;

const ABOUT: About = About {
    name: "tree",
    doc: "one small tree of splits, to be read",
    params: PARAMS,
    needs_numbers: false,
    has_uncertainty: false,
    comparable_uncertainty: false,
};

const PARAMS: &[ParamSpec] = &[
    ParamSpec::whole(
        "depth",
        4,
        (1, 12),
        "splits from the root to a leaf, at most",
    ),
    ParamSpec::whole("min_leaf", 3, (1, 1000), "fewest training rows in a leaf"),
];

impl Predictor for SingleTree {
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
        job.check()?;
        let bins = training_data.design.bins();
        let all: Vec<usize> = (0..training_data.rows.len()).collect();
        let tree = grow(params, training_data, &all);
        let out_of_fold = left_out(training_data, |trained_model, asked| {
            job.check()?;
            let tree = grow(params, training_data, trained_model);
            let said = asked
                .iter()
                .map(|&at| tree.value(bins, training_data.rows[at] as usize));
            Ok(said.collect())
        })?;
        let readable_tree = tree.readable_tree(training_data.design);
        Ok(Box::new(Fitted {
            tree,
            readable_tree,
            out_of_fold,
        }))
    }

    fn restore(&self, bytes: &[u8], coding: &Coding) -> Option<Box<dyn FittedModel>> {
        restore::<Fitted>(bytes, coding)
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Fitted {
    tree: Codes,
    readable_tree: ReadableTree,
    out_of_fold: Vec<Estimate>,
}

/// A tree over codes of the kept columns of [`Bins`].
#[derive(Debug, Serialize, Deserialize)]
struct Codes {
    nodes: Vec<Node>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Node {
    rows: usize,
    mean: f64,
    /// Kept column, last code below, and the nodes below and above.
    split: Option<(usize, u8, usize, usize)>,
}

fn grow(params: &Params, training_data: &TrainingData, places: &[usize]) -> Codes {
    let mut grower = Grower {
        columns: training_data.design.bins().columns(),
        depth: params.whole("depth"),
        min_leaf: params.whole("min_leaf"),
        tree: Codes { nodes: Vec::new() },
    };
    let rows = places
        .iter()
        .map(|&at| (training_data.rows[at] as usize, training_data.targets[at]));
    grower.grow(&rows.collect::<Vec<_>>(), 0);
    grower.tree
}

struct Grower<'a> {
    columns: &'a [Vec<u8>],
    depth: usize,
    min_leaf: usize,
    tree: Codes,
}

impl Grower<'_> {
    /// Grows the node of `rows`, each with its target, and those below it; gives its place.
    fn grow(&mut self, rows: &[(usize, f64)], depth: usize) -> usize {
        let place = self.tree.push(rows);
        let Some((column, last)) = (depth < self.depth).then(|| self.split(rows)).flatten() else {
            return place;
        };
        let (below, above): (Vec<_>, Vec<_>) = rows
            .iter()
            .partition(|&&(row, _)| self.columns[column][row] <= last);
        let below = self.grow(&below, depth + 1);
        let above = self.grow(&above, depth + 1);
        self.tree.nodes[place].split = Some((column, last, below, above));
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

impl Codes {
    fn push(&mut self, rows: &[(usize, f64)]) -> usize {
        let sum: f64 = rows.iter().map(|&(_, target)| target).sum();
        self.nodes.push(Node {
            rows: rows.len(),
            mean: sum / rows.len() as f64,
            split: None,
        });
        self.nodes.len() - 1
    }

    fn value(&self, bins: &Bins, row: usize) -> f64 {
        let mut node = &self.nodes[0];
        while let Some((column, last, below, above)) = node.split {
            let goes_below = bins.columns()[column][row] <= last;
            node = &self.nodes[if goes_below { below } else { above }];
        }
        node.mean
    }

    /// The same tree in the form that forests are made of.
    fn by_cuts(&self, bins: &Bins) -> Tree {
        let mut tree = Tree::new();
        let mut open = vec![(0, 0)];
        while let Some((at, node)) = open.pop() {
            let own = &self.nodes[at];
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

    fn readable_tree(&self, design: &Design) -> ReadableTree {
        let bins = design.bins();
        let nodes = self.nodes.iter().map(|node| ReadableNode {
            rows: node.rows,
            mean: node.mean,
            split: node.split.map(|(column, last, below, above)| Split {
                feature: bins.kept()[column],
                limit: design.limit(column, last),
                below,
                above,
            }),
        });
        ReadableTree {
            nodes: nodes.collect(),
        }
    }
}

impl Sound for Fitted {
    fn is_sound(&self, coding: &Coding) -> bool {
        let nodes = &self.tree.nodes;
        let splits = nodes.iter().enumerate();
        let mut splits = splits.filter_map(|(at, node)| Some((at, node.split?)));
        !nodes.is_empty()
            && splits.all(|(at, (column, _, below, above))| {
                let after = at + 1..nodes.len();
                column < coding.kept() && after.contains(&below) && after.contains(&above)
            })
    }
}

impl FittedModel for Fitted {
    fn predict(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        job.check()?;
        let bins = design.bins();
        let estimate = |row: usize| Estimate {
            mean: self.tree.value(bins, row),
            uncertainty: f64::NAN,
        };
        Ok(match rows {
            Some(rows) => rows.iter().map(|&row| estimate(row as usize)).collect(),
            None => (0..bins.rows()).map(estimate).collect(),
        })
    }

    fn out_of_fold(&self) -> &[Estimate] {
        &self.out_of_fold
    }

    fn explainable(&self, design: &Design) -> Option<Explainable<'_>> {
        Some(Explainable(Parts::Trees(TreeEnsemble {
            trees: vec![Cow::Owned(self.tree.by_cuts(design.bins()))],
            start: 0.0,
            weight: 1.0,
        })))
    }

    fn readable_tree(&self) -> Option<&ReadableTree> {
        Some(&self.readable_tree)
    }

    fn state(&self) -> postcard::Result<Vec<u8>> {
        postcard::to_allocvec(self)
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
