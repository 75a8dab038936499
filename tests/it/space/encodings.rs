//! One-hot, path and adjacency encodings: what is 1 where, and how columns are named.

use std::collections::{BTreeMap, BTreeSet};

use grafscope_core::encoding;
use grafscope_core::filter;
use grafscope_core::filter::Program;
use grafscope_core::job::JobContext;
use grafscope_core::predict::{FeatureSet, families};
use grafscope_core::space;
use grafscope_core::space::{Architecture, Cell, OpsOn, SearchSpace};
use grafscope_core::table::{Column, Group, Table};
use petgraph::graph::NodeIndex;

/// The table of the encodings of the architectures with these texts.
fn table(space: &str, texts: &[&str]) -> Table {
    let space = space::find(space).unwrap();
    let archs: Vec<_> = texts
        .iter()
        .map(|text| space.parse(text).unwrap())
        .collect();
    let columns = encoding::columns(space, &archs);
    Table::new(space, archs.len(), columns)
}

/// Short names of the columns of `group` that are 1 in `row`.
fn ones(table: &Table, group: Group, row: usize) -> Vec<String> {
    let columns = table.columns().iter();
    columns
        .filter(|column| column.spec.group == group && column.values.get(row) > 0.0)
        .map(|column| column.spec.short.clone())
        .collect()
}

const LINEAR: &str =
    "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|none~1|nor_conv_1x1~2|";
const CUT: &str = "|none~0|+|none~0|none~1|+|none~0|nor_conv_3x3~1|nor_conv_3x3~2|";

#[test]
fn paths_of_nb201_are_broken_by_none() {
    let table = table("nb201", &[LINEAR, CUT]);
    assert_eq!(
        ones(&table, Group::Paths, 0),
        ["path(pool)", "path(c3,skip,c1)"]
    );
    assert_eq!(ones(&table, Group::Paths, 1), [""; 0]);
    // What occurs nowhere has no column.
    let set = FeatureSet::parse("paths+path(c1)", &table).unwrap_err();
    assert_eq!(set.reason, "no row has a path such as `path(c1)`");
    let filter = Program::new("path(c1, c3) or canonical", &table).unwrap_err();
    assert_eq!(filter.message, "no row has a path such as `path(c1, c3)`");
    let completion = filter::complete("path(c3,no", 10, &table);
    assert_eq!(completion.candidates, ["nor_conv_3x3", "nor_conv_1x1"]);
    let columns = table.columns().iter();
    let paths = columns.filter(|column| column.spec.group == Group::Paths);
    assert_eq!(paths.count(), 2);
    let id = table
        .find("path(nor_conv_3x3,skip_connect,nor_conv_1x1)")
        .unwrap();
    let doc = &table.column(id).spec.doc;
    assert!(
        doc.contains("over nor_conv_3x3, skip_connect, nor_conv_1x1, in this order"),
        "{doc}"
    );
}

const DIRECT: &str = "(0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 4, 2, 1)";

#[test]
fn cells_of_nb101_are_sequences_of_node_operations_and_a_matrix() {
    let small = "(0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 3, 1)";
    let table = table("nb101", &[DIRECT, small]);
    assert_eq!(ones(&table, Group::Paths, 0), ["path(pool)", "path(c3)"]);
    assert_eq!(ones(&table, Group::Paths, 1), ["path()", "path(c1)"]);
    assert_eq!(
        ones(&table, Group::Adjacency, 0),
        [
            "adjacency(1,2)",
            "adjacency(1,3)",
            "adjacency(2,7)",
            "adjacency(3,7)",
            "op_at(2,c3)",
            "op_at(3,pool)"
        ]
    );
    assert_eq!(
        ones(&table, Group::Adjacency, 1),
        [
            "adjacency(1,2)",
            "adjacency(1,7)",
            "adjacency(2,7)",
            "op_at(2,c1)"
        ]
    );
    let set = FeatureSet::parse("adjacency", &table).unwrap();
    assert_eq!(set.columns().len(), 21 + 15);
    // Operations have no places of their own here.
    assert_eq!(
        FeatureSet::parse("onehot", &table).unwrap().columns(),
        set.columns()
    );
    assert_eq!(
        FeatureSet::parse("adjacency(*,7)-adjacency", &table)
            .unwrap_err()
            .reason,
        "no feature is left in it"
    );
    assert_eq!(
        FeatureSet::parse("op_at(2,*)", &table)
            .unwrap()
            .columns()
            .len(),
        3
    );
}

#[test]
fn edges_of_darts_are_told_by_their_sources() {
    let pairs = "((0, 6), (1, 4), (0, 2), (2, 3), (1, 0), (3, 0), (0, 1), (0, 5))";
    let table = table("darts", &[&format!("({pairs}, {pairs})")]);
    let of_normal: Vec<_> = ones(&table, Group::OneHot, 0)
        .into_iter()
        .filter(|name| name.starts_with("normal"))
        .collect();
    assert_eq!(
        of_normal,
        [
            "normal.c_k_2_0(dil5)",
            "normal.c_k_1_0(sep5)",
            "normal.c_k_2_1(skip)",
            "normal.0_1(sep3)",
            "normal.c_k_1_2(maxpool)",
            "normal.1_2(maxpool)",
            // Of two pairs with the same source the later one counts.
            "normal.c_k_2_3(dil3)",
        ]
    );
    let paths = ones(&table, Group::Paths, 0);
    assert!(
        paths.contains(&"n.path.c_k_2(dil3)".to_owned()),
        "{paths:?}"
    );
    assert!(paths.contains(&"r.path.c_k_1(sep5,sep3,maxpool)".to_owned()));
    assert!(!paths.contains(&"n.path.c_k_2(avgpool)".to_owned()));
    assert_eq!(
        FeatureSet::parse("normal.path.*", &table)
            .unwrap()
            .columns()
            .len()
            * 2,
        paths.len()
    );
}

#[test]
fn stages_have_positions_and_chains_no_paths() {
    let table = table("tnb101_macro", &["(2, 1, 4, 1, 2)"]);
    assert_eq!(ones(&table, Group::OneHot, 0).len(), 5);
    assert_eq!(
        FeatureSet::parse("onehot", &table).unwrap().columns().len(),
        24
    );
    let error = FeatureSet::parse("paths", &table).unwrap_err();
    assert!(
        error
            .reason
            .contains("no paths columns; its architectures are chains"),
        "{error}"
    );
    let error = FeatureSet::parse("adjacency", &table).unwrap_err();
    assert!(error.reason.contains("NAS-Bench-101"), "{error}");
}

#[test]
fn every_space_has_a_one_hot_encoding() {
    for space in space::all() {
        let table = table(space.name(), &[space.forms()[0].example]);
        assert!(
            FeatureSet::parse("onehot", &table).is_ok(),
            "{}",
            space.name()
        );
        let names: Vec<_> = families(&table).into_iter().map(|(name, _)| name).collect();
        let chain = space.name().ends_with("macro");
        assert_eq!(names.contains(&"paths"), !chain, "{}", space.name());
    }
}

#[test]
fn columns_are_named_in_filters_and_feature_sets_as_they_stand() {
    for space in space::all() {
        let table = table(space.name(), &[space.forms()[0].example]);
        for (at, column) in table.columns().iter().enumerate() {
            let spec = &column.spec;
            assert_eq!(table.resolve(&spec.short).unwrap().0, at, "{}", spec.short);
            let set = FeatureSet::parse(&spec.name, &table).unwrap();
            assert_eq!(set.columns()[0].0, at);
            let program = Program::new(&format!("{} >= 0", spec.name), &table).unwrap();
            assert_eq!(
                program.passes(&table, &JobContext::default()).unwrap(),
                [true]
            );
        }
    }
}

/// Names of the path columns of a cell, by walking on from each input.
fn walked(space: &dyn SearchSpace, cell: &Cell, prefix: &str) -> BTreeSet<String> {
    let names = |ops: &[u8]| {
        let names: Vec<_> = ops
            .iter()
            .map(|&op| space.operations()[usize::from(op)].name.as_str())
            .collect();
        names.join(",")
    };
    let mut found = BTreeSet::new();
    let kind = space
        .cell_kinds()
        .iter()
        .find(|kind| kind.name.as_deref() == cell.name)
        .unwrap();
    for (place, &input) in cell.inputs.iter().enumerate() {
        let suffix = kind
            .inputs
            .get(place)
            .map_or(String::new(), |name| format!(".{name}"));
        let mut open: Vec<(NodeIndex, Vec<u8>)> = vec![(input, Vec::new())];
        while let Some((node, ops)) = open.pop() {
            if node == cell.output {
                found.insert(format!("{prefix}path{suffix}({})", names(&ops)));
                continue;
            }
            for edge in cell
                .graph
                .raw_edges()
                .iter()
                .filter(|edge| edge.source() == node)
            {
                let op = match space.ops_on() {
                    OpsOn::Nodes if edge.target() != cell.output => cell.graph[edge.target()].op,
                    OpsOn::Nodes => None,
                    _ => edge.weight.op,
                };
                if op.is_some_and(|op| space.operations()[usize::from(op)].zero) {
                    continue;
                }
                open.push((edge.target(), ops.iter().copied().chain(op).collect()));
            }
        }
    }
    found
}

#[test]
fn paths_are_those_that_one_can_walk() {
    for (name, step) in [
        ("nb201", 13),
        ("tnb101_micro", 3),
        ("nb101", 1709),
        ("nas_bench_graph", 17),
    ] {
        let space = space::find(name).unwrap();
        let archs: Vec<Architecture> = space.architectures().into_iter().step_by(step).collect();
        let columns: BTreeMap<String, Column> = encoding::columns(space, &archs)
            .into_iter()
            .filter(|column| column.spec.group == Group::Paths)
            .map(|column| (column.spec.name.clone(), column))
            .collect();
        let mut seen = BTreeSet::new();
        for (row, arch) in archs.iter().enumerate() {
            let expected = walked(space, &space.cells(arch)[0], "");
            let ones: BTreeSet<String> = columns
                .values()
                .filter(|column| column.values.get(row) > 0.0)
                .map(|column| column.spec.name.clone())
                .collect();
            assert_eq!(ones, expected, "{}", space.print(arch, 0));
            seen.extend(expected);
        }
        assert!(columns.keys().eq(&seen), "{name}");
    }
}

#[test]
fn all_of_nb101_has_the_sequences_that_are_published() {
    let space = space::find("nb101").unwrap();
    let archs = space.architectures();
    let columns = encoding::columns(space, &archs);
    let paths = columns
        .iter()
        .filter(|column| column.spec.group == Group::Paths);
    // 3^0 + … + 3^5.
    assert_eq!(paths.count(), 364);
}
