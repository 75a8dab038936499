//! A cell as a labelled directed acyclic graph, over petgraph.

use std::borrow::Cow;

use petgraph::graph::{DiGraph, NodeIndex};

/// A node of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellNode {
    /// What is written on the node, such as `1` or `conv3x3-bn-relu`.
    pub label: Cow<'static, str>,
    /// Operation on the node, in spaces that put operations on nodes.
    pub op: Option<u8>,
    /// Where the operation stands in [`Architecture::ids`](super::Architecture::ids), when it is
    /// chosen there.
    pub slot: Option<u8>,
}

/// An edge of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellEdge {
    /// Operation on the edge, in spaces that put operations on edges.
    pub op: Option<u8>,
    /// Where the operation stands in [`Architecture::ids`](super::Architecture::ids), when it is
    /// chosen there.
    pub slot: Option<u8>,
}

/// One cell of an architecture.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Name of the cell where the space has several, such as `normal`.
    pub name: Option<&'static str>,
    /// The graph; nodes are added in topological order.
    pub graph: DiGraph<CellNode, CellEdge>,
    /// Nodes that the cell's inputs enter.
    pub inputs: Vec<NodeIndex>,
    /// The node that leaves the cell.
    pub output: NodeIndex,
}
