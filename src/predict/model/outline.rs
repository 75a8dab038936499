//! A tree to be read.

/// A tree of splits; the first node is its root.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Its nodes, each after the one that splits into it.
    pub nodes: Vec<OutlineNode>,
}

/// A node of an [`Outline`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OutlineNode {
    /// Training rows in it.
    pub rows: usize,
    /// Their mean target.
    pub mean: f64,
    /// How it is split; `None` for a leaf.
    pub split: Option<Split>,
}

/// How a node is split.
#[derive(Debug, Clone, Copy, PartialEq)]
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
