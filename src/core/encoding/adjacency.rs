//! Adjacency encoding, in spaces whose cells may have any edge from a node to a later one: a column
//! for each edge, and the operation of each inner node, one-hot. Nodes are counted from 1, the output
//! always as the last one of the largest cell; positions that a smaller cell lacks are 0.

use super::{bits, column, name};
use crate::column::{Column, Group, Values};
use crate::space::{Architecture, SearchSpace};

/// `adjacency(1,3)` for every edge, then `op_at(2,conv3x3-bn-relu)` for every position and
/// operation.
pub(super) fn columns(space: &dyn SearchSpace, archs: &[Architecture]) -> Vec<Column> {
    let Some(most) = space.most_drawn_nodes() else {
        return Vec::new();
    };
    let places = places(space, most);
    let mut found = bits::columns(archs, |arch, each| {
        let Some(cell) = space.drawn(arch) else {
            return;
        };
        let last = cell.operations.len() - 1;
        // Where a node stands in the largest cell.
        let position = |node: usize| if node == last { most - 1 } else { node };
        for to in 1..=last {
            for from in (0..to).filter(|&from| cell.has_edge(from, to)) {
                each(edge_key(from, position(to)));
            }
        }
        for (node, &op) in cell.operations.iter().enumerate().take(last).skip(1) {
            each(operation_key(node, op));
        }
    });
    let empty = || Values::Bits {
        words: vec![0; archs.len().div_ceil(64)],
        rows: archs.len(),
    };
    let columns = places.into_iter();
    columns
        .map(|place| {
            let values = found.remove(&place.key).unwrap_or_else(empty);
            column(Group::Adjacency, place.name, place.short, place.doc, values)
        })
        .collect()
}

struct Place {
    key: u64,
    name: String,
    short: String,
    doc: String,
}

fn places(space: &dyn SearchSpace, most: usize) -> Vec<Place> {
    let edges = (0..most).flat_map(|from| (from + 1..most).map(move |to| (from, to)));
    let edges = edges.map(|(from, to)| {
        let name = name::edge(from + 1, to + 1);
        Place {
            key: edge_key(from, to),
            short: name.clone(),
            name,
            doc: format!(
                "Whether there is an edge from node {} to node {}; node 1 is the input, node {most} the output.",
                from + 1,
                to + 1
            ),
        }
    });
    let nodes = 1..most - 1;
    let operations = nodes.flat_map(|node| {
        let ops = space.feature_operations().ids();
        ops.map(move |op| {
            let operation = &space.operations()[usize::from(op)];
            Place {
                key: operation_key(node, op),
                name: name::operation_at(node + 1, &operation.name),
                short: name::operation_at(node + 1, &operation.alias),
                doc: format!(
                    "Whether the operation of node {} is {}.",
                    node + 1,
                    operation.name
                ),
            }
        })
    });
    edges.chain(operations).collect()
}

fn edge_key(from: usize, to: usize) -> u64 {
    (from << 8 | to) as u64
}

fn operation_key(node: usize, op: u8) -> u64 {
    (1 << 16 | node << 8 | usize::from(op)) as u64
}
