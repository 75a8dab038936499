//! Cells whose nodes are named and whose edges are one of a few given lists. The ids of an architecture
//! are the number of its topology, where there are several, and then the operation of each position.

use std::borrow::Cow;

use petgraph::graph::{DiGraph, NodeIndex};

use super::file::Site;
use crate::space::{Architecture, Cell, CellEdge, CellNode, Slot};

/// Most nodes a cell may have: a set of them is one word.
pub(super) const MAX_NODES: usize = 64;

/// An edge as (from, to), places in the list of nodes; `from` is the lower one.
pub(super) type Edge = (usize, usize);

#[derive(Debug)]
pub(super) struct Topologies {
    pub site: Site,
    pub nodes: Vec<&'static str>,
    /// The edges of each topology, in the order of its positions where operations sit on edges.
    pub list: Vec<Vec<Edge>>,
    /// The input nodes, ascending.
    pub inputs: Vec<usize>,
    pub output: usize,
    /// The operations that mark the inputs and the output.
    pub ends: [Option<u8>; 2],
    pub zero: Option<u8>,
    pub names: Vec<&'static str>,
    /// For each topology every way to number its nodes otherwise; empty where the numbering is
    /// part of the architecture.
    pub renumberings: Vec<Vec<Renumbering>>,
}

#[derive(Debug)]
pub(super) struct Renumbering {
    pub topology: u8,
    /// For each position the one that its operation moves to.
    pub places: Vec<u8>,
}

impl Topologies {
    /// Index of the first operation among the ids: the topology stands before it where there are
    /// several.
    pub(super) fn first(&self) -> usize {
        usize::from(self.list.len() > 1)
    }

    pub(super) fn topology(&self, ids: &[u8]) -> usize {
        if self.first() == 0 {
            0
        } else {
            usize::from(ids[0])
        }
    }

    /// The nodes that carry an operation, in the order of their positions.
    pub(super) fn inner(&self) -> impl Iterator<Item = usize> {
        let inner = |node: &usize| *node != self.output && !self.inputs.contains(node);
        (0..self.nodes.len()).filter(inner)
    }

    pub(super) fn slots(&self) -> Vec<Slot> {
        let names: Vec<_> = match self.site {
            Site::Edges => self.list[0]
                .iter()
                .map(|&(from, to)| format!("{}_{}", self.nodes[from], self.nodes[to]))
                .collect(),
            Site::Nodes => self.inner().map(|node| self.nodes[node].into()).collect(),
        };
        (self.first()..)
            .zip(names)
            .map(|(position, name)| Slot { name, position })
            .collect()
    }

    pub(super) fn cell(&self, ids: &[u8]) -> Cell {
        let edges = &self.list[self.topology(ids)];
        let mut graph = DiGraph::with_capacity(self.nodes.len(), edges.len());
        let mut slot = self.first();
        let mut next = || {
            slot += 1;
            (Some(ids[slot - 1]), Some((slot - 1) as u8))
        };
        for (node, name) in self.nodes.iter().enumerate() {
            let (op, slot) = match self.site {
                Site::Edges => (None, None),
                Site::Nodes if self.inputs.contains(&node) => (self.ends[0], None),
                Site::Nodes if node == self.output => (self.ends[1], None),
                Site::Nodes => next(),
            };
            let label = op.map_or(*name, |op| self.names[usize::from(op)]);
            graph.add_node(CellNode {
                label: Cow::Borrowed(label),
                op,
                slot,
            });
        }
        for &(from, to) in edges {
            let (op, slot) = match self.site {
                Site::Edges => next(),
                Site::Nodes => (None, None),
            };
            let edge = CellEdge { op, slot };
            graph.add_edge(NodeIndex::new(from), NodeIndex::new(to), edge);
        }
        Cell {
            name: None,
            graph,
            inputs: self.inputs.iter().copied().map(NodeIndex::new).collect(),
            output: NodeIndex::new(self.output),
        }
    }

    /// The ids with the zero operation wherever an operation lies on no input→output path that is
    /// free of it.
    pub(super) fn canonical(&self, arch: &Architecture) -> Architecture {
        let Some(zero) = self.zero else {
            return arch.clone();
        };
        let mut ids = arch.ids().to_vec();
        let edges = &self.list[self.topology(&ids)];
        let ops = &mut ids[self.first()..];
        let mut passable = u64::MAX;
        if self.site == Site::Nodes {
            for (node, &op) in self.inner().zip(&*ops) {
                passable &= !(u64::from(op == zero) << node);
            }
        }
        let open = |at: usize| self.site == Site::Nodes || ops[at] != zero;
        let flows = self.flows(edges, passable, open);
        match self.site {
            Site::Edges => {
                for (&(from, to), op) in edges.iter().zip(ops) {
                    if !(flows.from_input >> from & 1 == 1 && flows.to_output >> to & 1 == 1) {
                        *op = zero;
                    }
                }
            }
            Site::Nodes => {
                for (node, op) in self.inner().zip(ops) {
                    if (flows.from_input & flows.to_output) >> node & 1 == 0 {
                        *op = zero;
                    }
                }
            }
        }
        Architecture::new(ids)
    }

    /// Which nodes are reached over `passable` nodes and `open` edges.
    fn flows(&self, edges: &[Edge], passable: u64, open: impl Fn(usize) -> bool) -> Flows {
        let open_edges = || (edges.iter().enumerate()).filter(|&(at, _)| open(at));
        let inputs = self.inputs.iter().fold(0, |mask, &node| mask | 1 << node);
        let mut flows = Flows {
            from_input: inputs,
            to_output: 1 << self.output,
        };
        // Edges go from a lower to a higher node, most of them in order: a pass in each direction settles nearly all.
        loop {
            let before = flows;
            for (_, &(from, to)) in open_edges() {
                flows.from_input |= (flows.from_input >> from & passable >> to & 1) << to;
            }
            for (_, &(from, to)) in open_edges().rev() {
                flows.to_output |= (flows.to_output >> to & passable >> from & 1) << from;
            }
            if flows == before {
                return flows;
            }
        }
    }

    /// The least of the architectures that differ from this one only in the numbering of nodes.
    pub(super) fn representative(&self, arch: &Architecture) -> Architecture {
        let least = self.renumbered(arch.ids()).min();
        least.map_or_else(|| arch.clone(), Architecture::new)
    }

    pub(super) fn is_representative(&self, arch: &Architecture) -> bool {
        let ids = arch.ids();
        self.renumbered(ids).all(|other| *other >= *ids)
    }

    /// The ids in every numbering of the nodes; none where the numbering counts.
    fn renumbered<'a>(&'a self, ids: &'a [u8]) -> impl Iterator<Item = Vec<u8>> + 'a {
        let first = self.first();
        let all = self.renumberings.get(self.topology(ids));
        all.into_iter().flatten().map(move |renumbering| {
            let mut other = ids.to_vec();
            if first == 1 {
                other[0] = renumbering.topology;
            }
            for (&place, &op) in renumbering.places.iter().zip(&ids[first..]) {
                other[first + usize::from(place)] = op;
            }
            other
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Flows {
    from_input: u64,
    to_output: u64,
}
