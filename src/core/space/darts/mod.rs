//! DARTS, the space of NAS-Bench-301: a normal and a reduction cell of four nodes, each of which
//! takes two earlier outputs through an operation each.

mod compact;
mod edit_slots;
mod forms;
mod isomorphism;

use std::borrow::Cow;
use std::sync::LazyLock;

use petgraph::graph::DiGraph;
use rand::{Rng, RngCore};

use super::sampling::mixed;
use super::{
    Architecture, Cell, CellEdge, CellKind, CellNode, EditSlot, EncodingError, Form, Operation,
    OpsOn, SearchSpace, Slot,
};

/// Published name, short name, and whether it is trained, of each operation by id.
const OPERATION_NAMES: [(&str, &str, bool); 7] = [
    ("max_pool_3x3", "maxpool", false),
    ("avg_pool_3x3", "avgpool", false),
    ("skip_connect", "skip", false),
    ("sep_conv_3x3", "sep3", true),
    ("sep_conv_5x5", "sep5", true),
    ("dil_conv_3x3", "dil3", true),
    ("dil_conv_5x5", "dil5", true),
];

static OPERATIONS: LazyLock<[Operation; OPERATION_NAMES.len()]> = LazyLock::new(|| {
    OPERATION_NAMES.map(|(name, alias, trainable)| Operation {
        name: name.to_owned(),
        alias: alias.to_owned(),
        zero: false,
        trainable,
    })
});

const CELLS: [&str; 2] = ["normal", "reduce"];

static CELL_KINDS: LazyLock<[CellKind; CELLS.len()]> = LazyLock::new(|| {
    CELLS.map(|name| CellKind {
        name: Some(name.to_owned()),
        inputs: ["c_k_2", "c_k_1"].map(str::to_owned).to_vec(),
    })
});

/// What is written on the nodes of a cell: its inputs, the four nodes that compute, its output.
const NODES: [&str; INPUTS + COMPUTING + 1] = ["c_k-2", "c_k-1", "0", "1", "2", "3", "c_k"];

const INPUTS: usize = 2;
const COMPUTING: usize = 4;

/// (source, operation) pairs of a cell; pair k feeds the computing node k / 2.
const PAIRS: usize = 2 * COMPUTING;

/// Edges that a cell may have between its inputs and the nodes that compute.
const EDGES: usize = INPUTS * COMPUTING + COMPUTING * (COMPUTING - 1) / 2;

/// Ids of a cell: each pair is its source, an index into [`NODES`], and its operation.
const IDS: usize = 2 * PAIRS;

/// The DARTS search space (Liu, Simonyan & Yang, ICLR 2019; NAS-Bench-301, ICLR 2022).
#[derive(Debug)]
pub(super) struct Darts;

impl SearchSpace for Darts {
    fn name(&self) -> &'static str {
        "darts"
    }

    fn title(&self) -> &'static str {
        "NAS-Bench-301 (DARTS)"
    }

    fn operations(&self) -> &[Operation] {
        &*OPERATIONS
    }

    fn ops_on(&self) -> OpsOn {
        OpsOn::Edges
    }

    fn cell_kinds(&self) -> &[CellKind] {
        &*CELL_KINDS
    }

    fn forms(&self) -> &[Form] {
        &forms::FORMS
    }

    fn compact(&self) -> usize {
        forms::COMPACT
    }

    fn parse(&self, text: &str) -> Result<Architecture, EncodingError> {
        forms::parse(text)
            .map(Architecture::new)
            .map_err(|reason| EncodingError::new(self, text, reason))
    }

    fn print(&self, arch: &Architecture, form: usize) -> String {
        forms::print(arch.ids(), form)
    }

    fn cells(&self, arch: &Architecture) -> Vec<Cell> {
        let firsts = (0..).step_by(IDS);
        let cells = CELLS.into_iter().zip(firsts);
        cells.map(|(name, at)| cell(name, at, arch.ids())).collect()
    }

    fn wiring(&self, arch: &Architecture, cell: usize) -> u64 {
        let pairs = arch.ids()[cell * IDS..][..IDS].chunks_exact(2);
        pairs.fold(0, |wiring, pair| wiring << 3 | u64::from(pair[0]))
    }

    fn representative(&self, arch: &Architecture) -> Architecture {
        let cells = arch.ids().chunks_exact(IDS);
        Architecture::new(cells.flat_map(isomorphism::least).collect::<Vec<u8>>())
    }

    fn edit_slots(&self, arch: &Architecture) -> Vec<EditSlot> {
        edit_slots::of(arch)
    }

    fn edits(&self, arch: &Architecture) -> Vec<Architecture> {
        edit_slots::edits(arch)
    }

    /// The pairs of a node stay together.
    fn mixed(
        &self,
        parents: [&Architecture; 2],
        second: &mut dyn FnMut() -> bool,
    ) -> Option<Architecture> {
        mixed(parents, IDS / COMPUTING, second)
    }

    /// Each node takes two earlier outputs, all as likely; only their numbering makes some networks more likely.
    fn random(&self, rng: &mut dyn RngCore) -> Architecture {
        let mut ids = Vec::with_capacity(CELLS.len() * IDS);
        for node in (0..CELLS.len()).flat_map(|_| 0..COMPUTING) {
            let earlier = (INPUTS + node) as u8;
            let one = rng.gen_range(0..earlier);
            let other = (one + rng.gen_range(1..earlier)) % earlier;
            for source in [one, other] {
                ids.extend([source, rng.gen_range(0..OPERATION_NAMES.len() as u8)]);
            }
        }
        self.representative(&Architecture::new(ids))
    }

    /// Every edge that a cell may have: an operation has no place of its own, but one together with
    /// its source.
    fn slots(&self) -> Vec<Slot> {
        let mut slots = Vec::new();
        for name in CELLS {
            for node in INPUTS..INPUTS + COMPUTING {
                for source in &NODES[..node] {
                    slots.push(Slot {
                        name: format!("{name}.{}_{}", source.replace('-', "_"), NODES[node]),
                        position: slots.len(),
                    });
                }
            }
        }
        slots
    }

    fn operation_at(&self, arch: &Architecture, slot: &Slot) -> Option<u8> {
        let (cell, mut source) = (slot.position / EDGES, slot.position % EDGES);
        let mut node = 0;
        while source >= INPUTS + node {
            source -= INPUTS + node;
            node += 1;
        }
        let pairs = arch.ids()[cell * IDS..][4 * node..][..4].chunks_exact(2);
        let mut with_source = pairs.rev().filter(|pair| usize::from(pair[0]) == source);
        with_source.next().map(|pair| pair[1])
    }
}

/// The cell whose pairs begin at `first` of `ids`. Of two pairs of a node with the same source the
/// later one counts, as in the published features. The edges to the output carry no operation.
fn cell(name: &'static str, first: usize, ids: &[u8]) -> Cell {
    let mut graph = DiGraph::with_capacity(NODES.len(), PAIRS + COMPUTING);
    let nodes = NODES.map(|label| {
        graph.add_node(CellNode {
            label: Cow::Borrowed(label),
            op: None,
            slot: None,
        })
    });
    let output = nodes[NODES.len() - 1];
    for pair in 0..PAIRS {
        let place = first + 2 * pair;
        let (source, slot) = (ids[place], place + 1);
        let overruled = pair % 2 == 0 && ids[place + 2] == source;
        if !overruled {
            let edge = CellEdge {
                op: Some(ids[slot]),
                slot: Some(slot as u8),
            };
            let node = nodes[INPUTS + pair / 2];
            graph.add_edge(nodes[usize::from(source)], node, edge);
        }
    }
    for &node in &nodes[INPUTS..][..COMPUTING] {
        graph.add_edge(node, output, CellEdge::default());
    }
    Cell {
        name: Some(name),
        graph,
        inputs: nodes[..INPUTS].to_vec(),
        output,
    }
}
