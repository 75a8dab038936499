//! Compact forms: short, one for each architecture, and the same on every machine.

use std::collections::HashSet;
use std::path::Path;

use grafscope_core::space::{self, Architecture, COMPACT, SearchSpace};
use serde_json::{Value, json};

use crate::support::published::published;

/// Checks that each of `archs` has a short form of its own, and can be read from it.
fn check(space: &dyn SearchSpace, archs: &[Architecture]) {
    let form = space.compact();
    let mut texts = HashSet::new();
    for arch in archs {
        let text = space.print(arch, form);
        assert!(text.chars().count() <= COMPACT, "{}: {text}", space.name());
        if !space.forms()[form].abbreviates {
            assert_eq!(space.parse(&text).as_ref(), Ok(arch), "{text}");
        }
        assert!(texts.insert(text), "{} is not unique", space.print(arch, 0));
    }
}

/// So many architectures of DARTS by chance, the same every time.
fn darts(count: usize) -> Vec<Architecture> {
    let mut bits = 1_u64;
    let mut below = |end: u64| {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        ((bits >> 33) % end) as u8
    };
    let mut all = HashSet::new();
    while all.len() < count {
        let pairs = (0..16).flat_map(|pair| [below(2 + pair % 8 / 2), below(7)]);
        all.insert(Architecture::new(pairs.collect::<Vec<_>>()));
    }
    all.into_iter().collect()
}

#[test]
fn every_architecture_of_every_space_has_one_of_its_own() {
    for &space in space::all() {
        match space.size() {
            Some(_) => check(space, &space.architectures()),
            None => check(space, &darts(100_000)),
        }
    }
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn every_published_cell_has_one_of_its_own() {
    for (file, key, name) in [
        ("naslib/zc_nasbench101_500.json", "nasbench101", "nb101"),
        ("naslib/zc_nasbench301_500.json", "nasbench301", "darts"),
    ] {
        let text = std::fs::read_to_string(published(file)).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        let space = space::find(name).unwrap();
        let rows = file[key]["cifar10"].as_object().unwrap().keys();
        let archs: Vec<_> = rows.map(|text| space.parse(text).unwrap()).collect();
        assert_eq!(archs.len(), 500);
        check(space, &archs);
    }
}

#[test]
fn they_are_what_they_were() {
    for (name, preferred, compact) in [
        ("nb201", "(4, 0, 3, 1, 4, 3)", "410242"),
        (
            "nb101",
            "(0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 4, 2, 1)",
            "4v4e-c3pool-1f",
        ),
        ("tnb101_micro", "(2, 3, 2, 3, 2, 3)", "(2, 3, 2, 3, 2, 3)"),
    ] {
        let space = space::find(name).unwrap();
        let arch = space.parse(preferred).unwrap();
        assert_eq!(space.print(&arch, space.compact()), compact);
        assert_eq!(space.find_form("compact"), Some(space.compact()));
        assert_eq!(space.find_form("none such"), None);
    }
}

#[test]
fn what_is_wrong_with_one_is_said() {
    for (name, text, rule) in [
        ("nb101", "4v4e-c3pool", "three parts"),
        ("nb101", "9v4e-c3pool-0r", "it has 9 nodes, not 2 to 7"),
        ("nb101", "4v4e-c3pond-0r", "no operation begins `pond`"),
        ("nb101", "4v4e-c3-0r", "it has 1 operations; 4 nodes have 2"),
        ("nb101", "4v4e-c3pool-zz", "`zz` is no wiring of 4 nodes"),
        ("nb101", "4v5e-c3pool-0r", "`0r` has 4 edges, not 5"),
        ("darts", "33333ssd.1142", "it has 1 cells"),
        ("darts", "33333ssd.114-mmsmmssa.172b", "is not 8 operations"),
        (
            "darts",
            "33333ssx.1142-mmsmmssa.172b",
            "`x` is not an operation",
        ),
        (
            "darts",
            "33333ssd.9142-mmsmmssa.172b",
            "`9` is no pair of sources of node 0",
        ),
    ] {
        let error = space::find(name).unwrap().parse(text).unwrap_err();
        assert!(error.reason.contains(rule), "{text}: {}", error.reason);
    }
}

fn own(description: &Value) -> Box<dyn SearchSpace> {
    space::read(&description.to_string()).unwrap()
}

/// A chain of so many edges, each with one of four operations.
fn chain(edges: usize, forms: &Value) -> Box<dyn SearchSpace> {
    let nodes: Vec<_> = (0..=edges).map(|node| format!("n{node}")).collect();
    let pairs: Vec<_> = nodes.windows(2).collect();
    let example = vec!["0"; edges].join(", ");
    own(&json!({
        "name": "chain", "title": "Chain",
        "operations": [{"name": "a"}, {"name": "b"}, {"name": "c"}, {"name": "d"}],
        "operations_on": "edges",
        "cell": {"fixed": {"nodes": nodes, "edges": pairs, "inputs": ["n0"], "output": nodes[edges]}},
        "forms": forms,
        "example": format!("({example})"),
    }))
}

#[test]
fn spaces_of_ones_own_have_one_too() {
    let short = chain(6, &json!([{ "tuple": {} }, { "digits": {} }]));
    assert_eq!(short.forms()[short.compact()].name, "digits");
    check(&*short, &short.architectures());
    // A tuple of twenty numbers is too long, twenty digits are not.
    let long = chain(20, &json!([{ "tuple": {} }]));
    assert_eq!(long.forms()[long.compact()].name, "compact");
    assert_eq!(long.forms()[long.compact()].example, "0".repeat(20));
    // Forty digits are: the first of them and a hash.
    let longer = chain(40, &json!([{ "tuple": {} }]));
    assert!(longer.forms()[longer.compact()].abbreviates);
    assert_eq!(
        longer.forms()[longer.compact()].example,
        "000000000000000000~0zhvblzjvmtz9"
    );
    let ids = |number: u64| {
        let digits = (0..40).map(|at| {
            if at < 32 {
                (number >> (2 * (at % 16)) & 3) as u8
            } else {
                1
            }
        });
        Architecture::new(digits.collect::<Vec<_>>())
    };
    let archs: Vec<_> = (0..50_000).map(ids).collect();
    check(&*longer, &archs);
    let error = longer
        .parse("000000000000000000~0zhvblzjvmtz9")
        .unwrap_err();
    assert!(!error.expected.contains('~'), "{error}");
}

#[test]
fn cells_of_ones_own_are_told_apart_whatever_their_operations_are_called() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/spaces/nb101.json");
    let mut cells: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    cells["name"] = json!("cells");
    cells["cell"]["adjacency"] = json!({"max_nodes": 5, "max_edges": 7});
    for (alias, word) in [("pool", "pool"), ("c", "2"), ("max-pool", "2")] {
        cells["operations"][2]["alias"] = json!(alias);
        let space = own(&cells);
        let example = space.forms()[space.compact()].example;
        assert!(example.contains(word), "{example}");
        check(&*space, &space.architectures());
    }
}
