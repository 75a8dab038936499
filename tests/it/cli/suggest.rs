//! `grafscope suggest`, and the examples of asking and telling.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::cli::{quiet_output_in, refusal_in, run_in};

fn output(folder: &Path, args: &[&str]) -> String {
    quiet_output_in(folder, &[&["suggest"], args].concat())
}

fn json(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&output(folder, &[args, &["--json"]].concat())).unwrap()
}

fn refused(folder: &Path, args: &[&str]) -> String {
    refusal_in(folder, &[&["suggest"], args].concat())
}

/// What the built-in benchmark says of each architecture in `column`.
fn looked_up(column: &str) -> HashMap<String, String> {
    let table = ["nas-bench-201", "-n", "16", "--model", "linear", "--print"];
    let (_, out, _) = run_in(
        Path::new("."),
        &[&table[..], &["--columns", column]].concat(),
    );
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let records = reader.records().map(Result::unwrap);
    let last = |record: &csv::StringRecord| record[record.len() - 1].to_owned();
    records
        .map(|record| (record[0].to_owned(), last(&record)))
        .collect()
}

/// `measured.csv` with `count` architectures, asked for from nothing, and their values in `column`.
fn measured(folder: &Path, column: &str, count: &str) -> String {
    let values = looked_up(column);
    let mut text = format!("arch,{column}\n");
    for arch in output(folder, &["nb201", "-k", count, "--format", "lines"]).lines() {
        writeln!(text, "\"{arch}\",{}", values[arch]).unwrap();
    }
    fs::write(folder.join("measured.csv"), &text).unwrap();
    text
}

fn archs(found: &Value) -> Vec<&str> {
    let suggestions = found["suggestions"].as_array().unwrap().iter();
    suggestions.map(|of| of["arch"].as_str().unwrap()).collect()
}

#[test]
fn a_search_starts_from_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("empty.csv"), "\n").unwrap();
    fs::write(folder.join("header.csv"), "arch,val_acc\n").unwrap();
    let found = json(folder, &["nb201"]);
    assert_eq!(found, json(folder, &["nb201", "--measured", "empty.csv"]));
    assert_eq!(found, json(folder, &["nb201", "--measured", "header.csv"]));
    assert_eq!(archs(&found).len(), 8);
    assert_eq!(
        (&found["model"], &found["target"]),
        (&Value::Null, &Value::Null)
    );
    let reason = "nothing is measured yet: architectures spread out over the candidates";
    assert_eq!(found["spread_out"], reason);
    assert_eq!(found["suggestions"][0]["predicted"], Value::Null);
    assert!(output(folder, &["nb201"]).contains(reason));
    assert_ne!(found, json(folder, &["nb201", "--seed", "1"]));
    // A model is not trained on a few either.
    measured(folder, "val_acc", "3");
    let text = output(folder, &["nb201", "--measured", "measured.csv"]);
    assert!(
        text.contains("3 of the 8 measurements that a model needs"),
        "{text}"
    );
}

#[test]
fn suggestions_say_what_is_predicted_and_what_is_near() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let told = measured(folder, "val_acc", "20");
    let ask = ["nb201", "--measured", "measured.csv", "-k", "5"];
    let found = json(folder, &ask);
    assert_eq!(
        (&found["target"], &found["better"]),
        (&"val_acc".into(), &"higher".into())
    );
    assert_eq!(
        (&found["measured"], &found["candidates"]),
        (&20.into(), &9425.into())
    );
    assert_eq!(
        (&found["model"], &found["spread_out"]),
        (&"kriging".into(), &Value::Null)
    );
    let suggestions = found["suggestions"].as_array().unwrap();
    assert_eq!(suggestions.len(), 5);
    let number = |of: &Value, key: &str| of[key].as_f64().unwrap();
    for of in suggestions {
        assert!(!told.contains(of["arch"].as_str().unwrap()), "{of}");
        let predicted = number(of, "predicted");
        assert!(
            number(of, "lower") < predicted && predicted < number(of, "upper"),
            "{of}"
        );
        let nearest = of["nearest"].as_array().unwrap();
        assert_eq!(nearest.len(), 3);
        assert!(nearest.is_sorted_by_key(|near| number(near, "distance")));
        let told_of_first = told.lines().find(|line| {
            line.starts_with(&format!("\"{}\",", nearest[0]["arch"].as_str().unwrap()))
        });
        let value: f64 = told_of_first
            .unwrap()
            .rsplit(',')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        assert_eq!(nearest[0]["value"], value);
    }
    assert!(suggestions.is_sorted_by(|a, b| number(a, "acquisition") >= number(b, "acquisition")));
    // All formats say the same, to a file as well.
    let lines = output(folder, &[&ask[..], &["--format", "lines"]].concat());
    assert_eq!(lines.lines().collect::<Vec<_>>(), archs(&found));
    let csv = output(folder, &[&ask[..], &["--format", "csv"]].concat());
    assert!(
        csv.starts_with("arch,predicted,lower,upper,acquisition\n"),
        "{csv}"
    );
    let first = format!("\"{}\",{},", archs(&found)[0], suggestions[0]["predicted"]);
    assert!(csv.lines().nth(1).unwrap().starts_with(&first), "{csv}");
    assert_eq!(
        output(
            folder,
            &[&ask[..], &["--format", "csv", "-o", "next.csv"]].concat()
        ),
        ""
    );
    assert_eq!(fs::read_to_string(folder.join("next.csv")).unwrap(), csv);
    let text = output(folder, &ask);
    assert!(text.starts_with(
        "nb201; val_acc [%]; 20 measured, 0 pending, 9425 candidates; graf; kriging; ei; seed 0\n"
    ));
    assert!(
        text.contains("90 % interval") && text.contains(" to "),
        "{text}"
    );
    assert!(
        text.lines().all(|line| line.chars().count() <= 120),
        "{text}"
    );
    let sure = output(folder, &[&ask[..], &["--level", "99"]].concat());
    assert!(sure.contains("no intervals: 99 % takes 99 measured architectures, there are 20"));
    // A benchmark has the same candidates, and columns to name.
    let of_benchmark = [&["nas-bench-201"], &ask[1..]].concat();
    assert_eq!(archs(&json(folder, &of_benchmark)), archs(&found));
    let fast = [&of_benchmark[..], &["--where", "latency < 0.01"]].concat();
    assert!(archs(&json(folder, &fast)).len() == 5);
}

#[test]
fn low_values_can_be_good() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let told = measured(folder, "latency", "20");
    let found = json(folder, &["nb201", "--measured", "measured.csv", "-k", "3"]);
    assert_eq!(found["better"], "lower");
    let values = told
        .lines()
        .skip(1)
        .map(|line| line.rsplit(',').next().unwrap());
    let values: Vec<f64> = values.map(|value| value.parse().unwrap()).collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    for of in found["suggestions"].as_array().unwrap() {
        assert!(of["predicted"].as_f64().unwrap() < mean, "{of}");
        assert!(of["lower"].as_f64() <= of["upper"].as_f64(), "{of}");
    }
    for acquisition in ["ucb", "thompson", "greedy"] {
        let args = [
            "nb201",
            "--measured",
            "measured.csv",
            "--acquisition",
            acquisition,
        ];
        assert_eq!(archs(&json(folder, &args)).len(), 8);
    }
    let forest = [
        "nb201",
        "--measured",
        "measured.csv",
        "--model",
        "forest trees=9",
    ];
    assert_eq!(json(folder, &forest)["model"], "forest trees=9");
}

#[test]
fn networks_that_are_measured_or_pending_are_held_out_however_they_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // Of those with five edges cut only four compute anything: one for each operation but none.
    let only = [
        "nb201",
        "--where",
        "op_count(none) = 5",
        "--format",
        "lines",
    ];
    let mut all: Vec<String> = output(folder, &only).lines().map(str::to_owned).collect();
    all.sort_unstable();
    let expected = [
        "(1, 1, 0, 1, 1, 1)",
        "(1, 1, 2, 1, 1, 1)",
        "(1, 1, 3, 1, 1, 1)",
        "(1, 1, 4, 1, 1, 1)",
    ];
    assert_eq!(all, expected);
    // The first edge leads nowhere: the network is the second of them.
    fs::write(
        folder.join("measured.csv"),
        "arch,val_acc\n\"(2, 1, 2, 1, 1, 1)\",80\n",
    )
    .unwrap();
    let third = "|none~0|+|none~0|none~1|+|nor_conv_1x1~0|none~1|none~2|\n";
    fs::write(
        folder.join("pending.txt"),
        format!("{third}(1, 1, 2, 1, 1, 1)\n"),
    )
    .unwrap();
    let held_out = ["--measured", "measured.csv", "--pending", "pending.txt"];
    let mut left: Vec<String> = output(folder, &[&only[..], &held_out].concat())
        .lines()
        .map(str::to_owned)
        .collect();
    left.sort_unstable();
    assert_eq!(left, [expected[0], expected[3]]);
    let found = json(folder, &[&only[..3], &held_out].concat());
    assert_eq!(
        (&found["measured"], &found["pending"]),
        (&1.into(), &1.into())
    );
    let text = output(folder, &[&only[..3], &held_out].concat());
    assert!(text.ends_with("\nno other candidates are left\n"), "{text}");
    // A row without a value is pending.
    let rows = "arch,val_acc\n\"(2, 1, 2, 1, 1, 1)\",80\n\"(1, 1, 3, 1, 1, 1)\",\n";
    fs::write(folder.join("measured.csv"), rows).unwrap();
    let found = json(folder, &[&only[..3], &held_out[..2]].concat());
    assert_eq!(
        (&found["measured"], &found["pending"]),
        (&1.into(), &1.into())
    );
}

#[test]
fn candidates_can_be_a_list_and_what_is_measured_need_not_be_on_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    measured(folder, "val_acc", "12");
    let mut text = "arch,synflow\n".to_owned();
    for (at, last) in [0, 2, 3, 4].into_iter().enumerate() {
        writeln!(text, "\"(2, 2, {last}, 2, 3, 2)\",{at}.5").unwrap();
    }
    fs::write(folder.join("list.csv"), text).unwrap();
    let ask = [
        "list.csv",
        "--space",
        "nb201",
        "--measured",
        "measured.csv",
        "--features",
        "graf+synflow",
    ];
    let found = json(folder, &ask);
    assert_eq!(
        (&found["measured"], &found["candidates"]),
        (&12.into(), &4.into())
    );
    assert_eq!(archs(&found).len(), 4);
    let some = json(
        folder,
        &[&ask[..], &["--where", "synflow > 1 and op_count(c3) >= 4"]].concat(),
    );
    assert_eq!(archs(&some).len(), 3);
}

#[test]
fn spaces_that_cannot_be_listed_have_pools_of_candidates() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let start = output(folder, &["darts", "-k", "9", "--format", "lines"]);
    let mut text = "arch,val_acc\n".to_owned();
    for (at, arch) in start.lines().enumerate() {
        writeln!(text, "\"{arch}\",{}", 90 + at * 5 % 7).unwrap();
    }
    fs::write(folder.join("measured.csv"), &text).unwrap();
    let ask = ["darts", "--measured", "measured.csv", "-k", "4"];
    let found = json(folder, &ask);
    assert_eq!(
        (&found["measured"], &found["candidates"]),
        (&9.into(), &10_000.into())
    );
    assert_eq!(archs(&found).len(), 4);
    assert!(archs(&found).iter().all(|arch| !text.contains(arch)));
    assert_eq!(found, json(folder, &ask));
    let shown = output(folder, &ask);
    assert!(
        shown.ends_with("--format lines writes the encodings in full\n"),
        "{shown}"
    );
    let few = json(
        folder,
        &[&ask[..], &["--where", "normal.op_count(sep3) <= 1"]].concat(),
    );
    assert!(few["candidates"].as_u64().unwrap() < 10_000);
    let joined = refused(folder, &["darts", "--join", "measured.csv"]);
    assert!(joined.contains("cannot be enumerated"), "{joined}");
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    measured(folder, "val_acc", "8");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write(
        "outside.csv",
        "arch,val_acc\n\"(2, 2, 0, 2, 2, 3)\",3\n\"(2, 2, 0, 2, 2, 9)\",4\n",
    );
    write("score.csv", "arch,score\n\"(2, 2, 0, 2, 2, 3)\",3\n");
    write("bare.csv", "\"(2, 2, 0, 2, 2, 3)\",3\n");
    write("cut.txt", "(2, 2, 0, 2, 2, 3)\n(2, 2\n");
    let ask = |more: &[&str]| refused(folder, &[&["nb201"], more].concat());
    let with = |more: &[&str]| ask(&[&["--measured", "measured.csv"], more].concat());
    for (error, says) in [
        (
            ask(&["--measured", "nofile.csv"]),
            "nofile.csv: file not found",
        ),
        (
            ask(&["--measured", "outside.csv"]),
            "outside.csv: line 3: `(2, 2, 0, 2, 2, 9)` is not a nb201 architecture",
        ),
        (
            ask(&["--measured", "score.csv"]),
            "score.csv: no target has a value; name the column of the measurements by --target",
        ),
        (
            ask(&["--measured", "bare.csv"]),
            "bare.csv: line 2: no row behind the header",
        ),
        (
            ask(&["--pending", "nofile.txt"]),
            "nofile.txt: cannot be read",
        ),
        (ask(&["--pending", "cut.txt"]), "cut.txt: line 2"),
        (with(&["--target", "accuracy"]), "no target `accuracy`"),
        (with(&["--where", "parms < 1"]), "did you mean `params`?"),
        (with(&["--where", "params <"]), "is expected here"),
        (
            with(&["--where", "params < 0"]),
            "no architecture that is neither measured nor pending satisfies `params < 0`",
        ),
        (with(&["--model", "linear"]), "linear has no uncertainty"),
        (with(&["-k", "0"]), "a batch has at least 1 architecture"),
        (with(&["--level", "100"]), "between 0 and 100"),
        (with(&["-o", "no/such/file"]), "cannot be written"),
    ] {
        assert!(error.contains(says), "{error}");
    }
    let target = [
        "nas-bench-201",
        "--measured",
        "measured.csv",
        "-f",
        "graf+val_acc",
    ];
    assert!(refused(folder, &target).contains("it is the target"));
    output(
        folder,
        &["nb201", "--measured", "score.csv", "--target", "score"],
    );
}

#[cfg(unix)]
mod examples {
    use std::env;
    use std::ffi::OsString;
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    /// `GRAFSCOPE_STEPS` measurements are made, else a few.
    fn measurements(usual: usize) -> usize {
        let steps = env::var("GRAFSCOPE_STEPS").ok();
        steps.map_or(usual, |steps| steps.parse().unwrap())
    }

    fn scripts() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples")
    }

    fn has(program: &str) -> bool {
        let found = Command::new("sh")
            .args(["-c", &format!("command -v {program}")])
            .output();
        found.is_ok_and(|output| output.status.success())
    }

    /// Runs a script in `folder`, where `grafscope` is the program; what it has measured.
    fn measured(program: &str, script: &str, number: usize, folder: &Path) -> (String, String) {
        let own = Path::new(env!("CARGO_BIN_EXE_grafscope")).parent().unwrap();
        let mut path = OsString::from(own);
        path.push(":");
        path.push(env::var_os("PATH").unwrap_or_default());
        let output = Command::new(program)
            .arg(scripts().join(script))
            .arg(number.to_string())
            .env("PATH", path)
            .current_dir(folder)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && errors.is_empty(), "{errors}");
        let measured = fs::read_to_string(folder.join("measured.csv")).unwrap();
        (String::from_utf8(output.stdout).unwrap(), measured)
    }

    /// Each architecture once, and the best at the end.
    fn assert_sound((shown, measured): &(String, String), number: usize) {
        let mut archs: Vec<&str> = measured.lines().skip(1).collect();
        archs.sort_unstable();
        archs.dedup();
        assert_eq!(archs.len(), number, "{measured}");
        let values = archs.iter().map(|line| line.rsplit(',').next().unwrap());
        let values = values.map(|value| value.parse::<f64>().unwrap());
        let best = values.fold(f64::NEG_INFINITY, f64::max);
        assert!(shown.contains(&best.to_string()), "{shown}");
        if number >= 96 {
            assert!(best > 91.606, "{shown}");
        }
    }

    #[test]
    fn asking_and_telling_from_a_shell_and_from_python_is_the_same() {
        if !has("awk") {
            println!("not run, for there is no awk");
            return;
        }
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let number = measurements(12);
        let shell = measured("sh", "ask.sh", number / 4, folders[0].path());
        assert_sound(&shell, number);
        if has("python3") {
            let python = measured("python3", "ask.py", number / 4, folders[1].path());
            assert_sound(&python, number);
            assert_eq!(python.1, shell.1);
        }
    }

    #[test]
    fn four_workers_share_a_search() {
        if !["awk", "flock", "xargs"].into_iter().all(has) {
            println!("not run, for there is no awk, flock or xargs");
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let number = measurements(14);
        assert_sound(&measured("sh", "workers.sh", number, folder.path()), number);
        let pending = fs::read_to_string(folder.path().join("pending.txt")).unwrap();
        assert_eq!(pending.lines().count(), number);
    }
}
