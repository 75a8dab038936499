//! The drawing of a predictor that is one tree.

use crate::predictor::state::Trained;
use grafscope_core::predict::Split;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TreeLine {
    /// For each level above: whether its line goes on below this one; the last is the branch itself,
    /// and true where another branch of the same split follows.
    pub branches: Vec<bool>,
    /// What leads here: `params <= 0.8`; empty at the root.
    pub condition: String,
    pub rows: usize,
    /// Their mean target, written with two decimals.
    pub mean: String,
    pub leaf: bool,
}

/// The tree of `trained`, the root first, each branch below its split; nothing when it is no tree.
pub(crate) fn tree_lines(trained: &Trained) -> Vec<TreeLine> {
    let Some(readable_tree) = &trained.readable_tree else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    let mut open = vec![(0, Vec::new(), String::new())];
    while let Some((at, branches, condition)) = open.pop() {
        let Some(node) = readable_tree.nodes.get(at) else {
            continue;
        };
        if let Some(split) = &node.split {
            // The last pushed comes first.
            for (next, sign, more) in [(split.above, ">", false), (split.below, "<=", true)] {
                let mut below: Vec<bool> = branches.clone();
                below.push(more);
                open.push((next, below, side(split, sign, &trained.feature_names)));
            }
        }
        lines.push(TreeLine {
            branches,
            condition,
            rows: node.rows,
            mean: format!("{:.2}", node.mean),
            leaf: node.split.is_none(),
        });
    }
    lines
}

fn side(split: &Split, sign: &str, names: &[String]) -> String {
    let name = names.get(split.feature).map_or("?", String::as_str);
    let limit = grafscope_core::table::number(split.limit, grafscope_core::table::Format::Compact);
    format!("{name} {sign} {limit}")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::predictor::state::tests::trained;
    use grafscope_core::predict::{ReadableNode, ReadableTree};

    #[test]
    fn branches_stand_below_their_split_and_say_where_they_go() {
        let leaf = |rows, mean| ReadableNode {
            rows,
            mean,
            split: None,
        };
        let node = |rows, mean, limit, below, above| ReadableNode {
            rows,
            mean,
            split: Some(Split {
                feature: 1,
                limit,
                below,
                above,
            }),
        };
        let readable_tree = ReadableTree {
            nodes: vec![
                node(9, 80.0, 2.0, 1, 2),
                node(5, 70.0, 1.0, 3, 4),
                leaf(4, 92.5),
                leaf(2, 60.0),
                leaf(3, 76.0),
            ],
        };
        let trained = Trained {
            readable_tree: Some(Arc::new(readable_tree)),
            feature_names: Arc::new(vec!["a".to_owned(), "b".to_owned()]),
            ..trained(0)
        };
        let lines = tree_lines(&trained);
        let texts = lines.iter();
        let texts = texts.map(|line| (line.branches.len(), line.condition.as_str(), line.rows));
        let texts: Vec<_> = texts.collect();
        assert_eq!(texts[0], (0, "", 9));
        let depths: Vec<usize> = texts.iter().map(|line| line.0).collect();
        assert_eq!(depths, [0, 1, 2, 2, 1]);
        assert!(texts[1].1.starts_with("b <= 2"), "{texts:?}");
        assert!(texts[4].1.starts_with("b > 2"), "{texts:?}");
        assert_eq!(lines[1].branches, [true]);
        assert_eq!(lines[3].branches, [true, false]);
        assert_eq!(lines[4].mean, "92.50");
    }
}
