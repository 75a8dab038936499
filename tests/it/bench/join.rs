//! Files joined to a benchmark by architecture.

use std::path::PathBuf;

use grafscope_core::bench;
use grafscope_core::bench::{Benchmark, JoinReport, LoadError, Source};
use grafscope_core::column::{Format, Unit};
use grafscope_core::job::JobContext;

use crate::support::files::{Files, dataset, figure, missing, names, row};

/// `base` with `files` joined to it.
fn joined(base: &Source, files: &[PathBuf]) -> Result<std::sync::Arc<Benchmark>, LoadError> {
    let source = Source {
        joins: files.to_vec(),
        ..base.clone()
    };
    bench::open(&source, &JobContext::default())
}

/// Matched, missing, unknown, duplicated, disagreed.
fn counts(report: &JoinReport) -> [usize; 5] {
    [
        report.matched,
        report.missing,
        report.unknown,
        report.duplicated,
        report.disagreed,
    ]
}

const BASE: &str = "net,val_acc\n421211,90\n411211,80\n111111,\n";

#[test]
fn columns_come_by_architecture_whatever_the_encoding() {
    let files = Files::new();
    let base = files.source("base.csv", BASE);
    let text = bench::open(&base, &JobContext::default()).unwrap();
    let tuple = text.space.print(&text.archs[0], 0);
    let string = text.space.print(&text.archs[1], 1);
    let side = files.write(
        "side.csv",
        format!(
            "arch,zen,emb,test_acc\n{string},2,5,70\n\"{tuple}\",1,4,\n\"{tuple}\",1,4,\n333333,9,9,9\n\"{tuple}\",1,7,\n"
        ),
    );
    let bench = joined(&base, std::slice::from_ref(&side)).unwrap();
    let only = &bench.datasets[0];
    assert_eq!(
        names(only),
        [vec!["val_acc", "test_acc"], vec!["zen"], vec!["emb"]]
    );
    assert_eq!(
        [0, 1, 2].map(|row| figure(only, "zen", row)),
        [Some(1.0), Some(2.0), None]
    );
    assert_eq!(figure(only, "emb", 0), Some(4.0), "the first stands");
    assert_eq!(figure(only, "test_acc", 1), Some(70.0));
    let [report] = bench.joins.as_slice() else {
        panic!("one report: {:?}", bench.joins);
    };
    assert_eq!(report.file, side);
    assert_eq!(counts(report), [2, 1, 1, 1, 1]);
}

#[test]
fn equal_columns_fill_each_others_gaps_and_others_are_kept_beside() {
    let files = Files::new();
    let base = files.source("base.csv", BASE);
    let rest = files.write(
        "rest.csv",
        "net,val_acc\n111111,50\n411211,80.000000000001\n",
    );
    let other = files.write("other.csv", "net,val_acc\n421211,91\n411211,80\n");
    let bench = joined(&base, &[rest, other]).unwrap();
    let only = &bench.datasets[0];
    assert_eq!(names(only)[0], ["val_acc", "val_acc.other"]);
    assert_eq!(
        [0, 1, 2].map(|row| figure(only, "val_acc", row)),
        [Some(90.0), Some(80.0), Some(50.0)]
    );
    assert_eq!(figure(only, "val_acc.other", 0), Some(91.0));
    assert_eq!(counts(&bench.joins[0]), [2, 1, 0, 0, 0]);
    assert_eq!(counts(&bench.joins[1]), [2, 1, 0, 0, 1]);
}

#[test]
fn a_joined_target_takes_the_place_of_none() {
    let files = Files::new();
    let accuracies = files.write("acc.csv", BASE);
    let bench = joined(&Source::named("nb201"), &[accuracies]).unwrap();
    let only = &bench.datasets[0];
    assert_eq!(names(only)[0], ["val_acc"]);
    assert_eq!(missing(only, "val_acc"), 15_623);
    assert_eq!(figure(only, "val_acc", row(&bench, "421211")), Some(90.0));
    assert_eq!(counts(&bench.joins[0]), [3, 15_622, 0, 0, 0]);
}

#[test]
fn data_sets_are_joined_by_name_and_named_where_there_were_none() {
    let files = Files::new();
    let suite = |a: &str, b: &str, score: u32| {
        format!(
            r#"{{"{a}": {{"(0, 0, 0, 0, 0, 0)": {{"val_accuracy": 90, "zen": {score}}}}},
                "{b}": {{"(0, 0, 0, 0, 0, 0)": {{"val_accuracy": 70, "snip": {score}}}}}}}"#
        )
    };
    let both = files.write("both.json", suite("cifar10", "cifar100", 1));
    let bench = joined(&Source::named("nb201"), std::slice::from_ref(&both)).unwrap();
    let sets: Vec<_> = bench.datasets.iter().map(|d| d.name.as_str()).collect();
    assert_eq!(sets, ["cifar10", "cifar100"]);
    assert_eq!(names(dataset(&bench, "cifar100"))[1], ["snip"]);

    let base = Source::named(both.to_str().unwrap());
    let mixed = files.write("mixed.json", suite("cifar100", "svhn", 5));
    let bench = joined(&base, &[mixed]).unwrap();
    assert_eq!(names(dataset(&bench, "cifar10"))[1], ["zen"]);
    assert_eq!(names(dataset(&bench, "cifar100"))[1], ["snip", "zen"]);
    let note = "mixed.json: data set svhn left out";
    assert!(
        bench.origin.notes.join("\n").contains(note),
        "{:?}",
        bench.origin.notes
    );

    let elsewhere = files.write("elsewhere.json", suite("svhn", "mnist", 1));
    let error = joined(&base, &[elsewhere]).unwrap_err().to_string();
    assert!(
        error.contains("svhn, mnist, expected one of the benchmark's: cifar10, cifar100"),
        "{error}"
    );
}

#[test]
fn a_file_without_data_sets_goes_to_the_one_its_name_mentions_or_to_all() {
    let files = Files::new();
    let row = "net,edgegpu_latency\n421211,5\n";
    let one = files.write("hw_cifar100.csv", row);
    let all = files.write("extra.csv", "net,extra\n421211,5\n");
    let bench = joined(&Source::named("nas-bench-201"), &[one, all]).unwrap();
    for (name, latency) in [
        ("cifar10", false),
        ("cifar100", true),
        ("ImageNet16-120", false),
    ] {
        let [targets, _, others] = names(dataset(&bench, name));
        assert_eq!(targets.contains(&"edgegpu_latency"), latency, "{name}");
        assert_eq!(others, ["extra"], "{name}");
    }
}

#[test]
fn latencies_and_energies_have_the_units_of_hw_nas_bench() {
    let files = Files::new();
    let text =
        "net,edgegpu_latency,fpga_energy,intensity\n421211,5.80741,24.2,3\n000000,.071,120,7\n";
    let bench = joined(
        &Source::named("nas-bench-201"),
        &[files.write("hw.csv", text)],
    )
    .unwrap();
    let units: Vec<_> = dataset(&bench, "cifar10")
        .targets
        .iter()
        .map(|of| (&*of.name, of.unit, of.format))
        .collect();
    assert!(
        units.contains(&("edgegpu_latency", Unit::Milliseconds, Format::Fixed(3))),
        "{units:?}"
    );
    assert!(
        units.contains(&("fpga_energy", Unit::Millijoules, Format::Fixed(1))),
        "{units:?}"
    );
    assert_eq!(
        (Unit::Milliseconds.symbol(), Unit::Millijoules.symbol()),
        ("ms", "mJ")
    );
}

#[test]
fn costs_by_formula_become_proxies_where_the_file_agrees() {
    let files = Files::new();
    // Six skip connections: the skeleton alone, on 10 classes and 32x32 images.
    let proxies = files.write("zcp.csv", "net,params,flops\n111111,0.073306,7.943872\n");
    let bench = joined(&Source::named("nas-bench-201"), &[proxies]).unwrap();
    let cifar10 = dataset(&bench, "cifar10");
    assert_eq!(names(cifar10)[1], ["params", "flops"]);
    assert_eq!(names(cifar10)[0], ["val_acc", "train_time", "latency"]);
    assert_eq!(missing(cifar10, "flops"), 0, "the formula knows every row");
    let cifar100 = dataset(&bench, "cifar100");
    assert!(names(cifar100)[0].contains(&"params"));
    assert_eq!(names(cifar100)[1], ["params.zcp", "flops.zcp"]);
    assert_eq!(bench.joins[0].disagreed, 0, "a formula is no measurement");
}

#[test]
fn targets_may_come_from_a_joined_file() {
    let files = Files::new();
    let side = files.write("side.csv", "net,depth,test_acc\n421211,3,70\n");
    let base = Source {
        targets: Some(vec!["depth".to_owned(), "val_acc".to_owned()]),
        ..files.source("base.csv", BASE)
    };
    let bench = joined(&base, &[side]).unwrap();
    assert_eq!(
        names(&bench.datasets[0]),
        [vec!["depth", "val_acc"], vec![], vec!["test_acc"]]
    );
}

#[test]
fn a_joined_file_of_another_space_is_an_error_that_names_it() {
    let files = Files::new();
    let base = files.source("base.csv", BASE);
    let side = files.write("side.csv", "net,zen\n\"(9, 9)\",1\n");
    let error = joined(&base, &[side]).unwrap_err().to_string();
    assert!(
        error.contains("side.csv: line 2: `(9, 9)` is not a nb201 architecture"),
        "{error}"
    );
    let error = joined(&base, &["no.csv".into()]).unwrap_err();
    assert!(matches!(error, LoadError::Io { .. }), "{error}");
}

#[test]
fn an_encoding_is_found_as_it_is_written_or_else_as_the_same_network() {
    let files = Files::new();
    // The middle node of the second cell is the third of the first; the last has an idle node.
    let cells = [
        "(0,1,0,0, 0,0,0,1, 0,0,0,0, 0,0,0,0, 0,2,3,1)",
        "(0,0,1,0, 0,0,0,0, 0,0,0,1, 0,0,0,0, 0,3,2,1)",
        "(0,1,0, 0,0,1, 0,0,0, 0,2,1)",
        "(0,1,0, 0,0,1, 0,0,0, 0,4,1)",
    ];
    let table = |rows: &[(usize, f64)]| {
        let rows = rows
            .iter()
            .map(|&(cell, zen)| format!("\"{}\",{zen}\n", cells[cell]));
        format!("net,zen\n{}", rows.collect::<String>())
    };
    let base = files.source(
        "base.csv",
        table(&[(0, 1.0), (1, 2.0)]).replace("zen", "val_acc"),
    );
    let short = files.write("short.csv", table(&[(2, 7.0), (3, 8.0)]));
    let bench = joined(&base, &[short]).unwrap();
    assert_eq!((bench.space.name(), bench.rows()), ("nb101", 2));
    let zen = |bench: &Benchmark| [0, 1].map(|row| figure(&bench.datasets[0], "zen", row));
    assert_eq!(zen(&bench), [Some(7.0), Some(7.0)]);
    assert_eq!(counts(&bench.joins[0]), [2, 0, 1, 0, 0]);

    let exact = files.write("exact.csv", table(&[(2, 7.0), (1, 9.0), (0, 7.0)]));
    let bench = joined(&base, &[exact]).unwrap();
    assert_eq!(zen(&bench), [Some(7.0), Some(9.0)]);
    assert_eq!(counts(&bench.joins[0]), [2, 0, 0, 1, 0]);
    assert!(bench.origin.notes[0].starts_with("rows that are the network of an earlier row"));
}

#[test]
fn a_space_takes_what_was_measured_of_it_and_says_where_nothing_was() {
    let files = Files::new();
    let space = Source::named("nb201");
    let results = files.write("results.csv", "net,val_acc\n421211,90\n411211,80\n");
    let bench = joined(&space, &[results]).unwrap();
    assert_eq!(bench.rows(), 15_625);
    assert!(
        bench
            .doc
            .contains("measured as far as the joined files say"),
        "{}",
        bench.doc
    );
    assert_eq!(bench.lacks_target(), None);
    let only = &bench.datasets[0];
    assert_eq!(names(only)[0], ["val_acc"]);
    assert_eq!(figure(only, "val_acc", row(&bench, "421211")), Some(90.0));
    assert_eq!(missing(only, "val_acc"), 15_623);
    let alone = bench::open(&space, &JobContext::default()).unwrap();
    assert!(alone.doc.contains("nothing measured"), "{}", alone.doc);
    // Without a target there is nothing to predict, unless the user says which column is one.
    let zen = files.write("zen.csv", "net,zen\n421211,3\n");
    let bench = joined(&space, std::slice::from_ref(&zen)).unwrap();
    let said = bench.lacks_target().unwrap();
    assert!(
        said.contains("no joined file has a target") && said.contains("they have zen"),
        "{said}"
    );
    assert!(bench.origin.notes.contains(&said));
    let with_target = Source {
        targets: Some(vec!["zen".to_owned()]),
        ..space.clone()
    };
    let bench = joined(&with_target, &[zen]).unwrap();
    assert_eq!(bench.lacks_target(), None);
    let outside = "net,val_acc\n421211,90\n\"(9, 1, 1, 1, 1, 1)\",80\n";
    let outside = files.write("outside.csv", outside);
    let error = joined(&space, std::slice::from_ref(&outside)).unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("outside.csv: line 3") && error.contains("is not a nb201 architecture"),
        "{error}"
    );
    let error = joined(&Source::named("darts"), &[outside]).unwrap_err();
    assert!(
        error.to_string().contains("cannot be enumerated"),
        "{error}"
    );
}
