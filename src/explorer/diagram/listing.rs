//! A cell in words, where there is no room for a diagram: its nodes with what each takes, or, when
//! they are a chain, one after the other.

use crate::diagram::state::{DiagramLabel, label, node_labels};
use grafscope_core::space::{Cell, Operation};
use petgraph::Direction;
use petgraph::visit::EdgeRef;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeInputs {
    /// The node: its label, with its number in front where that is an operation's.
    pub node: String,
    /// For each edge into it the operation on the edge, whose text may be empty, and the node that
    /// it comes from.
    pub inputs: Vec<(DiagramLabel, String)>,
}

/// The operations of `cell` from its input to its output, when it is a chain: every node takes the
/// one before it, and nothing else.
pub(crate) fn chain(cell: &Cell, operations: &[Operation]) -> Option<Vec<DiagramLabel>> {
    let graph = &cell.graph;
    let mut ends = graph
        .edge_references()
        .map(|edge| (edge.source().index(), edge.target().index()));
    let in_order =
        graph.edge_count() + 1 == graph.node_count() && ends.all(|(from, to)| from + 1 == to);
    if !in_order {
        return None;
    }
    let on_nodes = graph.node_weights().filter_map(|node| node.op);
    let mut edges: Vec<_> = graph.edge_references().collect();
    edges.sort_by_key(EdgeRef::source);
    let on_edges = edges.iter().filter_map(|edge| edge.weight().op);
    let ops = on_nodes.chain(on_edges).map(|op| label(op, operations));
    Some(ops.collect())
}

pub(crate) fn inputs(cell: &Cell, operations: &[Operation]) -> Vec<NodeInputs> {
    let labels = node_labels(cell, operations);
    let numbered = cell.graph.node_weights().any(|node| node.op.is_some());
    let name = |at: usize| {
        if numbered {
            format!("{at} {}", labels[at].text)
        } else {
            labels[at].text.clone()
        }
    };
    let nodes = cell.graph.node_indices().map(|node| {
        let mut inputs: Vec<(usize, DiagramLabel)> = cell
            .graph
            .edges_directed(node, Direction::Incoming)
            .map(|edge| {
                let op = edge.weight().op.map(|op| label(op, operations));
                (edge.source().index(), op.unwrap_or_default())
            })
            .collect();
        inputs.sort_by_key(|&(source, _)| source);
        NodeInputs {
            node: name(node.index()),
            inputs: inputs
                .into_iter()
                .map(|(source, op)| (op, name(source)))
                .collect(),
        }
    });
    nodes.filter(|node| !node.inputs.is_empty()).collect()
}
