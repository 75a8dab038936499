//! Predictions of other predictors, scored beside ours.

use std::path::Path;

use serde_json::Value;

use crate::support::cli::{output_in, run_in};
use crate::support::side_file::side_file;

const JOINED: [&str; 6] = [
    "nas-bench-201",
    "--no-cache",
    "--join",
    "side.csv",
    "--predictions",
    "gnn",
];
const SMALL: [&str; 4] = ["--model", "forest trees=5", "--features", "op_count"];

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    side_file(folder.path());
    folder
}

fn with(folder: &Path, command: &str, more: &[&str]) -> (Option<i32>, String, String) {
    run_in(folder, &[&[command], &JOINED[..], &SMALL, more].concat())
}

#[test]
fn external_predictions_are_a_method_on_the_same_rows() {
    let folder = folder();
    let sizes = ["--train-size", "32", "--seeds", "6"];
    let (code, out, error) = with(folder.path(), "eval", &[&sizes[..], &["--json"]].concat());
    assert_eq!(code, Some(0), "{error}");
    let value: Value = serde_json::from_str(&out).unwrap();
    let runs = value["runs"].as_array().unwrap();
    let of =
        |model: &str| -> Vec<&Value> { runs.iter().filter(|run| run["model"] == model).collect() };
    let (ours, theirs) = (of("forest trees=5"), of("external"));
    assert_eq!((ours.len(), theirs.len()), (6, 6));
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours["n_test"], theirs["n_test"]);
        assert_eq!(
            (&theirs["features"], &theirs["n_train"]),
            (&"gnn".into(), &0.into())
        );
        assert!(theirs["tau"].as_f64() > ours["tau"].as_f64());
        // Rows of the file that are canonical and have a value.
        let rows = ours["n_test"].as_u64().unwrap();
        assert!((1000..2250).contains(&rows), "{rows}");
    }
    let (_, out, _) = with(folder.path(), "eval", &sizes);
    for words in [
        "of 9445 rows that have gnn",
        "rows that gnn was trained on are unknown",
        "vary with the held-out rows alone",
    ] {
        assert!(out.contains(words), "{out}");
    }
    let (_, out, _) = with(
        folder.path(),
        "eval",
        &["--splits-column", "part", "--seeds", "2"],
    );
    assert!(!out.contains("are unknown"), "the split tells\n{out}");
    for more in [&[][..], &["--latex"], &["--csv"], &["--reference", "gnn"]] {
        let (code, out, error) = with(folder.path(), "compare", &[&sizes[..], more].concat());
        assert_eq!(code, Some(0), "{error}");
        assert!(out.contains("gnn"), "{out}");
    }
    let (code, out, error) = with(
        folder.path(),
        "eval",
        &["--folds", "4", "-n", "200", "--seeds", "2"],
    );
    assert_eq!(code, Some(0), "{error}");
    assert!(out.contains("gnn"), "{out}");
}

#[test]
fn explain_has_their_scores_on_the_same_rows() {
    let folder = folder();
    let size = ["--train-size", "64"];
    let (code, out, error) = with(folder.path(), "explain", &size);
    assert_eq!(code, Some(0), "{error}");
    assert!(out.contains("gnn, external predictions: tau 0."), "{out}");
    assert!(
        out.contains("held-out rows that have gnn; rows that gnn was trained on are unknown"),
        "{out}"
    );
    let (_, out, _) = with(folder.path(), "explain", &[&size[..], &["--json"]].concat());
    let value: Value = serde_json::from_str(&out).unwrap();
    let external = &value["external"][0];
    assert_eq!(external["name"], "gnn");
    assert!(external["scores"]["tau"].as_f64() > external["explained"]["tau"].as_f64());
    assert!(external["rows"].as_u64() < external["held_out"].as_u64());
}

#[test]
fn external_predictions_are_no_features_and_are_printed_with_their_errors() {
    let folder = folder();
    let features = ["--features", "op_count+gnn", "-n", "32"];
    let (code, _, error) = run_in(folder.path(), &[&["eval"], &JOINED[..], &features].concat());
    assert_eq!(code, Some(1));
    assert!(
        error.contains("gnn") && error.contains("feature"),
        "{error}"
    );
    // The column `is_test` is left.
    let other = ["--features", "other", "-n", "32"];
    output_in(folder.path(), &[&["eval"], &JOINED[..], &other].concat());
    let print = ["--model", "linear", "--print", "--filter", "gnn > 0"];
    let (code, out, error) = run_in(folder.path(), &[&JOINED[..], &print].concat());
    assert_eq!(code, Some(0), "{error}");
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let place = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (truth, gnn, error) = (place("true"), place("gnn"), place("gnn.error"));
    let mut rows = 0;
    for row in reader.records() {
        let row = row.unwrap();
        let value = |at: usize| row[at].parse::<f64>().unwrap();
        assert!((value(gnn) - value(truth) - value(error)).abs() < 1e-9);
        rows += 1;
    }
    assert_eq!(rows, 2250);
}

#[test]
fn a_column_that_is_not_there_or_covers_nothing_is_refused() {
    let folder = folder();
    let args = [
        "nas-bench-201",
        "--no-cache",
        "--join",
        "side.csv",
        "-n",
        "32",
    ];
    let refused = |column: &str| {
        let more = ["--predictions", column];
        let (code, _, error) = run_in(
            folder.path(),
            &[&["eval"], &args[..], &SMALL, &more].concat(),
        );
        assert_eq!(code, Some(1), "{error}");
        error
    };
    let error = refused("gmm");
    assert!(
        error.contains("--predictions: data set cifar10 has no column `gmm`"),
        "{error}"
    );
    assert!(error.contains("did you mean `gnn`?"), "{error}");
    let path = folder.path().join("side.csv");
    // One row, which is not canonical.
    std::fs::write(path, "net,gnn\n\"(2, 1, 1, 1, 1, 1)\",5\n").unwrap();
    let error = refused("gnn");
    assert!(
        error
            .contains("none of the 9445 rows that count in scores has external predictions of gnn"),
        "{error}"
    );
}

#[test]
fn columns_of_a_name_that_the_table_has_are_the_joined_ones() {
    let folder = folder();
    let path = folder.path().join("side.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    // The name of the target, as a surrogate would call it.
    let text = text.replacen(",gnn", ",val_acc", 1);
    std::fs::write(&path, text).unwrap();
    let args = [
        "--no-cache",
        "--join",
        "side.csv",
        "--predictions",
        "val_acc",
    ];
    let more = ["-n", "32", "--seeds", "2"];
    let out = output_in(
        folder.path(),
        &[&["eval", "nas-bench-201"], &args[..], &SMALL, &more].concat(),
    );
    assert!(out.contains("val_acc.side"), "{out}");
}
