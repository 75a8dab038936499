//! What holds for every search space.

use std::collections::HashMap;
use std::fs::File;
use std::sync::LazyLock;

use grafscope_core::space;
use grafscope_core::space::{Architecture, Cell, SearchSpace};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::support::published::published;

/// Every architecture of each space that can be listed.
static LISTED: LazyLock<Vec<(&dyn SearchSpace, Vec<Architecture>)>> = LazyLock::new(|| {
    let spaces = space::all().iter().filter(|space| space.size().is_some());
    spaces
        .map(|&space| (space, space.architectures()))
        .collect()
});

fn any_arch() -> impl Strategy<Value = (&'static dyn SearchSpace, Architecture)> {
    (any::<Index>(), any::<Index>()).prop_map(|(space, arch)| {
        let (space, archs) = &LISTED[space.index(LISTED.len())];
        (*space, archs[arch.index(archs.len())].clone())
    })
}

/// The graph without its operations.
fn shape(cell: &Cell) -> (usize, Vec<(usize, usize)>) {
    let edges = cell.graph.raw_edges().iter();
    (
        cell.graph.node_count(),
        edges
            .map(|edge| (edge.source().index(), edge.target().index()))
            .collect(),
    )
}

#[test]
fn as_many_architectures_are_listed_as_published() {
    let sizes: HashMap<_, _> = LISTED
        .iter()
        .map(|(space, archs)| (space.name(), archs.len()))
        .collect();
    assert_eq!(sizes["nb201"], 15_625);
    assert_eq!(sizes["nb101"], 423_624);
    assert_eq!(sizes["tnb101_micro"], 4_096);
    assert_eq!(sizes["tnb101_macro"], 3_256);
    assert_eq!(sizes["nas_bench_macro"], 6_561);
    for (space, archs) in &*LISTED {
        assert_eq!(space.size(), Some(archs.len()), "{}", space.name());
    }
}

#[test]
fn the_examples_of_the_forms_are_one_architecture() {
    for space in space::all() {
        let first = space.parse(space.forms()[0].example).unwrap();
        for (at, form) in space.forms().iter().enumerate() {
            assert_eq!(
                space.parse(form.example).unwrap(),
                first,
                "{}",
                space.name()
            );
            assert_eq!(space.print(&first, at), form.example);
        }
    }
}

#[test]
fn operations_have_names_of_their_own() {
    for space in space::all() {
        let mut names = HashMap::new();
        for (id, op) in space.operations().iter().enumerate() {
            for name in [&op.name, &op.alias] {
                let before = names.insert(name.to_lowercase(), id);
                assert!(before.is_none_or(|before| before == id), "{name}");
            }
        }
        assert!(!space.feature_operations().is_empty());
    }
}

#[test]
fn as_many_micro_architectures_are_canonical_as_published() {
    let space = space::find("tnb101_micro").unwrap();
    let all = space.architectures();
    let canonical = all.iter().filter(|arch| space.canonical(arch) == **arch);
    assert_eq!(canonical.count(), 2_128);
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn the_published_keys_of_nas_bench_macro_are_all_of_its_architectures() {
    let file = File::open(published("macro/nas-bench-macro_cifar10.json")).unwrap();
    let rows: serde_json::Map<_, _> = serde_json::from_reader(file).unwrap();
    let space = space::find("nas_bench_macro").unwrap();
    let mut keys: Vec<_> = rows.keys().cloned().collect();
    keys.sort_unstable();
    let all = space.architectures();
    let listed: Vec<_> = all.iter().map(|arch| space.print(arch, 0)).collect();
    assert_eq!(keys, listed);
    for (key, arch) in keys.iter().zip(all) {
        assert_eq!(space.parse(key).unwrap(), arch);
    }
}

proptest! {
    #[test]
    fn every_form_round_trips((space, arch) in any_arch()) {
        for form in 0..space.forms().len() {
            let text = space.print(&arch, form);
            prop_assert_eq!(space.parse(&text).unwrap(), arch.clone(), "{}", text);
        }
    }

    #[test]
    fn canonical_and_representative_are_idempotent((space, arch) in any_arch()) {
        let canonical = space.canonical(&arch);
        prop_assert_eq!(space.canonical(&canonical), canonical);
        prop_assert_eq!(space.representative(&arch), arch);
    }

    #[test]
    fn the_slots_of_a_cell_hold_its_operations((space, arch) in any_arch()) {
        for cell in space.cells(&arch) {
            let nodes = cell.graph.node_weights().map(|node| (node.op, node.slot));
            let edges = cell.graph.edge_weights().map(|edge| (edge.op, edge.slot));
            for (op, slot) in nodes.chain(edges) {
                if let Some(slot) = slot {
                    prop_assert_eq!(op, Some(arch.ids()[usize::from(slot)]));
                }
            }
            for edge in cell.graph.raw_edges() {
                prop_assert!(edge.source() < edge.target());
            }
        }
        for slot in space.slots() {
            if let Some(id) = space.operation_at(&arch, &slot) {
                prop_assert!(usize::from(id) < space.operations().len());
            }
        }
    }

    #[test]
    fn cells_are_wired_alike_where_the_wiring_is_equal(
        (space, one) in any_arch(),
        other in any::<Index>(),
    ) {
        let (_, archs) = LISTED.iter().find(|(known, _)| known.name() == space.name()).unwrap();
        let other = &archs[other.index(archs.len())];
        for (at, (a, b)) in space.cells(&one).iter().zip(&space.cells(other)).enumerate() {
            let equal = space.wiring(&one, at) == space.wiring(other, at);
            prop_assert_eq!(equal, shape(a) == shape(b));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*") {
        for space in space::all() {
            if let Err(error) = space.parse(&text) {
                prop_assert!(!error.reason.is_empty());
            }
        }
    }

    #[test]
    fn a_damaged_encoding_is_read_or_refused(
        (space, arch) in any_arch(),
        at in any::<Index>(),
        cut in any::<bool>(),
        put in "[0-9,(|~+ é-]{0,3}",
    ) {
        for form in 0..space.forms().len() {
            let mut text = space.print(&arch, form);
            let at = at.index(text.len() + 1);
            if cut {
                text.truncate(at);
            }
            text.insert_str(at, &put);
            if let Ok(arch) = space.parse(&text) {
                let printed = space.print(&arch, form);
                prop_assert_eq!(space.parse(&printed).unwrap(), arch);
            }
        }
    }
}
