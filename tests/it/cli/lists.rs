//! Lists of feature sets, and what is compared when nothing is said.

use serde_json::Value;

use crate::support::cli::{run, told};

const QUICK: [&str; 5] = ["nas-bench-201", "--model", "linear", "--seeds", "1"];

fn quick(command: &str, more: &[&str]) -> (Option<i32>, String, String) {
    told(run(&[&[command], &QUICK[..], more].concat()))
}

fn json(command: &str, more: &[&str]) -> Value {
    let (code, out, error) = quick(command, &[more, &["--json"]].concat());
    assert_eq!(code, Some(0), "{error}");
    serde_json::from_str(&out).unwrap()
}

/// What `entries` have under `key`, each once.
fn each<'a>(entries: &'a Value, key: &str) -> Vec<&'a Value> {
    let mut found: Vec<&Value> = Vec::new();
    for entry in entries.as_array().unwrap() {
        if !found.contains(&&entry[key]) {
            found.push(&entry[key]);
        }
    }
    found
}

#[test]
fn sets_are_separated_by_commas_semicolons_and_options() {
    let with = |sets: &[&str]| json("eval", &[&["-n", "16"], sets].concat());
    let mixed = with(&[
        "-f",
        "op_count, min_path_len(c3,skip)",
        "-f",
        "params;flops",
    ]);
    assert_eq!(
        each(&mixed["runs"], "features"),
        ["op_count", "min_path_len(c3,skip)", "params", "flops"]
    );
    let semicolons = with(&["-f", "op_count;min_path_len(c3,skip);params;flops"]);
    for key in ["features", "n_train", "tau", "r2"] {
        assert_eq!(
            each(&mixed["runs"], key),
            each(&semicolons["runs"], key),
            "{key}"
        );
    }
    // The reference is named as before: a set, and after a comma its model.
    let reference = ["--reference", "min_path_len(c3,skip), linear"];
    let pinned = json(
        "compare",
        &[
            &["-n", "16", "-f", "op_count,min_path_len(c3,skip)"],
            &reference[..],
        ]
        .concat(),
    );
    assert!(pinned[0]["cells"][1]["verdict"].is_null(), "{pinned}");
}

#[test]
fn what_is_missing_between_separators_is_told() {
    for (sets, says) in [
        ("op_count,", "a name is missing"),
        ("op_count,,params", "a name is missing"),
        ("op_count,params,op_count", "`op_count` is given twice"),
        ("op_count(c3,params", "this parenthesis is never closed"),
    ] {
        let (code, out, error) = quick("eval", &["-n", "16", "-f", sets]);
        assert_eq!((code, out.as_str()), (Some(1), ""), "{sets}");
        assert!(error.contains(says), "{sets}: {error}");
    }
}

#[test]
fn eval_and_compare_have_the_sets_and_sizes_of_the_explorer() {
    let compared = json("compare", &[]);
    let cells = &compared[0]["cells"];
    // There are no zero-cost proxies.
    assert_eq!(each(cells, "features"), ["graf", "flops+params", "onehot"]);
    assert_eq!(each(cells, "train_size"), [16, 32, 64, 128]);
    let evaluated = json("eval", &["-f", "params"]);
    assert_eq!(each(&evaluated["runs"], "features"), ["params"]);
    assert_eq!(each(&evaluated["runs"], "train_size"), [16, 32, 64, 128]);
    let sized = json("eval", &["-n", "20"]);
    assert_eq!(each(&sized["runs"], "train_size"), [20]);
    assert_eq!(sized["runs"].as_array().unwrap().len(), 3);
    // All rows are the one size of cross-validation, and curves have sizes of their own.
    let folds = json("eval", &["-f", "params", "--folds", "2"]);
    assert_eq!(each(&folds["runs"], "train_size"), [9_445]);
    let curve = json("curve", &["-f", "params"]);
    assert_eq!(each(&curve[0]["cells"], "train_size").len(), 7);
}
