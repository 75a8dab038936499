//! What the features need to know of a cell, and nothing else.

use std::hash::RandomState;

use petgraph::algo::all_simple_paths;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};

use crate::space::{Cell, CellEdge, CellNode, OpSet};

/// A cell reduced to operation counts.
#[derive(Debug)]
pub(super) struct Profile {
    /// Number of nodes.
    pub nodes: u8,
    /// Operations on all edges.
    pub edges: OpCounts,
    /// Operations on the edges that leave the input.
    pub leaving_input: OpCounts,
    /// Operations on the edges that enter the output.
    pub entering_output: OpCounts,
    /// The input→output paths.
    pub paths: Vec<PathProfile>,
}

/// An input→output path reduced to operation counts.
#[derive(Debug, Default)]
pub(super) struct PathProfile {
    /// How often each operation occurs.
    pub counts: OpCounts,
    /// Which operations occur.
    pub ops: OpSet,
    /// Number of edges.
    pub length: u8,
}

/// How often each operation occurs: byte i counts operation i, so that counts over a set are one
/// mask and one sum of bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct OpCounts(u128);

/// The bytes of [`OpCounts`] that belong to a set.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpMask(u128);

impl From<OpSet> for OpMask {
    fn from(ops: OpSet) -> Self {
        Self(ops.ids().fold(0, |mask, id| mask | 0xff << (8 * id)))
    }
}

impl OpCounts {
    fn add(&mut self, op: u8) {
        self.0 += 1 << (8 * op);
    }

    /// Occurrences of the operations in a set.
    pub(super) fn inside(self, mask: OpMask) -> u8 {
        const EVERY_OTHER_BYTE: u64 = 0x00ff_00ff_00ff_00ff;
        let both = self.0 & mask.0;
        let (low, high) = (both as u64, (both >> 64) as u64);
        // Sums within 16-bit lanes, then of the lanes, which the product gathers in the highest.
        let lanes = (low & EVERY_OTHER_BYTE)
            + (low >> 8 & EVERY_OTHER_BYTE)
            + (high & EVERY_OTHER_BYTE)
            + (high >> 8 & EVERY_OTHER_BYTE);
        (lanes.wrapping_mul(0x0001_0001_0001_0001) >> 48) as u8
    }
}

/// Writes `number` of each profile into `column`.
pub(super) fn fill(column: &mut [u8], profiles: &[Profile], number: impl Fn(&Profile) -> u8) {
    for (value, profile) in column.iter_mut().zip(profiles) {
        *value = number(profile);
    }
}

/// Makes profiles, listing the paths of a graph once for all cells in a row that are wired alike.
#[derive(Debug, Default)]
pub(super) struct Profiler {
    routes: Option<Routes>,
}

impl Profiler {
    /// The profile of a cell with one input and its operations on edges.
    pub(super) fn profile(&mut self, cell: &Cell) -> Profile {
        let input = cell.inputs[0];
        let routes = match self.routes.take() {
            Some(routes) if routes.fit(cell) => routes,
            _ => Routes::list(cell),
        };
        let routes = self.routes.insert(routes);
        let mut profile = Profile {
            nodes: cell.graph.node_count() as u8,
            edges: OpCounts::default(),
            leaving_input: OpCounts::default(),
            entering_output: OpCounts::default(),
            paths: Vec::with_capacity(routes.paths.len()),
        };
        for edge in cell.graph.raw_edges() {
            let Some(op) = edge.weight.op else { continue };
            profile.edges.add(op);
            if edge.source() == input {
                profile.leaving_input.add(op);
            }
            if edge.target() == cell.output {
                profile.entering_output.add(op);
            }
        }
        profile
            .paths
            .extend(routes.paths.iter().map(|path| follow(&cell.graph, path)));
        profile
    }
}

fn follow(graph: &DiGraph<CellNode, CellEdge>, path: &[EdgeIndex]) -> PathProfile {
    let mut profile = PathProfile {
        length: path.len() as u8,
        ..PathProfile::default()
    };
    let mut ops = 0;
    for op in path.iter().filter_map(|&edge| graph[edge].op) {
        profile.counts.add(op);
        ops |= 1 << op;
    }
    profile.ops = OpSet::from_bits(ops);
    profile
}

/// The input→output paths of a graph, with the wiring that they are the paths of.
#[derive(Debug)]
struct Routes {
    input: NodeIndex,
    output: NodeIndex,
    wiring: Vec<(NodeIndex, NodeIndex)>,
    paths: Vec<Vec<EdgeIndex>>,
}

impl Routes {
    fn list(cell: &Cell) -> Self {
        let (graph, input, output) = (&cell.graph, cell.inputs[0], cell.output);
        let paths = all_simple_paths::<Vec<_>, _, RandomState>(graph, input, output, 0, None)
            .map(|nodes| {
                nodes
                    .windows(2)
                    .filter_map(|step| graph.find_edge(step[0], step[1]))
                    .collect()
            })
            .collect();
        Self {
            input,
            output,
            wiring: wiring(cell).collect(),
            paths,
        }
    }

    /// Whether `cell` is wired alike.
    fn fit(&self, cell: &Cell) -> bool {
        self.input == cell.inputs[0]
            && self.output == cell.output
            && self.wiring.iter().copied().eq(wiring(cell))
    }
}

fn wiring(cell: &Cell) -> impl Iterator<Item = (NodeIndex, NodeIndex)> {
    cell.graph
        .raw_edges()
        .iter()
        .map(|edge| (edge.source(), edge.target()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(ops: [u8; 2], shortcut: Option<u8>) -> Cell {
        let edge = |op| CellEdge { op, slot: None };
        let mut graph = DiGraph::new();
        let nodes = ["a", "b", "c"].map(|label| {
            graph.add_node(CellNode {
                label: label.into(),
                op: None,
                slot: None,
            })
        });
        graph.add_edge(nodes[0], nodes[1], edge(Some(ops[0])));
        graph.add_edge(nodes[1], nodes[2], edge(Some(ops[1])));
        if shortcut.is_some() {
            graph.add_edge(nodes[0], nodes[2], edge(shortcut));
        }
        Cell {
            name: None,
            graph,
            inputs: vec![nodes[0]],
            output: nodes[2],
        }
    }

    #[test]
    fn counts_sum_over_the_operations_of_the_set() {
        let mut counts = OpCounts::default();
        for op in [0, 3, 3, 15] {
            counts.add(op);
        }
        assert_eq!(counts.inside(OpSet::from_iter([3]).into()), 2);
        assert_eq!(counts.inside(OpSet::from_iter([0, 15]).into()), 2);
        assert_eq!(counts.inside(OpSet::from_bits(u16::MAX).into()), 4);
        assert_eq!(counts.inside(OpSet::default().into()), 0);
    }

    #[test]
    fn paths_are_listed_anew_when_the_wiring_changes() {
        let mut profiler = Profiler::default();
        let lengths = |profile: Profile| {
            let mut lengths: Vec<_> = profile.paths.iter().map(|path| path.length).collect();
            lengths.sort_unstable();
            lengths
        };
        assert_eq!(lengths(profiler.profile(&chain([0, 1], None))), [2]);
        assert_eq!(lengths(profiler.profile(&chain([0, 1], Some(2)))), [1, 2]);
        let other = profiler.profile(&chain([4, 4], None));
        assert_eq!(other.paths[0].ops, OpSet::from_iter([4]));
        assert_eq!(lengths(other), [2]);
    }
}
