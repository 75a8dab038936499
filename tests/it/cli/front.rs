//! `grafscope front`, and what explain and report say of trade-offs.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::cli::{quiet_output_in, refusal_in, run_in};

const FRONT: [&str; 4] = ["front", "nas-bench-201", "-t", "val_acc,latency"];
const PREDICTED: [&str; 5] = ["--predicted", "--model", "forest trees=5", "-n", "64"];

fn well(folder: &Path, more: &[&str]) -> String {
    quiet_output_in(folder, &[&FRONT[..], more].concat())
}

fn json(more: &[&str]) -> Value {
    serde_json::from_str(&well(Path::new("."), &[more, &["--json"]].concat())).unwrap()
}

fn refused(args: &[&str]) -> String {
    refusal_in(Path::new("."), args)
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value}"))
}

#[test]
fn a_front_lists_what_is_not_dominated() {
    let found = json(&[]);
    assert_eq!(found["compared_rows"], 9_445);
    assert_eq!(found["objectives"][0]["better"], "higher");
    assert_eq!(found["objectives"][1]["better"], "lower");
    let front = found["front"].as_array().unwrap();
    assert!(front.len() > 5);
    // Sorted by accuracy, the front gets faster row by row.
    for pair in front.windows(2) {
        assert!(number(&pair[0]["val_acc"]) >= number(&pair[1]["val_acc"]));
        assert!(number(&pair[0]["latency"]) >= number(&pair[1]["latency"]));
    }
    let reference = found["reference_point"].as_array().unwrap();
    assert!(number(&reference[0]) < 10.0 && number(&reference[1]) > 0.02);
    assert!(found.get("attained").is_none(), "nothing is predicted");
    let filtered = run_in(
        Path::new("."),
        &[
            "nas-bench-201",
            "--print",
            "--columns",
            "val_acc",
            "--filter",
            "canonical and pareto(val_acc, latency)",
        ],
    );
    // The filter's front is one of all rows, non-canonical ones among them.
    assert!(filtered.1.lines().count() > 1, "{filtered:?}");
}

#[test]
fn choosing_by_prediction_is_compared_on_held_out_rows() {
    let found = json(&PREDICTED);
    assert_eq!(found["compared_rows"], 9_445 - 64);
    let (possible, attained) = (number(&found["possible"]), number(&found["attained"]));
    assert!(attained > 0.5 * possible && attained <= possible);
    assert_eq!(number(&found["share"]), attained / possible);
    assert_eq!(number(&found["regret"]), 1.0 - attained / possible);
    let front = found["front"].as_array().unwrap();
    let names: Vec<&Value> = front.iter().map(|row| &row["front"]).collect();
    assert!(
        names
            .iter()
            .any(|name| **name == "true" || **name == "both")
    );
    assert!(names.iter().any(|name| **name == "predicted"));
    let row = &front[0];
    assert_ne!(row["predicted.val_acc"], row["val_acc"]);
    assert_ne!(row["predicted.latency"], row["latency"]);
    let text = well(Path::new("."), &PREDICTED);
    for says in [
        "val_acc [%] (higher is better), latency [s] (lower is better); 9381 held-out canonical rows; features graf",
        "Trade-off: val_acc and latency",
        "by true values",
        "by prediction",
        "Reference point: val_acc ",
        "Regret of choosing by prediction: 0.",
        "Rows on a front",
    ] {
        assert!(text.contains(says), "{says}: {text}");
    }
}

#[test]
fn what_is_known_without_training_is_not_predicted() {
    let of = [
        "front",
        "nas-bench-201",
        "-t",
        "val_acc,params,flops",
        "--json",
    ];
    let (_, out, _) = run_in(Path::new("."), &[&of[..], &PREDICTED].concat());
    let found: Value = serde_json::from_str(&out).unwrap();
    for row in found["front"].as_array().unwrap() {
        assert_eq!(row["predicted.params"], row["params"]);
        assert_eq!(row["predicted.flops"], row["flops"]);
    }
    let known = ["front", "nas-bench-201", "-t", "params,min(op_count(none))"];
    let error = refused(&[&known[..], &PREDICTED].concat());
    assert!(
        error.contains("all of these are known without training"),
        "{error}"
    );
    let other = ["front", "nas-bench-201", "-t", "val_acc,cifar100.latency"];
    let error = refused(&[&other[..], &PREDICTED].concat());
    assert!(
        error.contains("`cifar100.latency` is not a target of the data set"),
        "{error}"
    );
    let (code, ..) = run_in(Path::new("."), &other);
    assert_eq!(code, Some(0), "its true values are compared");
}

#[test]
fn files_are_what_their_names_say() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for file in ["f.csv", "f.json", "f.svg", "f.png"] {
        let out = well(folder, &[&PREDICTED[..], &["-o", file]].concat());
        assert_eq!(out, "");
    }
    let csv = fs::read_to_string(folder.join("f.csv")).unwrap();
    assert!(csv.starts_with("arch,val_acc,predicted.val_acc,latency,predicted.latency,front\n"));
    let json: Value =
        serde_json::from_str(&fs::read_to_string(folder.join("f.json")).unwrap()).unwrap();
    assert_eq!(
        json["front"].as_array().unwrap().len() + 1,
        csv.lines().count()
    );
    let svg = fs::read_to_string(folder.join("f.svg")).unwrap();
    for says in [
        "val_acc and latency: nas-bench-201, cifar10",
        "features graf; model forest trees=5; n = 64; seed 0",
        "9381 held-out canonical rows",
        ">latency [s]</text>",
        ">val_acc [%]</text>",
        "Pareto front, ",
        "front by prediction, ",
    ] {
        assert!(svg.contains(says), "{says}: {svg}");
    }
    assert!(
        fs::read(folder.join("f.png"))
            .unwrap()
            .starts_with(b"\x89PNG")
    );
    let plain = well(folder, &["-o", "plain.csv", "--filter", "params < 0.5"]);
    assert_eq!(plain, "");
    let csv = fs::read_to_string(folder.join("plain.csv")).unwrap();
    assert!(csv.starts_with("arch,val_acc,latency\n"));
}

#[test]
fn wrong_objectives_and_files_have_clear_answers() {
    let of = |targets: &str| refused(&["front", "nas-bench-201", "-t", targets]);
    for (targets, says) in [
        (
            "val_acc",
            "expected two objectives or more, such as val_acc,params, not 1",
        ),
        (
            "val_acc,latncy",
            "no column is called `latncy`; did you mean `latency`?",
        ),
        ("val_acc,latency,val_acc", "`val_acc` is given twice"),
        ("val_acc,max(val_acc)", "`max(val_acc)` is given twice"),
        (
            "val_acc,op_count(none)",
            "write `max(op_count(none))` or `min(op_count(none))`",
        ),
    ] {
        let error = of(targets);
        assert!(error.contains(says), "{error}");
    }
    let error = refused(&[&FRONT[..], &["-o", "front.txt"]].concat());
    assert!(
        error.contains("expected a name that ends with .svg or .png"),
        "{error}"
    );
    let error = refused(&[&FRONT[..], &["-o", "f.csv", "--theme", "dark"]].concat());
    assert!(error.contains("a table has no --theme"), "{error}");
    let three = [
        "front",
        "nas-bench-201",
        "-t",
        "val_acc,latency,params",
        "-o",
        "f.svg",
    ];
    let error = refused(&three);
    assert!(
        error.contains("a picture shows two objectives, not 3"),
        "{error}"
    );
    let error = refused(&[&FRONT[..], &["--filter", "val_acc > 100"]].concat());
    assert!(error.contains("that pass `val_acc > 100`"), "{error}");
    let error = refused(&[&FRONT[..], &["--filter", "val_acc >"]].concat());
    assert!(error.contains("--filter: "), "{error}");
    let error = refused(&[&FRONT[..], &["--predicted", "-n", "20000"]].concat());
    assert!(error.contains("20000"), "{error}");
    // Options of predictors do nothing without one.
    let (code, _, error) = run_in(Path::new("."), &[&FRONT[..], &["-n", "32"]].concat());
    assert_eq!(code, Some(2));
    assert!(error.contains("--predicted"), "{error}");
}

#[test]
fn without_names_the_first_target_is_traded_off_with_what_a_network_costs() {
    let (code, out, _) = run_in(Path::new("."), &["front", "nas-bench-201", "--json"]);
    assert_eq!(code, Some(0));
    let found: Value = serde_json::from_str(&out).unwrap();
    let names = [0, 1].map(|at| found["objectives"][at]["name"].as_str().unwrap());
    assert_eq!(names, ["val_acc", "latency"]);
}

#[test]
fn explain_says_what_choosing_by_prediction_attains() {
    let explain = |more: &[&str]| {
        let of = ["explain", "nas-bench-201", "-f", "op_count", "-n", "64"];
        let args = [&of[..], &["--model", "forest trees=5"], more].concat();
        quiet_output_in(Path::new("."), &args)
    };
    let text = explain(&[]);
    assert!(
        text.contains("\nTrade-off: val_acc and latency\n"),
        "{text}"
    );
    let found: Value = serde_json::from_str(&explain(&["--json"])).unwrap();
    let tradeoff = &found["tradeoff"];
    assert_eq!(tradeoff["compared_rows"], 9_381);
    assert!(number(&tradeoff["share"]) <= 1.0);
    // The same predictors as those of `front`.
    let more = [&PREDICTED[..], &["-f", "op_count"]].concat();
    assert_eq!(tradeoff["attained"], json(&more)["attained"]);
    let latency = explain(&["-t", "latency"]);
    assert!(!latency.contains("Trade-off"), "less of it is better");
}
