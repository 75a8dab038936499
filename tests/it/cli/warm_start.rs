//! Measured columns and saved predictors as features, run as a person would.

use std::path::Path;

use serde_json::Value;

use crate::support::cli::{output_in, run_in};

const FOREST: [&str; 2] = ["--model", "forest trees=10"];

/// What a command says that succeeds in `folder`.
fn eval(folder: &Path, args: &[&str]) -> String {
    let eval = ["eval", "nas-bench-201", "-n", "20", "--seeds", "2"];
    output_in(folder, &[&eval[..], &FOREST, args].concat())
}

#[test]
fn results_name_measured_features() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let sets = "op_count;op_count+cifar10.val_acc";
    let args = ["-d", "cifar100", "-f", sets];
    let line = "measured feature: cifar10.val_acc";
    let text = eval(folder, &args);
    assert!(text.lines().next().unwrap().contains(line), "{text}");
    let json: Value =
        serde_json::from_str(&eval(folder, &[&args[..], &["--json"]].concat())).unwrap();
    let summary = json["summary"].as_array().unwrap();
    assert!(summary[0].get("measured_features").is_none());
    assert_eq!(summary[1]["measured_features"][0], "cifar10.val_acc");
    // What is measured on cifar10 says more than the numbers of operations.
    let tau = |at: usize| summary[at]["tau"]["mean"].as_f64().unwrap();
    assert!(tau(1) > tau(0) + 0.05, "{} {}", tau(0), tau(1));

    let compare = [
        "compare",
        "nas-bench-201",
        "-n",
        "20",
        "--seeds",
        "2",
        "--markdown",
    ];
    let text = output_in(folder, &[&compare[..], &FOREST, &args].concat());
    assert!(
        text.contains("measured feature: cifar10.val\\_acc"),
        "{text}"
    );
    let one = [
        "-d",
        "cifar100",
        "-f",
        "op_count+cifar10.val_acc",
        "-n",
        "20",
    ];
    let arch = "(4, 0, 3, 1, 4, 3)";
    let explain = ["explain", "nas-bench-201", "--arch", arch];
    let text = output_in(folder, &[&explain[..], &FOREST, &one].concat());
    assert!(text.contains(line), "{text}");
    let text = output_in(folder, &[&explain[..], &FOREST, &one, &["--json"]].concat());
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["measured_features"][0], "cifar10.val_acc");
    let screen = ["snapshot", "nas-bench-201", "--size", "200x40"];
    let text = output_in(folder, &[&screen[..], &FOREST, &one].concat());
    assert!(text.contains(line), "{text}");
}

#[test]
fn measured_columns_are_shown_filtered_sorted_and_written() {
    let folder = tempfile::tempdir().unwrap();
    let table = output_in(
        folder.path(),
        &[
            "nas-bench-201",
            "--print",
            "-f",
            "op_count",
            "--model",
            "forest trees=10",
            "--columns",
            "cifar100.val_acc,ImageNet16-120.val_acc",
            "--filter",
            "cifar100.val_acc > 72 and `ImageNet16-120.val_acc` > 46 and cifar10.val_acc > 90",
            "--sort",
            "cifar100.val_acc",
        ],
    );
    let mut lines = table.lines();
    let header = lines.next().unwrap();
    assert!(
        header.contains("cifar100.val_acc,ImageNet16-120.val_acc"),
        "{header}"
    );
    let at = header
        .split(',')
        .position(|name| name == "cifar100.val_acc")
        .unwrap();
    // The encoding has commas of its own.
    let from_end = header.split(',').count() - at;
    let values: Vec<f64> = lines
        .map(|line| line.rsplit(',').nth(from_end - 1).unwrap().parse().unwrap())
        .collect();
    assert!(
        values.len() > 3 && values.is_sorted_by(|a, b| a >= b),
        "{values:?}"
    );
    assert!(values.iter().all(|&value| value > 72.0));
}

#[test]
fn a_saved_predictor_warms_up_another() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let train = ["train", "nas-bench-201", "-f", "op_count"];
    output_in(
        folder,
        &[&train[..], &FOREST, &["-n", "200", "-o", "c10.gsp"]].concat(),
    );
    let prior = ["-d", "cifar100", "--prior", "c10.gsp"];
    let sets = ["-f", "node_degree;node_degree+prior"];
    let text = eval(folder, &[&prior[..], &sets].concat());
    let line = "prior feature: prior, val_acc of cifar10 as predicted by forest trees=10 on op_count, \
                trained on 200 rows of nas-bench-201, seed 0, saved in c10.gsp";
    assert!(text.lines().next().unwrap().contains(line), "{text}");
    let json: Value =
        serde_json::from_str(&eval(folder, &[&prior[..], &sets, &["--json"]].concat())).unwrap();
    assert_eq!(json["summary"][1]["prior_features"][0]["column"], "prior");

    // The new predictor holds the old one.
    let both = [
        "train",
        "nas-bench-201",
        "-f",
        "op_count+prior",
        "-n",
        "30",
        "-o",
        "c100.gsp",
    ];
    let text = output_in(folder, &[&both[..], &FOREST, &prior].concat());
    assert!(
        text.contains("prior feature: prior, val_acc of cifar10"),
        "{text}"
    );
    std::fs::remove_file(folder.join("c10.gsp")).unwrap();
    std::fs::write(folder.join("archs.txt"), "421211\n000000\n").unwrap();
    let predict = ["predict", "--model", "c100.gsp"];
    let text = output_in(folder, &[&predict[..], &["--archs", "archs.txt"]].concat());
    assert_eq!(text.lines().count(), 3, "{text}");
    let text = output_in(folder, &[&predict[..], &["--about"]].concat());
    assert!(text.contains("only encodings"), "{text}");
    let text = output_in(folder, &[&predict[..], &["--list-columns"]].concat());
    assert!(text.contains("prior\tprior\n"), "{text}");

    let (code, _, error) = run_in(
        folder,
        &[
            &["eval", "nas-bench-201", "-n", "20", "-f", "prior"][..],
            &["--prior", "c100.gsp"],
        ]
        .concat(),
    );
    assert_eq!(code, Some(1));
    assert!(
        error.contains("`prior` cannot be a feature: its predictor was trained on this target"),
        "{error}"
    );
    let (code, _, error) = run_in(folder, &["info", "nas-bench-201", "--prior", "c10.gsp"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("c10.gsp: No such file"), "{error}");
    let text = output_in(folder, &["info", "nas-bench-201", "--prior", "c100.gsp"]);
    assert!(
        text.contains("prior: val_acc of cifar100 as predicted by"),
        "{text}"
    );
}
