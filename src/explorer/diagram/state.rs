//! Where the parts of a drawn cell lie: a small directed acyclic graph with its nodes on one line,
//! from left to right in topological order. Used to draw, and to know how much room that takes.
//!
//! ```text
//! ╭────────────── pool ───────────────╮     lane 2 above
//! │ ╭───────── c3 ─────────╮          │     lane 1 above
//! │ │                      ▼          ▼
//! (1)── c1 ──►(2)── c1 ──►(3)── c3 ──►(4)   baseline
//!              │                       ▲
//!              ╰──────── skip ─────────╯    lane 1 below
//! ```

use crate::diagram::lanes::{Lane, Side, lanes};
use crate::diagram::ports::Ports;
use grafscope_core::space::{Cell, Operation, OpsOn, SearchSpace};
use petgraph::visit::EdgeRef;
use unicode_width::UnicodeWidthStr;

/// What is written on a node or an edge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DiagramLabel {
    /// Short name of the operation, or the name of the node; may be empty on an edge.
    pub text: String,
    /// What kind of operation it is.
    pub kind: OpKind,
}

/// What an operation does, as far as a drawing shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OpKind {
    /// Something without weights, or no operation at all.
    #[default]
    Plain,
    /// It has weights to be trained.
    Trainable,
    /// It outputs zeros: what it is on carries nothing.
    Zero,
}

/// A node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiagramNode {
    /// Its first column.
    pub x: u16,
    /// Its columns, the parentheses included.
    pub width: u16,
    /// What is written in it.
    pub label: DiagramLabel,
}

/// An edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiagramEdge {
    /// Column in which it leaves its first node; on the baseline, its first column.
    pub from: u16,
    /// Column in which it enters its last node; on the baseline, its last column.
    pub to: u16,
    /// The line that it runs on.
    pub y: u16,
    /// What is written on it.
    pub label: DiagramLabel,
}

/// A cell laid out in columns and lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diagram {
    /// Columns.
    pub width: u16,
    /// Lines.
    pub height: u16,
    /// The line that the nodes are on.
    pub baseline: u16,
    /// The nodes, from left to right.
    pub nodes: Vec<DiagramNode>,
    /// The edges.
    pub edges: Vec<DiagramEdge>,
    /// Texts below a node, in the last lines.
    pub notes: Vec<DiagramNote>,
}

/// A text below a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiagramNote {
    /// Its first column.
    pub x: u16,
    /// Its line.
    pub y: u16,
    /// What it says; ASCII.
    pub text: String,
}

impl Diagram {
    /// Lays `cell` of `space` out in at most `width` columns; `None` when that is too few. Where
    /// there is room for it, all architectures of a space with operations on edges take the same
    /// columns, so that nothing jumps when the user goes from row to row.
    pub fn new(cell: &Cell, space: &dyn SearchSpace, width: u16) -> Option<Self> {
        let operations = space.operations();
        let labels = node_labels(cell, operations);
        let edges = Routed::all(cell, operations);
        let ports = Ports::new(labels.len(), &edges);
        let widths: Vec<u16> = labels
            .iter()
            .enumerate()
            .map(|(node, label)| ports.needed(node).max(label.text.width() as u16 + 2))
            .collect();
        let gaps = crate::diagram::gaps::gaps(&widths, &edges, operations, width)?;
        let mut x = 0;
        let mut nodes = Vec::with_capacity(labels.len());
        for ((label, width), gap) in labels.into_iter().zip(widths).zip(gaps.chain([0])) {
            nodes.push(DiagramNode { x, width, label });
            x += width + gap;
        }
        let baseline = lines(Side::Above, &edges);
        let height = baseline + 1 + lines(Side::Below, &edges);
        let notes = match space.ops_on() {
            OpsOn::Stages => crate::diagram::stages::notes(cell, &nodes, height),
            OpsOn::Edges | OpsOn::Nodes => Vec::new(),
        };
        Some(Self {
            width: x,
            height: notes.iter().map(|note| note.y + 1).fold(height, u16::max),
            baseline,
            edges: edges
                .iter()
                .enumerate()
                .map(|(at, edge)| place(at, edge, &ports, &nodes, baseline))
                .collect(),
            notes,
            nodes,
        })
    }
}

/// An edge with its lane.
pub(crate) struct Routed {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) lane: Lane,
    pub(crate) label: DiagramLabel,
}

impl Routed {
    fn all(cell: &Cell, operations: &[Operation]) -> Vec<Self> {
        let ends: Vec<(usize, usize)> = cell
            .graph
            .edge_references()
            .map(|edge| (edge.source().index(), edge.target().index()))
            .collect();
        ends.iter()
            .zip(cell.graph.edge_weights())
            .zip(lanes(&ends))
            .map(|((&(from, to), edge), lane)| Self {
                from,
                to,
                lane,
                label: edge
                    .op
                    .map_or_else(DiagramLabel::default, |op| label(op, operations)),
            })
            .collect()
    }
}

pub(crate) fn label(op: u8, operations: &[Operation]) -> DiagramLabel {
    let operation = &operations[usize::from(op)];
    DiagramLabel {
        text: operation.alias.clone(),
        kind: match operation {
            Operation { zero: true, .. } => OpKind::Zero,
            Operation {
                trainable: true, ..
            } => OpKind::Trainable,
            _ => OpKind::Plain,
        },
    }
}

pub(crate) fn node_labels(cell: &Cell, operations: &[Operation]) -> Vec<DiagramLabel> {
    cell.graph
        .node_weights()
        .map(|node| match node.op {
            Some(op) => label(op, operations),
            None => DiagramLabel {
                text: node.label.to_string(),
                kind: OpKind::Plain,
            },
        })
        .collect()
}

/// Lines on one side of the nodes: its lanes, and one that shows the heads of the edges.
fn lines(side: Side, edges: &[Routed]) -> u16 {
    let there = edges.iter().filter(|edge| edge.lane.side() == Some(side));
    there.map(|edge| edge.lane.depth() + 1).max().unwrap_or(0)
}

fn place(
    at: usize,
    edge: &Routed,
    ports: &Ports,
    nodes: &[DiagramNode],
    baseline: u16,
) -> DiagramEdge {
    let (first, last) = (&nodes[edge.from], &nodes[edge.to]);
    let column = |node, drawn| ports.column(at, edge.lane, node, drawn);
    let (from, to, y) = match edge.lane {
        Lane::Baseline => (first.x + first.width, last.x - 1, baseline),
        Lane::Above(depth) => (
            column(edge.from, first),
            column(edge.to, last),
            baseline - 1 - depth,
        ),
        Lane::Below(depth) => (
            column(edge.from, first),
            column(edge.to, last),
            baseline + 1 + depth,
        ),
    };
    DiagramEdge {
        from,
        to,
        y,
        label: edge.label.clone(),
    }
}
