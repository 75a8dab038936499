//! Each file format, its missing values, and what is said when a file is not as it should be.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use grafscope_core::bench;
use grafscope_core::bench::format::Format as FileFormat;
use grafscope_core::bench::{Better, LoadError, Source};
use grafscope_core::job::{Cancel, JobContext, Progress};
use grafscope_core::table::Unit;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use crate::support::files::{Files, dataset, figure, missing, names, open, row};

/// The suite's layout, with what Python's writer makes of missing values.
const SUITE: &str = r#"{"cifar10": {
    "(4, 0, 3, 1, 4, 3)": {"id": 0, "zen": {"score": 63.5, "time": 1.2}, "val_accuracy": 84.99},
    "(1, 1, 1, 1, 1, 1)": {"id": 1, "zen": {"score": -100000000.0, "time": 1}, "val_accuracy": 10.0},
    "(0, 0, 0, 0, 0, 0)": {"id": 2, "zen": {"score": NaN, "time": 1}, "val_accuracy": null},
    "(2, 0, 0, 0, 0, 0)": {"id": 3, "val_accuracy": -Infinity, "fisher": {"score": 0, "time": 1}}},
  "cifar100": {
    "(2, 0, 0, 0, 0, 0)": {"id": 3, "val_accuracy": 60.5},
    "(0, 2, 0, 0, 0, 0)": {"id": 4, "val_accuracy": 61}}}"#;

#[test]
fn the_suites_files_are_read_with_missing_values_missing() {
    let bench = open("suite.json", SUITE).unwrap();
    assert_eq!(bench.origin.format, Some("suite-zero"));
    assert_eq!(bench.name, "suite");
    assert_eq!(bench.space.name(), "nb201");
    assert_eq!(bench.rows(), 5, "the architectures of both data sets");
    let first = dataset(&bench, "cifar10");
    assert_eq!(
        names(first),
        [vec!["val_accuracy"], vec!["zen", "fisher"], vec![]]
    );
    let at = |text: &str| row(&bench, text);
    assert_eq!(figure(first, "zen", at("(4, 0, 3, 1, 4, 3)")), Some(63.5));
    assert_eq!(figure(first, "val_accuracy", 0), Some(84.99));
    assert_eq!(figure(first, "zen", at("(1, 1, 1, 1, 1, 1)")), None);
    assert_eq!(figure(first, "zen", at("(0, 0, 0, 0, 0, 0)")), None);
    assert_eq!(
        figure(first, "val_accuracy", at("(0, 0, 0, 0, 0, 0)")),
        None
    );
    assert_eq!(
        figure(first, "val_accuracy", at("(2, 0, 0, 0, 0, 0)")),
        None
    );
    assert_eq!(
        figure(first, "fisher", at("(2, 0, 0, 0, 0, 0)")),
        Some(0.0),
        "zero is a value"
    );
    assert_eq!(missing(first, "zen"), 4);
    let second = dataset(&bench, "cifar100");
    assert_eq!(figure(second, "val_accuracy", 0), None);
    assert_eq!(
        figure(second, "val_accuracy", at("(0, 2, 0, 0, 0, 0)")),
        Some(61.0)
    );
    assert_eq!(second.input.unwrap().classes, 100);
}

#[test]
fn the_earlier_layout_is_read() {
    let json = r#"{"nasbench201": {"cifar10": {"(4, 3, 3, 3, 2, 3)": {"flops": 62.5, "val_accuracy": 68.3}}}}"#;
    let bench = open("early.json", json).unwrap();
    let cifar10 = dataset(&bench, "cifar10");
    assert_eq!(
        names(cifar10),
        [vec!["val_accuracy"], vec!["flops"], vec![]]
    );
    assert_eq!(figure(cifar10, "flops", 0), Some(62.5));
}

#[test]
fn runs_in_a_list_become_seeds_and_what_follows_from_them_goes() {
    let json = r#"{"021210": {"test_acc": [89.5, 88.5, 90.5], "mean_acc": 89.5, "std": 0.8, "params": 890666},
                   "010101": {"test_acc": [80, 82], "mean_acc": 81, "std": 1, "params": 1}}"#;
    let bench = open("macro.json", json).unwrap();
    assert_eq!(bench.origin.format, Some("nas-bench-macro"));
    let only = &bench.datasets[0];
    assert_eq!(names(only), [vec!["test_acc"], vec!["params"], vec![]]);
    let target = &only.targets[0];
    assert_eq!(target.rows_by_runs(), [0, 0, 1, 1]);
    assert_eq!((target.mean.get(0), target.split.as_str()), (89.5, "test"));
    assert!((target.std.as_ref().unwrap().get(0) - 1.0).abs() < 1e-12);
    assert!(
        bench.origin.notes[0].contains("mean_acc, std left out"),
        "{:?}",
        bench.origin.notes
    );
}

/// A table as pandas writes it, with a column of every kind.
const TABLE: &str = "\u{feff},net,val_accs,zen,random,latency,new_net,depth\r
0,\"(4, 0, 3, 1, 4, 3)\",84.99,63.5,7,0.5,\"(4, 0, 3, 1, 4, 3)\",3\r
1,\"(1, 1, 1, 1, 1, 1)\",10,-100000000.0,8,-1,\"(1, 1, 1, 1, 1, 1)\",nan\r
\r
2,\"(0, 0, 0, 0, 0, 0)\",,inf,9,2e-3,x,0\r
";

#[test]
fn tables_are_read_and_helper_columns_do_not_confuse() {
    let bench = open("table.csv", TABLE).unwrap();
    let only = &bench.datasets[0];
    assert_eq!(bench.origin.format, Some("csv"));
    assert_eq!((bench.rows(), only.name.as_str()), (3, "table"));
    assert_eq!(
        names(only),
        [vec!["val_accs", "latency"], vec!["zen"], vec!["depth"]]
    );
    assert_eq!(figure(only, "val_accs", 2), None);
    assert_eq!(
        [0, 1, 2].map(|row| figure(only, "zen", row)),
        [Some(63.5), None, None]
    );
    assert_eq!(
        [0, 1, 2].map(|row| figure(only, "depth", row)),
        [Some(3.0), None, Some(0.0)]
    );
    assert_eq!(
        figure(only, "latency", 1),
        None,
        "a latency cannot be negative"
    );
    let notes = bench.origin.notes.join("\n");
    for note in [
        "text columns ignored: new_net",
        "left out: random",
        "latency: figures below zero, which it cannot have, taken for missing: 1",
    ] {
        assert!(notes.contains(note), "{note} in {notes}");
    }
    assert_eq!(only.targets[0].unit, Unit::Percent);
    assert_eq!(only.targets[0].better, Better::Higher);
    assert_eq!(only.targets[1].better, Better::Lower);
}

#[test]
fn every_delimiter_and_both_compressions_give_the_same() {
    let plain = TABLE.trim_start_matches('\u{feff}');
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(plain.as_bytes()).unwrap();
    let rows = [
        "(4, 0, 3, 1, 4, 3)",
        "(1, 1, 1, 1, 1, 1)",
        "(0, 0, 0, 0, 0, 0)",
    ];
    // Semicolons stand for commas outside quotes only.
    let mut quoted = false;
    let with = |delimiter: char, quoted: &mut bool| -> String {
        let change = |c| match c {
            '"' => {
                *quoted = !*quoted;
                c
            }
            ',' if !*quoted => delimiter,
            other => other,
        };
        plain.chars().map(change).collect()
    };
    for (name, bytes) in [
        ("a.tsv", with('\t', &mut quoted).into_bytes()),
        ("b.csv", with(';', &mut quoted).into_bytes()),
        ("c.csv.gz", gzip.finish().unwrap()),
        (
            "no_ending",
            compress_to_vec(plain.as_bytes(), CompressionLevel::Fastest),
        ),
    ] {
        let bench = open(name, bytes).unwrap();
        assert_eq!(rows.map(|text| row(&bench, text)), [0, 1, 2], "{name}");
        assert_eq!(
            figure(&bench.datasets[0], "latency", 2),
            Some(2e-3),
            "{name}"
        );
    }
}

#[test]
fn the_key_is_recognised_by_name_or_content_or_named() {
    let by_content = open(
        "a.csv",
        "val_acc,what\n90,421211\n91,|none~0|+|none~0|none~1|+|none~0|none~1|none~2|\n",
    );
    assert!(by_content.is_err(), "digits could be a number");
    let by_content = open(
        "a.csv",
        "val_acc,what\n90,\"(0, 0, 0, 0, 0, 0)\"\n91,421211\n",
    )
    .unwrap();
    assert_eq!(by_content.rows(), 2);

    let files = Files::new();
    let table = "net,net_str,val_acc\n\"(0, 0, 0, 0, 0, 0)\",421211,90\n";
    let mut source = files.source("b.csv", table);
    let default = bench::open(&source, &JobContext::default()).unwrap();
    source.key = Some("net_str".to_owned());
    let named = bench::open(&source, &JobContext::default()).unwrap();
    assert_ne!(default.archs, named.archs);
    source.key = Some("nets".to_owned());
    let error = bench::open(&source, &JobContext::default())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("no column `nets`; there is net, net_str, val_acc"),
        "{error}"
    );
}

#[test]
fn repeated_architectures_are_counted_and_the_first_stands() {
    let table = "net,val_acc\n421211,90\n\"(0, 0, 0, 0, 0, 0)\",80\n421211,90\n421211,91\n";
    let bench = open("twice.csv", table).unwrap();
    assert_eq!(bench.rows(), 2);
    assert_eq!(figure(&bench.datasets[0], "val_acc", 0), Some(90.0));
    let notes = bench.origin.notes.join("\n");
    assert!(
        notes.contains("rows that repeat an architecture: 2, with other figures 1"),
        "{notes}"
    );
}

#[test]
fn roles_can_be_set_and_a_file_without_targets_has_a_placeholder() {
    let files = Files::new();
    let mut source = files.source(
        "a.csv",
        "net,val_acc,zen,extra\n421211,90,1,2\n411211,91,2,3\n",
    );
    source.targets = Some(vec!["extra".to_owned(), "zen".to_owned()]);
    let bench = bench::open(&source, &JobContext::default()).unwrap();
    assert_eq!(
        names(&bench.datasets[0]),
        [vec!["extra", "zen"], vec![], vec!["val_acc"]]
    );
    source.targets = Some(vec!["acc".to_owned()]);
    let error = bench::open(&source, &JobContext::default())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("no target `acc`; it has unmeasured, zen, val_acc, extra"),
        "{error}"
    );

    let bench = open("b.csv", "net,zen\n421211,1\n").unwrap();
    assert_eq!(names(&bench.datasets[0])[0], ["unmeasured"]);
    assert_eq!(missing(&bench.datasets[0], "unmeasured"), 1);
}

#[test]
fn columns_called_like_those_of_a_table_get_another_name() {
    let table = "net,error,val_acc,true,op_count(none),canonical\n421211,1,90,2,3,4\n";
    let bench = open("clash.csv", table).unwrap();
    assert_eq!(
        names(&bench.datasets[0]),
        [
            vec!["val_acc"],
            vec![],
            vec![
                "error.file",
                "true.file",
                "op_count[none].file",
                "canonical.file"
            ]
        ]
    );
    assert!(
        bench
            .origin
            .notes
            .join("\n")
            .contains("true is called true.file")
    );
}

#[test]
fn a_search_space_is_opened_as_all_its_architectures() {
    let bench = bench::open(&Source::named("nb201"), &JobContext::default()).unwrap();
    assert_eq!((bench.rows(), bench.canonical_rows()), (15_625, 9_445));
    assert_eq!(
        names(&bench.datasets[0]),
        [vec!["unmeasured"], vec![], vec![]]
    );
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for (bytes, reason) in [
        ("", "in none of the formats"),
        ("hello\nworld\n", "in none of the formats"),
        ("net,val_acc\n", "line 2: no row behind the header"),
        (
            "net,val_acc\n421211,90\n421211\n",
            "line 3: 1 fields, expected 2 as in the header",
        ),
        (
            "net,val_acc\n421211,90\n411211,good\n",
            "line 3: column `val_acc` has `good`, expected a number",
        ),
        (
            "net,val_acc\n421211,90\n921211,91\n",
            "line 3: `921211` is not a nb201 architecture: `9` is not a digit",
        ),
        (
            "net,val_acc\r\n421211,90\r\n921211,91\r\n",
            "line 3: `921211` is not a nb201 architecture: `9` is not a digit",
        ),
        (
            "net,a,a\n421211,1,2\n",
            "line 1: two columns are called `a`",
        ),
        (
            "421211,90,90\n411211,80,70\n",
            "line 1: no column of encodings among 421211, 90, 90; --key names it",
        ),
        (
            "\"(4, 0, 3, 1, 4, 3)\",90,90\n\"(0, 0, 0, 0, 0, 0)\",80,70\n",
            "line 1: `(4, 0, 3, 1, 4, 3)` is an architecture, expected a line that names the columns",
        ),
        (
            "a,b\n1,2\n",
            "line 1: no column of encodings among a, b; --key names it",
        ),
        (
            r#"{"cifar10": {"(0, 0, 0, 0, 0, 0)": {"val_acc": 9"#,
            "EOF while parsing",
        ),
        (
            r#"{"cifar10": {"(0, 0, 0, 0, 0, 0)": {"val_acc": 1e999}}}"#,
            "at `(0, 0, 0, 0, 0, 0)`: number out of range",
        ),
        (
            r#"{"cifar10": {"(0, 0, 0, 0, 0, 0)": {"zen": {"time": 1}}}}"#,
            "missing field `score`",
        ),
        (
            r#"{"cifar10": {"(0, 0, 0, 0, 0, 0)": {"zen": [[1]]}}}"#,
            "a list within a list",
        ),
        (
            r#"{"cifar10": {"(0, 0, 0, 0, 0, 0)": {"zen": {"score": {}}}}}"#,
            "an object within a figure",
        ),
        (
            r#"{"cifar10": {"(0, 0, 0, 0, 0, 0)": {}}, "x": {"y": {"z": 1}}}"#,
            "the key `z` behind x, y, expected an encoding",
        ),
        (
            r#"{"cifar10": {"(0, 0, 0, 0, 0, 0)": {}, "(1, 1)": {}}}"#,
            "it has 2 ids, not 6",
        ),
        (
            r#"{"cifar10": {"(0, 0, 0, 0, 0, 0)": {}}} x"#,
            "trailing characters",
        ),
    ] {
        let error = open("wrong", bytes).unwrap_err().to_string();
        assert!(error.contains(reason), "{reason} in {error}");
        assert!(error.contains("wrong: "), "names the file: {error}");
    }
}

#[test]
fn deep_nesting_is_an_error() {
    let deep = format!(
        r#"{{"cifar10": {{"(0, 0, 0, 0, 0, 0)": {{"zen": {}"#,
        "[".repeat(1 << 20)
    );
    assert!(open("deep.json", deep).is_err());
    let ignored = format!(
        r#"{{"cifar10": {{"(0, 0, 0, 0, 0, 0)": {{"zen": {{"time": {}"#,
        "[".repeat(1 << 20)
    );
    assert!(open("deep.json", ignored).is_err());
}

#[test]
fn damaged_compression_is_an_error_and_a_bomb_is_defused() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(TABLE.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let error = open("cut.csv.gz", &gzip[..gzip.len() - 6]).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("compressed data: damaged or cut"),
        "{error}"
    );

    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    bomb.write_all(b"net,val_acc\n421211,90").unwrap();
    for _ in 0..200 {
        bomb.write_all(&vec![b'0'; 1 << 20]).unwrap();
    }
    let error = open("bomb.csv.gz", bomb.finish().unwrap()).unwrap_err();
    assert!(
        error.to_string().contains("unpacks to more than 100 times"),
        "{error}"
    );
}

#[test]
fn a_format_can_be_named() {
    let files = Files::new();
    let mut source = files.source("a.txt", "net,val_acc\n421211,90\n");
    source.format = Some("suite-zero".to_owned());
    let error = bench::open(&source, &JobContext::default())
        .unwrap_err()
        .to_string();
    assert!(error.contains("line 1 column"), "{error}");
    source.format = Some("xls".to_owned());
    let error = bench::open(&source, &JobContext::default())
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("unknown file format `xls`; the formats are gsb,"),
        "{error}"
    );
    assert_eq!(
        FileFormat::of(source.benchmark.as_ref()).unwrap().name,
        "csv"
    );
}

#[test]
fn options_that_do_not_fit_are_refused() {
    let open = |name: &str, space: &str| {
        let source = Source {
            space: Some(space.to_owned()),
            ..Source::named(name)
        };
        bench::open(&source, &JobContext::default()).map_err(|error| error.to_string())
    };
    assert!(open("nas-bench-201", "nb201").is_ok());
    let error = open("nas-bench-201", "nope").unwrap_err();
    assert!(error.contains("unknown search space `nope`"), "{error}");
}

#[test]
fn reading_tells_how_far_it_is_and_stops_on_demand() {
    let rows = "421211,1\n411211,2\n".repeat(40_000);
    let files = Files::new();
    let source = files.source("long.csv", format!("net,val_acc\n{rows}"));
    let cancel = Cancel::default();
    let stop = cancel.clone();
    let job = JobContext::new(cancel, move |progress: Progress| {
        assert_eq!(progress.what, "bytes");
        assert!(progress.done <= progress.total);
        stop.cancel();
    });
    let result = bench::open(&source, &job);
    assert!(matches!(result, Err(LoadError::Cancelled(_))), "{result:?}");
}

#[test]
fn rows_that_are_one_network_are_canonical_once() {
    let bench = open(
        "cells.csv",
        "net,val_acc\n\
         \"(0,1,0, 0,0,1, 0,0,0, 0,3,1)\",90\n\
         \"(0,1,1,0, 0,0,0,1, 0,0,0,0, 0,0,0,0, 0,3,4,1)\",91\n\
         \"(0,1,1,0, 0,0,0,1, 0,0,0,1, 0,0,0,0, 0,3,4,1)\",92\n\
         \"(0,1,1,0, 0,0,0,1, 0,0,0,1, 0,0,0,0, 0,4,3,1)\",93\n\
         \"(0,1,0, 0,0,1, 0,0,0, 0,4,1)\",94\n",
    )
    .unwrap();
    // The second has a node on no path, and is the first without it; the fourth is the third.
    assert_eq!(bench.canonical, [true, false, true, false, true]);
    let notes = bench.origin.notes.join("\n");
    assert!(
        notes.contains(
            "the network of an earlier row, with nodes in another order or on no path: 2"
        ),
        "{notes}"
    );
}
