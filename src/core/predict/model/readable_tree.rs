//! A tree to be read.

use serde::{Deserialize, Serialize};

/// A tree of splits; the first node is its root.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadableTree {
    /// Its nodes, each after the one that splits into it.
    pub nodes: Vec<ReadableNode>,
}

/// A node of an [`ReadableTree`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ReadableNode {
    /// Training rows in it.
    pub rows: usize,
    /// Their mean target.
    pub mean: f64,
    /// How it is split; `None` for a leaf.
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
