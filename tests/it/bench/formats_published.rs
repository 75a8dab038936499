//! The published files themselves.

use std::sync::Arc;

use grafscope_core::bench;
use grafscope_core::bench::{Benchmark, JoinReport, Source};
use grafscope_core::job::JobContext;
use grafscope_core::table::Unit;

use crate::support::files::{dataset, figure, missing, names, row};
use crate::support::published::published;

/// Opens a published file, or a built-in benchmark, with published files joined.
fn open(place: &str, joins: &[&str]) -> Arc<Benchmark> {
    let source = Source {
        benchmark: if place.contains('/') {
            published(place).display().to_string()
        } else {
            place.to_owned()
        },
        joins: joins.iter().map(|join| published(join)).collect(),
        ..Source::default()
    };
    bench::open(&source, &JobContext::default()).unwrap()
}

fn report(matched: usize, missing: usize) -> impl Fn(&JoinReport) -> bool {
    move |report| {
        (report.matched, report.missing) == (matched, missing)
            && report.unknown + report.duplicated + report.disagreed == 0
    }
}

/// The 13 proxies of the suite.
const PROXIES: [&str; 13] = [
    "epe_nas",
    "fisher",
    "flops",
    "grad_norm",
    "grasp",
    "jacov",
    "l2_norm",
    "nwot",
    "params",
    "plain",
    "snip",
    "synflow",
    "zen",
];

const FIRST: &str = "(4, 0, 3, 1, 4, 3)";

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn accuracies_joined_with_proxies() {
    let bench = open(
        "nasbench201/nb201_val_accs.csv",
        &["nasbench201/nb201_zc_proxies.csv"],
    );
    assert_eq!((bench.rows(), bench.canonical_rows()), (9_445, 9_445));
    let only = &bench.datasets[0];
    assert_eq!(names(only), [vec!["val_accs"], PROXIES.to_vec(), vec![]]);
    assert!(report(9_445, 0)(&bench.joins[0]), "{:?}", bench.joins);
    let first = row(&bench, FIRST);
    assert_eq!(figure(only, "val_accs", first), Some(84.99));
    assert_eq!(figure(only, "zen", first), Some(63.387_893_676_757_81));
    for proxy in PROXIES {
        let dead = ["epe_nas", "jacov", "nwot", "zen"].contains(&proxy);
        assert_eq!(missing(only, proxy), usize::from(dead), "{proxy}");
    }
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn proxies_joined_to_the_built_in_benchmark() {
    let bench = open("nas-bench-201", &["nasbench201/nb201_zc_proxies.csv"]);
    let cifar10 = dataset(&bench, "cifar10");
    let mut proxies = names(cifar10)[1].clone();
    proxies.sort_unstable();
    assert_eq!(proxies, PROXIES);
    assert!(report(9_445, 6_180)(&bench.joins[0]), "{:?}", bench.joins);
    assert_eq!(missing(cifar10, "snip"), 6_180);
    assert_eq!(missing(cifar10, "flops"), 0);
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn hardware_robustness_and_an_embedding() {
    let bench = open(
        "nasbench201/hw_cifar10.csv",
        &[
            "nasbench201/robustness_targets.csv",
            "nasbench201/arch2vec_embeddings.csv",
        ],
    );
    let only = &bench.datasets[0];
    let [targets, proxies, others] = names(only);
    assert_eq!(
        (targets.len(), proxies.len(), others.len()),
        (10 + 33, 0, 16)
    );
    assert_eq!(targets[0], "edgegpu_latency");
    assert_eq!(
        missing(only, "edgetpu_latency"),
        4_699,
        "-1: it could not run"
    );
    assert_eq!(missing(only, "embeddings_15"), 15_625 - 9_445);
    let first = row(&bench, FIRST);
    assert_eq!(figure(only, "aa_square@Linf_eps-0.1", first), Some(86.9));
    assert!(report(15_625, 0)(&bench.joins[0]));
    assert!(report(9_445, 6_180)(&bench.joins[1]));
    let weak = only.targets.iter().find(|t| t.name == "pgd@Linf_eps-8.0");
    assert_eq!(weak.unwrap().unit, Unit::Percent);
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn the_suites_nas_bench_201() {
    let bench = open(
        "naslib/zc_nasbench201.json",
        &["naslib/zc_nasbench201_500.json"],
    );
    assert_eq!((bench.rows(), bench.canonical_rows()), (15_625, 9_445));
    let sets: Vec<_> = bench.datasets.iter().map(|d| d.name.as_str()).collect();
    assert_eq!(sets, ["ImageNet16-120", "cifar10", "cifar100"]);
    let dead: usize = sets
        .iter()
        .map(|set| missing(dataset(&bench, set), "zen"))
        .sum();
    assert_eq!(dead, 1_023);
    let first = row(&bench, FIRST);
    assert_eq!(
        figure(dataset(&bench, "ImageNet16-120"), "val_accuracy", first),
        Some(32.699_999_857_584_636)
    );
    let report = &bench.joins[0];
    assert_eq!(
        (report.matched, report.unknown, report.disagreed),
        (491, 0, 0)
    );
    assert_eq!(missing(dataset(&bench, "cifar100"), "snip"), 15_625 - 491);
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn the_other_spaces_of_the_suite_are_recognised() {
    for (place, space, rows, canonical, sets) in [
        ("naslib/zc_nasbench101_500.json", "nb101", 500, 292, 1),
        ("naslib/zc_nasbench301_500.json", "darts", 500, 500, 1),
        (
            "naslib/zc_transbench101_micro.json",
            "tnb101_micro",
            4_096,
            2_128,
            7,
        ),
        (
            "naslib/zc_transbench101_macro.json",
            "tnb101_macro",
            3_256,
            3_256,
            7,
        ),
        (
            "transnas/tnb101_micro_valid_nets.csv",
            "tnb101_micro",
            2_128,
            2_128,
            1,
        ),
        (
            "macro/nas-bench-macro_cifar10.json",
            "nas_bench_macro",
            6_561,
            6_561,
            1,
        ),
    ] {
        let bench = open(place, &[]);
        assert_eq!(bench.space.name(), space, "{place}");
        assert_eq!(
            (bench.rows(), bench.canonical_rows(), bench.datasets.len()),
            (rows, canonical, sets),
            "{place}"
        );
        assert!(bench.origin.space_because.is_some(), "{place}");
    }
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn oddities_of_trans_nas_bench() {
    let bench = open("naslib/zc_transbench101_micro.json", &[]);
    for (name, unit, fisher) in [
        ("autoencoder", Unit::Number, 3_375),
        ("class_object", Unit::Percent, 0),
        ("class_scene", Unit::Percent, 3_375),
        ("jigsaw", Unit::Percent, 0),
        ("normal", Unit::Number, 3_375),
        ("room_layout", Unit::Number, 3_375),
        ("segmentsemantic", Unit::Percent, 3_375),
    ] {
        let dataset = dataset(&bench, name);
        assert_eq!(dataset.targets[0].unit, unit, "{name}");
        assert_eq!(missing(dataset, "fisher"), fisher, "{name}");
        assert_eq!(missing(dataset, "zen"), 169, "{name}: those without a path");
    }
    assert!(dataset(&bench, "normal").targets[0].doc.contains("SSIM"));
    let first = row(&bench, "(2, 3, 2, 3, 2, 3)");
    let scene = dataset(&bench, "class_scene");
    let csv = open("transnas/tnb101_micro_valid_nets.csv", &[]);
    let same = row(&csv, "(2, 3, 2, 3, 2, 3)");
    assert_eq!(
        figure(scene, "val_accuracy", first),
        figure(&csv.datasets[0], "val_accs", same)
    );
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn runs_of_nas_bench_macro_are_seeds() {
    let bench = open("macro/nas-bench-macro_cifar10.json", &[]);
    let target = &bench.datasets[0].targets[0];
    assert_eq!(target.rows_by_runs(), [0, 0, 0, 6_561]);
    let row = row(&bench, "02012100");
    assert!((target.mean.get(row) - 89.196_665_445_638_53).abs() < 1e-9);
    assert_eq!(target.runs[1].get(row), 88.949_996_948_242_19);
    assert_eq!(figure(&bench.datasets[0], "params", row), Some(890_666.0));
}
