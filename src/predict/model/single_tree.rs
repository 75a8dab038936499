//! One readable tree, from linfa: linfa grows trees for classes, so the training rows are put into
//! classes of equal size by their targets; a leaf predicts the mean target of its rows.

use linfa::prelude::*;
use linfa_trees::{DecisionTree, SplitQuality, TreeNode};
use ndarray::{Array1, Array2};

use crate::job::{Cancelled, Watch};
use crate::predict::Bins;
use crate::predict::design::Design;

use super::{
    Early, Estimate, FittedModel, Lesson, Model, ModelError, Outline, OutlineNode, ParamSpec,
    Params, Split, cross::left_out,
};

/// The model.
#[derive(Debug)]
pub(super) struct SingleTree;

pub(super) const SINGLE_TREE: SingleTree = SingleTree;

const PARAMS: &[ParamSpec] = &[
    ParamSpec::whole(
        "depth",
        4,
        (1, 12),
        "splits from the root to a leaf, at most",
    ),
    ParamSpec::whole("min_leaf", 3, (1, 1000), "fewest training rows in a leaf"),
    ParamSpec::whole(
        "classes",
        8,
        (2, 64),
        "classes of equally many rows that the target is cut into to find splits",
    ),
];

impl Model for SingleTree {
    fn name(&self) -> &'static str {
        "tree"
    }

    fn doc(&self) -> &'static str {
        "one small tree of splits, to be read"
    }

    fn params(&self) -> &'static [ParamSpec] {
        PARAMS
    }

    fn has_uncertainty(&self) -> bool {
        false
    }

    fn fit(
        &self,
        params: &Params,
        lesson: &Lesson,
        watch: &Watch,
        _: Early,
    ) -> Result<Box<dyn FittedModel>, ModelError> {
        watch.check()?;
        let bins = lesson.design.bins();
        let all: Vec<usize> = (0..lesson.rows.len()).collect();
        let tree = grow(params, lesson, &all)?;
        let unseen = left_out(lesson, |learned, asked| {
            watch.check()?;
            let tree = grow(params, lesson, learned)?;
            let said = asked
                .iter()
                .map(|&at| tree.value(bins, lesson.rows[at] as usize));
            Ok(said.collect())
        })?;
        let outline = tree.outline(lesson.design);
        Ok(Box::new(Fitted {
            tree,
            outline,
            unseen,
        }))
    }
}

#[derive(Debug)]
struct Fitted {
    tree: Codes,
    outline: Outline,
    unseen: Vec<Estimate>,
}

/// A tree over codes of the kept columns of [`Bins`].
#[derive(Debug)]
struct Codes {
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    rows: usize,
    mean: f64,
    /// Kept column, last code below, and the nodes below and above.
    split: Option<(usize, u8, usize, usize)>,
}

fn grow(params: &Params, lesson: &Lesson, places: &[usize]) -> Result<Codes, ModelError> {
    let columns = lesson.design.bins().columns();
    let mut tree = Codes { nodes: Vec::new() };
    let rows: Vec<(usize, f64)> = places
        .iter()
        .map(|&at| (lesson.rows[at] as usize, lesson.targets[at]))
        .collect();
    if columns.is_empty() || rows.len() < 2 {
        tree.push(&rows);
        return Ok(tree);
    }
    let records = Array2::from_shape_fn((rows.len(), columns.len()), |(row, column)| {
        f64::from(columns[column][rows[row].0])
    });
    let targets: Vec<f64> = rows.iter().map(|&(_, target)| target).collect();
    let classes = Array1::from(classes(&targets, params.whole("classes")));
    let least = params.whole("min_leaf") as f32;
    let grown = DecisionTree::params()
        .split_quality(SplitQuality::Entropy)
        .max_depth(Some(params.whole("depth")))
        .min_weight_leaf(least)
        .min_weight_split(2.0 * least)
        .fit(&Dataset::new(records, classes))
        .map_err(|error| ModelError::Lesson(format!("no tree was grown: {error}")))?;
    tree.take(grown.root_node(), rows, columns);
    Ok(tree)
}

/// The class of each target: which of `count` parts of equally many rows it is in. Equal targets are
/// in one class.
fn classes(targets: &[f64], count: usize) -> Vec<usize> {
    let mut sorted = targets.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let below = |target: f64| sorted.partition_point(|&other| other < target);
    let class = |&target: &f64| below(target) * count / targets.len();
    targets.iter().map(class).collect()
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

    /// Takes over a node of linfa's with those below it; gives its place.
    fn take(
        &mut self,
        node: &TreeNode<f64, usize>,
        rows: Vec<(usize, f64)>,
        columns: &[Vec<u8>],
    ) -> usize {
        let place = self.push(&rows);
        let children: Vec<&TreeNode<f64, usize>> = node
            .children()
            .iter()
            .filter_map(|child| child.as_deref())
            .collect();
        let [left, right] = &*children else {
            return place;
        };
        let (column, value, _) = node.split();
        let last = value.floor() as u8;
        let (below, above): (Vec<_>, Vec<_>) = rows
            .into_iter()
            .partition(|&(row, _)| columns[column][row] <= last);
        if below.is_empty() || above.is_empty() {
            return place;
        }
        let below = self.take(left, below, columns);
        let above = self.take(right, above, columns);
        self.nodes[place].split = Some((column, last, below, above));
        place
    }

    fn value(&self, bins: &Bins, row: usize) -> f64 {
        let mut node = &self.nodes[0];
        while let Some((column, last, below, above)) = node.split {
            let goes_below = bins.columns()[column][row] <= last;
            node = &self.nodes[if goes_below { below } else { above }];
        }
        node.mean
    }

    fn outline(&self, design: &Design) -> Outline {
        let bins = design.bins();
        let nodes = self.nodes.iter().map(|node| OutlineNode {
            rows: node.rows,
            mean: node.mean,
            split: node.split.map(|(column, last, below, above)| Split {
                feature: bins.kept()[column],
                limit: design.limit(column, last),
                below,
                above,
            }),
        });
        Outline {
            nodes: nodes.collect(),
        }
    }
}

impl FittedModel for Fitted {
    fn predict(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        watch: &Watch,
    ) -> Result<Vec<Estimate>, Cancelled> {
        watch.check()?;
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

    fn unseen(&self) -> &[Estimate] {
        &self.unseen
    }

    fn outline(&self) -> Option<&Outline> {
        Some(&self.outline)
    }
}

#[cfg(test)]
mod tests {
    use super::classes;

    #[test]
    fn classes_are_of_equal_size_and_equal_targets_share_one() {
        assert_eq!(classes(&[4.0, 1.0, 3.0, 2.0], 2), [1, 0, 1, 0]);
        assert_eq!(classes(&[5.0, 5.0, 5.0, 9.0], 2), [0, 0, 0, 1]);
    }
}
