//! What can be changed of a DARTS architecture: of each pair the operation and the source.

use super::{CELLS, IDS, INPUTS, NODES, OPERATION_NAMES, PAIRS};
use crate::space::edit_slot::with_id;
use crate::space::{Architecture, Choice, EditSlot, SlotPlace};

pub(super) fn of(arch: &Architecture) -> Vec<EditSlot> {
    pairs()
        .flat_map(|(cell, pair)| {
            let place = place(cell, pair);
            [
                operation(arch, cell, pair, place),
                source(arch, cell, pair, place),
            ]
        })
        .collect()
}

/// What the edit slots give, without the names of the choices.
pub(super) fn edits(arch: &Architecture) -> Vec<Architecture> {
    let mut edits = Vec::new();
    for (cell, pair) in pairs() {
        let place = place(cell, pair);
        let operations = (0..OPERATION_NAMES.len() as u8).map(|id| (place + 1, id));
        let sources = sources(arch, pair, place).map(|id| (place, id));
        let choices = operations.chain(sources);
        let others = choices.filter(|&(at, id)| arch.ids()[at] != id);
        edits.extend(others.map(|(at, id)| with_id(arch, at, id)));
    }
    edits
}

fn pairs() -> impl Iterator<Item = (usize, usize)> {
    (0..CELLS.len()).flat_map(|cell| (0..PAIRS).map(move |pair| (cell, pair)))
}

fn place(cell: usize, pair: usize) -> usize {
    cell * IDS + 2 * pair
}

/// Where a pair may come from. The two pairs of a node come from different nodes, as in the published
/// space; one that breaks this rule may be kept.
fn sources(arch: &Architecture, pair: usize, place: usize) -> impl Iterator<Item = u8> {
    let now = arch.ids()[place];
    let other_of_node = if pair.is_multiple_of(2) {
        place + 2
    } else {
        place - 2
    };
    let taken = arch.ids()[other_of_node];
    (0..(INPUTS + pair / 2) as u8).filter(move |&id| id == now || id != taken)
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

fn source(arch: &Architecture, cell: usize, pair: usize, place: usize) -> EditSlot {
    let now = arch.ids()[place];
    let allowed: Vec<u8> = sources(arch, pair, place).collect();
    let choices = (0..).zip(&NODES[..INPUTS + pair / 2]);
    EditSlot {
        name: format!("{} from", name(cell, pair)),
        cell,
        place: SlotPlace::Edge(now.into(), INPUTS + pair / 2),
        now: now.into(),
        choices: choices
            .map(|(id, node)| Choice {
                label: (*node).to_owned(),
                arch: allowed.contains(&id).then(|| with_id(arch, place, id)),
            })
            .collect(),
    }
}
