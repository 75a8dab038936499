//! Search spaces described by the user's own file, and the messages about its mistakes.

use std::path::Path;

use grafscope_core::space;
use grafscope_core::space::{OpsOn, SearchSpace};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

/// The worked example of the reference.
fn example() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/reference/formats.md");
    let page = std::fs::read_to_string(page).unwrap();
    let (_, section) = page.split_once("## Your own search space\n").unwrap();
    let (_, json) = section.split_once("```json\n").unwrap();
    json.split_once("```").unwrap().0.to_owned()
}

fn load(json: &str) -> Result<&'static dyn SearchSpace, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("space.json");
    std::fs::write(&path, json).unwrap();
    let name = format!("{}: ", path.display());
    space::load(&path).map_err(|error| {
        let message = error.to_string();
        message.strip_prefix(&name).unwrap().to_owned()
    })
}

/// What is said of a built-in description after `change`.
fn fault(json: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut value: Value = serde_json::from_str(json).unwrap();
    value["name"] = json!("changed");
    change(&mut value);
    match load(&value.to_string()) {
        Err(message) => message,
        Ok(space) => panic!("{} was read", space.title()),
    }
}

const NB201: &str = include_str!("../../../assets/spaces/nb201.json");
const NB101: &str = include_str!("../../../assets/spaces/nb101.json");
const NAS_BENCH_GRAPH: &str = include_str!("../../../assets/spaces/nas_bench_graph.json");

#[test]
fn the_example_of_the_reference_is_read_as_it_says() {
    let space = load(&example()).unwrap();
    assert_eq!(space.name(), "my_cell");
    assert_eq!(space.size(), Some(27));
    assert_eq!(space.ops_on(), OpsOn::Edges);
    let arch = space.parse("201").unwrap();
    assert_eq!(
        arch,
        space.parse("|conv_3x3~0|+|none~0|max_pool~1|").unwrap()
    );
    let slots: Vec<_> = space.slots().into_iter().map(|slot| slot.name).collect();
    assert_eq!(slots, ["in_a", "in_out", "a_out"]);
    // Without the edge from `a` on, the convolution before it is cut off.
    let cut = space.canonical(&space.parse("220").unwrap());
    assert_eq!(space.print(&cut, 0), "020");
}

/// A built-in description, the place in it that is changed, what is put there, and the mistake.
const MISTAKES: [(&str, &str, &str, &str); 32] = [
    (
        NB201,
        "/name",
        r#""my space""#,
        "name: `my space` is not a valid name",
    ),
    (
        NB201,
        "/name",
        r#""nb101""#,
        "name: `nb101` is the name of a built-in space",
    ),
    (NB201, "/title", r#"" ""#, "title: it is empty"),
    (
        NB201,
        "/operations",
        "[]",
        "operations: there are 0; a space has 1 to 16",
    ),
    (
        NB201,
        "/operations/2/alias",
        r#""skip""#,
        "operations[2].alias: `skip` is the name or alias of operations[0] already",
    ),
    (
        NB201,
        "/operations/2/name",
        r#""a,b""#,
        "operations[2].name: `a,b` is not a valid name",
    ),
    (
        NB201,
        "/operations/2/zero",
        "true",
        "operations[2].zero: an operation before it is the zero operation",
    ),
    (
        NB201,
        "/operations/2/end",
        r#""input""#,
        "operations[2].end: ends are nodes, but operations_on is `edges`",
    ),
    (
        NB101,
        "/operations/1/end",
        r#""input""#,
        "operations[1].end: an operation before it marks the same end",
    ),
    (
        NB201,
        "/cell/fixed/nodes/1",
        r#""1""#,
        "cell.fixed.nodes[1]: `1` is named twice",
    ),
    (
        NB201,
        "/cell/fixed/inputs",
        "[]",
        "cell.fixed.inputs: there is none",
    ),
    (
        NB201,
        "/cell/fixed/inputs/0",
        r#""x""#,
        "cell.fixed.inputs[0]: `x` is not a node; the nodes are 1, 2, 3, 4",
    ),
    (
        NB201,
        "/cell/fixed/output",
        r#""1""#,
        "cell.fixed.output: `1` is an input",
    ),
    (
        NB201,
        "/cell/fixed/edges/3",
        r#"["3", "2"]"#,
        "cell.fixed.edges[3]: `2` does not come after `3` in the list of nodes",
    ),
    (
        NB201,
        "/cell/fixed/edges/1",
        r#"["1", "2"]"#,
        "cell.fixed.edges[1]: the edge from `1` to `2` is there twice",
    ),
    (
        NB201,
        "/cell/fixed/edges",
        r#"[["1", "4"], ["1", "2"], ["2", "4"]]"#,
        "cell.fixed.edges: node `3` is on no path from an input to the output",
    ),
    (
        NB201,
        "/cell/fixed/output",
        r#""3""#,
        "cell.fixed.edges[5]: `3` is the output, which no edge leaves",
    ),
    (
        NB201,
        "/cell",
        r#"{"adjacency": {"max_nodes": 7, "max_edges": 9}}"#,
        "cell.adjacency: a cell that leaves edges out has no zero operation",
    ),
    (
        NB101,
        "/cell/adjacency/max_nodes",
        "11",
        "cell.adjacency.max_nodes: 11 is not from 2 to 10",
    ),
    (
        NB101,
        "/cell/adjacency/max_edges",
        "0",
        "cell.adjacency.max_edges: a cell has at least one edge",
    ),
    (
        NB101,
        "/operations/0/end",
        "null",
        "cell.adjacency: it needs operations_on `nodes`, an operation with \"end\": \"input\"",
    ),
    (
        NB101,
        "/forms",
        r#"[{"tuple": {}}]"#,
        "forms: cells given by adjacency have the one form [\"adjacency\"]",
    ),
    (
        NAS_BENCH_GRAPH,
        "/operations_on",
        r#""edges""#,
        "cell.choice: its topologies have other edges each",
    ),
    (
        NAS_BENCH_GRAPH,
        "/cell/choice/topologies/3/0",
        r#"["in", "5"]"#,
        "cell.choice.topologies[3][0]: `5` is not a node",
    ),
    (NB201, "/forms", "[]", "forms: there is none"),
    (
        NB201,
        "/forms",
        r#"["string", "string"]"#,
        "forms[1]: there are two forms `string`",
    ),
    (
        NB201,
        "/forms/2/digits/order/5",
        r#""1_2""#,
        "forms[2].digits.order[5]: `1_2` is named twice",
    ),
    (
        NB201,
        "/forms/2/digits/order",
        r#"["1_2"]"#,
        "forms[2].digits.order: `1_3` is missing",
    ),
    (
        NB201,
        "/forms/2/digits/ids/0",
        r#""conv""#,
        "forms[2].digits.ids[0]: `conv` is not an operation to choose from",
    ),
    (
        NB201,
        "/listed_by",
        r#""string""#,
        "listed_by: `string` is neither a `tuple` nor a `digits` form",
    ),
    (
        NB201,
        "/example",
        r#""(4, 0)""#,
        "example: `(4, 0)` is not of this space: it has 2 ids, not 6",
    ),
    (
        NB201,
        "/colour",
        r#""red""#,
        "unknown field `colour`, expected one of `name`, `title`",
    ),
];

/// Puts `new` at the place that `pointer` leads to, which need not be there yet.
fn set(value: &mut Value, pointer: &str, new: Value) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match value.pointer_mut(parent).unwrap() {
        Value::Object(entries) => drop(entries.insert(key.to_owned(), new)),
        other => other[key.parse::<usize>().unwrap()] = new,
    }
}

#[test]
fn a_mistake_is_told_with_its_place() {
    for (json, place, put, expected) in MISTAKES {
        let message = fault(json, |value| {
            set(value, place, serde_json::from_str(put).unwrap());
        });
        assert!(message.contains(expected), "{message}\nlacks: {expected}");
    }
}

#[test]
fn what_is_no_json_of_this_kind_is_told_with_its_line() {
    let misspelt = NB201.replace("\"cell\"", "\"cells\"");
    let message = load(&misspelt).map(SearchSpace::name).unwrap_err();
    assert!(
        message.starts_with("line 12 column 9: unknown field `cells`"),
        "{message}"
    );
    let message = load("{").map(SearchSpace::name).unwrap_err();
    assert!(message.starts_with("line 1 column 1: "), "{message}");
}

#[test]
fn cells_with_too_many_paths_are_refused() {
    let nodes: Vec<_> = (0..40).map(|node| node.to_string()).collect();
    let mut edges = Vec::new();
    for to in 1..40 {
        for from in [to - 2, to - 1].into_iter().filter(|&from| from >= 0) {
            edges.push([from.to_string(), to.to_string()]);
        }
    }
    let message = fault(NB201, |value| {
        value["cell"]["fixed"] = json!({
            "nodes": nodes, "edges": edges, "inputs": ["0"], "output": "39"
        });
    });
    assert!(
        message.contains("102334155 paths from input to output; at most 10000"),
        "{message}"
    );
}

#[test]
fn a_space_is_found_by_name_or_by_file() {
    assert_eq!(space::resolve("nb201").unwrap().name(), "nb201");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.json");
    std::fs::write(&path, example()).unwrap();
    assert_eq!(
        space::resolve(path.to_str().unwrap()).unwrap().name(),
        "my_cell"
    );
    let message = |name| space::resolve(name).err().unwrap().to_string();
    assert_eq!(message("no/such.json"), "no/such.json: file not found");
    let unknown = message("nb2O1");
    assert!(
        unknown.starts_with("unknown search space `nb2O1`; the search spaces are nb201, "),
        "{unknown}"
    );
    assert!(
        unknown.ends_with("nor is there such a space file; did you mean one of `nb201`, `nb101`?"),
        "{unknown}"
    );
}

#[test]
fn cells_that_differ_in_their_numbering_have_one_representative() {
    let space = space::find("nas_bench_graph").unwrap();
    // Nodes 1 and 2 of topology 3 are alike, with node 3 after the one and node 4 after the other.
    for (text, representative) in [("31032", "30123"), ("30123", "30123"), ("05104", "00145")] {
        let arch = space.parse(text).unwrap();
        assert_eq!(space.print(&space.representative(&arch), 0), representative);
    }
    assert_eq!(space.size(), Some(space.architectures().len()));
}

#[test]
fn a_cell_may_have_several_inputs_and_operations_on_nodes() {
    let space = load(
        r#"{
            "name": "two_inputs", "title": "Two inputs",
            "operations": [{ "name": "relu" }, { "name": "zero", "zero": true }],
            "operations_on": "nodes",
            "cell": { "fixed": {
                "nodes": ["left", "right", "a", "b", "c", "sum"],
                "edges": [["left", "a"], ["right", "b"], ["a", "c"], ["b", "sum"], ["c", "sum"]],
                "inputs": ["left", "right"],
                "output": "sum"
            } },
            "forms": [{ "tuple": {} }],
            "example": "(0, 0, 1)"
        }"#,
    )
    .unwrap();
    assert_eq!(space.cell_kinds()[0].inputs, ["left", "right"]);
    let arch = space.parse("(0, 0, 1)").unwrap();
    // A zero after node a cuts it off; node b stays.
    assert_eq!(space.print(&space.canonical(&arch), 0), "(1, 0, 1)");
    let cell = space.cells(&arch).remove(0);
    let ops: Vec<_> = cell.graph.node_weights().map(|node| node.op).collect();
    assert_eq!(ops, [None, None, Some(0), Some(0), Some(1), None]);
}

/// Places in a value, the outermost first.
fn pointers(value: &Value, here: &str, found: &mut Vec<String>) {
    found.push(here.to_owned());
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                pointers(item, &format!("{here}/{at}"), found);
            }
        }
        Value::Object(entries) => {
            for (key, entry) in entries {
                pointers(entry, &format!("{here}/{key}"), found);
            }
        }
        _ => {}
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0..12_u64).prop_map(Value::from),
        "[a-z0-9_ é]{0,4}".prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
    ]
}

proptest! {
    #[test]
    fn a_damaged_description_is_read_or_refused(
        which in 0..3_usize,
        place in any::<Index>(),
        put in any_value(),
        cut in any::<Index>(),
    ) {
        let json = [NB201, NB101, NAS_BENCH_GRAPH][which];
        let mut value: Value = serde_json::from_str(json).unwrap();
        value["name"] = json!("damaged");
        let mut places = Vec::new();
        pointers(&value, "", &mut places);
        *value.pointer_mut(&places[place.index(places.len())]).unwrap() = put;
        let text = value.to_string();
        if let Ok(space) = load(&text) {
            let arch = space.parse(space.forms()[0].example).unwrap();
            let printed = space.print(&space.representative(&space.canonical(&arch)), 0);
            prop_assert!(space.parse(&printed).is_ok());
            prop_assert!(!space.cells(&arch).is_empty());
        }
        let end = (0..=cut.index(text.len())).rev().find(|&end| text.is_char_boundary(end));
        prop_assert!(load(&text[..end.unwrap_or(0)]).is_err());
    }
}
