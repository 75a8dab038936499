//! Architectures of described spaces at random, and what is one edit away from a drawn cell.

use rand::{Rng, RngCore};

use super::adjacency::Adjacency;
use super::dag::Dag;
use super::edit_slots;
use super::form::Sequence;
use super::topologies::Topologies;
use crate::space::sampling::{below, edits};
use crate::space::{Architecture, Operation};

/// Each representative is as likely.
pub(super) fn random_listed(
    cells: &Topologies,
    listing: &Sequence,
    rng: &mut dyn RngCore,
) -> Architecture {
    loop {
        let mut ids = vec![0; listing.positions.len()];
        for position in &listing.positions {
            ids[position.place] = position.values[below(position.values.len(), rng)];
        }
        let arch = Architecture::new(ids);
        if cells.is_representative(&arch) {
            return arch;
        }
    }
}

/// Large cells are more likely than small ones, as there are more of them. Each node takes an earlier one; one that
/// leads nowhere then gets a later one; then come as many other edges as there may be, or fewer.
pub(super) fn random_drawn(cells: &Adjacency, rng: &mut dyn RngCore) -> Architecture {
    loop {
        let mut nodes = cells.max_nodes.min(cells.max_edges.saturating_add(1));
        while nodes > 2 && rng.gen_ratio(1, cells.choices.len() as u32 + 1) {
            nodes -= 1;
        }
        let mut dag = Dag::new(nodes);
        for to in 1..nodes {
            dag.add_edge(below(to, rng), to);
        }
        for from in 1..nodes - 1 {
            if (from + 1..nodes).all(|to| !dag.has_edge(from, to)) {
                dag.add_edge(from, from + 1 + below(nodes - 1 - from, rng));
            }
        }
        let Some(spare) = cells.max_edges.checked_sub(dag.edges()) else {
            continue;
        };
        let pairs = (1..nodes).flat_map(|to| (0..to).map(move |from| (from, to)));
        let mut absent: Vec<_> = pairs
            .filter(|&(from, to)| !dag.has_edge(from, to))
            .collect();
        for _ in 0..below(spare.min(absent.len()) + 1, rng) {
            let (from, to) = absent.swap_remove(below(absent.len(), rng));
            dag.add_edge(from, to);
        }
        let mut ops = vec![cells.input];
        ops.extend((2..nodes).map(|_| cells.choices[below(cells.choices.len(), rng)]));
        ops.push(cells.output);
        return Adjacency::representative(&Adjacency::pack(&dag, &ops));
    }
}

/// What the edit slots give, and one node more or less: put into an edge, or taken out of a line of edges.
pub(super) fn edits_of_drawn(
    cells: &Adjacency,
    operations: &[Operation],
    arch: &Architecture,
) -> Vec<Architecture> {
    let arch = Adjacency::representative(arch);
    let mut edits = edits(&edit_slots::of_drawn(cells, operations, &arch));
    let (dag, ops) = Adjacency::unpack(&arch);
    let last = dag.nodes() - 1;
    let mut keep = |dag: &Dag, ops: &[u8]| {
        if cells.check(dag, ops).is_ok() {
            edits.push(Adjacency::pack(dag, ops));
        }
    };
    for node in 1..last {
        let mut order: Vec<u8> = (0..=last as u8).collect();
        order.remove(node);
        if let Some(shorter) = without(&dag, node, &order) {
            let ops: Vec<u8> = order.iter().map(|&node| ops[usize::from(node)]).collect();
            keep(&shorter, &ops);
        }
    }
    if dag.nodes() < cells.max_nodes {
        let pairs = (1..=last).flat_map(|to| (0..to).map(move |from| (from, to)));
        for (from, to) in pairs.filter(|&(from, to)| dag.has_edge(from, to)) {
            let longer = with_node(&dag, from, to);
            for &op in &cells.choices {
                let mut ops = ops.to_vec();
                ops.insert(to, op);
                keep(&longer, &ops);
            }
        }
    }
    edits
}

/// The graph of the nodes in `order`, all but `node`: its source leads to its target. `None` where there are several.
fn without(dag: &Dag, node: usize, order: &[u8]) -> Option<Dag> {
    let sources = dag.sources(node);
    let mut targets = (node + 1..dag.nodes()).filter(|&to| dag.has_edge(node, to));
    let target = targets.next()?;
    if sources.count_ones() != 1 || targets.next().is_some() {
        return None;
    }
    let mut shorter = dag.reordered(order);
    shorter.add_edge(sources.trailing_zeros() as usize, target - 1);
    Some(shorter)
}

/// The graph with a node in the edge from `from` to `to`, numbered as `to` was.
fn with_node(dag: &Dag, from: usize, to: usize) -> Dag {
    let mut longer = Dag::new(dag.nodes() + 1);
    let number = |node: usize| node + usize::from(node >= to);
    for target in 1..dag.nodes() {
        let sources = (0..target).filter(|&source| dag.has_edge(source, target));
        for source in sources.filter(|&source| (source, target) != (from, to)) {
            longer.add_edge(number(source), number(target));
        }
    }
    longer.add_edge(from, to);
    longer.add_edge(to, to + 1);
    longer
}

/// Each node, with what leads to it, from one of two cells of as many nodes.
pub(super) fn mixed_drawn(
    cells: &Adjacency,
    [a, b]: [&Architecture; 2],
    second: &mut dyn FnMut() -> bool,
) -> Option<Architecture> {
    let (mut dag, ops) = Adjacency::unpack(a);
    let (other, other_ops) = Adjacency::unpack(b);
    if dag.nodes() != other.nodes() {
        return None;
    }
    let mut ops = ops.to_vec();
    for node in 1..dag.nodes() {
        if second() {
            dag.set_sources(node, other.sources(node));
            ops[node] = other_ops[node];
        }
    }
    let valid = cells.check(&dag, &ops).is_ok();
    valid.then(|| Adjacency::pack(&dag, &ops))
}
