//! `grafscope list` and `grafscope info`.

use serde_json::{Value, json};

use crate::support::cli::{run, told};

#[test]
fn list_names_benchmarks_and_spaces_with_an_example_of_each_form() {
    let (code, out, _) = told(run(&["list"]));
    assert_eq!(code, Some(0));
    for text in [
        "nas-bench-201\n",
        "15625 (9445 canonical), space nb201",
        "ImageNet16-120   val_acc, train_time, latency, params",
        "NAS-Bench-201, 15625 architectures",
        "nor_conv_3x3 (c3)",
        "tuple            (4, 0, 3, 1, 4, 3)",
        "digits           410242",
    ] {
        assert!(out.contains(text), "{text} in:\n{out}");
    }
}

#[test]
fn info_is_aligned_and_complete() {
    let (code, out, _) = told(run(&["info", "nas-bench-201"]));
    assert_eq!(code, Some(0));
    for line in [
        "rows             15625",
        "canonical rows   9445",
        "ImageNet16-120: 16x16 images, 120 classes",
        "  target      unit  better  split  range          canonical      seeds per row",
        "  val_acc     %     higher  valid  9.71 to 91.61  9.71 to 91.61  3 in 8169 rows, 2 in 7456",
        "  latency     s     lower          0.00584 to 0.02822     0.00609 to 0.02822     1",
        "columns              all distinct",
        "prediction            21        -",
        "graf                 191      158  features",
    ] {
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            out.lines().any(|other| squeezed(other) == squeezed(line)),
            "{line} in:\n{out}"
        );
    }
    assert!(
        out.lines().all(|line| line.len() <= 120),
        "fits a terminal:\n{out}"
    );
}

/// The JSON is one object of this form; names may be added to it, never taken away.
#[test]
fn info_json_has_its_documented_form() {
    let (code, out, _) = told(run(&["info", "nas-bench-201", "--json"]));
    assert_eq!(code, Some(0));
    let info: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(info["benchmark"], "nas-bench-201");
    assert_eq!(info["space"], "nb201");
    assert_eq!(info["rows"], 15_625);
    assert_eq!(info["canonical_rows"], 9_445);
    assert!(info["doc"].is_string());

    let dataset = &info["datasets"][0];
    assert_eq!(dataset["name"], "cifar10");
    assert_eq!(dataset["image_side"], 32);
    assert_eq!(dataset["classes"], 10);

    let accuracy = &dataset["targets"][0];
    assert_eq!(accuracy["name"], "val_acc");
    assert_eq!(accuracy["split"], "valid");
    assert_eq!(accuracy["unit"], "%");
    assert_eq!(accuracy["better"], "higher");
    assert_eq!(accuracy["rows_by_runs"], json!({"2": 7_456, "3": 8_169}));
    assert!((accuracy["range"][1].as_f64().unwrap() - 91.606_666).abs() < 1e-6);
    assert!((accuracy["canonical_range"][1].as_f64().unwrap() - 91.606_666).abs() < 1e-6);
    assert!(dataset["targets"][1].get("split").is_none());

    let groups = info["groups"].as_array().unwrap();
    let costs = groups.iter().find(|group| group["name"] == "cost").unwrap();
    assert_eq!(
        *costs,
        json!({"name": "cost", "features": true, "columns": 2, "distinct": 2})
    );
    assert_eq!(info["graf"]["columns"], 191);
    let columns = info["columns"].as_array().unwrap();
    let sum: u64 = info["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| group["columns"].as_u64().unwrap())
        .sum();
    assert_eq!(columns.len() as u64, sum);
    let column = columns
        .iter()
        .find(|column| column["name"] == "val_acc.std")
        .unwrap();
    assert_eq!(column["group"], "target");
    assert_eq!(column["unit"], "%");
    assert!(column["short"].is_string() && column["doc"].is_string());
}

#[test]
fn an_unknown_benchmark_is_an_error_that_names_those_so_called() {
    let (code, out, err) = told(run(&["info", "nasbench"]));
    assert_eq!(code, Some(1));
    assert_eq!(out, "");
    let expected = "grafscope: no benchmark, search space or file is called `nasbench`; did you mean one of `nas-bench-201`, ";
    assert!(err.starts_with(expected), "{err}");
}
