//! `grafscope explain`: one prediction taken apart, and a report, on the built-in benchmark.

use std::process::Output;

use serde_json::Value;

use crate::support::cli::run;

fn explain(arguments: &[&str]) -> Output {
    run(&[&["explain", "nas-bench-201"], arguments].concat())
}

fn json(arguments: &[&str]) -> Value {
    let output = explain(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn number(of: &Value) -> f64 {
    of.as_f64().unwrap()
}

#[test]
fn base_and_contributions_add_up_to_the_prediction() {
    let arch = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|nor_conv_1x1~2|";
    for model in ["forest", "linear", "boosting rounds=20", "gp"] {
        let found = json(&["--model", model, "--arch", arch, "--json"]);
        let contributions = found["contributions"].as_array().unwrap();
        let sum: f64 = contributions
            .iter()
            .map(|of| number(&of["contribution"]))
            .sum();
        let base = number(&found["base"]);
        let prediction = number(&found["prediction"]);
        assert!((base + sum - prediction).abs() < 1e-6, "{model}");
        assert_eq!(found["arch"], "(2, 1, 1, 0, 1, 3)");
        assert!(number(&found["true"]) > 50.0);
        for sums in ["families", "operations"] {
            let sums = found[sums].as_array().unwrap().iter();
            let all: f64 = sums.map(|of| number(&of["contribution"])).sum();
            assert!((all - sum).abs() < 1e-6, "{model}");
        }
        let convolutions = contributions
            .iter()
            .find(|of| of["column"] == "op_count(nor_conv_3x3)");
        assert_eq!(number(&convolutions.unwrap()["value"]), 1.0);
    }
}

#[test]
fn findings_are_upper_bounds_slices_and_importances_of_held_out_rows() {
    let found = json(&["--model", "forest trees=20", "--explained", "50", "--json"]);
    assert_eq!(found["rows"], 9345);
    let slices = found["slices"].as_array().unwrap();
    let rows: u64 = slices
        .iter()
        .map(|of| of["held_out"]["rows"].as_u64().unwrap() + of["found"]["rows"].as_u64().unwrap())
        .sum();
    assert!((100..9345).contains(&rows), "{rows}");
    assert!(found["slices_left_out"].as_u64().unwrap() > 0);
    let lifts: Vec<f64> = slices.iter().map(|of| number(&of["lift"])).collect();
    assert!(lifts.is_sorted_by(|a, b| a >= b) && lifts.iter().all(|&lift| lift > 1.0));
    let training = &slices[0]["training"];
    assert_eq!(training["of"], 100);
    let advice = training["advice"].as_str().unwrap();
    let inside = format!("{} of 100 training rows here: ", training["inside"]);
    assert!(advice.starts_with(&inside), "{advice}");
    let tau = number(&found["tau"]);
    let collisions = &found["collisions"];
    assert!(tau < number(&collisions["tau_reached"]));
    assert!(number(&collisions["tau_reached"]) <= number(&collisions["tau_at_most"]));
    assert_eq!(found["noise"]["seeds"].as_array().unwrap().len(), 6);
    assert_eq!(found["importances"]["rows_explained"], 50);
    let first = &found["importances"]["families"][0];
    assert!(number(&first["tau_loss"][0]) > 0.0);
}

#[test]
fn a_filter_narrows_the_held_out_rows() {
    let filter = [
        "--model",
        "tree",
        "--filter",
        "op_count(c3) = 0",
        "--explained",
        "9",
    ];
    let output = explain(&filter);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    let held_out = text.lines().nth(3).unwrap();
    let rows: usize = held_out.split(' ').next().unwrap().parse().unwrap();
    assert!((100..4000).contains(&rows), "{held_out}");
    for heading in [
        "Upper bound: seed noise",
        "Upper bound: feature collisions",
        "Slices are found on the discovery half",
        "Mean |SHAP value| over 9 held-out rows",
    ] {
        assert!(text.contains(heading), "{text}");
    }
}

#[test]
fn contributions_and_importances_are_written_as_csv() {
    let one = explain(&[
        "--model",
        "tree",
        "--arch",
        "(1, 1, 1, 1, 1, 1)",
        "--csv",
        "-",
    ]);
    let text = String::from_utf8(one.stdout).unwrap();
    assert!(text.starts_with("column,value,contribution\n"), "{text}");
    let all = explain(&["--model", "tree", "--explained", "5", "--csv", "-"]);
    let text = String::from_utf8(all.stdout).unwrap();
    assert!(
        text.lines()
            .any(|line| line.starts_with("feature,op_count(")),
        "{text}"
    );
}

#[test]
fn slices_are_text_and_csv_with_lift_and_advice() {
    let forest = ["--model", "forest trees=20", "--explained", "5"];
    let text = explain(&forest);
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(
        text.contains(" with a lift of 1 or less left out."),
        "{text}"
    );
    let csv = explain(&[&forest[..], &["--slices-csv", "-"]].concat());
    let csv = String::from_utf8(csv.stdout).unwrap();
    assert!(csv.starts_with("rule,class,confirmed,lift,share_of_error,rows,"));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let lifts: Vec<f64> = records.iter().map(|of| of[3].parse().unwrap()).collect();
    assert!(lifts.is_sorted_by(|a, b| a >= b) && lifts.len() > 1);
    // Words that do not fit beside the figures stand below them.
    let lines: Vec<&str> = text.lines().collect();
    for record in &records {
        let at = lines.iter().position(|line| line.ends_with(&record[0]));
        let of_slice = lines[at.unwrap()..].iter().take(2);
        let advice = of_slice.filter(|line| line.ends_with(&record[15]));
        assert_eq!(advice.count(), 1, "{text}");
    }
    let heading = lines.iter().position(|line| line.starts_with("class "));
    let table = &lines[heading.unwrap()..][..3 * records.len()];
    let widest = table.iter().map(|line| line.chars().count()).max();
    assert!(widest.unwrap() <= 120, "{text}");
}

#[test]
fn what_cannot_be_explained_is_an_error() {
    for (arguments, expected) in [
        (&["--arch", "(9, 9)"][..], "not a nb201 architecture"),
        (
            &["--level", "100"],
            "--level: expected a number between 0 and 100",
        ),
        (&["--filter", "op_count(c3) = 9"], "no held-out row"),
        (&["--filter", "nonsense > 1"], "--filter:"),
        (&["--features", "val_acc"], "`val_acc` cannot be a feature"),
    ] {
        let output = explain(&[&["--model", "tree"], arguments].concat());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            !output.status.success() && said.contains(expected),
            "{said}"
        );
    }
}
