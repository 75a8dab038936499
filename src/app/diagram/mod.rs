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

mod lanes;
mod ports;

use petgraph::visit::EdgeRef;
use unicode_width::UnicodeWidthStr;

use crate::space::{Cell, Operation};

use lanes::{Lane, Side, lanes};
use ports::Ports;

/// Columns between neighbours besides the label: `─`, a blank, the label, a blank, `►`.
const TIGHT: u16 = 4;
/// The same with a longer line on both sides.
const LOOSE: u16 = 6;
/// Columns between neighbours where edges have no labels: `──►`.
const UNLABELLED: u16 = 3;

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
}

/// An edge of a cell that is listed, where there is no room for a diagram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedEdge {
    /// Label of its first node.
    pub from: String,
    /// Label of its last node.
    pub to: String,
    /// What is on it.
    pub label: DiagramLabel,
}

impl Diagram {
    /// Lays `cell` out in at most `width` columns; `None` when that is too few. All architectures
    /// of a space with operations on edges take the same columns, so that nothing jumps when a
    /// person goes from row to row.
    pub fn new(cell: &Cell, operations: &[Operation], width: u16) -> Option<Self> {
        let labels = node_labels(cell, operations);
        let edges = Routed::all(cell, operations);
        let ports = Ports::new(labels.len(), &edges);
        let widths: Vec<u16> = labels
            .iter()
            .enumerate()
            .map(|(node, label)| ports.needed(node).max(label.text.width() as u16 + 2))
            .collect();
        let between = gap(&widths, &edges, operations, width)?;
        let mut x = 0;
        let mut nodes = Vec::with_capacity(labels.len());
        for (label, width) in labels.into_iter().zip(widths) {
            nodes.push(DiagramNode { x, width, label });
            x += width + between;
        }
        let baseline = lines(Side::Above, &edges);
        Some(Self {
            width: x.saturating_sub(between),
            height: baseline + 1 + lines(Side::Below, &edges),
            baseline,
            edges: edges
                .iter()
                .enumerate()
                .map(|(at, edge)| place(at, edge, &ports, &nodes, baseline))
                .collect(),
            nodes,
        })
    }
}

/// The edges of `cell` as a list.
pub fn edge_list(cell: &Cell, operations: &[Operation]) -> Vec<ListedEdge> {
    let nodes = node_labels(cell, operations);
    Routed::all(cell, operations)
        .into_iter()
        .map(|edge| ListedEdge {
            from: nodes[edge.from].text.clone(),
            to: nodes[edge.to].text.clone(),
            label: edge.label,
        })
        .collect()
}

/// An edge with its lane.
struct Routed {
    from: usize,
    to: usize,
    lane: Lane,
    label: DiagramLabel,
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

fn label(op: u8, operations: &[Operation]) -> DiagramLabel {
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

fn node_labels(cell: &Cell, operations: &[Operation]) -> Vec<DiagramLabel> {
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

/// Columns between neighbours: as many as look good, fewer where `width` does not give that many.
fn gap(widths: &[u16], edges: &[Routed], operations: &[Operation], width: u16) -> Option<u16> {
    let labelled = edges.iter().any(|edge| !edge.label.text.is_empty());
    let longest = operations.iter().map(|op| op.alias.width()).max();
    let (least, most) = match longest.filter(|_| labelled) {
        Some(label) => (label as u16 + TIGHT, label as u16 + LOOSE),
        None => (UNLABELLED, UNLABELLED),
    };
    let gaps = widths.len().saturating_sub(1).max(1) as u16;
    let room = width.checked_sub(widths.iter().sum())?;
    let gap = (room / gaps).min(most);
    (gap >= least).then_some(gap)
}

/// Lines on one side of the nodes: its lanes, and one that shows the heads of the edges.
fn lines(side: Side, edges: &[Routed]) -> u16 {
    let there = edges.iter().filter(|edge| edge.lane.side() == Some(side));
    there.map(|edge| edge.lane.depth() + 1).max().unwrap_or(0)
}

/// Edge number `at` between the nodes as they lie.
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
