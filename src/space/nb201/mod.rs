//! NAS-Bench-201: four nodes, an operation on each of the six edges between them.

mod cost;
mod forms;

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::LazyLock;

use petgraph::graph::{DiGraph, NodeIndex};

use super::{
    Architecture, Cell, CellEdge, CellKind, CellNode, EncodingError, Form, InputShape, NetworkCost,
    Operation, OpsOn, SearchSpace, Slot,
};

const SKIP_CONNECT: u8 = 0;
const NONE: u8 = 1;
const NOR_CONV_3X3: u8 = 2;
const NOR_CONV_1X1: u8 = 3;
const AVG_POOL_3X3: u8 = 4;

/// Published name and short name of each operation, by id.
const NAMES: [(&str, &str); 5] = [
    ("skip_connect", "skip"),
    ("none", "none"),
    ("nor_conv_3x3", "c3"),
    ("nor_conv_1x1", "c1"),
    ("avg_pool_3x3", "pool"),
];

static OPERATIONS: LazyLock<[Operation; NAMES.len()]> = LazyLock::new(|| {
    NAMES.map(|(name, alias)| Operation {
        name: name.to_owned(),
        alias: alias.to_owned(),
        zero: name == NAMES[usize::from(NONE)].0,
        trainable: [NOR_CONV_3X3, NOR_CONV_1X1]
            .iter()
            .any(|&id| name == NAMES[usize::from(id)].0),
    })
});

static CELL: [CellKind; 1] = [CellKind {
    name: None,
    inputs: Vec::new(),
}];

/// What is written on the nodes, the input first and the output last.
const NODES: [&str; 4] = ["1", "2", "3", "4"];

/// The edges as (from, to), indices into [`NODES`], in the order of [`Architecture::ids`] and of
/// the tuple form: ascending by source.
const EDGES: [(usize, usize); 6] = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];

/// The NAS-Bench-201 search space (Dong & Yang, ICLR 2020).
#[derive(Debug)]
pub(super) struct Nb201;

impl SearchSpace for Nb201 {
    fn name(&self) -> &'static str {
        "nb201"
    }

    fn title(&self) -> &'static str {
        "NAS-Bench-201"
    }

    fn operations(&self) -> &[Operation] {
        &*OPERATIONS
    }

    fn ops_on(&self) -> OpsOn {
        OpsOn::Edges
    }

    fn cell_kinds(&self) -> &[CellKind] {
        &CELL
    }

    fn forms(&self) -> &[Form] {
        &forms::FORMS
    }

    fn parse(&self, text: &str) -> Result<Architecture, EncodingError> {
        forms::parse(text)
            .map(Architecture::new)
            .map_err(|reason| EncodingError::new(self, text, reason))
    }

    fn print(&self, arch: &Architecture, form: usize) -> String {
        forms::print(arch.ids(), form)
    }

    fn canonical(&self, arch: &Architecture) -> Architecture {
        let mut ids = arch.ids().to_vec();
        // Sources ascend along EDGES, so one pass in each direction settles every node.
        let mut from_input = [true, false, false, false];
        for (&(from, to), &id) in EDGES.iter().zip(&ids) {
            from_input[to] |= from_input[from] && id != NONE;
        }
        let mut to_output = [false, false, false, true];
        for (&(from, to), &id) in EDGES.iter().zip(&ids).rev() {
            to_output[from] |= to_output[to] && id != NONE;
        }
        for (&(from, to), id) in EDGES.iter().zip(&mut ids) {
            if !(from_input[from] && to_output[to]) {
                *id = NONE;
            }
        }
        Architecture::new(ids)
    }

    fn cells(&self, arch: &Architecture) -> Vec<Cell> {
        let mut graph = DiGraph::with_capacity(NODES.len(), EDGES.len());
        let nodes = NODES.map(|label| {
            graph.add_node(CellNode {
                label: Cow::Borrowed(label),
                op: None,
                slot: None,
            })
        });
        for ((&(from, to), &id), slot) in EDGES.iter().zip(arch.ids()).zip(0..) {
            let edge = CellEdge {
                op: Some(id),
                slot: Some(slot),
            };
            graph.add_edge(nodes[from], nodes[to], edge);
        }
        vec![Cell {
            name: None,
            graph,
            inputs: vec![nodes[0]],
            output: NodeIndex::new(NODES.len() - 1),
        }]
    }

    fn size(&self) -> Option<usize> {
        Some(NAMES.len().pow(EDGES.len() as u32))
    }

    fn enumerate(&self, each: &mut dyn FnMut(Architecture) -> ControlFlow<()>) -> ControlFlow<()> {
        let size = NAMES.len().pow(EDGES.len() as u32);
        (0..size).try_for_each(|index| each(Architecture::new(forms::from_index(index))))
    }

    fn slots(&self) -> Vec<Slot> {
        EDGES
            .iter()
            .enumerate()
            .map(|(position, &(from, to))| Slot {
                name: format!("{}_{}", NODES[from], NODES[to]),
                position,
            })
            .collect()
    }

    fn cost(&self, arch: &Architecture, input: InputShape) -> Option<NetworkCost> {
        Some(cost::network(arch.ids(), input))
    }
}
