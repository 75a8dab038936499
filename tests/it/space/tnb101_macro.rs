//! The TransNAS-Bench-101 macro space: its rules, its members, its chain.

use std::collections::HashSet;

use grafscope_core::space;
use grafscope_core::space::SearchSpace;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::published::published;

fn tnb101_macro() -> &'static dyn SearchSpace {
    space::find("tnb101_macro").unwrap()
}

#[test]
fn the_error_says_which_rule_broke() {
    for (text, rule) in [
        ("", "it does not start with `(`"),
        ("(1, 2, 3, 4", "the closing parenthesis is missing"),
        ("()", "`` is not a stage id from 1 to 4"),
        ("(1, 2, 5, 4)", "`5` is not a stage id from 1 to 4"),
        ("(1, 2, 0, 4)", "`0` is not a stage id from 1 to 4"),
        ("(2, 3, 1)", "it has 3 stages, not 4 to 6"),
        ("(2, 3, 1, 1, 1, 1, 1)", "it has 7 stages, not 4 to 6"),
        (
            "(1, 3, 1, 1)",
            "it doubles the channels in 0 stages, not 1 to 3",
        ),
        (
            "(2, 2, 4, 4)",
            "it doubles the channels in 4 stages, not 1 to 3",
        ),
        (
            "(1, 2, 2, 1)",
            "it halves the resolution in 0 stages, not 1 to 4",
        ),
        (
            "(3, 3, 3, 3, 4)",
            "it halves the resolution in 5 stages, not 1 to 4",
        ),
    ] {
        let error = tnb101_macro().parse(text).unwrap_err();
        assert_eq!(error.reason, rule, "{text}");
    }
}

#[test]
fn every_architecture_is_listed_once_and_reads_again() {
    let archs = tnb101_macro().architectures();
    assert_eq!(Some(archs.len()), tnb101_macro().size());
    let texts: HashSet<_> = archs
        .iter()
        .map(|arch| tnb101_macro().print(arch, 0))
        .collect();
    assert_eq!(texts.len(), 3_256);
    for arch in &archs {
        let text = tnb101_macro().print(arch, 0);
        assert_eq!(tnb101_macro().parse(&text).unwrap(), *arch);
        assert_eq!(tnb101_macro().canonical(arch), *arch);
    }
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn the_listed_architectures_are_those_of_the_published_benchmark() {
    let path = published("naslib/zc_transbench101_macro.json");
    let text = std::fs::read_to_string(path).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    let archs = tnb101_macro().architectures();
    let listed: HashSet<_> = archs
        .iter()
        .map(|arch| tnb101_macro().print(arch, 0))
        .collect();
    for rows in file.as_object().unwrap().values() {
        let keys: HashSet<_> = rows.as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys, listed);
    }
}

#[test]
fn a_network_is_drawn_as_a_chain_of_its_stages() {
    let arch = tnb101_macro().parse("(2, 1, 4, 1, 3)").unwrap();
    let [cell] = &tnb101_macro().cells(&arch)[..] else {
        panic!("one chain is expected")
    };
    let labels: Vec<_> = cell.graph.node_weights().map(|node| &*node.label).collect();
    assert_eq!(labels, ["channel", "plain", "both", "plain", "stride"]);
    let edges = cell.graph.raw_edges().iter();
    let edges: Vec<_> = edges
        .map(|edge| (edge.source().index(), edge.target().index(), edge.weight.op))
        .collect();
    assert_eq!(
        edges,
        [(0, 1, None), (1, 2, None), (2, 3, None), (3, 4, None)]
    );
    assert_eq!((cell.inputs[0].index(), cell.output.index()), (0, 4));
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in r"[(]?[(),0-9 x]{0,60}") {
        let _ = tnb101_macro().parse(&text);
    }
}
