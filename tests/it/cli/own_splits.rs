//! Splits of the user's, and cross-validation.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::cli::{output_in, run_in};
use crate::support::side_file::side_file;

const SMALL: [&str; 8] = [
    "nas-bench-201",
    "--no-cache",
    "--model",
    "forest trees=5",
    "--features",
    "op_count",
    "--join",
    "side.csv",
];

/// What `command` says on the built-in benchmark with the file joined.
fn with(folder: &Path, command: &str, more: &[&str]) -> (Option<i32>, String, String) {
    run_in(folder, &[&[command], &SMALL[..], more].concat())
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    side_file(folder.path());
    folder
}

fn runs(json: &str) -> Vec<Value> {
    let value: Value = serde_json::from_str(json).unwrap();
    value["runs"].as_array().unwrap().clone()
}

/// Rows of the table that `--print` shows: encoding, scored, in training, and the split's code.
fn printed(folder: &Path, more: &[&str]) -> Vec<[String; 4]> {
    let columns = format!("scored,in_training,{}", more[1]);
    let args = [
        "--no-cache",
        "--join",
        "side.csv",
        "--model",
        "linear",
        "--print",
    ];
    let args = [&args[..], more, &["--columns", &columns]].concat();
    let out = output_in(folder, &args);
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        [0, 4, 5, 6].map(|at| row[at].to_owned())
    });
    rows.collect()
}

#[test]
fn a_column_says_which_rows_are_for_training_and_which_for_testing() {
    let folder = folder();
    let rows = printed(folder.path(), &["--splits-column", "part"]);
    assert_eq!(rows.len(), 15_625);
    let count = |scored: &str, training: &str, part: &str| {
        let fits = |row: &&[String; 4]| row[1] == scored && row[2] == training && row[3] == part;
        rows.iter().filter(fits).count()
    };
    let (trained, tested) = (count("0", "1", "1"), count("1", "0", "0"));
    assert!((200..400).contains(&trained), "{trained}");
    assert!((800..1600).contains(&tested), "{tested}");
    assert_eq!(count("0", "0", "1"), 400 - trained, "not canonical");
    assert_eq!(count("0", "0", "0"), 1600 - tested, "not canonical");
    assert_eq!(count("0", "0", ""), 15_625 - 2000, "neither");
    // A column of flags by its name: what is no test row is a training row.
    let flags = printed(folder.path(), &["--splits-column", "is_test"]);
    let training = flags.iter().filter(|row| row[2] == "1").count();
    assert!(training > trained);
    let scored = |rows: &[[String; 4]]| -> BTreeSet<String> {
        let scored = rows.iter().filter(|row| row[1] == "1");
        scored.map(|row| row[0].clone()).collect()
    };
    assert_eq!(scored(&rows), scored(&flags));
}

#[test]
fn eval_trains_on_all_training_rows_or_draws_from_them() {
    let folder = folder();
    let split = ["--splits-column", "part", "--seeds", "2"];
    let (code, out, error) = with(folder.path(), "eval", &split);
    assert_eq!(code, Some(0), "{error}");
    assert!(out.contains("; split part, "), "{out}");
    assert!(out.contains("non-canonical rows left out"), "{out}");
    assert!(
        error.contains("is every training row of the split"),
        "{error}"
    );
    let (_, out, error) = with(
        folder.path(),
        "eval",
        &[&split[..], &["-n", "50", "--json"]].concat(),
    );
    assert!(!error.contains("every training row"), "{error}");
    let drawn = runs(&out);
    let (_, all, _) = with(folder.path(), "eval", &[&split[..], &["--json"]].concat());
    let all = runs(&all);
    assert_eq!((drawn.len(), all.len()), (2, 2));
    assert_eq!(drawn[0]["n_train"], 50);
    assert_eq!(drawn[0]["n_test"], all[0]["n_test"]);
    assert_eq!(drawn[0]["rows"], "canonical, split part");
    for command in ["compare", "explain", "curve"] {
        let (code, out, error) = with(folder.path(), command, &split[..2]);
        assert_eq!(code, Some(0), "{error}");
        assert!(out.contains("; split part, "), "{out}");
    }
    let (code, out, error) = with(
        folder.path(),
        "train",
        &["--splits-column", "part", "--output", "p.gsp"],
    );
    assert_eq!(code, Some(0), "{error}");
    let tested = format!("on {} held-out rows", all[0]["n_test"]);
    assert!(out.contains(&tested), "{out}");
}

#[test]
fn splits_that_do_not_fit_are_refused_with_what_is_expected() {
    let folder = folder();
    let refused = |more: &[&str]| {
        let (code, out, error) = with(folder.path(), "eval", more);
        assert_eq!((code, out.as_str()), (Some(1), ""), "{error}");
        error
    };
    let error = refused(&["--splits-column", "prat"]);
    assert!(error.contains("no column `prat`"), "{error}");
    assert!(
        error.contains("did you mean `part`?") || error.contains("--splits-column"),
        "{error}"
    );
    let error = refused(&["--splits-column", "part", "-n", "5000"]);
    assert!(
        error.contains("training size 5000 is out of range"),
        "{error}"
    );
    let change = |from: &str, to: &str| {
        let path = folder.path().join("side.csv");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace(from, to)).unwrap();
    };
    change(",train,", ",val,");
    let error = refused(&["--splits-column", "part"]);
    assert!(
        error.contains("column `part`: the split lacks at least 2 training rows"),
        "{error}"
    );
    change(",val,", ",train,");
    change(",test,", ",train,");
    let error = refused(&["--splits-column", "part"]);
    assert!(error.contains("the split lacks a test row"), "{error}");
    assert!(error.contains("is canonical (--rows all"), "{error}");
    change(",train,", ",trian,");
    let error = refused(&["--splits-column", "part"]);
    assert!(
        error.contains("side.csv: line 2: column `part` has `trian`"),
        "{error}"
    );
    assert!(error.contains("expected train or test"), "{error}");
}

#[test]
fn a_file_of_samples_is_trained_on_by_every_command() {
    let folder = folder();
    let sizes = [
        "--train-size",
        "16,24",
        "--seeds",
        "2",
        "--splits",
        "s.json",
    ];
    let (code, _, error) = with(folder.path(), "eval", &sizes);
    assert_eq!(code, Some(0), "{error}");
    let text = fs::read_to_string(folder.path().join("s.json")).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    let sample = value["samples"][3].clone();
    assert_eq!(
        (&sample["train_size"], &sample["seed"]),
        (&24.into(), &1.into())
    );
    let args = [
        "--splits",
        "s.json",
        "-n",
        "24",
        "--seed",
        "1",
        "--no-cache",
    ];
    let print = ["--print", "--model", "linear", "--filter", "in_training"];
    let out = output_in(folder.path(), &[&args[..], &print].concat());
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let trained: BTreeSet<String> = reader
        .records()
        .map(|row| row.unwrap()[0].to_owned())
        .collect();
    let archs = sample["archs"].as_array().unwrap().iter();
    let archs: BTreeSet<String> = archs
        .map(|arch| arch.as_str().unwrap().to_owned())
        .collect();
    assert_eq!(trained, archs);
    for command in ["explain", "train"] {
        let output: &[&str] = match command {
            "train" => &["--output", "-"],
            _ => &["--json"],
        };
        let missing = ["--splits", "s.json", "-n", "24", "--seed", "7"];
        let (code, _, error) = with(folder.path(), command, &[&missing[..], output].concat());
        assert_eq!(code, Some(1), "{command}");
        assert!(
            error.contains("no sample of n = 24 with seed 7: it has seeds 0, 1"),
            "{error}"
        );
    }
    let (code, _, error) = run_in(
        folder.path(),
        &["--splits", "s.json", "-n", "30", "--no-cache", "--print"],
    );
    assert_eq!(code, Some(1));
    assert!(error.contains("it has n 16, 24"), "{error}");
}

#[test]
fn cross_validation_predicts_every_row_once_a_seed() {
    let folder = folder();
    let folds = ["--folds", "5", "--seeds", "2", "--train-size", "300"];
    let (code, out, error) = with(folder.path(), "eval", &folds);
    assert_eq!(code, Some(0), "{error}");
    assert!(
        out.contains("5-fold cross-validation of n canonical rows"),
        "{out}"
    );
    let json = |more: &[&str]| {
        let (code, out, error) = with(folder.path(), "eval", &[&folds[..], more].concat());
        assert_eq!(code, Some(0), "{error}");
        runs(&out)
    };
    let of = json(&["--json"]);
    for run in &of {
        assert_eq!(
            (&run["n_train"], &run["n_test"]),
            (&240.into(), &300.into())
        );
        assert_eq!(run["rows"], "canonical, 5-fold");
        assert!(run["tau"].as_f64().unwrap() > 0.3, "{run}");
    }
    assert_ne!(of[0]["tau"], of[1]["tau"]);
    let threads = json(&["--json", "--threads", "1"]);
    assert_eq!(of[0]["tau"], threads[0]["tau"]);
    // All rows, non-canonical ones included: a network is in one fold.
    let all = json(&["--json", "--rows", "all"]);
    assert_eq!(all[0]["n_test"], 300);
    let (code, _, error) = with(folder.path(), "eval", &["--folds", "5", "-n", "4"]);
    assert_eq!(code, Some(1));
    assert!(
        error.contains("5-fold cross-validation takes n = 5 rows or more"),
        "{error}"
    );
    let (code, _, error) = with(
        folder.path(),
        "eval",
        &["--folds", "5", "--splits-column", "part"],
    );
    assert_eq!(code, Some(2), "{error}");
    let report = ["--folds", "5", "--output", "report"];
    let (code, _, error) = with(folder.path(), "report", &report);
    assert_eq!(code, Some(1));
    assert!(error.contains("--folds: a report is about"), "{error}");
}

#[test]
fn words_are_read_from_csv_only() {
    let folder = tempfile::tempdir().unwrap();
    let json = r#"{"cifar10": {"(4, 0, 3, 1, 4, 3)": {"val_accuracy": 90.0, "train": 1}}}"#;
    fs::write(folder.path().join("a.json"), json).unwrap();
    let args = [
        "a.json",
        "--no-cache",
        "--splits-column",
        "train",
        "--print",
    ];
    let (code, _, error) = run_in(folder.path(), &args);
    assert_eq!(code, Some(1));
    assert!(
        error.contains("a.json: column `train`: a split is read from CSV and TSV only"),
        "{error}"
    );
}
