//! `grafscope eval --plan hardware` and `--plan robustness`: a row for each target.

use std::fs::File;
use std::path::Path;

use grafscope_core::bench;
use grafscope_core::bench::Source;
use grafscope_core::job::JobContext;
use serde_json::Value;

use crate::support::cli::{output_in, run_in};
use crate::support::published::published;

const SMALL: [&str; 8] = [
    "--no-cache",
    "--model",
    "forest trees=5",
    "-n",
    "16,24",
    "--seeds",
    "6",
    "--threads=2",
];
const SETS: [&str; 2] = ["-f", "op_count;onehot"];

/// Writes `hw.csv` of 900 architectures: an accuracy, what they cost on two devices, and an accuracy under attack;
/// `plain.csv` with the accuracy alone; `attacks.csv` with three accuracies under attack, one of which is always 0.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let bench = bench::open(&Source::named("nas-bench-201"), &JobContext::default()).unwrap();
    let file =
        |name: &str| csv::Writer::from_writer(File::create(folder.path().join(name)).unwrap());
    let (mut hardware, mut plain) = (file("hw.csv"), file("plain.csv"));
    let mut attacks = file("attacks.csv");
    let names_of_attacks = ["net", "fgsm", "pgd", "aa_square"];
    attacks.write_record(names_of_attacks).unwrap();
    let names = [
        "net",
        "val_acc",
        "edgegpu_latency",
        "fpga_energy",
        "fgsm@Linf_eps-1.0",
    ];
    hardware.write_record(names).unwrap();
    plain.write_record(&names[..2]).unwrap();
    for at in 0..900 {
        let row = at * 5003 % bench.rows();
        let arch = &bench.archs[row];
        let accuracy = bench.datasets[0].targets[0].mean.get(row);
        let count = |id: u8| {
            let ids = arch.ids().iter().map(|&of| f64::from(u8::from(of == id)));
            ids.sum::<f64>()
        };
        let noise = (at * 37 % 101) as f64 / 101.0;
        let figures = [
            accuracy,
            1.0 + count(2) + 0.5 * count(3) + noise,
            2.0 + 3.0 * count(2) + noise,
            accuracy / 2.0 + 5.0 * noise,
        ];
        let mut record = vec![bench.space.print(arch, 0)];
        record.extend(figures.map(|figure| figure.to_string()));
        hardware.write_record(&record).unwrap();
        plain.write_record(&record[..2]).unwrap();
        let attacked = [&record[0], &record[4], &record[1], "0"];
        attacks.write_record(attacked).unwrap();
    }
    attacks.flush().unwrap();
    hardware.flush().unwrap();
    plain.flush().unwrap();
    folder
}

fn eval(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    run_in(folder, &[&["eval"], args, &SMALL[..]].concat())
}

/// Standard output of the plan for hardware on `hw.csv`.
fn hardware(folder: &Path, more: &[&str]) -> String {
    let (code, out, error) = eval(folder, &[&["hw.csv", "--plan", "hardware"], more].concat());
    assert_eq!((code, error.as_str()), (Some(0), ""));
    out
}

/// The rows of tables of means that begin with `name`.
fn rows<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let lines = text.lines();
    lines
        .filter(|line| line.contains('±'))
        .filter(|line| line.trim_start_matches(['|', ' ']).starts_with(name))
        .collect()
}

#[test]
fn a_plan_for_many_targets_is_a_table_for_each_size() {
    let folder = folder();
    let text = hardware(folder.path(), &SETS);
    assert!(text.starts_with("hw, "), "{text}");
    for size in ["n = 16", "n = 24"] {
        assert_eq!(
            text.lines().filter(|line| *line == size).count(),
            1,
            "{text}"
        );
    }
    for target in ["edgegpu_latency", "fpga_energy", "mean of 2 targets"] {
        let rows = rows(&text, target);
        assert_eq!(rows.len(), 2, "{target}: {text}");
        assert!(
            rows.iter()
                .all(|row| row.matches('±').count() == 2 && row.contains('*')),
            "{text}"
        );
    }
    assert!(
        !text.contains("val_acc") && !text.contains("fgsm"),
        "{text}"
    );
    assert!(
        text.contains("* reference: best mean tau at its size"),
        "{text}"
    );
    // How methods differ in the mean, with verdicts in words.
    assert!(
        text.contains("\n\nmean of 2 targets\n\nfeatures "),
        "{text}"
    );
    assert!(
        text.contains("verdict") && text.contains("Wilcoxon"),
        "{text}"
    );
    let markdown = hardware(folder.path(), &[&SETS[..], &["--markdown"]].concat());
    assert!(
        markdown.contains("| target | `op_count` | `onehot` |"),
        "{markdown}"
    );
    assert_eq!(rows(&markdown, "mean of 2 targets").len(), 2, "{markdown}");
    assert!(
        markdown.contains("**bold**: best mean tau of its row"),
        "{markdown}"
    );
    let latex = hardware(folder.path(), &[&SETS[..], &["--latex"]].concat());
    assert!(latex.contains("\\texttt{edgegpu\\_latency} & "), "{latex}");
    // Two sizes, and the differences of the mean.
    assert_eq!(latex.matches("\\begin{table}").count(), 3, "{latex}");
    let csv = hardware(folder.path(), &[&SETS[..], &["--csv"]].concat());
    // 3 rows × 2 sets × 2 sizes.
    assert_eq!(csv.lines().count(), 1 + 12, "{csv}");
}

#[test]
fn the_mean_over_targets_is_the_mean() {
    let folder = folder();
    let json = hardware(folder.path(), &[&SETS[..], &["--json"]].concat());
    let value: Value = serde_json::from_str(&json).unwrap();
    let entries = |key: &str| value[key].as_array().unwrap().clone();
    let (summary, mean) = (entries("summary"), entries("mean_over_targets"));
    assert_eq!((summary.len(), mean.len()), (8, 4));
    for of_all in &mean {
        assert_eq!(of_all["target"], "mean of 2 targets");
        assert!(of_all["mae"]["mean"].is_null(), "units differ: {of_all}");
        let same = |entry: &&Value| {
            let keys = ["features", "train_size"];
            keys.iter().all(|key| entry[key] == of_all[key])
        };
        let taus = summary
            .iter()
            .filter(same)
            .map(|of| of["tau"]["mean"].as_f64().unwrap());
        let taus: Vec<f64> = taus.collect();
        assert_eq!(taus.len(), 2);
        let tau = of_all["tau"]["mean"].as_f64().unwrap();
        assert!(
            (tau - f64::midpoint(taus[0], taus[1])).abs() < 1e-12,
            "{of_all}"
        );
    }
}

#[test]
fn a_plan_says_what_the_benchmark_lacks() {
    let folder = folder();
    let args = ["hw.csv", "--plan", "robustness"];
    let (code, out, error) = eval(folder.path(), &args);
    assert_eq!(code, Some(0), "{error}");
    assert_eq!(rows(&out, "fgsm@Linf_eps-1.0").len(), 2, "{out}");
    // One target has no mean over targets.
    assert!(
        !out.contains("edgegpu_latency") && !out.contains("mean of"),
        "{out}"
    );
    assert!(out.contains("graf+onehot"), "{out}");
    assert_eq!(error.matches(": zcp is left out: ").count(), 1, "{error}");
    let (code, out, error) = eval(folder.path(), &["plain.csv", "--plan", "hardware"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    for part in ["one of hardware", "latency", "there are val_acc", "--join"] {
        assert!(error.contains(part), "{part}: {error}");
    }
}

#[test]
fn a_target_without_scores_is_in_no_mean() {
    let folder = folder();
    let args = [&["attacks.csv", "--plan", "robustness"], &SETS[..]].concat();
    let (code, out, error) = eval(folder.path(), &args);
    assert_eq!((code, error.as_str()), (Some(0), ""));
    assert!(rows(&out, "aa_square")[0].contains("– ± –"), "{out}");
    assert_eq!(rows(&out, "mean of 2 targets").len(), 2, "{out}");
    let why = "mean of 2 targets, without aa_square: some runs predict the same of all rows";
    assert!(out.contains(why), "{out}");
}

#[test]
fn targets_that_are_named_are_taken() {
    let folder = folder();
    let text = hardware(
        folder.path(),
        &[&SETS[..], &["-t", "val_acc,fpga_energy"]].concat(),
    );
    assert_eq!(rows(&text, "val_acc").len(), 2, "{text}");
    assert!(!text.contains("edgegpu_latency"), "{text}");
    let two = [&SETS[..], &["--metric", "tau,mae"]].concat();
    let text = hardware(folder.path(), &two);
    assert!(text.contains("\nMAE, n = 24\n"), "{text}");
}

#[test]
#[ignore = "reads published files"]
fn published_devices_and_attacks_are_found() {
    let (file, folder) = (
        |name| published(name).display().to_string(),
        tempfile::tempdir().unwrap(),
    );
    for (name, plan, targets) in [
        ("nasbench201/hw_cifar10.csv", "hardware", 10),
        ("nasbench201/robustness_targets.csv", "robustness", 32),
    ] {
        let path = file(name);
        let few = [
            "-f", "op_count", "--model", "linear", "-n", "32", "--seeds", "1",
        ];
        let args = [&["eval", &path, "--plan", plan, "--csv"], &few[..]].concat();
        let out = output_in(folder.path(), &args);
        assert_eq!(out.lines().count(), 1 + targets + 1, "{out}");
    }
}
