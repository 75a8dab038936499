//! How methods differ, in every format: on the scores of a file, which are made up here.

use std::fs;
use std::sync::LazyLock;

use serde_json::Value;

use super::study::{Folder, eval};
use crate::support::cli::{quiet_output_in, run_in};

const COMPARE: [&str; 10] = [
    "compare",
    "nas-bench-201",
    "--model",
    "forest trees=1",
    "-f",
    "op_count;params;flops",
    "-n",
    "8,16",
    "--seeds",
    "10",
];

/// The runs as they are.
static DRAWN: LazyLock<String> = LazyLock::new(|| {
    let folder = Folder::new();
    let draw = [&COMPARE[..], &["--jsonl", "runs.jsonl"]].concat();
    assert_eq!(run_in(folder.path(), &draw).0, Some(0));
    folder.read("runs.jsonl")
});

/// `compare` of them with made-up scores.
fn compared(more: &[&str]) -> String {
    let folder = Folder::new();
    let lines = DRAWN.lines().map(|line| {
        let mut run: Value = serde_json::from_str(line).unwrap();
        let number = |key: &str| run[key].as_u64().unwrap();
        let set = run["features"].as_str().unwrap();
        let tau = made_up(set, number("train_size"), number("seed"));
        run["tau"] = tau.into();
        run["mae"] = (3.0 - tau).into();
        format!("{run}\n")
    });
    fs::write(folder.file("runs.jsonl"), lines.collect::<String>()).unwrap();
    let resume = [&COMPARE[..], &["--resume", "runs.jsonl"], more].concat();
    quiet_output_in(folder.path(), &resume)
}

/// `params` is the best but for noise at 8, `op_count` at 16; `flops` is always worse.
fn made_up(set: &str, size: u64, seed: u64) -> f64 {
    let noise = (seed * 7 % 10) as f64 / 1000.0;
    let ups = if seed.is_multiple_of(2) { 0.03 } else { -0.03 };
    match (set, size) {
        ("params", 8) => 0.5 + noise,
        ("op_count", 8) => 0.499 + noise + ups,
        ("op_count", _) => 0.7 + noise,
        ("params", _) => 0.6999 + noise + ups / 100.0,
        _ => 0.4 + 2.0 * noise,
    }
}

#[test]
fn every_format_says_the_same_of_a_difference() {
    let text = compared(&[]);
    for line in [
        "* reference: best mean tau at its size",
        "= not significantly different",
        "≈ equivalent within ±0.01",
        "no mark: worse",
    ] {
        assert!(text.lines().any(|of| of == line), "{line}: {text}");
    }
    assert!(
        text.contains("Holm's correction for 4 comparisons"),
        "{text}"
    );
    assert!(
        !text.contains("? too few"),
        "each sign used has its line, no other: {text}"
    );
    let of = |start: [&str; 3]| {
        let words = |line: &str| line.split_whitespace().take(3).eq(start);
        text.lines().find(|line| words(line)).unwrap().to_owned()
    };
    let equal = of(["op_count", "params", "8"]);
    assert!(
        equal.contains("-0.0010  [-0.0236, +0.0216]     10    0.4375  not significantly different"),
        "{equal}"
    );
    let worse = of(["flops", "params", "8"]);
    assert!(
        worse.ends_with("worse") && worse.contains("0.0078"),
        "{worse}"
    );
    assert!(of(["params", "op_count", "16"]).ends_with("equivalent within ±0.01"));
    let markdown = compared(&["--markdown"]);
    assert!(
        markdown.contains("| `op_count` | `params` | 8 | -0.0010 |"),
        "{markdown}"
    );
    assert!(markdown.contains("equivalent within ±0.01 |"), "{markdown}");
    let latex = compared(&["--latex"]);
    assert!(
        latex.contains("equivalent within $\\pm$0.01 \\\\"),
        "{latex}"
    );
    assert_eq!(latex.matches("\\begin{tabular}").count(), 2);
    let json: Value = serde_json::from_str(&compared(&["--json"])).unwrap();
    let verdicts: Vec<&str> = json[0]["cells"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cell| cell["verdict"].as_str().unwrap_or("reference"))
        .collect();
    let (same, within) = ("not significantly different", "equivalent within ±0.01");
    assert_eq!(
        verdicts,
        [same, "reference", "reference", within, "worse", "worse"]
    );
    let csv = compared(&["--csv"]);
    let mut lines = csv.lines();
    let heading = lines.next().unwrap();
    assert!(
        heading.ends_with("reference,pairs,delta,delta_low,delta_high,p,p_holm,verdict"),
        "{heading}"
    );
    let found: Vec<&str> = lines.map(|line| line.rsplit(',').next().unwrap()).collect();
    assert_eq!(found, [same, "", "", within, "worse", "worse"]);
}

#[test]
fn a_table_of_several_scores_says_what_those_of_one_say() {
    let both = ["--metric", "tau,mae", "--csv"];
    let alone = |metric: &str| compared(&["--metric", metric, "--csv"]);
    let (tau, mae) = (alone("tau"), alone("mae"));
    let (_, mae) = mae.split_once('\n').unwrap();
    assert_eq!(compared(&both), tau + mae);
    let text = compared(&["--metric", "tau,mae"]);
    let heading = text.lines().nth(2).unwrap();
    let words: Vec<&str> = heading.split_whitespace().collect();
    assert_eq!(words, ["features", "n", "tau", "MAE"]);
    let row = text.lines().find(|line| line.starts_with("flops")).unwrap();
    assert!(
        row.contains(" 0.4090 ± ") && row.contains(" 2.591 ± "),
        "{row}"
    );
    // A margin of 0 fits every unit.
    let none = compared(&["--metric", "tau,mae", "--margin", "0"]);
    assert!(
        !none.contains("equivalent") && none.contains("Δ MAE"),
        "{none}"
    );
    let latex = compared(&["--metric", "tau,precision_at_1pct", "--latex"]);
    assert!(
        latex.contains("    features & n & tau & precision@1\\% \\\\\n    \\midrule\n"),
        "{latex}"
    );
}

#[test]
fn a_reference_and_a_margin_can_be_chosen() {
    let with = compared;
    let text = with(&["--reference", "flops"]);
    for line in ["* reference: flops", "+ better"] {
        assert!(text.lines().any(|of| of == line), "{line}: {text}");
    }
    assert!(!text.contains("worse"), "{text}");
    assert_eq!(text, with(&["--reference", "flops, forest"]));
    assert_eq!(text, with(&["--reference", "flops,forest trees=1"]));
    let wide = with(&["--margin", "0.05"]);
    assert!(
        wide.contains("≈ equivalent within ±0.05") && !wide.contains("= not"),
        "{wide}"
    );
    let none = with(&["--margin", "0"]);
    assert!(!none.contains("equivalent"), "{none}");
    // Of other scores there is no usual margin.
    let mae = with(&["--metric", "mae"]);
    assert!(
        !mae.contains("equivalent") && mae.contains("+0.001 "),
        "{mae}"
    );
    for metric in ["regret_at_10", "best_of_top10_rank", "rmse"] {
        let text = with(&["--metric", metric]);
        assert!(!text.contains("equivalent"), "{text}");
    }
    let within = with(&["--metric", "mae", "--margin", "0.002"]);
    assert!(within.contains("equivalent within ±0.002"), "{within}");
    let folder = Folder::new();
    let refused = |more: &[&str]| {
        let args = ["-n", "8", "--seeds", "1"];
        let (code, out, error) = eval(folder.path(), &[&args[..], more].concat());
        assert_eq!((code, out.as_str()), (Some(1), ""), "{error}");
        error
    };
    let error = refused(&["--reference", "flops"]);
    assert!(
        error.contains("--reference `flops`") && error.contains("`params, forest trees=5`"),
        "{error}"
    );
    let error = refused(&["--metric", "tau,mae,tau"]);
    assert!(error.contains("--metric: `tau` is given twice"), "{error}");
    let error = refused(&["--metric", "tau,mae", "--margin", "0.1"]);
    assert!(
        error.contains("--margin is in the unit of one score, and --metric names 2"),
        "{error}"
    );
    let error = refused(&["--reference", "params,gp"]);
    assert!(error.contains("is not one of the methods"), "{error}");
    let error = refused(&["--reference", "parms"]);
    assert!(
        error.contains("did you mean one of `params`, `paths`?"),
        "{error}"
    );
    let error = refused(&["--reference", "params", "--model", "gp"]);
    assert!(error.contains("stands for several methods"), "{error}");
    assert!(refused(&["--margin=-1"]).contains("--margin: expected a number of at least 0"));
}

#[test]
fn too_few_seeds_are_said_to_be_too_few() {
    let folder = Folder::new();
    let (code, out, _) = eval(folder.path(), &["--seeds", "2"]);
    assert_eq!(code, Some(0));
    assert!(
        out.contains("too few seeds to tell: 2 have been run, 7 are needed"),
        "{out}"
    );
    assert!(
        out.lines().any(|line| line == "? too few seeds to tell"),
        "{out}"
    );
    assert!(
        !out.contains("not significantly") && !out.contains("worse"),
        "{out}"
    );
}
