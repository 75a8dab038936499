//! Architectures drawn at random, mutations and crossovers: they stay inside their space and reach all of it.

use std::collections::{HashMap, HashSet};

use grafscope_core::space::{self, Architecture, EditSlot, SearchSpace};
use proptest::prelude::*;
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;
use serde_json::{Value, json};

const NB101: &str = include_str!("../../../assets/spaces/nb101.json");
const NAS_BENCH_GRAPH: &str = include_str!("../../../assets/spaces/nas_bench_graph.json");
const NAS_BENCH_MACRO: &str = include_str!("../../../assets/spaces/nas_bench_macro.json");

fn described(json: &str, change: impl FnOnce(&mut Value)) -> &'static dyn SearchSpace {
    let mut value: Value = serde_json::from_str(json).unwrap();
    value["name"] = json!("my_own");
    change(&mut value);
    let space = space::read(&value.to_string()).unwrap();
    Box::leak(space)
}

/// Cells of NAS-Bench-101 within other limits.
fn drawn(max_nodes: usize, max_edges: usize) -> &'static dyn SearchSpace {
    described(NB101, |space| {
        space["cell"]["adjacency"] = json!({"max_nodes": max_nodes, "max_edges": max_edges});
        space["example"] = json!("(0, 1, 0, 0, 0, 1)");
    })
}

/// Cells of NAS-Bench-Graph with fewer operations.
fn renumbered(operations: usize) -> &'static dyn SearchSpace {
    described(NAS_BENCH_GRAPH, |space| {
        let all = space["operations"].as_array_mut().unwrap();
        all.truncate(operations);
        space["example"] = json!("60101");
    })
}

/// A chain that cannot be listed: 3³⁰ architectures.
fn long_chain() -> &'static dyn SearchSpace {
    described(NAS_BENCH_MACRO, |space| {
        let nodes: Vec<String> = (0..=30).map(|node| format!("n{node}")).collect();
        let edges: Vec<&[String]> = nodes.windows(2).collect();
        space["cell"]["fixed"] = json!({
            "nodes": nodes, "edges": edges, "inputs": ["n0"], "output": "n30",
        });
        space["example"] = json!("012".repeat(10));
    })
}

/// Built-in spaces, and some that users may describe: too large to list, with few edges.
fn spaces() -> Vec<&'static dyn SearchSpace> {
    let own = [
        long_chain(),
        renumbered(2),
        drawn(4, 9),
        drawn(7, 2),
        drawn(9, 12),
    ];
    space::all().iter().copied().chain(own).collect()
}

fn generator(seed: u64) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(seed)
}

fn assert_inside(space: &dyn SearchSpace, arch: &Architecture) {
    let text = space.print(arch, 0);
    assert_eq!(space.parse(&text).as_ref(), Ok(arch), "{text}");
    assert_eq!(space.representative(arch), *arch, "{text}");
    if space.name() == "darts" {
        let mut nodes = arch.ids().chunks_exact(4);
        assert!(nodes.all(|node| node[0] != node[2]), "{text}");
    }
}

/// Representatives one edit away, without `arch` itself.
fn around(space: &dyn SearchSpace, arch: &Architecture) -> HashSet<Architecture> {
    let edits = space.edits(arch);
    let mut around: HashSet<_> = edits
        .iter()
        .map(|edit| space.representative(edit))
        .collect();
    around.remove(arch);
    around
}

#[test]
fn what_is_drawn_stays_inside() {
    for space in spaces() {
        let mut rng = generator(7);
        for _ in 0..60 {
            let parents = [space.random(&mut rng), space.random(&mut rng)];
            let [a, b] = &parents;
            assert_inside(space, a);
            let mutation = space::mutate(space, a, &mut rng).unwrap();
            assert_inside(space, &mutation);
            assert!(
                around(space, a).contains(&mutation),
                "{}",
                space.print(a, 0)
            );
            let child = space::crossover(space, [a, b], &mut rng).unwrap();
            assert_inside(space, &child);
            assert_ne!(child, *a);
        }
    }
}

#[test]
fn what_the_edit_slots_give_is_one_edit_away() {
    for space in spaces() {
        let mut rng = generator(2);
        for _ in 0..20 {
            let arch = space.random(&mut rng);
            let edits: HashSet<_> = space.edits(&arch).into_iter().collect();
            let edit_slots = space.edit_slots(&arch);
            let others = edit_slots.iter().flat_map(EditSlot::others);
            let by_slots: HashSet<_> = others.map(|(_, arch)| arch.clone()).collect();
            assert!(edits.is_superset(&by_slots), "{}", space.print(&arch, 0));
            assert!(space.name() != "darts" || edits == by_slots);
        }
    }
}

#[test]
fn a_child_has_what_its_parents_have() {
    for name in ["nb201", "darts", "tnb101_macro", "nas_bench_macro"] {
        let space = space::find(name).unwrap();
        let mut rng = generator(3);
        for _ in 0..100 {
            let (a, b) = (space.random(&mut rng), space.random(&mut rng));
            let mut turn = false;
            let mut turns = || {
                turn = !turn;
                turn
            };
            let Some(child) = space.mixed([&a, &b], &mut turns) else {
                continue;
            };
            let ids = child.ids().iter().zip(a.ids().iter().zip(b.ids()));
            for (id, (of_a, of_b)) in ids {
                assert!(id == of_a || id == of_b);
            }
        }
    }
}

#[test]
fn where_there_is_a_single_architecture_nothing_can_be_made_of_it() {
    let space = drawn(7, 1);
    let mut rng = generator(0);
    let only = space.random(&mut rng);
    assert_eq!(space::mutate(space, &only, &mut rng), None);
    assert_eq!(space::crossover(space, [&only, &only], &mut rng), None);
}

/// Whether all nodes are reached from the first over these edges.
fn reaches_all(edges: &[Vec<usize>]) -> bool {
    let mut seen = vec![false; edges.len()];
    let mut ahead = vec![0];
    while let Some(at) = ahead.pop() {
        if !std::mem::replace(&mut seen[at], true) {
            ahead.extend(&edges[at]);
        }
    }
    seen.into_iter().all(|seen| seen)
}

#[test]
fn mutations_lead_from_each_architecture_to_every_other() {
    let is_small = |space: &&dyn SearchSpace| space.size().is_some_and(|size| size < 20_000);
    for space in spaces().into_iter().filter(is_small) {
        let all = space.architectures();
        let numbers: HashMap<_, _> = all.iter().zip(0..).collect();
        let mut edges = vec![Vec::new(); all.len()];
        let mut back = vec![Vec::new(); all.len()];
        for (from, arch) in all.iter().enumerate() {
            for other in around(space, arch) {
                let to = numbers[&other];
                edges[from].push(to);
                back[to].push(from);
            }
        }
        assert!(
            reaches_all(&edges) && reaches_all(&back),
            "{}",
            space.title()
        );
    }
}

/// Nodes and edges of a drawn cell.
fn parts(space: &dyn SearchSpace, arch: &Architecture) -> usize {
    let cell = &space.cells(arch)[0].graph;
    cell.node_count() + cell.edge_count()
}

/// All drawn cells come from the smallest, and lead to it: each has a smaller one, one edit away and back.
#[test]
fn drawn_cells_grow_from_the_smallest_and_shrink_to_it() {
    for space in [space::find("nb101").unwrap(), drawn(9, 12), drawn(10, 3)] {
        let mut rng = generator(5);
        for _ in 0..60 {
            let arch = space.random(&mut rng);
            let size = parts(space, &arch);
            let mut smaller = around(space, &arch)
                .into_iter()
                .filter(|other| parts(space, other) < size && around(space, other).contains(&arch));
            assert!(
                size == 3 || smaller.next().is_some(),
                "{}",
                space.print(&arch, 0)
            );
        }
    }
}

/// Where the ids can be edited one by one, there is a straight way from any architecture to any other.
#[test]
fn spaces_too_large_to_list_are_crossed_edit_by_edit() {
    for space in [space::find("darts").unwrap(), long_chain()] {
        let mut rng = generator(11);
        for _ in 0..20 {
            let (mut at, goal) = (space.random(&mut rng), space.random(&mut rng));
            while at != goal {
                let left = space::distance(space, &at, &goal);
                let mut edits = space.edits(&at).into_iter();
                let nearer = |edit: &Architecture| space::distance(space, edit, &goal) < left;
                at = edits.find(nearer).unwrap();
            }
        }
    }
}

/// How often each architecture comes in so many draws.
fn counts(space: &dyn SearchSpace, draws: usize) -> HashMap<Architecture, usize> {
    let mut rng = generator(1);
    let mut counts = HashMap::new();
    for _ in 0..draws {
        *counts.entry(space.random(&mut rng)).or_default() += 1;
    }
    counts
}

#[test]
fn each_architecture_of_a_listed_space_is_as_likely() {
    let names = ["tnb101_macro", "nas_bench_macro"].map(|name| space::find(name).unwrap());
    for space in names.into_iter().chain([renumbered(2)]) {
        let size = space.size().unwrap();
        let counts = counts(space, 25 * size);
        assert_eq!(counts.len(), size, "{}", space.title());
        assert!(
            counts.values().all(|count| (4..=55).contains(count)),
            "{}",
            space.title()
        );
    }
}

#[test]
fn each_drawn_cell_may_come() {
    for space in [drawn(4, 9), drawn(5, 5), drawn(7, 2)] {
        let size = space.size().unwrap();
        assert_eq!(counts(space, 200 * size).len(), size);
    }
    // Most cells of NAS-Bench-101 have seven nodes.
    let space = space::find("nb101").unwrap();
    let mut by_nodes = [0; 8];
    for (arch, count) in counts(space, 2_000) {
        by_nodes[space.cells(&arch)[0].graph.node_count()] += count;
    }
    assert!(by_nodes[7] > 1_200, "{by_nodes:?}");
    assert!(by_nodes[4..].iter().all(|&count| count > 5), "{by_nodes:?}");
}

#[test]
fn darts_operations_are_as_likely() {
    let mut seen = [0; 7];
    for (arch, count) in counts(space::find("darts").unwrap(), 2_000) {
        for pair in arch.ids().chunks_exact(2) {
            seen[usize::from(pair[1])] += count;
        }
    }
    let expected = 2_000 * 16 / 7;
    assert!(
        seen.iter()
            .all(|count| (expected - 300..expected + 300).contains(count)),
        "{seen:?}"
    );
}

#[test]
fn a_sample_has_as_many_as_wanted_each_once() {
    for space in spaces() {
        let some = space::sample(space, 200, 4);
        let distinct: HashSet<_> = some.iter().collect();
        assert_eq!(distinct.len(), some.len());
        let wanted = space.size().map_or(200, |size| size.min(200));
        assert_eq!(some.len(), wanted, "{}", space.title());
        for arch in &some {
            assert_inside(space, arch);
        }
        assert_eq!(some, space::sample(space, 200, 4));
        assert_eq!(some[..50.min(wanted)], space::sample(space, 50, 4)[..]);
        assert!(wanted < 50 || some != space::sample(space, 200, 5));
    }
}

#[test]
fn a_sample_of_more_than_there_are_is_all_of_them() {
    let space = space::find("tnb101_macro").unwrap();
    let mut drawn = space::sample(space, 1_000_000, 0);
    let mut all = space.architectures();
    assert_ne!(drawn, all);
    drawn.sort_unstable();
    all.sort_unstable();
    assert_eq!(drawn, all);
    // Cells of ten nodes are not listed, but with three edges there are 16.
    let space = self::drawn(10, 3);
    assert_eq!(
        (space.size(), space::sample(space, 100, 0).len()),
        (None, 16)
    );
}

proptest! {
    #[test]
    fn a_written_architecture_is_mutated_too(seed in any::<u64>(), edits in 1_usize..6) {
        for &space in space::all() {
            let mut rng = generator(seed);
            let mut arch = space.parse(space.forms()[0].example).unwrap();
            for _ in 0..edits {
                let child = space::mutate(space, &arch, &mut rng).unwrap();
                prop_assert_ne!(&child, &space.representative(&arch));
                let text = space.print(&child, 0);
                prop_assert_eq!(space.parse(&text), Ok(child.clone()));
                arch = child;
            }
        }
    }
}
