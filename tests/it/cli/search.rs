//! `grafscope select`, `search` and `transfer`.

use std::path::Path;

use serde_json::Value;

use crate::support::cli::{quiet_output_in, refusal_in};

fn output(args: &[&str]) -> String {
    quiet_output_in(Path::new("."), args)
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&output(&[args, &["--json"]].concat())).unwrap()
}

fn refused(args: &[&str]) -> String {
    refusal_in(Path::new("."), args)
}

const SELECT: [&str; 8] = [
    "select",
    "nas-bench-201",
    "--model",
    "forest trees=10",
    "--features",
    "op_count+params+flops",
    "-n",
    "64",
];

#[test]
fn a_selection_says_which_columns_it_took_and_what_other_rows_say_of_them() {
    let selected = json(&[&SELECT[..], &["--seeds", "6"]].concat());
    assert_eq!(
        (&selected["n_full"], &selected["direction"]),
        (&7.into(), &"backward".into())
    );
    let columns = selected["columns"].as_array().unwrap();
    assert_eq!(selected["n_features"], columns.len());
    assert!(
        columns.len() < 7,
        "params and flops follow from the counts: {selected}"
    );
    assert_eq!(selected["n_inner"], 4_722);
    assert_eq!(selected["n_outer"], 4_723);
    let outer = &selected["outer"];
    let loss = selected["full_outer"]["mean"].as_f64().unwrap() - outer["mean"].as_f64().unwrap();
    assert!((loss + outer["delta"].as_f64().unwrap()).abs() < 1e-9);
    // One comparison: nothing to correct for. The steps are several.
    assert_eq!(
        (&outer["pairs"], &outer["p"]),
        (&6.into(), &outer["p_holm"])
    );
    for step in selected["steps"].as_array().unwrap() {
        assert!(step["p_holm"].as_f64() >= step["p"].as_f64(), "{step}");
        assert!(step["verdict"].is_string() && step["again"]["verdict"].is_string());
    }
    // The set can be typed as it stands.
    let set = selected["features"].as_str().unwrap();
    output(&[
        "eval",
        "nas-bench-201",
        "-f",
        set,
        "-n",
        "20",
        "--seeds",
        "1",
    ]);
    let text = output(&[&SELECT[..], &["--seeds", "6", "--ascii"]].concat());
    assert!(
        text.contains("4722 rows for selection, 4723 held out"),
        "{text}"
    );
    assert!(
        text.contains(&format!("{} of 7 columns: {set}", columns.len())),
        "{text}"
    );
    let verdict = outer["verdict"].as_str().unwrap();
    let last = text.lines().last().unwrap();
    assert!(
        last.contains(&format!(": {verdict} (Δ = ")) && last.ends_with(", 6 seeds)"),
        "{last}"
    );
}

#[test]
fn two_seeds_are_too_few_to_tell() {
    let text = output(&[&SELECT[..], &["--seeds", "2"]].concat());
    let last = text.lines().last().unwrap();
    let says = ": too few seeds to tell: 2 have been run, 6 are needed (Δ = ";
    assert!(last.contains(says), "{last}");
    assert!(
        !text.contains("not significantly") && !text.contains("not worse"),
        "{text}"
    );
}

#[test]
fn a_set_can_grow_too() {
    let selected = json(&[&SELECT[..], &["--seeds", "3", "--forward"]].concat());
    assert_eq!(selected["direction"], "forward");
    let steps = selected["steps"].as_array().unwrap();
    for (step, size) in steps.iter().zip(1..) {
        assert_eq!(step["n_features"], size);
        assert!(
            step["change"].as_str().unwrap().ends_with(" added"),
            "{step}"
        );
    }
}

#[test]
fn impossible_selections_are_refused() {
    let large = [&SELECT[..6], &["-n", "5000"]].concat();
    assert!(refused(&large).contains("2 to 4721 rows can be drawn"));
    let several = ["select", "nas-bench-201", "-f", "op_count;params"];
    assert!(refused(&several).contains("one feature set and one model"));
    let negative = [&SELECT[..], &["--tolerance=-1"]].concat();
    assert!(refused(&negative).contains("a number of at least 0"));
    let datasets = [&SELECT[..], &["--dataset", "all"]].concat();
    assert!(refused(&datasets).contains("one data set and one target"));
}

const SEARCH: [&str; 10] = [
    "search",
    "nas-bench-201",
    "--model",
    "forest trees=10",
    "--features",
    "graf",
    "--seeds",
    "6",
    "--queries",
    "60",
];
const BATCHES: [&str; 4] = ["--start", "16", "--batch", "8"];

#[test]
fn a_guided_search_finds_better_architectures_than_chance() {
    let search = [&SEARCH[..], &BATCHES].concat();
    let found = json(&search);
    let queries: Vec<u64> = found["queries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|queries| queries.as_u64().unwrap())
        .collect();
    assert_eq!(queries, [16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60]);
    let [guided, chance, evolution, local] = found["guides"].as_array().unwrap().as_slice() else {
        panic!("{found}");
    };
    assert_eq!(
        (&guided["features"], &chance["features"]),
        (&"graf".into(), &Value::Null)
    );
    let best = |guide: &Value, at: usize| guide["best"][at]["mean"].as_f64().unwrap();
    for other in [chance, evolution, local] {
        assert_eq!(best(guided, 0), best(other, 0), "all start with the same");
    }
    assert_eq!(local["name"], "local search");
    assert!(best(guided, 11) > best(chance, 11), "{found}");
    assert!(best(guided, 11) <= found["best_possible"].as_f64().unwrap());
    for run in guided["runs"].as_array().unwrap() {
        let best = run["best"].as_array().unwrap();
        let rises = |pair: &[Value]| pair[0].as_f64() <= pair[1].as_f64();
        assert!(best.windows(2).all(rises), "{run}");
    }
    let again = json(&[&search[..], &["--threads", "3"]].concat());
    assert_eq!(found, again);
}

#[test]
fn a_search_is_drawn_and_low_can_be_good() {
    let text = output(&[&SEARCH[..], &BATCHES, &["--target", "latency", "--ascii"]].concat());
    assert!(text.contains("  a  graf, forest trees=10\n"), "{text}");
    assert!(text.contains("  b  random search\n"), "{text}");
    assert!(text.contains("  d  local search\n"), "{text}");
    assert!(text.contains("queries to best 0.1 %"), "{text}");
    let found = json(&[&SEARCH[..], &BATCHES, &["--target", "latency"]].concat());
    let last = &found["guides"][0]["best"][11]["mean"];
    let first = &found["guides"][0]["best"][0]["mean"];
    assert!(last.as_f64() < first.as_f64(), "{found}");
}

#[test]
fn impossible_searches_are_refused() {
    let refused = |more: &[&str]| refused(&[&SEARCH[..8], more].concat());
    assert!(refused(&["--start", "1"]).contains("at least 2"));
    assert!(refused(&["--batch", "0"]).contains("at least 1"));
    assert!(refused(&["--queries", "8"]).contains("9 to 9444 can be made"));
    assert!(refused(&["--queries", "9445"]).contains("9 to 9444 can be made"));
    let tree = [
        "search",
        "nas-bench-201",
        "-f",
        "op_count",
        "--model",
        "tree",
    ];
    assert!(self::refused(&tree).contains("tree has no uncertainty"));
    let nowhere = ["-o", "no/such/folder/a.svg"];
    assert!(refused(&nowhere).contains("there is no folder"));
}

#[test]
fn kriging_guides_by_default_and_finds_more_than_the_others() {
    let search = ["search", "nas-bench-201", "-f", "graf", "--seeds", "4"];
    let found = json(&[&search[..], &["--queries", "60"]].concat());
    assert_eq!(
        (&found["acquisition"], &found["batch"]),
        (&"ei".into(), &1.into())
    );
    let guides = found["guides"].as_array().unwrap();
    assert_eq!(guides[0]["model"], "kriging");
    let last = |guide: &Value| {
        let best = guide["best"].as_array().unwrap();
        best[best.len() - 1]["mean"].as_f64().unwrap()
    };
    for other in &guides[1..] {
        assert!(last(&guides[0]) >= last(other), "{found}");
    }
    assert!(
        guides[0]["queries_to_top_01_percent"].is_number(),
        "{found}"
    );
}

/// The file has a few architectures of a space that cannot be listed, no two of them one edit apart.
#[test]
fn in_a_space_too_large_to_list_the_measured_rows_are_searched() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = output(&["enumerate", "darts", "--sample", "90", "--seed", "2"]);
    let mut file = csv::Writer::from_path(folder.path().join("measured.csv")).unwrap();
    file.write_record(["arch", "val_acc"]).unwrap();
    for record in csv::Reader::from_reader(drawn.as_bytes()).records() {
        let arch = record.unwrap()[0].to_owned();
        // Separable convolutions, of which more is better.
        let count = arch.matches(", 3)").count() + arch.matches(", 4)").count();
        file.write_record([&arch, &(80 + count).to_string()])
            .unwrap();
    }
    file.flush().unwrap();
    let search = [
        "search",
        "measured.csv",
        "-f",
        "op_count",
        "--seeds",
        "3",
        "--queries",
        "60",
    ];
    let found = |more: &[&str]| quiet_output_in(folder.path(), &[&search[..], more].concat());
    let object: Value = serde_json::from_str(&found(&["--json"])).unwrap();
    assert_eq!(object["candidates"], 90);
    let runs = |guide: usize| &object["guides"][guide]["runs"];
    let [random, evolution, local] = [runs(1), runs(2), runs(3)];
    assert!(random != evolution && random != local && evolution != local);
    let text = found(&["--ascii"]);
    assert!(text.contains("best of 90 candidates: "), "{text}");
    let says = "candidates are the measured rows, as only these can be looked up: NAS-Bench-301 (DARTS) cannot be enumerated\n";
    assert!(text.ends_with(says), "{text}");
    assert!(!output(&[&SEARCH[..], &BATCHES, &["--ascii"]].concat()).contains("looked up"));
}

#[test]
fn the_curves_are_a_picture() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("search.svg");
    let written = ["-o", path.to_str().unwrap(), "--baselines", "random"];
    assert_eq!(output(&[&SEARCH[..], &BATCHES, &written].concat()), "");
    let svg = std::fs::read_to_string(path).unwrap();
    assert!(svg.contains("architectures measured"), "{svg}");
    assert!(svg.contains("random search (optimum: "), "{svg}");
    assert!(!svg.contains("local search"), "{svg}");
}

const TRADE_OFFS: [&str; 12] = [
    "search",
    "nas-bench-201",
    "--target",
    "val_acc,latency",
    "--features",
    "op_count",
    "--seeds",
    "3",
    "--start",
    "6",
    "--queries",
    "30",
];

#[test]
fn trade_offs_of_two_targets_are_searched_for() {
    let found = json(&TRADE_OFFS);
    assert_eq!(
        (&found["acquisition"], &found["candidates"]),
        (&"ehvi".into(), &9_445.into())
    );
    let [accuracy, latency] = found["targets"].as_array().unwrap().as_slice() else {
        panic!("{found}");
    };
    assert_eq!(
        (&accuracy["target"], &accuracy["better"]),
        (&"val_acc".into(), &"higher".into())
    );
    assert_eq!(
        (&latency["target"], &latency["better"]),
        (&"latency".into(), &"lower".into())
    );
    let guides = found["guides"].as_array().unwrap();
    let names: Vec<&Value> = guides.iter().map(|guide| &guide["name"]).collect();
    assert_eq!(names, ["op_count, kriging", "random search", "NSGA-II"]);
    let last = found["queries"].as_array().unwrap().len() - 1;
    let mean = |guide: &Value, at: usize| guide["hypervolume"][at]["mean"].as_f64().unwrap();
    for guide in guides {
        assert_eq!(
            mean(guide, 0),
            mean(&guides[0], 0),
            "all start with the same"
        );
        for run in guide["runs"].as_array().unwrap() {
            let volumes = run["hypervolume"].as_array().unwrap().iter();
            let volumes: Vec<f64> = volumes.map(|volume| volume.as_f64().unwrap()).collect();
            assert!(
                volumes.is_sorted() && volumes[0] > 0.0 && volumes[last] <= 1.0,
                "{run}"
            );
        }
    }
    assert!(mean(&guides[0], last) > mean(&guides[1], last), "{found}");
    assert_eq!(
        json(&[&TRADE_OFFS[..], &["--threads", "3"]].concat()),
        found
    );
}

#[test]
fn a_search_for_trade_offs_is_a_chart_and_a_picture() {
    let corner = ["--reference-point", "60,0.02", "--acquisition", "parego"];
    let text = output(&[&TRADE_OFFS[..], &corner, &["--ascii"]].concat());
    for part in [
        "trade-off with latency; 6 random, then 1 at a time by parego; seeds 0 to 2",
        "  c  NSGA-II\n",
        "architectures of the front",
        "queries to 99 %",
        "reference point: val_acc 60.00, latency ",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("front.svg");
    let few = ["--baselines", "random", "-o", path.to_str().unwrap()];
    assert_eq!(output(&[&TRADE_OFFS[..], &few].concat()), "");
    let svg = std::fs::read_to_string(path).unwrap();
    assert!(
        svg.contains("random search (of the front of ") && !svg.contains("NSGA-II"),
        "{svg}"
    );
}

#[test]
fn impossible_searches_for_trade_offs_are_refused() {
    let several = |more: &[&str]| refused(&[&TRADE_OFFS[..], more].concat());
    let error = several(&["--acquisition", "ei"]);
    assert!(
        error.contains("ei is for one target: with several use one of ehvi, parego"),
        "{error}"
    );
    assert!(several(&["--baselines", "local"]).contains("local search is for one target"));
    assert!(
        several(&["--reference-point", "60"]).contains("with a number for each of the 2 targets")
    );
    assert!(several(&["--reference-point", "99,0.02"]).contains("no row is better"));
    assert!(several(&["--model", "tree"]).contains("tree has no uncertainty"));
    assert!(several(&["--dataset", "cifar10,cifar100"]).contains("expected one data set"));
    let one = |more: &[&str]| refused(&[&SEARCH[..], more].concat());
    let error = one(&["--acquisition", "ehvi"]);
    assert!(
        error.contains("ehvi is for several targets: with one use one of ei, "),
        "{error}"
    );
    assert!(one(&["--reference-point", "60"]).contains("for several targets"));
}

const TRANSFER: [&str; 10] = [
    "transfer",
    "nas-bench-201",
    "--model",
    "forest trees=10",
    "--features",
    "graf",
    "--seeds",
    "3",
    "-n",
    "64",
];

#[test]
fn what_is_learned_on_one_data_set_ranks_another() {
    let held_out = json(&TRANSFER);
    let pairs = held_out["pairs"].as_array().unwrap();
    assert_eq!(pairs.len(), 9);
    let tau = |from: &str, to: &str| {
        let mut pairs = pairs.iter();
        let found = pairs.find(|pair| {
            pair["trained_on"]["dataset"] == from && pair["evaluated_on"]["dataset"] == to
        });
        found.unwrap()["tau"]["mean"].as_f64().unwrap()
    };
    assert!(tau("cifar10", "ImageNet16-120") > 0.5, "{held_out}");
    // On its own target it is what an evaluation says.
    let eval = json(&[
        "eval",
        "nas-bench-201",
        "--model",
        "forest trees=10",
        "-f",
        "graf",
        "-n",
        "64",
        "--seeds",
        "3",
    ]);
    let own = eval["summary"][0]["tau"]["mean"].as_f64().unwrap();
    assert!((tau("cifar10", "cifar10") - own).abs() < 1e-12);
    let text = output(&[&TRANSFER[..], &["--metric", "spearman"]].concat());
    assert!(
        text.contains("Spearman, mean ± standard deviation"),
        "{text}"
    );
    assert_eq!(
        text.lines()
            .filter(|line| line.starts_with("cifar100, val_acc "))
            .count(),
        1
    );
    assert_eq!(
        json(&[&TRANSFER[..], &["--threads", "1"]].concat()),
        held_out
    );
}

#[test]
fn impossible_transfers_are_refused() {
    let one = [&TRANSFER[..], &["--dataset", "cifar10"]].concat();
    assert!(refused(&one).contains("at least two targets"));
    let large = [&TRANSFER[..8], &["-n", "9445"]].concat();
    assert!(refused(&large).contains("2 to 9444 rows"));
}
