//! Cells that may be any graph within limits, with operations on the nodes.
//!
//! The ids of an architecture are the operations of its nodes, input first and output last, and
//! then the edges, as the bytes of [`Dag::triangle`].

use std::borrow::Cow;
use std::ops::ControlFlow;

use petgraph::graph::{DiGraph, NodeIndex};

use super::dag::{Dag, MAX_NODES};
use super::form::compact::Words;
use super::isomorphism::{Least, Order, each_graph};
use crate::space::{Architecture, Cell, CellEdge, CellNode, DrawnCell};

/// Most nodes of graphs that can be listed: with one more there are hundreds of millions.
const MOST_LISTED_NODES: usize = 7;

#[derive(Debug)]
pub(super) struct Adjacency {
    pub max_nodes: usize,
    pub max_edges: usize,
    pub input: u8,
    pub output: u8,
    pub choices: Vec<u8>,
    pub names: Vec<&'static str>,
    /// How operations are written in the compact form.
    pub words: Words,
}

impl Adjacency {
    /// Nodes on no path from the input to the output are allowed, as in the published files: they
    /// compute nothing, so the limit of edges is for what remains without them.
    pub(super) fn check(&self, dag: &Dag, ops: &[u8]) -> Result<(), String> {
        let last = dag.nodes() - 1;
        for (node, &op) in ops.iter().enumerate() {
            let name = self.names[usize::from(op)];
            let expected = match node {
                0 => Some(self.input),
                _ if node == last => Some(self.output),
                _ => None,
            };
            match expected {
                Some(end) if end != op => {
                    let end = self.names[usize::from(end)];
                    let place = if node == 0 { "first" } else { "last" };
                    return Err(format!(
                        "node {node} is `{name}`; the {place} node must be `{end}`"
                    ));
                }
                None if op == self.input || op == self.output => {
                    let place = if op == self.input { "first" } else { "last" };
                    return Err(format!(
                        "node {node} is `{name}`, which only the {place} node can be"
                    ));
                }
                _ => {}
            }
        }
        let used = dag.on_path();
        if used == 0 {
            return Err("no path leads from its input to its output".to_owned());
        }
        let edges: u32 = (0..dag.nodes())
            .filter(|&node| used >> node & 1 == 1)
            .map(|node| (dag.sources(node) & used).count_ones())
            .sum();
        if edges as usize > self.max_edges {
            return Err(format!(
                "it has {edges} edges on paths from its input to its output; at most {} are allowed",
                self.max_edges
            ));
        }
        Ok(())
    }

    pub(super) fn pack(dag: &Dag, ops: &[u8]) -> Architecture {
        let mut ids = Vec::with_capacity(length(dag.nodes()));
        ids.extend_from_slice(ops);
        ids.extend_from_slice(&dag.triangle().to_le_bytes()[..edge_bytes(dag.nodes())]);
        Architecture::new(ids)
    }

    pub(super) fn unpack(arch: &Architecture) -> (Dag, &[u8]) {
        let ids = arch.ids();
        let nodes = (2..=MAX_NODES)
            .find(|&nodes| length(nodes) == ids.len())
            .expect("an architecture of this space has ids of one of these lengths");
        let (ops, edges) = ids.split_at(nodes);
        let mut triangle = [0; 8];
        triangle[..edges.len()].copy_from_slice(edges);
        (Dag::from_triangle(nodes, u64::from_le_bytes(triangle)), ops)
    }

    /// Number of nodes and the edges in one word.
    pub(super) fn wiring(arch: &Architecture) -> u64 {
        let (dag, _) = Self::unpack(arch);
        dag.triangle() << 4 | dag.nodes() as u64
    }

    pub(super) fn drawn(arch: &Architecture) -> DrawnCell<'_> {
        let (dag, operations) = Self::unpack(arch);
        DrawnCell {
            operations,
            triangle: dag.triangle(),
        }
    }

    pub(super) fn cell(&self, arch: &Architecture) -> Cell {
        let (dag, ops) = Self::unpack(arch);
        let mut graph = DiGraph::with_capacity(dag.nodes(), dag.edges());
        let last = dag.nodes() - 1;
        for (node, &op) in ops.iter().enumerate() {
            graph.add_node(CellNode {
                label: Cow::Borrowed(self.names[usize::from(op)]),
                op: Some(op),
                slot: (node != 0 && node != last).then_some(node as u8),
            });
        }
        for from in 0..dag.nodes() {
            for to in (from..dag.nodes()).filter(|&to| dag.has_edge(from, to)) {
                let (from, to) = (NodeIndex::new(from), NodeIndex::new(to));
                graph.add_edge(from, to, CellEdge::default());
            }
        }
        Cell {
            name: None,
            graph,
            inputs: vec![NodeIndex::new(0)],
            output: NodeIndex::new(last),
        }
    }

    /// The cell without the nodes that lie on no input→output path, numbered so that its edges and
    /// then its operations are the least.
    pub(super) fn representative(arch: &Architecture) -> Architecture {
        let (dag, ops) = Self::unpack(arch);
        let mut kept: Order = [0; MAX_NODES];
        let mut count = 0;
        let used = dag.on_path();
        for node in (0..dag.nodes()).filter(|&node| used >> node & 1 == 1) {
            kept[count] = node as u8;
            count += 1;
        }
        let kept = &kept[..count];
        let least = Least::of(&dag.reordered(kept));
        let renumbered = least.orders.iter().map(|order| {
            let mut renumbered = [0; MAX_NODES];
            for (op, &node) in renumbered.iter_mut().zip(&order[..count]) {
                *op = ops[usize::from(kept[usize::from(node)])];
            }
            renumbered
        });
        let best = renumbered.min();
        let best = best.expect("a graph has at least the numbering it came with");
        Self::pack(&least.dag, &best[..count])
    }

    pub(super) fn can_be_listed(&self) -> bool {
        self.max_nodes <= MOST_LISTED_NODES
    }

    /// Hands over every representative: graph after graph, and for each its operations.
    pub(super) fn each(
        &self,
        each: &mut impl FnMut(&Dag, &[u8]) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        each_graph(self.max_nodes, self.max_edges, &mut |least: &Least| {
            self.each_labelling(least, each)
        })
    }

    fn each_labelling(
        &self,
        least: &Least,
        each: &mut impl FnMut(&Dag, &[u8]) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let nodes = least.dag.nodes();
        let inner = nodes - 2;
        let mut ops = [0; MAX_NODES];
        ops[0] = self.input;
        ops[nodes - 1] = self.output;
        let count = self.choices.len().pow(inner as u32);
        for index in 0..count {
            let mut rest = index;
            for op in ops[1..=inner].iter_mut().rev() {
                *op = self.choices[rest % self.choices.len()];
                rest /= self.choices.len();
            }
            let is_least = least.orders.iter().all(|order| {
                let other = order[..nodes].iter().map(|&node| ops[usize::from(node)]);
                other.ge(ops[..nodes].iter().copied())
            });
            if is_least {
                each(&least.dag, &ops[..nodes])?;
            }
        }
        ControlFlow::Continue(())
    }
}

fn edge_bytes(nodes: usize) -> usize {
    (nodes * (nodes - 1) / 2).div_ceil(8)
}

fn length(nodes: usize) -> usize {
    nodes + edge_bytes(nodes)
}
