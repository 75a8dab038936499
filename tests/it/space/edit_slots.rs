//! What can be changed of an architecture on its own, in every space.

use std::ops::ControlFlow;

use grafscope_core::space;
use grafscope_core::space::{Architecture, SearchSpace, SlotPlace};
use proptest::prelude::*;

/// Some architectures of each space: the first ones that are listed, some of the others, the examples.
fn some(space: &dyn SearchSpace) -> Vec<Architecture> {
    let mut archs: Vec<_> = space
        .forms()
        .iter()
        .map(|form| space.parse(form.example).unwrap())
        .collect();
    let step = if space.name() == "nb101" { 11 } else { 97 };
    let mut at = 0;
    let _ = space.enumerate(&mut |arch| {
        if at % step == 0 {
            archs.push(arch);
        }
        at += 1;
        if archs.len() < 120 {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    archs
}

/// Every architecture one change away.
fn around(space: &dyn SearchSpace, arch: &Architecture) -> Vec<Architecture> {
    let edit_slots = space.edit_slots(arch);
    let others = edit_slots
        .iter()
        .flat_map(grafscope_core::space::EditSlot::others);
    others.map(|(_, arch)| arch.clone()).collect()
}

/// In how many places two architectures differ: ids, or single edges of a drawn cell.
fn places(space: &dyn SearchSpace, one: &Architecture, other: &Architecture) -> u32 {
    assert_eq!(one.ids().len(), other.ids().len());
    match (space.drawn(one), space.drawn(other)) {
        (Some(a), Some(b)) => {
            let nodes = a.operations.len();
            let pairs = (1..nodes).flat_map(|to| (0..to).map(move |from| (from, to)));
            let edges = pairs.filter(|&(from, to)| a.has_edge(from, to) != b.has_edge(from, to));
            let ops = a.operations.iter().zip(b.operations);
            (edges.count() + ops.filter(|(a, b)| a != b).count()) as u32
        }
        _ => {
            let pairs = one.ids().iter().zip(other.ids());
            pairs.filter(|(a, b)| a != b).count() as u32
        }
    }
}

/// Holds what must hold of the knobs of `arch`.
fn check(space: &dyn SearchSpace, arch: &Architecture) {
    let cells = space.cells(arch);
    for edit_slot in space.edit_slots(arch) {
        assert_eq!(
            edit_slot.chosen().arch.as_ref(),
            Some(arch),
            "{}",
            edit_slot.name
        );
        let graph = &cells[edit_slot.cell].graph;
        match edit_slot.place {
            SlotPlace::Node(node) => assert!(node < graph.node_count()),
            SlotPlace::Edge(from, to) => assert!(from < to && to < graph.node_count()),
            SlotPlace::Cell => {}
        }
        for (at, other) in edit_slot.others() {
            assert!(at != edit_slot.now);
            assert_eq!(places(space, arch, other), 1, "{}", edit_slot.name);
            for form in 0..space.forms().len() {
                let text = space.print(other, form);
                assert_eq!(space.parse(&text).as_ref(), Ok(other), "{text}");
            }
        }
    }
}

#[test]
fn a_choice_is_an_architecture_that_differs_in_one_place() {
    for &space in space::all() {
        for arch in some(space) {
            check(space, &arch);
        }
    }
}

#[test]
fn who_is_one_change_away_sees_it_the_same_way() {
    for &space in space::all() {
        for arch in some(space).iter().take(25) {
            for other in around(space, arch) {
                let back = around(space, &other);
                assert!(back.contains(arch), "{}", space.print(&other, 0));
            }
        }
    }
}

#[test]
fn each_space_has_the_knobs_that_it_should() {
    let count = |name: &str, text: &str| {
        let space = space::find(name).unwrap();
        let arch = space.parse(text).unwrap();
        (space.edit_slots(&arch).len(), around(space, &arch).len())
    };
    assert_eq!(count("nb201", "(4, 0, 3, 1, 4, 3)"), (6, 24));
    assert_eq!(count("tnb101_micro", "(2, 3, 2, 3, 2, 3)"), (6, 18));
    assert_eq!(count("nas_bench_macro", "02012100"), (8, 16));
    // Nine topologies, and nine operations on each of four nodes.
    assert_eq!(count("nas_bench_graph", "60148"), (5, 8 + 4 * 8));
    // (2, 1, 4, 1, 2) doubles the channels three times, the most that is allowed.
    let space = space::find("tnb101_macro").unwrap();
    let arch = space.parse("(2, 1, 4, 1, 2)").unwrap();
    let edit_slots = space.edit_slots(&arch);
    assert_eq!(edit_slots[1].name, "stage 2");
    let allowed: Vec<bool> = edit_slots[1]
        .choices
        .iter()
        .map(|of| of.arch.is_some())
        .collect();
    assert_eq!(allowed, [true, false, true, false]);
    // Two pairs a node, four nodes, two cells: an operation and a source each.
    let space = space::find("darts").unwrap();
    let arch = space.parse(space.forms()[0].example).unwrap();
    let edit_slots = space.edit_slots(&arch);
    assert_eq!(edit_slots.len(), 32);
    assert_eq!(edit_slots[0].name, "normal 0a");
    // Node 0 takes both inputs: neither can be taken twice.
    let sources: Vec<bool> = edit_slots[1]
        .choices
        .iter()
        .map(|of| of.arch.is_some())
        .collect();
    assert_eq!(sources, [true, false]);
}

#[test]
fn a_drawn_cell_keeps_a_path_and_its_limit_of_edges() {
    let space = space::find("nb101").unwrap();
    // Input, one node, output, in a line.
    let line = space.parse("(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 3, 1)").unwrap();
    let edit_slots = space.edit_slots(&line);
    let names: Vec<_> = edit_slots
        .iter()
        .map(|edit_slot| edit_slot.name.as_str())
        .collect();
    assert_eq!(names, ["node 1", "0->1", "0->2", "1->2"]);
    let valid = |at: usize| edit_slots[at].others().count();
    assert_eq!([valid(0), valid(1), valid(2), valid(3)], [2, 0, 1, 0]);
    assert_eq!(
        edit_slots[1].turned(true).label,
        "edge",
        "it cannot be taken away"
    );
}

#[test]
fn a_space_of_a_persons_own_has_knobs_through_its_description() {
    let json = include_str!("../../../assets/spaces/tnb101_micro.json")
        .replace("\"tnb101_micro\"", "\"my_own\"");
    let space = space::read(&json).unwrap();
    let arch = space.parse(space.forms()[0].example).unwrap();
    check(&*space, &arch);
    assert_eq!(around(&*space, &arch).len(), 18);
}

proptest! {
    #[test]
    fn darts_architectures_are_changed_one_place_at_a_time(
        pairs in prop::collection::vec((0_u8..5, 0_u8..7), 16),
    ) {
        let space = space::find("darts").unwrap();
        let ids = pairs.iter().enumerate().flat_map(|(at, &(source, op))| {
            let sources = 2 + (at % 8 / 2) as u8;
            [source % sources, op]
        });
        check(space, &Architecture::new(ids.collect::<Vec<u8>>()));
    }
}
