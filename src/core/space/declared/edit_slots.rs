//! What can be changed of an architecture of a described space.

use super::adjacency::Adjacency;
use super::file::Site;
use super::form::Sequence;
use super::topologies::Topologies;
use crate::space::edit_slot::with_id;
use crate::space::{Architecture, Choice, EditSlot, Operation, SlotPlace};

/// Each id of an architecture whose topologies are listed: the topology, where there are several, and
/// the operation of each position.
pub(super) fn of_listed(
    cells: &Topologies,
    listing: &Sequence,
    operations: &[Operation],
    arch: &Architecture,
) -> Vec<EditSlot> {
    let edges = &cells.list[cells.topology(arch.ids())];
    let inner: Vec<usize> = cells.inner().collect();
    let what = |id: usize| match id.checked_sub(cells.first()) {
        None => ("topology".to_owned(), SlotPlace::Cell),
        Some(at) if cells.site == Site::Edges => {
            let (from, to) = edges[at];
            let name = format!("{}->{}", cells.nodes[from], cells.nodes[to]);
            (name, SlotPlace::Edge(from, to))
        }
        Some(at) => {
            let node = inner[at];
            (format!("node {}", cells.nodes[node]), SlotPlace::Node(node))
        }
    };
    let edit_slot = |id: usize| {
        let position = listing.positions.iter().find(|of| of.place == id)?;
        let (name, place) = what(id);
        let label = |value: u8| match place {
            SlotPlace::Cell => value.to_string(),
            _ => operations[usize::from(value)].alias.clone(),
        };
        let now = arch.ids()[id];
        Some(EditSlot {
            name,
            cell: 0,
            place,
            now: position.values.iter().position(|&value| value == now)?,
            choices: position
                .values
                .iter()
                .map(|&value| Choice {
                    label: label(value),
                    arch: Some(with_id(arch, id, value)),
                })
                .collect(),
        })
    };
    (0..arch.ids().len()).filter_map(edit_slot).collect()
}

/// The operation of each inner node of a freely drawn cell, and for each pair of nodes whether there is
/// an edge. Other numbers of nodes are out of reach.
pub(super) fn of_drawn(
    cells: &Adjacency,
    operations: &[Operation],
    arch: &Architecture,
) -> Vec<EditSlot> {
    let (dag, ops) = Adjacency::unpack(arch);
    let last = dag.nodes() - 1;
    let allowed = |dag, ops: &[u8]| {
        let checked = cells.check(&dag, ops);
        checked.is_ok().then(|| Adjacency::pack(&dag, ops))
    };
    let node = |node: usize| {
        let choice = |&op: &u8| {
            let mut ops = ops.to_vec();
            ops[node] = op;
            Choice {
                label: operations[usize::from(op)].alias.clone(),
                arch: allowed(dag, &ops),
            }
        };
        Some(EditSlot {
            name: format!("node {node}"),
            cell: 0,
            place: SlotPlace::Node(node),
            now: cells.choices.iter().position(|&op| op == ops[node])?,
            choices: cells.choices.iter().map(choice).collect(),
        })
    };
    let edge = |(from, to): (usize, usize)| {
        let choice = |there: bool| {
            let mut dag = dag;
            let others = dag.sources(to) & !(1 << from);
            dag.set_sources(to, others | u16::from(there) << from);
            Choice {
                label: if there { "edge" } else { "no edge" }.to_owned(),
                arch: allowed(dag, ops),
            }
        };
        EditSlot {
            name: format!("{from}->{to}"),
            cell: 0,
            place: SlotPlace::Edge(from, to),
            now: usize::from(dag.has_edge(from, to)),
            choices: [false, true].map(choice).to_vec(),
        }
    };
    let pairs = (0..last).flat_map(|from| (from + 1..=last).map(move |to| (from, to)));
    let nodes = (1..last).filter_map(node);
    nodes.chain(pairs.map(edge)).collect()
}
