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
    /// Its place in [`Architecture::ids`](super::Architecture::ids), when it is chosen there.
    pub slot: Option<u8>,
}

/// An edge of a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CellEdge {
    /// Operation on the edge, in spaces that put operations on edges.
    pub op: Option<u8>,
    /// Its place in [`Architecture::ids`](super::Architecture::ids), when it is chosen there.
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

/// A cell as the upper triangle of its adjacency matrix and the operations of its nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrawnCell<'a> {
    /// The operation of each node, the input's first and the output's last.
    pub operations: &'a [u8],
    /// The triangle, column after column, from bit 0 on.
    pub(in crate::space) triangle: u64,
}

impl DrawnCell<'_> {
    /// Whether there is an edge from one node to a later one, both counted from 0.
    pub fn has_edge(self, from: usize, to: usize) -> bool {
        self.triangle >> (to * (to - 1) / 2 + from) & 1 == 1
    }
}
