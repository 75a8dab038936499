//! `grafscope sets`, and named sets on the command line.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::cli;

/// Runs the program with the named sets of `file`; gives its exit code and what it wrote.
fn grafscope(config: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = cli::grafscope(args);
    cli::told(command.env("GRAFSCOPE_CONFIG", config).output().unwrap())
}

fn config(sets: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("sets.toml"), sets).unwrap();
    folder
}

const SETS: &str = "cheap = \"base+params\"\nbase = \"graf-node_degree\"\nodd = \"graf+zen\"\n";

#[test]
fn families_and_named_sets_are_listed_with_their_columns() {
    let config = config(SETS);
    let (code, out, err) = grafscope(config.path(), &["sets"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    for line in [
        "families of nas-bench-201, cifar10",
        "graf 191",
        "paths 84",
        "onehot 30",
        "and params, flops",
        "cheap 68 base+params",
        "odd - graf+zen",
    ] {
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            out.lines().any(|other| squeezed(other) == line),
            "{line} in:\n{out}"
        );
    }
    assert!(out.contains("in the named set odd = graf+zen: `zen` is none of"));
    let none = tempfile::tempdir().unwrap();
    let (_, out, _) = grafscope(none.path(), &["sets"]);
    assert!(out.contains("none yet"), "{out}");
}

/// The JSON is one object of this form; names may be added to it, never taken away.
#[test]
fn sets_json_has_its_documented_form() {
    let config = config(SETS);
    let (code, out, _) = grafscope(config.path(), &["sets", "--json", "--groups"]);
    assert_eq!(code, Some(0));
    let sets: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(sets["families"][0], json!({"name": "graf", "columns": 191}));
    assert_eq!(sets["columns"], json!(["params", "flops"]));
    assert_eq!(sets["measured"][2], "cifar100.val_acc");
    assert!(sets["file"].as_str().unwrap().ends_with("sets.toml"));
    assert_eq!(
        sets["named"][1],
        json!({"name": "cheap", "text": "base+params", "columns": 68})
    );
    let groups = sets["groups"].as_array().unwrap();
    let of = |name: &str| {
        groups
            .iter()
            .find(|group| group["representative"] == name)
            .unwrap()
    };
    let count = of("op_count(nor_conv_3x3)");
    assert_eq!(count["constant"], false);
    assert_eq!(
        count["members"][0],
        json!({"name": "node_degree.avg_in(nor_conv_3x3)", "relation": "affine", "rises": true, "slope": 0.25})
    );
    // Every edge has some operation: the shortest path is one edge, always.
    let all = "min_path_len(skip_connect,none,nor_conv_3x3,nor_conv_1x1,avg_pool_3x3)";
    assert_eq!(of(all)["constant"], true);
    assert_eq!(of(all)["members"][0]["relation"], "constant");
}

#[test]
fn groups_are_shown_as_one_with_its_members() {
    let none = tempfile::tempdir().unwrap();
    let (_, out, _) = grafscope(none.path(), &["sets", "--groups"]);
    let expected =
        "\n  op_count(nor_conv_3x3)\n    affine, slope 0.25   node_degree.avg_in(nor_conv_3x3)\n";
    assert!(out.contains(expected), "{out}");
    assert!(out.contains("  constant\n"));
}

#[test]
fn a_named_set_is_evaluated_as_what_it_stands_for() {
    let config = config(SETS);
    let eval = |features: &str| {
        let args = [
            "eval",
            "nas-bench-201",
            "-f",
            features,
            "-n",
            "32",
            "--seeds",
            "2",
            "--json",
        ];
        grafscope(config.path(), &args)
    };
    let taus = |features: &str| {
        let (code, out, err) = eval(features);
        assert_eq!(code, Some(0), "{err}");
        let read: Value = serde_json::from_str(&out).unwrap();
        let runs = read["runs"].as_array().unwrap().clone();
        runs.iter()
            .map(|run| run["tau"].as_f64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(taus("cheap"), taus("graf-(node_degree)+params"));
    let (code, _, err) = eval("chep");
    assert_eq!(code, Some(1));
    assert!(err.contains("did you mean `cheap`?"), "{err}");
}

#[test]
fn a_bad_file_is_named_with_its_line() {
    let config = config("cheap = \"graf\"\nzcp = \"graf\"\n");
    for args in [
        &["sets"][..],
        &["eval", "nas-bench-201", "-f", "graf", "-n", "32"],
    ] {
        let (code, out, err) = grafscope(config.path(), args);
        assert_eq!((code, out.as_str()), (Some(1), ""));
        assert!(
            err.contains("sets.toml, line 2: `zcp` has a meaning"),
            "{err}"
        );
    }
}
