//! A grown tree: flat nodes, and the way of rows through them.

use serde::{Deserialize, Serialize};

use super::bit_rows::RowBits;

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Node {
    /// Number of the cut that splits the node's rows; [`LEAF`] where nothing does.
    cut: u32,
    /// Child for the rows up to the cut; the one for rows above it is next to it.
    left: u32,
}

/// The highest bit marks a leaf; the other bits are the number of some cut all the same, so that it can be
/// looked up without a branch.
const LEAF: u32 = 1 << 31;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    /// Mean target of each node's training rows; set for leaves only.
    values: Vec<f64>,
    /// Training rows of each node, counted as often as the tree saw them; set for leaves only.
    covers: Vec<u32>,
}

/// Nodes that rows of a block reach, each with those rows; kept from one visit to the next for its
/// memory.
#[derive(Debug, Default)]
pub(crate) struct Reached {
    nodes: Vec<(u32, RowBits)>,
    leaves: Vec<(u32, RowBits)>,
}

impl Tree {
    pub(crate) fn new() -> Self {
        let mut tree = Self {
            nodes: Vec::new(),
            values: Vec::new(),
            covers: Vec::new(),
        };
        tree.push_leaf();
        tree
    }

    #[inline]
    fn push_leaf(&mut self) {
        self.nodes.push(Node { cut: LEAF, left: 0 });
        self.values.push(0.0);
        self.covers.push(0);
    }

    #[inline]
    pub(crate) fn set_leaf(&mut self, node: u32, value: f64, rows: u32) {
        self.values[node as usize] = value;
        self.covers[node as usize] = rows;
    }

    /// Number of nodes. Both children of a node have higher numbers than it.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The number of the cut that splits `node`, and its left child; `None` for a leaf.
    #[inline]
    pub(crate) fn split_of(&self, node: usize) -> Option<(u32, usize)> {
        let node = self.nodes[node];
        (node.cut & LEAF == 0).then_some((node.cut, node.left as usize))
    }

    /// Whether it is a tree of splits at some of `cuts` cuts: every node but the root is the child of
    /// one node, which comes before it.
    pub(crate) fn is_sound(&self, cuts: usize) -> bool {
        let count = self.nodes.len();
        if count == 0 || self.values.len() != count || self.covers.len() != count {
            return false;
        }
        let mut has_parent = vec![false; count];
        let known = |cut: u32| (cut as usize) < cuts.max(1);
        self.nodes.iter().enumerate().all(|(at, node)| {
            if node.cut & LEAF != 0 {
                return known(node.cut & !LEAF);
            }
            let left = node.left as usize;
            let children = has_parent.get_mut(left..left + 2);
            known(node.cut)
                && left > at
                && children.is_some_and(|children| {
                    !children[0] && !children[1] && {
                        children.fill(true);
                        true
                    }
                })
        })
    }

    #[inline]
    pub(crate) fn value(&self, node: usize) -> f64 {
        self.values[node]
    }

    pub(crate) fn covers(&self) -> Vec<f64> {
        let mut covers: Vec<f64> = self.covers.iter().map(|&rows| f64::from(rows)).collect();
        for node in (0..covers.len()).rev() {
            if let Some((_, left)) = self.split_of(node) {
                covers[node] = covers[left] + covers[left + 1];
            }
        }
        covers
    }

    /// Makes leaf `node` a split at a cut and returns its left child; the right one is next.
    #[inline]
    pub(crate) fn split(&mut self, node: u32, cut: u32) -> u32 {
        let left = self.nodes.len() as u32;
        self.push_leaf();
        self.push_leaf();
        self.nodes[node as usize] = Node { cut, left };
        left
    }

    /// The leaf that one row of a block reaches; `bit` is its place there. `above` is as for
    /// [`Self::visit`].
    #[inline]
    pub(crate) fn leaf(&self, above: &[RowBits], bit: usize) -> u32 {
        let mut at = 0;
        loop {
            let node = self.nodes[at as usize];
            if node.cut & LEAF != 0 {
                return at;
            }
            at = node.left + (above[node.cut as usize] >> bit & 1) as u32;
        }
    }

    /// Sends the rows of a block whose bits are set in `rows` down the tree; `above` has for each cut the
    /// rows above it. Calls `arrive` once for each leaf that is reached, with its rows and value.
    pub(crate) fn visit(
        &self,
        above: &[RowBits],
        rows: RowBits,
        reached: &mut Reached,
        mut arrive: impl FnMut(RowBits, f64),
    ) {
        if above.is_empty() || rows == 0 {
            arrive(rows, self.values[0]);
            return;
        }
        let Reached { nodes, leaves } = reached;
        // Each node is reached at most once; one place more is for a child that no row reaches.
        if nodes.len() <= self.nodes.len() {
            nodes.resize(self.nodes.len() + 1, (0, 0));
            leaves.resize(self.nodes.len() + 1, (0, 0));
        }
        nodes[0] = (0, rows);
        let (mut next, mut end, mut end_of_leaves) = (0, 1, 0);
        // Level by level, so that a node was written long before it is read, and without branches on
        // where rows go, which the processor could not guess: what should not be in a list is
        // written to its end and overwritten.
        while next < end {
            let (at, rows) = nodes[next];
            next += 1;
            let node = self.nodes[at as usize];
            let is_leaf = node.cut >> 31;
            leaves[end_of_leaves] = (at, rows);
            end_of_leaves += is_leaf as usize;
            let above = above[(node.cut & !LEAF) as usize];
            let going_on = rows & RowBits::from(is_leaf).wrapping_sub(1);
            let (left, right) = (going_on & !above, going_on & above);
            nodes[end] = (node.left, left);
            end += usize::from(left != 0);
            nodes[end] = (node.left + 1, right);
            end += usize::from(right != 0);
        }
        for &(leaf, rows) in &leaves[..end_of_leaves] {
            arrive(rows, self.values[leaf as usize]);
        }
    }
}
