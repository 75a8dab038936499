//! `grafscope eval` and `compare`: breaks and going on, samples as files, plans, tables.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::cli::{output_in, quiet_output_in, run_in};

/// `eval` of small forests on the built-in benchmark, and more arguments.
pub(super) fn eval(folder: &Path, more: &[&str]) -> (Option<i32>, String, String) {
    let args = [
        "eval",
        "nas-bench-201",
        "--model",
        "forest trees=5",
        "--features",
        "op_count;params",
        "--train-size",
        "16,24",
    ];
    run_in(folder, &[&args[..], more].concat())
}

pub(super) struct Folder(tempfile::TempDir);

impl Folder {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap()
    }
}

/// The runs of `lines`, without times, in an order of their own.
fn runs(lines: &str) -> Vec<String> {
    let mut runs: Vec<String> = lines
        .lines()
        .map(|line| {
            let mut run: Value = serde_json::from_str(line).unwrap();
            let object = run.as_object_mut().unwrap();
            object.retain(|key, _| !key.ends_with("_ms"));
            run.to_string()
        })
        .collect();
    runs.sort();
    runs
}

#[test]
fn an_evaluation_goes_on_after_a_break_and_does_nothing_twice() {
    let folder = Folder::new();
    let (code, whole, error) = eval(folder.path(), &["--seeds", "4", "--jsonl", "runs.jsonl"]);
    assert_eq!((code, error.as_str()), (Some(0), ""));
    let all = folder.read("runs.jsonl");
    assert_eq!(all.lines().count(), 2 * 2 * 4);
    // Cut in the middle of the tenth line.
    let nine: usize = all.lines().take(9).map(|line| line.len() + 1).sum();
    fs::write(folder.file("runs.jsonl"), &all[..nine + 25]).unwrap();
    let (code, again, error) = eval(folder.path(), &["--seeds", "4", "--resume", "runs.jsonl"]);
    assert_eq!(code, Some(0), "{error}");
    assert_eq!(
        error,
        "runs.jsonl: line 10 was incomplete; its run is repeated\n"
    );
    assert_eq!(again, whole);
    let resumed = folder.read("runs.jsonl");
    assert_eq!(resumed[..nine], all[..nine], "what was there stays");
    assert_eq!(runs(&resumed), runs(&all));
    // More seeds: the old ones are not done again.
    let (code, _, _) = eval(folder.path(), &["--seeds", "5", "--resume", "runs.jsonl"]);
    assert_eq!(code, Some(0));
    let more = folder.read("runs.jsonl");
    assert!(more.starts_with(&resumed));
    assert_eq!(more.lines().count(), 2 * 2 * 5);
    // Nothing is left to do.
    let (code, _, _) = eval(folder.path(), &["--seeds", "5", "--resume", "runs.jsonl"]);
    assert_eq!((code, folder.read("runs.jsonl")), (Some(0), more));
}

#[test]
fn damage_and_other_data_are_refused() {
    let folder = Folder::new();
    let start = || {
        let _ = fs::remove_file(folder.file("runs.jsonl"));
        eval(folder.path(), &["--seeds", "1", "--jsonl", "runs.jsonl"]);
        folder.read("runs.jsonl")
    };
    let resume = |text: &str, more: &[&str]| {
        fs::write(folder.file("runs.jsonl"), text).unwrap();
        let args = ["--seeds", "1", "--resume", "runs.jsonl"];
        let (code, out, error) = eval(folder.path(), &[&args[..], more].concat());
        assert_eq!((code, out.as_str()), (Some(1), ""), "{error}");
        assert_eq!(folder.read("runs.jsonl"), text, "the file is left as it is");
        error
    };
    let good = start();
    let error = resume(&good.replacen("\"tau\"", "\"tan\"", 1), &[]);
    assert!(
        error.contains("runs.jsonl: line 1: missing field `tau`"),
        "{error}"
    );
    let second = good.lines().nth(1).unwrap();
    let error = resume(&good.replace(second, "{]"), &[]);
    assert!(error.contains("runs.jsonl: line 2: "), "{error}");
    assert!(
        error.contains("expected a run as one JSON object"),
        "{error}"
    );
    let version = format!("\"version\":\"{}\"", env!("CARGO_PKG_VERSION"));
    let error = resume(&good.replace(&version, "\"version\":\"0.0.1\""), &[]);
    assert!(error.contains("line 1: a run of version 0.0.1"), "{error}");
    // The same names, other data.
    let content = good.find("\"content\":\"").unwrap() + 11;
    let mut other = good.clone();
    other.replace_range(content..content + 16, "0000000000000000");
    let error = resume(&other, &[]);
    assert!(error.contains("line 1: this run of"), "{error}");
    assert!(error.contains("was made on other data"), "{error}");
    // A file is neither overwritten nor made up.
    let (code, _, error) = eval(folder.path(), &["--jsonl", "runs.jsonl"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("runs.jsonl"), "{error}");
    let (code, _, error) = eval(folder.path(), &["--resume", "nothing.jsonl"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("nothing.jsonl"), "{error}");
}

#[test]
fn lines_can_go_to_standard_output() {
    let folder = Folder::new();
    let (code, out, _) = eval(folder.path(), &["--seeds", "2", "--jsonl", "-"]);
    assert_eq!(code, Some(0));
    assert_eq!(runs(&out).len(), 2 * 2 * 2);
}

#[test]
fn samples_are_written_and_read_to_the_same_numbers() {
    let folder = Folder::new();
    let seeds = ["--seeds", "3", "--jsonl"];
    let with = |more: &[&str]| {
        let (code, out, error) = eval(folder.path(), &[&seeds[..], more].concat());
        assert_eq!(code, Some(0), "{error}");
        out
    };
    let drawn = with(&["-"]);
    let written = with(&["-", "--splits", "splits.json"]);
    let file = folder.read("splits.json");
    let read = with(&["-", "--splits", "splits.json"]);
    assert_eq!(folder.read("splits.json"), file);
    assert_eq!(runs(&drawn), runs(&written));
    assert_eq!(runs(&drawn), runs(&read));
    // Samples of someone else, in another form of the encoding.
    let mut value: Value = serde_json::from_str(&file).unwrap();
    let samples = value["samples"].as_array().unwrap();
    assert_eq!(samples.len(), 2 * 3);
    let second = samples[1]["archs"].clone();
    value["samples"][0]["archs"] = second;
    fs::write(folder.file("others.json"), value.to_string()).unwrap();
    let others = with(&["-", "--splits", "others.json"]);
    let same = runs(&others)
        .iter()
        .filter(|run| runs(&drawn).contains(run))
        .count();
    assert_eq!(same, 12 - 2, "both sets at one size and seed are others");
}

#[test]
fn samples_that_do_not_fit_are_refused() {
    let folder = Folder::new();
    let args = ["--seeds", "1", "--splits", "splits.json"];
    assert_eq!(eval(folder.path(), &args).0, Some(0));
    let good: Value = serde_json::from_str(&folder.read("splits.json")).unwrap();
    let refused = |change: &dyn Fn(&mut Value)| {
        let mut value = good.clone();
        change(&mut value);
        fs::write(folder.file("splits.json"), value.to_string()).unwrap();
        let (code, out, error) = eval(folder.path(), &args);
        assert_eq!((code, out.as_str()), (Some(1), ""));
        assert!(error.contains("splits.json: "), "{error}");
        error
    };
    let error = refused(&|value| value["samples"][0]["archs"][3] = "(9, 9)".into());
    assert!(
        error.contains("sample n = 16, seed 0: `(9, 9)` is not a nb201 architecture"),
        "{error}"
    );
    let error = refused(&|value| {
        value["samples"][0]["archs"].as_array_mut().unwrap().pop();
    });
    assert!(error.contains("15 architectures, expected 16"), "{error}");
    let error = refused(&|value| {
        let first = value["samples"][0]["archs"][0].clone();
        value["samples"][0]["archs"][1] = first;
    });
    assert!(error.contains("is in it twice"), "{error}");
    // All cut off but one edge: not canonical.
    let error = refused(&|value| value["samples"][0]["archs"][1] = "(2, 1, 1, 1, 1, 1)".into());
    assert!(error.contains("takes no part"), "{error}");
    let error = refused(&|value| {
        value["samples"].as_array_mut().unwrap().remove(1);
    });
    assert!(error.contains("no sample of n = 24 with seed 0"), "{error}");
    let error = refused(&|value| value["space"] = "nb101".into());
    assert!(error.contains("samples of nb101, not of nb201"), "{error}");
    let error = refused(&|value| {
        value.as_object_mut().unwrap().remove("samples");
    });
    assert!(error.contains("expected an object with"), "{error}");
}

#[test]
fn data_for_other_tools_has_the_target_and_the_features() {
    let folder = Folder::new();
    let args = [
        "eval",
        "nas-bench-201",
        "-f",
        "op_count+params",
        "-n",
        "16",
        "--seeds",
        "1",
    ];
    let model = ["--model", "forest trees=5", "--data", "rows.csv"];
    output_in(folder.path(), &[&args[..], &model].concat());
    let text = folder.read("rows.csv");
    let mut lines = text.lines();
    let heading = lines.next().unwrap();
    assert!(heading.starts_with("arch,scored,val_acc,"), "{heading}");
    assert!(
        heading.contains("params") && heading.contains("op_count(none)"),
        "{heading}"
    );
    assert_eq!(lines.clone().count(), 15_625);
    let scored = lines.filter(|line| line.split("\",").nth(1).unwrap().starts_with("1,"));
    assert_eq!(scored.count(), 9_445);
    let (code, _, error) = eval(folder.path(), &["--data", "two.csv"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("one feature set and one model"), "{error}");
}

#[test]
fn the_papers_plan_runs_on_every_data_set_and_says_what_it_leaves_out() {
    let folder = Folder::new();
    let args = ["eval", "nas-bench-201", "--plan", "paper", "--seeds", "1"];
    let model = ["--model", "forest trees=2"];
    let (code, out, error) = run_in(folder.path(), &[&args[..], &model].concat());
    assert_eq!(code, Some(0), "{error}");
    for dataset in ["cifar10", "cifar100", "ImageNet16-120"] {
        assert!(
            out.contains(&format!("nas-bench-201, {dataset}, val_acc [%]")),
            "{out}"
        );
        let left_out = format!("nas-bench-201, {dataset}: zcp+graf is left out:");
        assert!(error.contains(&left_out), "{error}");
    }
    assert!(out.contains("n = 32") && out.contains("n = 1024"), "{out}");
    for set in ["onehot", "graf", "flops+params"] {
        let scores = |line: &&str| line.starts_with(&format!("{set} ")) && line.contains('±');
        assert_eq!(out.lines().filter(scores).count(), 3, "{out}");
    }
    // What options say counts instead.
    let own = ["-d", "cifar10", "-n", "16", "-f", "params"];
    let out = quiet_output_in(folder.path(), &[&args[..], &model, &own].concat());
    assert_eq!(
        out.lines().filter(|line| line.contains('±')).count(),
        2,
        "{out}"
    );
    assert!(out.contains("n = 16") && !out.contains("n = 32"), "{out}");
    let (code, _, error) = run_in(
        folder.path(),
        &["eval", "nas-bench-201", "--plan", "papers"],
    );
    assert_eq!(code, Some(2));
    assert!(error.contains("paper"), "{error}");
}

#[test]
fn a_comparison_is_a_table_in_the_format_that_is_wanted() {
    let folder = Folder::new();
    let compare = |more: &[&str]| {
        let args = ["compare", "nas-bench-201", "--model", "forest trees=5"];
        let sets = ["-f", "op_count;params", "-n", "16,24", "--seeds", "6"];
        quiet_output_in(folder.path(), &[&args[..], &sets, more].concat())
    };
    let text = compare(&[]);
    assert!(text.starts_with("nas-bench-201, cifar10, val_acc [%]; held-out canonical rows; forest trees=5; seeds 0 to 5; tau, mean ± standard deviation\n"), "{text}");
    let heading = text.lines().nth(2).unwrap();
    assert!(
        heading.starts_with("features") && heading.contains("n = 24"),
        "{text}"
    );
    let value: Value = serde_json::from_str(&compare(&["--json"])).unwrap();
    let cells = value[0]["cells"].as_array().unwrap();
    assert_eq!(cells.len(), 4);
    let references = cells.iter().filter(|cell| cell["verdict"].is_null());
    assert_eq!(references.count(), 2);
    assert_eq!(compare(&["--csv"]).lines().count(), 5);
    assert!(compare(&["--markdown"]).contains("| features | n = 16 | n = 24 |"));
    assert!(compare(&["--latex"]).contains("\\toprule"));
    let (code, ..) = run_in(
        folder.path(),
        &["compare", "nas-bench-201", "--csv", "--json"],
    );
    assert_eq!(code, Some(2));
}

#[test]
fn a_curve_is_drawn_over_doubling_sizes_with_its_numbers_below() {
    let folder = Folder::new();
    let curve = |more: &[&str]| {
        let args = [
            "curve",
            "nas-bench-201",
            "-f",
            "op_count;params",
            "--seeds",
            "2",
        ];
        let model = ["--model", "forest trees=5"];
        quiet_output_in(folder.path(), &[&args[..], &model, more].concat())
    };
    let text = curve(&["--ascii"]);
    assert!(text.contains("  a  op_count, forest trees=5\n"), "{text}");
    for size in ["16", "64", "1024"] {
        assert_eq!(text.matches(&format!("\n{size} ")).count(), 1, "{text}");
    }
    let value: Value = serde_json::from_str(&curve(&["--json", "-n", "20,40"])).unwrap();
    let cells = value[0]["cells"].as_array().unwrap();
    let sizes: Vec<u64> = cells
        .iter()
        .map(|cell| cell["train_size"].as_u64().unwrap())
        .collect();
    assert_eq!(sizes, [20, 40, 20, 40]);
    assert_eq!(curve(&["--csv", "-n", "20"]).lines().count(), 3);
}
