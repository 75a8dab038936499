//! The NAS-Bench-101 search space: rules, classes of equal cells, and how many there are.

use std::collections::HashSet;
use std::fs::File;

use grafscope_core::space;
use grafscope_core::space::{Architecture, SearchSpace};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use crate::support::published::published;

fn nb101() -> &'static dyn SearchSpace {
    space::find("nb101").unwrap()
}

/// A cell as it is written: edges as (from, to), then the operations of the nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Written {
    edges: Vec<(usize, usize)>,
    ops: Vec<u8>,
}

impl Written {
    fn text(&self) -> String {
        let nodes = self.ops.len();
        let mut numbers = vec![0; nodes * nodes];
        for &(from, to) in &self.edges {
            numbers[from * nodes + to] = 1;
        }
        numbers.extend(&self.ops);
        let numbers: Vec<_> = numbers.iter().map(u8::to_string).collect();
        format!("({})", numbers.join(", "))
    }

    /// The same cell with its nodes in another order: inner nodes with a low key come early.
    fn renumbered(&self, keys: &[Index]) -> Self {
        let nodes = self.ops.len();
        let mut order = vec![0];
        while order.len() < nodes {
            let ready = |node: &usize| {
                let mut sources = self.edges.iter().filter(|edge| edge.1 == *node);
                !order.contains(node) && sources.all(|edge| order.contains(&edge.0))
            };
            let last = order.len() + 1 == nodes;
            let inner = (1..nodes - 1).filter(ready);
            let next = inner.min_by_key(|&node| keys[node].index(1000));
            order.push(if last { nodes - 1 } else { next.unwrap() });
        }
        let place = |node: usize| order.iter().position(|&old| old == node).unwrap();
        let edges = self.edges.iter();
        Self {
            edges: edges.map(|&(from, to)| (place(from), place(to))).collect(),
            ops: order.iter().map(|&node| self.ops[node]).collect(),
        }
    }
}

/// Any cell that obeys the rules, nodes that lead nowhere included.
fn any_written() -> impl Strategy<Value = Written> {
    let cell = (2..=7_usize).prop_flat_map(|nodes| {
        let pairs: Vec<_> = (0..nodes)
            .flat_map(|from| (from + 1..nodes).map(move |to| (from, to)))
            .collect();
        let most = pairs.len().min(9);
        let edges = prop::sample::subsequence(pairs, 1..=most);
        (edges, prop::collection::vec(2..5_u8, nodes))
    });
    cell.prop_map(|(edges, mut ops)| {
        ops[0] = 0;
        *ops.last_mut().unwrap() = 1;
        Written { edges, ops }
    })
    .prop_filter("no path", |cell| nb101().parse(&cell.text()).is_ok())
}

#[test]
fn the_error_says_which_rule_broke() {
    for (text, rule) in [
        ("", "it is empty"),
        ("0, 1, 0, 0, 0, 1", "it does not start with `(`"),
        ("(0, 1, 0, 0, 0, 1", "the closing parenthesis is missing"),
        (
            "(0, 1, 0, 0, 0, 1, 1)",
            "it has 7 numbers; n nodes take n·n + n, that is 6, 12, 20, 30, 42, 56",
        ),
        ("(0, 1, 0, 0, 0, x)", "`x` is not a number"),
        ("(0, 1, 0, 0, 0, )", "it has 5 numbers"),
        ("(0, 1, 0, 0, 0, -1)", "`-1` is not a number"),
        (
            "(0, 1, 0, 0, 0, 5)",
            "`5` is not an operation id from 0 to 4",
        ),
        (
            "(0, 2, 0, 0, 0, 1)",
            "`2` from node 0 to node 1 of the adjacency matrix is neither 0 nor 1",
        ),
        (
            "(0, 1, 1, 0, 0, 1)",
            "its edge from node 1 to node 0 closes a cycle or goes backwards",
        ),
        (
            "(0, 1, 0, 1, 0, 1)",
            "its edge from node 1 to node 1 closes a cycle",
        ),
        (
            "(0, 1, 0, 0, 2, 1)",
            "node 0 is `maxpool3x3`; the first node must be `input`",
        ),
        (
            "(0, 1, 0, 0, 0, 3)",
            "node 1 is `conv1x1-bn-relu`; the last node must be `output`",
        ),
        (
            "(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1)",
            "node 1 is `input`, which only the first node can be",
        ),
        (
            "(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1)",
            "node 1 is `output`, which only the last node can be",
        ),
        (
            "(0, 0, 0, 0, 0, 1)",
            "no path leads from its input to its output",
        ),
        (
            "(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 3, 1)",
            "no path leads from its input to its output",
        ),
        (
            "(0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, \
             0, 2, 3, 4, 1)",
            "it has 10 edges on paths from its input to its output; at most 9 are allowed",
        ),
    ] {
        let error = nb101().parse(text).unwrap_err();
        assert!(error.reason.contains(rule), "{text}: {}", error.reason);
    }
}

#[test]
fn the_cell_has_its_operations_on_the_nodes() {
    let space = nb101();
    let arch = space.parse(space.forms()[0].example).unwrap();
    let [cell] = &space.cells(&arch)[..] else {
        panic!("not one cell")
    };
    let nodes: Vec<_> = cell
        .graph
        .node_weights()
        .map(|node| (node.label.as_ref(), node.op, node.slot))
        .collect();
    let expected = [
        ("input", Some(0), None),
        ("conv3x3-bn-relu", Some(4), Some(1)),
        ("maxpool3x3", Some(2), Some(2)),
        ("output", Some(1), None),
    ];
    assert_eq!(nodes, expected);
    let edges: Vec<_> = cell
        .graph
        .raw_edges()
        .iter()
        .map(|edge| (edge.source().index(), edge.target().index()))
        .collect();
    assert_eq!(edges, [(0, 1), (0, 2), (1, 3), (2, 3)]);
    assert_eq!(cell.inputs[0].index(), 0);
    assert_eq!(cell.output.index(), 3);
    assert_eq!(
        space.feature_operations().ids().collect::<Vec<_>>(),
        [2, 3, 4]
    );
}

#[test]
fn the_published_number_of_cells_is_listed_each_once() {
    let space = nb101();
    let all = space.architectures();
    assert_eq!(all.len(), 423_624);
    assert_eq!(space.size(), Some(423_624));
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), 423_624);
    for arch in all.iter().step_by(97) {
        assert_eq!(space.representative(arch), *arch);
        assert_eq!(space.parse(&space.print(arch, 0)).unwrap(), *arch);
    }
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn the_published_rows_are_read_and_stand_for_listed_cells() {
    let file = File::open(published("naslib/zc_nasbench101_500.json")).unwrap();
    let rows: Value = serde_json::from_reader(file).unwrap();
    let rows = rows["nasbench101"]["cifar10"].as_object().unwrap();
    let space = nb101();
    let listed: HashSet<_> = space.architectures().into_iter().collect();
    for text in rows.keys() {
        let arch = space.parse(text).unwrap();
        assert_eq!(space.print(&arch, 0), *text);
        assert!(listed.contains(&space.representative(&arch)), "{text}");
    }
    assert_eq!(rows.len(), 500);
}

#[test]
fn what_leads_nowhere_is_left_out_of_the_representative() {
    let space = nb101();
    let bare = space.parse("(0, 1, 0, 0, 0, 1)").unwrap();
    // Node 1 leads nowhere, and nothing leads to node 2.
    let idle = Written {
        edges: vec![(0, 1), (0, 3), (2, 3)],
        ops: vec![0, 2, 3, 1],
    };
    let idle = space.parse(&idle.text()).unwrap();
    assert_ne!(idle, bare);
    assert_eq!(space.representative(&idle), bare);
}

proptest! {
    #[test]
    fn every_cell_round_trips(cell in any_written()) {
        let arch = nb101().parse(&cell.text()).unwrap();
        prop_assert_eq!(nb101().print(&arch, 0), cell.text());
    }

    #[test]
    fn the_representative_does_not_depend_on_the_numbering(
        cell in any_written(),
        keys in prop::array::uniform7(any::<Index>()),
    ) {
        let representative = |cell: &Written| {
            nb101().representative(&nb101().parse(&cell.text()).unwrap())
        };
        let one = representative(&cell);
        prop_assert_eq!(&representative(&cell.renumbered(&keys)), &one);
        prop_assert_eq!(&nb101().representative(&one), &one);
    }

    #[test]
    fn the_representative_has_the_same_operations_and_edges(cell in any_written()) {
        let arch = nb101().parse(&cell.text()).unwrap();
        let same = nb101().representative(&arch);
        let count = |arch: &Architecture| {
            let cell = nb101().cells(arch).remove(0);
            let mut ops: Vec<_> = cell.graph.node_weights().map(|node| node.op).collect();
            ops.sort_unstable();
            (ops, cell.graph.edge_count())
        };
        // Only where every node is in use.
        if count(&same).0.len() == cell.ops.len() {
            prop_assert_eq!(count(&same), count(&arch));
        }
    }
}
