//! The built-in benchmark, its file format, and the table made of it.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use grafscope_core::bench;
use grafscope_core::bench::{
    Benchmark, Better, DatasetFigures, DatasetId, Figures, LoadError, Quantity, Source, Target, gsb,
};
use grafscope_core::graf;
use grafscope_core::graf::{Families, FeatureMatrix};
use grafscope_core::job::JobContext;
use grafscope_core::space;
use grafscope_core::table;
use grafscope_core::table::{Builtin, Group, Table, Unit, Values};
use proptest::prelude::*;

use crate::support::published::published;

static NB201: LazyLock<Arc<Benchmark>> =
    LazyLock::new(|| bench::open(&Source::named("nas-bench-201"), &JobContext::default()).unwrap());

static FEATURES: LazyLock<Arc<FeatureMatrix>> = LazyLock::new(|| {
    Arc::new(
        graf::compute(
            NB201.space,
            &NB201.archs,
            Families::Published,
            &JobContext::default(),
        )
        .unwrap(),
    )
});

fn target<'a>(dataset: &str, name: &str) -> &'a Target {
    let dataset = NB201.dataset(NB201.find_dataset(Some(dataset)).unwrap());
    &dataset.targets[dataset.find_target(Some(name)).unwrap()]
}

fn row(digits: &str) -> usize {
    let arch = NB201.space.parse(digits).unwrap();
    NB201.archs.iter().position(|other| *other == arch).unwrap()
}

#[expect(clippy::float_cmp, reason = "stored figures are exact")]
#[test]
fn figures_are_those_of_the_source() {
    let row = row("421211");
    let accuracy = target("cifar10", "val_acc");
    let runs: Vec<_> = accuracy.runs.iter().map(|run| run.get(row)).collect();
    assert_eq!(
        runs,
        [
            82.091_999_982_910_15,
            81.615_999_973_144_53,
            82.240_000_014_648_44
        ]
    );
    assert!((accuracy.mean.get(row) - 81.982_666_656).abs() < 1e-8);
    assert!((accuracy.std.as_ref().unwrap().get(row) - 0.326_051).abs() < 1e-6);
    assert_eq!(
        target("cifar10", "train_time").mean.get(row),
        1_444.218_599_796_295_2
    );
    assert_eq!(
        target("cifar10", "latency").mean.get(row),
        0.013_935_975_861_131_1
    );
    assert!((target("cifar10", "params").mean.get(row) - 0.129_306).abs() < 1e-12);
    assert!((target("cifar100", "params").mean.get(row) - 0.135_156).abs() < 1e-12);
}

#[test]
fn rows_are_all_architectures_and_a_missing_seed_is_missing() {
    assert_eq!(NB201.rows(), 15_625);
    assert_eq!(NB201.canonical_rows(), 9_445);
    let names: Vec<_> = NB201.datasets.iter().map(|d| d.name.as_str()).collect();
    assert_eq!(names, ["cifar10", "cifar100", "ImageNet16-120"]);
    for dataset in &NB201.datasets {
        let accuracy = &dataset.targets[0];
        assert_eq!(
            accuracy.rows_by_runs(),
            [0, 0, 7_456, 8_169],
            "{}",
            dataset.name
        );
        assert!(accuracy.mean.iter().all(f64::is_finite));
        let names: Vec<_> = dataset.targets.iter().map(|t| t.name.as_str()).collect();
        assert_eq!(names, ["val_acc", "train_time", "latency", "params"]);
        let better: Vec<_> = dataset.targets.iter().map(|t| t.better).collect();
        assert_eq!(better[0], Better::Higher);
        assert_eq!(better[1..], [Better::Lower; 3]);
    }
}

/// The optima that the paper reports for 200 epochs (Dong & Yang, ICLR 2020, table 5).
#[test]
fn best_means_are_those_of_the_200_epoch_training() {
    for (dataset, best) in [
        ("cifar10", 91.61),
        ("cifar100", 73.49),
        ("ImageNet16-120", 46.73),
    ] {
        let (_, high) = target(dataset, "val_acc").mean.range().unwrap();
        assert!((high - best).abs() < 0.01, "{dataset}: {high}");
    }
}

#[test]
fn unknown_names_are_answered_with_the_known_ones() {
    let error = bench::open(&Source::named("nas-bench-2O1"), &JobContext::default()).unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("is called `nas-bench-2O1`; did you mean")
            && error.contains("`nas-bench-201`"),
        "{error}"
    );
    let error = bench::open(&Source::named("cifar10"), &JobContext::default()).unwrap_err();
    let error = error.to_string();
    for text in ["; built in: nas-bench-201, ", "; search spaces: nb201, "] {
        assert!(error.contains(text), "{error}");
    }
    let error = NB201.find_dataset(Some("svhn")).unwrap_err().to_string();
    assert!(
        error.ends_with("it has cifar10, cifar100, ImageNet16-120"),
        "{error}"
    );
}

fn built(dataset: usize, target: usize) -> Table {
    table::build(&NB201, DatasetId(dataset), target, &FEATURES)
}

#[test]
fn columns_stand_in_their_order() {
    let table = built(0, 0);
    let names: Vec<_> = table
        .columns()
        .iter()
        .map(|c| c.spec.name.as_str())
        .collect();
    assert_eq!(names[0], "true");
    assert_eq!(names[1..10], Builtin::PREDICTION.map(Builtin::name));
    assert_eq!(names[10..14], Builtin::INTERVAL.map(Builtin::name));
    assert_eq!(names[14..18], Builtin::PAIR.map(Builtin::name));
    assert_eq!(names[18..20], Builtin::SUGGESTION.map(Builtin::name));
    assert_eq!(names[20], "feasible");
    assert_eq!(
        names[21..39],
        [
            "val_acc",
            "val_acc.std",
            "val_acc.seed1",
            "val_acc.seed2",
            "val_acc.seed3",
            "train_time",
            "latency",
            "cifar100.val_acc",
            "cifar100.train_time",
            "cifar100.latency",
            "ImageNet16-120.val_acc",
            "ImageNet16-120.train_time",
            "ImageNet16-120.latency",
            "params",
            "flops",
            "canonical",
            "marked",
            "noted"
        ]
    );
    assert_eq!(names[39], FEATURES.features[0].name);
    assert_eq!(names[39 + 191], "onehot.1_2(skip_connect)");
    assert_eq!(names[39 + 191 + 30], "path(skip_connect)");
    assert_eq!(names.len(), 39 + 191 + 30 + 84);
    assert!(table.columns().iter().all(|c| !c.spec.doc.is_empty()));
    let short = &table
        .column(table.find("onehot.1_2(nor_conv_3x3)").unwrap())
        .spec
        .short;
    assert_eq!(short, "1_2(c3)");
}

#[test]
fn the_target_gives_unit_and_values_of_true_predicted_and_error() {
    let column = |table: &Table, name: &str| table.column(table.find(name).unwrap()).clone();
    let table = built(1, 2);
    for name in ["true", "predicted", "error", "uncertainty"] {
        assert_eq!(column(&table, name).spec.unit, Unit::Seconds, "{name}");
        assert_eq!(column(&table, name).spec.group, Group::Prediction, "{name}");
    }
    assert!(Arc::ptr_eq(
        &column(&table, "true").values,
        &column(&table, "latency").values
    ));
    assert!(column(&table, "predicted").values.iter().all(f64::is_nan));
    for name in ["in_training", "scored"] {
        let range = column(&table, name).values.range();
        assert_eq!(range, Some((0.0, 0.0)), "{name}");
    }
    assert_eq!(column(&built(1, 0), "error").spec.unit, Unit::Percent);
}

#[test]
fn features_are_shared_and_one_hot_columns_say_the_operation() {
    let table = built(0, 0);
    for (feature, values) in FEATURES.features.iter().zip(&FEATURES.columns) {
        let column = table.column(table.find(&feature.name).unwrap());
        assert!(Arc::ptr_eq(&column.values, values), "{}", feature.name);
        assert!(column.spec.group.is_graf());
    }
    let row = row("421211");
    let ones: Vec<_> = table
        .columns()
        .iter()
        .filter(|c| c.spec.group == Group::OneHot && c.values.get(row) > 0.0)
        .map(|c| c.spec.short.as_str())
        .collect();
    assert_eq!(
        ones,
        [
            "1_2(pool)",
            "1_3(c1)",
            "1_4(c1)",
            "2_3(skip)",
            "2_4(skip)",
            "3_4(skip)"
        ]
    );
}

#[test]
fn costs_are_features_and_targets_are_not() {
    let table = built(2, 0);
    for (name, feature) in [
        ("params", true),
        ("flops", true),
        ("val_acc", false),
        ("latency", false),
    ] {
        let column = table.column(table.find(name).unwrap());
        assert_eq!(column.spec.group.is_feature(), feature, "{name}");
    }
    let flops = &table.column(table.find("flops").unwrap()).values;
    assert!((flops.get(row("333333")) - (1.993_792 + 6.0 * 8.954_88)).abs() < 1e-9);
}

/// A file with both layouts in it, and small.
fn small_figures() -> Figures {
    let space = space::find("nb201").unwrap();
    let rows = space.size().unwrap();
    let quantity = |name: &str, runs: Vec<Vec<f64>>| Quantity {
        name: name.to_owned(),
        runs,
    };
    Figures {
        space,
        archs: space.architectures(),
        datasets: vec![DatasetFigures {
            name: "d".to_owned(),
            quantities: vec![
                quantity(
                    "plain",
                    vec![(0..rows as u64).map(f64::from_bits).collect()],
                ),
                quantity(
                    "distinct",
                    vec![
                        (0..rows).map(|row| (row % 7) as f64 / 3.0).collect(),
                        vec![f64::NAN; rows],
                    ],
                ),
            ],
        }],
    }
}

static SMALL: LazyLock<Vec<u8>> = LazyLock::new(|| gsb::write(&small_figures()));

fn bits(figures: &Figures) -> Vec<u64> {
    figures
        .datasets
        .iter()
        .flat_map(|dataset| &dataset.quantities)
        .flat_map(|quantity| quantity.runs.iter().flatten())
        .map(|figure| figure.to_bits())
        .collect()
}

#[test]
fn what_is_written_is_read_back_to_the_bit() {
    let figures = gsb::read(&SMALL, Path::new("small.gsb")).unwrap();
    assert_eq!(bits(&figures), bits(&small_figures()));
    assert_eq!(gsb::write(&figures), *SMALL);
    let header = String::from_utf8_lossy(&SMALL[..300]).into_owned();
    assert!(
        header.contains("plain") && header.contains("distinct"),
        "{header}"
    );
}

#[test]
fn other_files_and_other_versions_are_refused() {
    let read = |bytes: &[u8]| {
        gsb::read(bytes, Path::new("x.gsb"))
            .unwrap_err()
            .to_string()
    };
    assert!(read(b"").contains("not a grafscope benchmark file"));
    assert!(read(b"arch,val_acc\n").starts_with("x.gsb: byte 0: "));
    let mut other = SMALL.clone();
    other[14] = b'9';
    assert!(read(&other).contains("an unknown version of the benchmark file"));
}

/// `bytes` with a checksum that is right again.
fn resealed(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.len().saturating_sub(4));
    let mut crc = flate2::Crc::new();
    crc.update(&bytes);
    bytes.extend(crc.sum().to_le_bytes());
    bytes
}

fn is_refused(bytes: &[u8]) -> bool {
    matches!(
        gsb::read(bytes, Path::new("x.gsb")),
        Err(LoadError::Malformed { .. })
    )
}

proptest! {
    #[test]
    fn a_flipped_bit_is_noticed(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let mut bytes = SMALL.clone();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(is_refused(&bytes));
    }

    #[test]
    fn a_cut_file_is_noticed(len in any::<prop::sample::Index>()) {
        let len = len.index(SMALL.len());
        prop_assert!(is_refused(&SMALL[..len]));
        prop_assert!(is_refused(&resealed(SMALL[..len].to_vec())));
    }

    /// With the checksum made right again, damage either shows or gives other figures; nothing
    /// panics.
    #[test]
    fn forged_damage_is_survived(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = SMALL.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = gsb::read(&resealed(bytes), Path::new("x.gsb"));
    }
}

/// Replaces `from` by `to` in the header and puts its length and the checksum right.
fn with_header(from: &str, to: &str) -> Vec<u8> {
    let len = u32::from_le_bytes(SMALL[16..20].try_into().unwrap()) as usize;
    let header = String::from_utf8(SMALL[20..20 + len].to_vec()).unwrap();
    assert!(header.contains(from));
    let header = header.replacen(from, to, 1);
    let mut bytes = SMALL[..16].to_vec();
    bytes.extend((header.len() as u32).to_le_bytes());
    bytes.extend(header.into_bytes());
    bytes.extend(&SMALL[20 + len..]);
    resealed(bytes)
}

#[test]
fn a_wrong_header_is_named() {
    for (from, to, reason) in [
        (
            "\"rows\":15625",
            "\"rows\":15626",
            "15626 rows, expected 15625 architectures of nb201",
        ),
        ("\"nb201\"", "\"nb202\"", "unknown search space `nb202`"),
        (
            "\"runs\":1",
            "\"runs\":0",
            "d, plain: 0 runs, expected 1 to 255",
        ),
        (
            "\"runs\":1",
            "\"runs\":2",
            "d, plain: 125000 bytes, expected 250000",
        ),
        ("\"runs\":2", "\"runs\":1", "d, distinct: "),
        (
            "\"name\":\"distinct\"",
            "\"name\":\"plain\"",
            "d, plain: a second quantity of this name",
        ),
        (
            "\"encoding\":\"distinct\"",
            "\"encoding\":\"lzma\"",
            "unknown variant `lzma`",
        ),
        ("\"space\"", "\"species\"", "unknown field `species`"),
    ] {
        let error = gsb::read(&with_header(from, to), Path::new("x.gsb")).unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
    }
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn accuracies_agree_with_those_published_by_nas_bench_suite_zero() {
    let path = published("nasbench201/nb201_valid_nets.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let place = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (net, accuracy) = (place("net_str"), place("val_accs"));
    let by_arch: std::collections::HashMap<_, _> = NB201.archs.iter().zip(0..).collect();
    let ours = &target("cifar10", "val_acc").mean;
    let pairs: Vec<(f64, f64)> = reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            let row = by_arch[&NB201.space.parse(&record[net]).unwrap()];
            assert!(NB201.canonical[row], "{}", &record[net]);
            (ours.get(row), record[accuracy].parse().unwrap())
        })
        .collect();
    assert_eq!(pairs.len(), NB201.canonical_rows());
    assert!(correlation(&pairs) > 0.995, "{}", correlation(&pairs));
}

fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let n = pairs.len() as f64;
    let (x, y) = pairs
        .iter()
        .fold((0.0, 0.0), |(x, y), p| (x + p.0 / n, y + p.1 / n));
    let sum = |f: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|p| f(p.0 - x, p.1 - y)).sum::<f64>();
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
}

#[test]
fn values_of_params_are_few() {
    let params = target("cifar10", "params");
    let Values::Dense(values) = params.mean.as_ref() else {
        panic!("dense");
    };
    let mut distinct = values.clone();
    distinct.sort_by(f64::total_cmp);
    distinct.dedup();
    assert_eq!(
        distinct.len(),
        28,
        "one for each pair of counts of the two convolutions"
    );
}

#[test]
fn every_network_has_one_canonical_row() {
    let bench = &*NB201;
    let networks = bench.networks();
    let distinct: HashSet<u32> = networks.iter().copied().collect();
    assert_eq!(distinct.len(), bench.canonical_rows());
    let of_canonical = networks.iter().zip(&bench.canonical);
    let of_canonical: HashSet<u32> = of_canonical
        .filter_map(|(&network, &canonical)| canonical.then_some(network))
        .collect();
    assert_eq!(of_canonical, distinct);
}
