//! What can be changed of a DARTS architecture: of each pair the operation and the source.

use super::{CELLS, IDS, INPUTS, NODES, OPERATION_NAMES, PAIRS};
use crate::space::edit_slot::with_id;
use crate::space::{Architecture, Choice, EditSlot, SlotPlace};

pub(super) fn of(arch: &Architecture) -> Vec<EditSlot> {
    let pairs = (0..CELLS.len()).flat_map(|cell| (0..PAIRS).map(move |pair| (cell, pair)));
    pairs
        .flat_map(|(cell, pair)| {
            let place = cell * IDS + 2 * pair;
            [
                operation(arch, cell, pair, place),
                source(arch, cell, pair, place),
            ]
        })
        .collect()
}

/// Which node a pair feeds, and whether it is the node's first or second.
fn name(cell: usize, pair: usize) -> String {
    let which = ["a", "b"][pair % 2];
    format!("{} {}{which}", CELLS[cell], NODES[INPUTS + pair / 2])
}

fn operation(arch: &Architecture, cell: usize, pair: usize, place: usize) -> EditSlot {
    let choices = (0..).zip(OPERATION_NAMES);
    EditSlot {
        name: name(cell, pair),
        cell,
        place: SlotPlace::Edge(arch.ids()[place].into(), INPUTS + pair / 2),
        now: arch.ids()[place + 1].into(),
        choices: choices
            .map(|(id, (_, short, _))| Choice {
                label: short.to_owned(),
                arch: Some(with_id(arch, place + 1, id)),
            })
            .collect(),
    }
}

/// Where a pair comes from. The two pairs of a node come from different nodes, as in the published
/// space; one that breaks this rule may be kept.
fn source(arch: &Architecture, cell: usize, pair: usize, place: usize) -> EditSlot {
    let now = arch.ids()[place];
    let other_of_node = if pair.is_multiple_of(2) {
        place + 2
    } else {
        place - 2
    };
    let taken = arch.ids()[other_of_node];
    let choices = (0..).zip(&NODES[..INPUTS + pair / 2]);
    EditSlot {
        name: format!("{} from", name(cell, pair)),
        cell,
        place: SlotPlace::Edge(now.into(), INPUTS + pair / 2),
        now: now.into(),
        choices: choices
            .map(|(id, node)| Choice {
                label: (*node).to_owned(),
                arch: (id == now || id != taken).then(|| with_id(arch, place, id)),
            })
            .collect(),
    }
}
