//! `grafscope eval`.

use grafscope_core::experiment::Metric;
use serde_json::Value;

use crate::support::cli::{run, told};

fn eval(args: &[&str]) -> (Option<i32>, String, String) {
    told(run(&[&["eval", "nas-bench-201"], args].concat()))
}

fn json(args: &[&str]) -> Value {
    let (code, out, error) = eval(&[args, &["--json", "--model", "forest trees=10"]].concat());
    assert_eq!(code, Some(0), "{error}");
    assert_eq!(
        error, "",
        "nothing on standard error when it is no terminal"
    );
    serde_json::from_str(&out).unwrap()
}

/// Without the times, which differ from run to run.
fn timeless(mut runs: Value) -> Value {
    for run in runs.as_array_mut().unwrap() {
        let run = run.as_object_mut().unwrap();
        run.retain(|key, _| !key.ends_with("_ms"));
    }
    runs
}

#[test]
fn json_holds_every_run_and_a_summary() {
    let result = json(&[
        "--features",
        "op_count;graf-node_degree",
        "--train-size",
        "20,40",
        "--seeds",
        "3",
        "--seed",
        "7",
    ]);
    let runs = result["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 2 * 2 * 3);
    let first = runs[0].as_object().unwrap();
    let keys = [
        "benchmark",
        "dataset",
        "target",
        "rows",
        "features",
        "model",
        "train_size",
        "seed",
        "version",
        "content",
        "n_features",
        "n_train",
        "n_test",
        "tau",
        "spearman",
        "r2",
        "mae",
        "rmse",
        "best_of_top10_rank",
        "precision_at_1pct",
        "precision_at_5pct",
        "precision_at_10pct",
        "ndcg_at_10",
        "regret_at_10",
        "fit_ms",
        "predict_ms",
    ];
    assert_eq!(first.len(), keys.len());
    assert!(keys.iter().all(|&key| !first[key].is_null()), "{first:?}");
    assert_eq!(
        (&first["benchmark"], &first["dataset"], &first["target"]),
        (
            &"nas-bench-201".into(),
            &"cifar10".into(),
            &"val_acc".into()
        )
    );
    assert_eq!(
        (&first["features"], &first["seed"], &first["n_features"]),
        (&"op_count".into(), &7.into(), &5.into())
    );
    assert_eq!(
        (&first["n_train"], &first["n_test"]),
        (&20.into(), &9_425.into())
    );
    let summary = result["summary"].as_array().unwrap();
    assert_eq!(summary.len(), 4);
    let last = &summary[3];
    assert_eq!(
        (&last["features"], &last["train_size"], &last["seeds"]),
        (&"graf-node_degree".into(), &40.into(), &3.into())
    );
    let taus: Vec<f64> = runs[9..]
        .iter()
        .map(|run| run["tau"].as_f64().unwrap())
        .collect();
    let mean = taus.iter().sum::<f64>() / 3.0;
    let std = (taus.iter().map(|tau| (tau - mean).powi(2)).sum::<f64>() / 2.0).sqrt();
    assert!((last["tau"]["mean"].as_f64().unwrap() - mean).abs() < 1e-12);
    assert!((last["tau"]["std"].as_f64().unwrap() - std).abs() < 1e-12);
    let references = summary.iter().filter(|of| of["verdict"].is_null());
    assert_eq!(references.count(), 2, "the best of each size");
    assert_eq!(
        (&last["metric"], &last["others"]),
        (&"tau".into(), &Value::Null)
    );
    for metric in Metric::ALL {
        let mean = last[metric.name()]["mean"].as_f64();
        assert!(mean.is_some(), "{}: {last}", metric.name());
    }
}

#[test]
fn results_do_not_depend_on_what_else_is_asked() {
    let alone = json(&[
        "--features",
        "graf",
        "--train-size",
        "32",
        "--seeds",
        "2",
        "--seed",
        "1",
    ]);
    let among = json(&[
        "--features",
        "params;graf",
        "--train-size",
        "16,32",
        "--seeds",
        "3",
    ]);
    let among = among["runs"].as_array().unwrap().iter();
    let same: Vec<Value> = among
        .filter(|run| run["features"] == "graf" && run["train_size"] == 32 && run["seed"] != 0)
        .cloned()
        .collect();
    assert_eq!(
        timeless(alone["runs"].clone()),
        timeless(Value::Array(same))
    );
}

#[test]
fn other_data_sets_targets_and_rows_can_be_chosen() {
    let result = json(&[
        "--dataset",
        "cifar100",
        "--target",
        "latency",
        "--features",
        "op_count",
        "--train-size",
        "50",
        "--seeds",
        "1",
        "--rows",
        "all",
    ]);
    let run = &result["runs"][0];
    assert_eq!(
        (&run["dataset"], &run["target"]),
        (&"cifar100".into(), &"latency".into())
    );
    assert_eq!(run["n_test"], 15_575);
    assert!(
        result["summary"][0]["tau"]["std"].is_null(),
        "one seed has no spread"
    );
}

#[test]
fn the_table_is_aligned_and_says_what_it_shows() {
    let (code, out, _) = eval(&[
        "--features",
        "op_count;graf",
        "--train-size",
        "30",
        "--seeds",
        "6",
        "--model",
        "forest",
        "--param",
        "trees=10",
    ]);
    assert_eq!(code, Some(0));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        lines[0],
        "nas-bench-201, cifar10, val_acc [%]; held-out canonical rows; forest trees=10; seeds 0 to 5; mean ± standard deviation"
    );
    assert!(lines[2].starts_with("features"), "{out}");
    let width = |line: &str| line.chars().count();
    assert_eq!(width(lines[3]), width(lines[2]), "{out}");
    assert_eq!(width(lines[4]), width(lines[2]), "{out}");
    assert!(
        lines[3].contains("(5)") && lines[4].contains("(191)"),
        "{out}"
    );
    assert!(out.contains("Wilcoxon"), "{out}");
    assert_eq!(
        out.matches('*').count(),
        2,
        "one best set, and what the mark means:\n{out}"
    );
}

#[test]
fn what_is_not_accepted_is_named() {
    let refused = |args: &[&str]| {
        let (code, out, error) = eval(args);
        assert_eq!(out, "");
        (code, error)
    };
    let (code, error) = refused(&["--features", "graf+val_acc", "--train-size", "20"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("`val_acc` cannot be a feature"), "{error}");
    let (_, error) = refused(&["--features", "op_cuont", "--train-size", "20"]);
    assert!(error.contains("did you mean `op_count`?"), "{error}");
    let (code, error) = refused(&["--features", "graf", "--train-size", "9445"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("2 to 9444 rows can be drawn"), "{error}");
    let (_, error) = refused(&["--features", "graf;graf", "--train-size", "20"]);
    assert!(error.contains("given twice"), "{error}");
    let (_, error) = refused(&[
        "--features",
        "graf",
        "--train-size",
        "20",
        "--target",
        "speed",
    ]);
    assert!(error.contains("no target `speed`"), "{error}");
    let (code, _) = refused(&["--features", "graf", "--train-size", "20", "--seeds", "0"]);
    assert_eq!(code, Some(2));
}

#[test]
fn numbers_do_not_depend_on_the_number_of_threads() {
    let with = |threads: &str| {
        let args = ["--features", "graf;onehot", "-n", "16,64", "--seeds", "4"];
        json(&[&args[..], &["--threads", threads]].concat())
    };
    let (one, three) = (with("1"), with("3"));
    assert_eq!(
        timeless(one["runs"].clone()),
        timeless(three["runs"].clone())
    );
}

#[test]
fn targets_are_compared_one_after_the_other() {
    let args = ["--dataset", "all", "--features", "op_count", "-n", "20"];
    let result = json(&[&args[..], &["--seeds", "1"]].concat());
    let runs = result["runs"].as_array().unwrap().iter();
    let datasets: Vec<&str> = runs.map(|run| run["dataset"].as_str().unwrap()).collect();
    assert_eq!(datasets, ["cifar10", "cifar100", "ImageNet16-120"]);
    let mut entries = result["summary"].as_array().unwrap().iter();
    assert!(
        entries.all(|entry| entry["reference"].is_null() && entry["verdict"].is_null()),
        "a single method is compared with nothing"
    );
    let (code, out, _) = eval(&[&args[..], &["--seeds", "1", "--target", "all"]].concat());
    assert_eq!(code, Some(0));
    assert!(
        out.contains("cifar100, latency [s]; held-out canonical rows"),
        "{out}"
    );
}

#[test]
fn another_score_can_decide() {
    let args = ["--features", "op_count;graf", "-n", "64", "--seeds", "6"];
    let (code, out, _) = eval(
        &[
            &args[..],
            &["--metric", "mae", "--model", "forest trees=10"],
        ]
        .concat(),
    );
    assert_eq!(code, Some(0));
    let heading = out.lines().nth(2).unwrap();
    let place = |word: &str| heading.find(word).unwrap();
    assert!(place("MAE") < place("tau"), "{out}");
    assert!(
        out.contains("* reference: best mean MAE at its size"),
        "{out}"
    );
    // Several have columns and tests of their own.
    let several = ["--metric", "regret_at_10,precision_at_10pct"];
    let several = [&args[..], &several].concat();
    let (code, out, _) = eval(&[&several[..], &["--model", "forest trees=10"]].concat());
    assert_eq!(code, Some(0));
    let heading = out.lines().nth(2).unwrap();
    let place = |word: &str| heading.find(word).unwrap();
    assert!(place("regret@10") < place("precision@10%"), "{out}");
    assert!(!heading.contains("tau"), "{out}");
    for line in [
        "* reference: best mean score at its size",
        "Δ regret@10",
        "Δ precision@10%",
    ] {
        assert!(out.contains(line), "{line}: {out}");
    }
    let result = json(&several);
    let entry = &result["summary"][0];
    assert_eq!(entry["metric"], "regret_at_10");
    assert_eq!(entry["others"][0]["metric"], "precision_at_10pct");
    assert!(entry["others"][0]["reference"].is_string());
    let (code, _, error) = eval(&[&args[..], &["--metric", "mse"]].concat());
    assert_eq!(code, Some(2));
    assert!(error.contains("best_of_top10_rank"), "{error}");
}

#[test]
fn models_and_parameters_are_checked() {
    let args = ["--features", "op_count", "-n", "20", "--seeds", "1"];
    let refused = |more: &[&str]| {
        let (code, out, error) = eval(&[&args[..], more].concat());
        assert_eq!(
            (out.as_str(), code.is_some_and(|code| code > 0)),
            ("", true)
        );
        error
    };
    assert!(refused(&["--model", "forrest"]).contains("unknown model `forrest`"));
    assert!(refused(&["--param", "trees=0"]).contains("trees"));
    assert!(refused(&["--param", "shrubs=3"]).contains("shrubs"));
    assert!(refused(&["--model", "forest,forest"]).contains("given twice"));
}

#[test]
fn the_weights_of_a_blend_are_shown() {
    let args = ["--features", "op_count", "-n", "20", "--seeds", "2"];
    let (code, out, error) = eval(&args);
    assert_eq!(code, Some(0), "{error}");
    let heading = out.lines().position(|line| line.ends_with("mean weights"));
    let line = out.lines().nth(heading.unwrap() + 1).unwrap();
    for part in ["gp 0.", "boosting 0.", "extra-trees 0.", "forest 0."] {
        assert!(line.contains(part), "{line}");
    }
    let (_, out, _) = eval(&[&args[..], &["--json"]].concat());
    let result: Value = serde_json::from_str(&out).unwrap();
    for weights in [
        &result["runs"][0]["weights"],
        &result["summary"][0]["weights"],
    ] {
        let sum: f64 = weights
            .as_object()
            .unwrap()
            .values()
            .filter_map(Value::as_f64)
            .sum();
        assert!((sum - 1.0).abs() < 1e-9, "{weights}");
    }
    let (_, out, _) = eval(&[&args[..], &["--model", "forest"]].concat());
    assert!(!out.contains("weights"), "{out}");
}
