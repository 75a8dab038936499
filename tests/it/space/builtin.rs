//! The NAS-Bench-201 search space: encodings, canonical rows, cost.

use std::collections::HashSet;

use grafscope_core::space;
use grafscope_core::space::{Architecture, InputShape, SearchSpace};
use proptest::prelude::*;

use crate::support::published::published;

fn nb201() -> &'static dyn SearchSpace {
    space::find("nb201").unwrap()
}

fn form(name: &str) -> usize {
    let mut forms = nb201().forms().iter();
    forms.position(|form| form.name == name).unwrap()
}

fn any_arch() -> impl Strategy<Value = Architecture> {
    prop::array::uniform6(0..5_u8).prop_map(Architecture::new)
}

fn rows_of(file: &str) -> csv::Reader<std::fs::File> {
    csv::Reader::from_path(published(file)).unwrap()
}

#[test]
fn the_examples_of_the_forms_are_one_architecture() {
    let space = nb201();
    for (index, form) in space.forms().iter().enumerate() {
        let arch = space.parse(form.example).unwrap();
        assert_eq!(arch.ids(), [4, 0, 3, 1, 4, 3], "{}", form.name);
        assert_eq!(space.print(&arch, index), form.example);
    }
}

#[test]
fn whitespace_and_aliases_are_accepted() {
    let expected = Architecture::new([4, 0, 3, 1, 4, 3]);
    for text in [
        " 410242\r\n",
        "( 4,0,\t3,1,4 ,3 ) ",
        "|pool~0| + |skip~0| none~1 | +| c1 ~ 0|pool~1|c1~2 |",
    ] {
        assert_eq!(nb201().parse(text).unwrap(), expected, "{text}");
    }
}

#[test]
fn the_error_says_which_rule_broke() {
    for (text, rule) in [
        ("", "it is empty"),
        ("resnet", "it starts with neither `(`, `|` nor a digit"),
        ("(1, 2, 3)", "it has 3 ids, not 6"),
        ("(1, 2, 3, 4, 0, 0, 0)", "it has 7 ids, not 6"),
        (
            "(1, 2, 3, 4, 0, 5)",
            "`5` is not an operation id from 0 to 4",
        ),
        ("(1, 2, 3, 4, 0, -1)", "`-1` is not an operation id"),
        ("(1, 2, 3, 4, , 1)", "`` is not an operation id"),
        ("(1, 2, 3, 4, 0, 1", "the closing parenthesis is missing"),
        ("42121", "it has 5 digits, not 6"),
        ("421215", "`5` is not a digit from 0 to 4"),
        (
            "|none~0|+|none~0|none~1|",
            "it has 2 groups of edges joined by `+`, not 3",
        ),
        (
            "|none~0|+|none~0|+|none~0|none~1|none~2|",
            "`|none~0|` has 1 edges; group 2 has 2",
        ),
        (
            "|none~0|+|none~0|none~0|+|none~0|none~1|none~2|",
            "`none~0` comes from node 1 by its place, not from `0`",
        ),
        (
            "|none|+|none~0|none~1|+|none~0|none~1|none~2|",
            "`none` names no source node",
        ),
        (
            "|conv~0|+|none~0|none~1|+|none~0|none~1|none~2|",
            "`conv` is not an operation; expected one of skip_connect, none, nor_conv_3x3",
        ),
        (
            "|none~0|+|none~0|none~1|+|none~0|none~1|none~2",
            "does not begin and end with `|`",
        ),
    ] {
        let error = nb201().parse(text).unwrap_err();
        assert!(error.reason.contains(rule), "{text}: {}", error.reason);
        let message = error.to_string();
        assert!(
            message.contains("410242") && message.contains("nb201"),
            "{message}"
        );
    }
}

#[test]
fn rows_are_enumerated_in_the_order_of_their_digits() {
    let space = nb201();
    let digits = form("digits");
    let all: Vec<_> = space
        .architectures()
        .iter()
        .map(|arch| space.print(arch, digits))
        .collect();
    assert_eq!(all.len(), 15_625);
    assert_eq!(space.size(), Some(15_625));
    assert_eq!(all[0], "000000");
    assert_eq!(all[1], "000001");
    assert_eq!(all[15_624], "444444");
    assert!(all.is_sorted());
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), 15_625);
}

#[test]
fn as_many_rows_are_canonical_as_published() {
    let space = nb201();
    let all = space.architectures();
    let canonical = all.iter().filter(|arch| space.canonical(arch) == **arch);
    let canonical = canonical.count();
    assert_eq!(canonical, 9_445);
}

#[test]
fn canonical_replaces_exactly_what_is_cut_off() {
    for (arch, canonical) in [
        // Nothing enters node 2, so its outgoing operations are cut off.
        ("(1, 2, 2, 4, 4, 3)", "(1, 2, 2, 1, 1, 3)"),
        // Nothing leaves node 3.
        ("(2, 2, 1, 2, 0, 1)", "(2, 1, 1, 1, 0, 1)"),
        // No path at all.
        ("(2, 1, 1, 1, 1, 4)", "(1, 1, 1, 1, 1, 1)"),
        ("(0, 0, 0, 0, 0, 0)", "(0, 0, 0, 0, 0, 0)"),
    ] {
        let arch = nb201().parse(arch).unwrap();
        assert_eq!(nb201().print(&nb201().canonical(&arch), 0), canonical);
    }
}

#[test]
fn the_cell_has_each_operation_on_its_edge() {
    let arch = Architecture::new([4, 0, 3, 1, 4, 2]);
    let cells = nb201().cells(&arch);
    let [cell] = cells.as_slice() else {
        panic!("{} cells", cells.len())
    };
    let label = |node: petgraph::graph::NodeIndex| cell.graph[node].label.as_ref();
    let edges: Vec<_> = cell
        .graph
        .raw_edges()
        .iter()
        .map(|edge| (label(edge.source()), label(edge.target()), edge.weight.op))
        .collect();
    let expected = [
        ("1", "2", Some(4)),
        ("1", "3", Some(0)),
        ("1", "4", Some(3)),
        ("2", "3", Some(1)),
        ("2", "4", Some(4)),
        ("3", "4", Some(2)),
    ];
    assert_eq!(edges, expected);
    let slots: Vec<_> = nb201().slots().into_iter().map(|slot| slot.name).collect();
    assert_eq!(slots, expected.map(|(from, to, _)| format!("{from}_{to}")));
    assert_eq!(label(cell.inputs[0]), "1");
    assert_eq!(label(cell.output), "4");
}

#[test]
fn the_zero_operation_is_none() {
    let zero: Vec<_> = nb201()
        .operations()
        .iter()
        .filter(|op| op.zero)
        .map(|op| op.name.as_str())
        .collect();
    assert_eq!(zero, ["none"]);
}

/// Params and flops of every row against the published columns of `file`.
fn costs_equal_published(file: &str, side: u32, classes: u32) {
    let mut reader = rows_of(file);
    let headers = reader.headers().unwrap().clone();
    let at = |name| headers.iter().position(|header| header == name).unwrap();
    let (net, params, flops) = (at("net"), at("params"), at("flops"));
    let mut rows = 0;
    let mut differing = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        let arch = nb201().parse(&record[net]).unwrap();
        let cost = nb201().cost(&arch, InputShape { side, classes }).unwrap();
        let expected: [f64; 2] = [params, flops].map(|column| record[column].parse().unwrap());
        if (cost.params - expected[0]).abs() > 1e-6 || (cost.flops - expected[1]).abs() > 1e-6 {
            differing.push((record[net].to_owned(), cost, expected));
        }
        rows += 1;
    }
    assert_eq!(rows, 9_445);
    let few = &differing[..differing.len().min(5)];
    assert!(
        differing.is_empty(),
        "{} rows differ: {few:?}",
        differing.len()
    );
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn costs_equal_the_published_ones_on_cifar10() {
    costs_equal_published("nasbench201/nb201_zc_proxies.csv", 32, 10);
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn costs_equal_the_published_ones_on_imagenet16_120() {
    costs_equal_published("nasbench201/nb201_ImageNet16-120_zc_proxies.csv", 16, 120);
}

#[test]
fn costs_of_known_networks() {
    let cost = |text| {
        let arch = nb201().parse(text).unwrap();
        let input = InputShape {
            side: 32,
            classes: 10,
        };
        nb201().cost(&arch, input).unwrap()
    };
    let bare = cost("000000");
    assert!((bare.params - 0.073_306).abs() < 1e-9);
    assert!((bare.flops - 7.943_872).abs() < 1e-9);
    let published = cost("(4, 0, 3, 1, 4, 3)");
    assert!((published.params - 0.129_306).abs() < 1e-9);
    assert!((published.flops - 19.248_832).abs() < 1e-9);
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn the_published_strings_name_the_published_tuples() {
    let mut reader = rows_of("nasbench201/nb201_valid_nets.csv");
    let mut rows = 0;
    for record in reader.records() {
        let record = record.unwrap();
        let arch = nb201().parse(&record[0]).unwrap();
        assert_eq!(nb201().parse(&record[1]).unwrap(), arch);
        assert_eq!(nb201().print(&arch, form("tuple")), record[0]);
        assert_eq!(nb201().print(&arch, form("string")), record[1]);
        assert_eq!(nb201().canonical(&arch), arch);
        rows += 1;
    }
    assert_eq!(rows, 9_445);
}

proptest! {
    #[test]
    fn every_form_round_trips(arch in any_arch()) {
        for form in 0..nb201().forms().len() {
            prop_assert_eq!(nb201().parse(&nb201().print(&arch, form)).unwrap(), arch.clone());
        }
    }

    #[test]
    fn canonical_is_idempotent(arch in any_arch()) {
        let once = nb201().canonical(&arch);
        prop_assert_eq!(nb201().canonical(&once), once);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*") {
        let _ = nb201().parse(&text);
    }

    #[test]
    fn text_that_looks_like_an_encoding_is_read_or_refused(
        text in "[(|+~)]{0,3}[0-9a-z_~|+, ()é]{0,80}[)|]?",
    ) {
        if let Err(error) = nb201().parse(&text) {
            prop_assert!(!error.reason.is_empty());
        }
    }
}
