//! JSON lines.

use crate::support::files::{dataset, figure, names, open, row};

#[test]
fn a_line_is_an_architecture_with_its_figures() {
    let bench = open(
        "log.jsonl",
        r#"{"epoch_s": 1.5, "arch": "(4, 0, 3, 1, 4, 3)", "val_acc": 90.5, "host": "a", "config": {"lr": 0.1}}

{"arch": [2, 2, 2, 2, 2, 2], "val_acc": [93.0, 94.0], "zen": NaN, "epoch_s": null}
{"arch": "(1, 1, 1, 1, 1, 1)", "zen": -Infinity, "val_acc": "10"}"#,
    )
    .unwrap();
    assert_eq!(bench.origin.format, Some("jsonl"));
    assert_eq!((bench.rows(), bench.space.name()), (3, "nb201"));
    let log = dataset(&bench, "log");
    assert_eq!(names(log)[0], ["val_acc"]);
    let accuracy = |text| figure(log, "val_acc", row(&bench, text));
    assert_eq!(accuracy("(4, 0, 3, 1, 4, 3)"), Some(90.5));
    assert_eq!(
        accuracy("(2, 2, 2, 2, 2, 2)"),
        Some(93.5),
        "the mean of its runs"
    );
    assert_eq!(accuracy("(1, 1, 1, 1, 1, 1)"), Some(10.0));
    assert_eq!(figure(log, "zen", 0), None, "it came with a later line");
    let notes = bench.origin.notes.join("; ");
    assert!(
        notes.contains("text columns ignored: host, config"),
        "{notes}"
    );
}

#[test]
fn the_encoding_is_found_by_its_name_or_by_its_content() {
    for line in [
        r#"{"Genotype": "421211", "acc": 1}"#,
        r#"{"acc": 1, "id": "a 1", "which": "421211"}"#,
        r#"{"acc": 1, "genotype": [[[0, 6], [1, 4], [0, 1], [1, 2], [2, 3], [0, 0], [1, 5], [3, 2]], [[0, 6], [1, 4], [0, 1], [1, 2], [2, 3], [0, 0], [1, 5], [3, 2]]]}"#,
    ] {
        let bench = open("a.jsonl", line).unwrap();
        assert_eq!(bench.rows(), 1, "{line}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    for (text, reason) in [
        (
            "{\"arch\": \"421211\", \"acc\": 1}\n{\"arch\": \"4112",
            "line 2: column 14: EOF while parsing a string",
        ),
        (
            "{\"arch\": \"421211\", \"acc\": 1}\n[1]\n",
            "line 2: column 0: invalid type: sequence, expected an object",
        ),
        (
            "{\"arch\": \"421211\", \"acc\": 1}\n{\"acc\": 1}\n",
            "line 2: no encoding in a member `arch`",
        ),
        (
            "{\"arch\": \"421211\", \"acc\": 1}\n\n{\"arch\": \"411211\", \"acc\": \"high\"}\n",
            "line 3: column `acc` has `high`, expected a number",
        ),
        (
            "{\"arch\": \"421211\", \"acc\": 1}\n{\"arch\": \"921211\", \"acc\": 1}\n",
            "line 2: `921211` is not",
        ),
        (
            "{\"a\": 1}\n",
            "line 1: no encoding among a; --key names it",
        ),
    ] {
        let error = open("wrong", text).unwrap_err().to_string();
        assert!(error.contains(reason), "{reason} in {error}");
    }
}
