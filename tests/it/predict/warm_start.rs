//! What was measured on other data sets, and what saved predictors say, as columns and features.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use grafscope_core::bench::{self, Benchmark, DatasetId, LoadError, Source};
use grafscope_core::column::Group;
use grafscope_core::graf::{self, Families, FeatureMatrix};
use grafscope_core::job::JobContext;
use grafscope_core::model_file::{SavedPredictor, Trained, with_priors};
use grafscope_core::predict::{FeatureSet, NamedSets, Origin, Prediction, Provenance};
use grafscope_core::table::{self, Leak, Table};

use super::{of_table, prediction_of};
use crate::support::files::Files;

const CIFAR10: usize = 0;
const CIFAR100: usize = 1;

fn open() -> (Arc<Benchmark>, Arc<FeatureMatrix>) {
    static OPEN: OnceLock<(Arc<Benchmark>, Arc<FeatureMatrix>)> = OnceLock::new();
    OPEN.get_or_init(|| {
        let job = JobContext::default();
        let bench = bench::open(&Source::named("nas-bench-201"), &job).unwrap();
        let features = graf::compute(bench.space, &bench.archs, Families::Published, &job);
        (bench, Arc::new(features.unwrap()))
    })
    .clone()
}

/// The table of a data set, for the target called `target`.
fn table_of(bench: &Benchmark, dataset: usize, target: &str) -> Table {
    let target = bench.datasets[dataset].find_target(Some(target)).unwrap();
    table::build(bench, DatasetId(dataset), target, &open().1)
}

fn refusal(text: &str, table: &Table) -> String {
    FeatureSet::parse(text, table).unwrap_err().to_string()
}

/// A predictor trained on a table of a data set, and its file.
fn trained(bench: &Benchmark, dataset: usize, features: &str) -> (Prediction, SavedPredictor) {
    let table = Arc::new(table_of(bench, dataset, "val_acc"));
    let request = of_table(table, features, "forest trees=10", 40, 1);
    let prediction = prediction_of(&request);
    let saved = SavedPredictor::of(&Trained {
        bench,
        dataset: DatasetId(dataset),
        table: &request.table,
        target: request.target,
        features: &request.features,
        model: &request.model,
        seed: request.seed,
        trained_model: &prediction.trained_model,
        scores: &prediction.scores,
    });
    (prediction, saved.unwrap())
}

fn bytes(saved: &SavedPredictor) -> Vec<u8> {
    let mut bytes = Vec::new();
    saved.write(&mut bytes).unwrap();
    bytes
}

fn with(files: &[PathBuf]) -> Result<Arc<Benchmark>, LoadError> {
    with_priors(open().0, files, &JobContext::default())
}

/// A file with a predictor of cifar10 on `features`.
fn file(folder: &Files, name: &str, features: &str) -> PathBuf {
    let (_, saved) = trained(&open().0, CIFAR10, features);
    folder.write(name, bytes(&saved))
}

#[test]
fn targets_of_other_data_sets_and_other_targets_are_columns_and_features_by_name() {
    let (bench, _) = open();
    let table = table_of(&bench, CIFAR100, "val_acc");
    let column = |name: &str| table.column(table.find(name).unwrap());
    assert!(Arc::ptr_eq(
        &column("cifar10.val_acc").values,
        &bench.datasets[CIFAR10].targets[0].mean
    ));
    for name in ["cifar10.val_acc", "ImageNet16-120.latency", "latency"] {
        assert_eq!(column(name).spec.group, Group::Measured, "{name}");
    }
    // By formula: the table has its own.
    assert!(table.find("cifar10.params").is_none());
    let set = |text: &str| FeatureSet::parse(text, &table).unwrap();
    let graf = set("graf");
    let measured = set("graf+cifar10.val_acc+`ImageNet16-120.val_acc`+latency");
    assert_eq!(measured.columns().len(), graf.columns().len() + 3);
    let provenance = Provenance::of([&graf, &measured], &table);
    assert_eq!(
        provenance.lines().collect::<Vec<_>>(),
        ["measured features: latency, cifar10.val_acc, ImageNet16-120.val_acc"]
    );
    assert_eq!(Provenance::of([&graf], &table), Provenance::default());
    let again = FeatureSet::from_columns(measured.columns().to_vec(), &table).unwrap();
    assert_eq!(set(again.text()).columns(), measured.columns());
    // Nothing but its name brings one in.
    let all = set("*").columns().to_vec();
    assert!(
        all.iter()
            .all(|&id| table.column(id).spec.group.is_feature())
    );
    assert!(refusal("graf+*val_acc*", &table).contains("no feature of this table"));
    let offered = NamedSets::default().complete("graf+cifar10.v", 14, &table);
    assert_eq!(offered.candidates, ["cifar10.val_acc"]);
}

#[test]
fn a_name_with_a_sign_is_answered_with_its_backquotes() {
    let (bench, _) = open();
    let table = table_of(&bench, CIFAR100, "val_acc");
    let error = refusal("graf+ImageNet16-120.val_acc", &table);
    assert!(error.contains("`ImageNet16-120."), "{error}");
    let error = table.resolve("ImageNet16").unwrap_err();
    assert!(error.near[0].starts_with("ImageNet16-120."), "{error}");
}

#[test]
fn the_target_is_no_feature_by_any_name() {
    let (bench, _) = open();
    let table = table_of(&bench, CIFAR10, "val_acc");
    // Of its own data set it is called by both names.
    assert_eq!(table.find("cifar10.val_acc"), table.find("val_acc"));
    for name in ["val_acc", "cifar10.val_acc"] {
        let error = refusal(&format!("graf+{name}"), &table);
        assert!(
            error.contains("`val_acc` cannot be a feature: it is the target"),
            "{error}"
        );
    }
    assert!(refusal("val_acc.seed1", &table).contains("a single training seed"));
    // The source has the times of cifar10 for all data sets, times a constant.
    let table = table_of(&bench, CIFAR100, "train_time");
    let id = table.find("cifar10.train_time").unwrap();
    assert_eq!(table.leak(id), Some(Leak::SameMeasurement));
    assert!(table.column(id).spec.doc.contains("It cannot be a feature"));
    assert!(refusal("graf+cifar10.train_time", &table).contains("the same measurement"));
    assert!(FeatureSet::parse("graf+cifar10.val_acc", &table).is_ok());
}

#[test]
fn a_prior_is_a_column_and_a_feature_and_in_the_file_of_what_is_trained_on_it() {
    let folder = Files::new();
    let path = file(&folder, "c10.gsp", "op_count");
    let bench = with(std::slice::from_ref(&path)).unwrap();
    let table = table_of(&bench, CIFAR100, "val_acc");
    let prior = table.column(table.find("prior").unwrap());
    let read = SavedPredictor::read(&path).unwrap();
    let job = JobContext::default();
    let expected = read.predict(&bench.archs, &[], &job).unwrap();
    assert!(prior.values.iter().eq(expected.iter().map(|of| of.mean)));
    assert!(
        prior
            .spec
            .doc
            .starts_with("val_acc of cifar10 as predicted by forest trees=10")
    );
    assert_eq!(table.find("prior.c10"), table.find("prior"));
    let set = FeatureSet::parse("min_path_len+prior", &table).unwrap();
    let lines = Provenance::of([&set], &table).lines().collect::<Vec<_>>();
    assert!(
        lines[0].starts_with("prior feature: prior, val_acc of cifar10"),
        "{lines:?}"
    );

    let (prediction, saved) = trained(&bench, CIFAR100, "min_path_len+prior");
    assert!(saved.given().is_empty());
    let origins = saved.card().recipe.columns.iter();
    assert_eq!(origins.filter(|of| of.origin == Origin::Prior).count(), 1);
    let again = SavedPredictor::from_bytes(&bytes(&saved)).unwrap();
    let rows: Vec<usize> = (0..bench.rows()).step_by(97).collect();
    let archs: Vec<_> = rows.iter().map(|&row| bench.archs[row].clone()).collect();
    let predicted = again.predict(&archs, &[], &job).unwrap();
    let trained_on = prediction.trained_model.rows();
    for (&row, of) in rows.iter().zip(predicted) {
        if trained_on.binary_search(&(row as u32)).is_err() {
            let shown = prediction.columns.predicted.get(row);
            assert_eq!(of.mean.to_bits(), shown.to_bits(), "row {row}");
        }
    }

    // On a third data set it is a prior itself, and whatever is in it counts as seen.
    let second = with(&[folder.write("c100.gsp", bytes(&saved))]).unwrap();
    for dataset in [CIFAR10, CIFAR100] {
        let table = table_of(&second, dataset, "val_acc");
        let id = table.find("prior").unwrap();
        assert_eq!(table.leak(id), Some(Leak::SawTarget));
        let error = refusal("graf+prior", &table);
        assert!(error.contains("`prior` cannot be a feature: its predictor was trained on"));
    }
    assert!(FeatureSet::parse("graf+prior", &table_of(&second, 2, "val_acc")).is_ok());
}

#[test]
fn several_priors_are_called_by_their_files() {
    let folder = Files::new();
    let a = file(&folder, "a.gsp", "op_count");
    let b = file(&folder, "b (2).gsp", "min_path_len");
    let bench = with(&[a.clone(), b, a]).unwrap();
    let names: Vec<&str> = bench.priors.iter().map(|of| of.name.as_str()).collect();
    assert_eq!(names, ["prior.a", "prior.b _2_", "prior.a_2"]);
    let table = table_of(&bench, CIFAR100, "val_acc");
    assert_eq!(
        FeatureSet::parse("prior", &table).unwrap().columns().len(),
        3
    );
    assert_eq!(
        FeatureSet::parse("prior.a", &table)
            .unwrap()
            .columns()
            .len(),
        1
    );
}

#[test]
fn a_prior_that_predicts_from_the_target_has_seen_it() {
    let folder = Files::new();
    let path = file(&folder, "p.gsp", "op_count+cifar100.val_acc");
    let bench = with(&[path]).unwrap();
    assert!(
        bench.prior("prior").is_none(),
        "it needs more than architectures"
    );
    let table = table_of(&bench, CIFAR100, "val_acc");
    assert!(refusal("graf+prior", &table).contains("trained on this target"));
    // Elsewhere it is a feature, but one that must be given.
    let (_, saved) = trained(&bench, 2, "op_count+prior");
    assert_eq!(saved.given(), ["prior"]);
}

#[test]
fn what_is_no_prior_of_the_benchmark_is_refused() {
    let folder = Files::new();
    let error = |path: &Path| with(&[path.to_owned()]).unwrap_err().to_string();
    assert!(error(Path::new("/no/such.gsp")).contains("/no/such.gsp: No such file"));
    let text = folder.write("text.gsp", "op_count");
    assert!(error(&text).contains("not a predictor"));
    let path = file(&folder, "p.gsp", "op_count+cifar100.val_acc");
    let job = JobContext::default();
    let other = bench::open(&Source::named("tnb101_micro"), &job).unwrap();
    let refused = with_priors(other, std::slice::from_ref(&path), &job).unwrap_err();
    assert!(
        refused.to_string().contains("it predicts architectures of"),
        "{refused}"
    );
    let bare = bench::open(&Source::named("nb201"), &job).unwrap();
    let refused = with_priors(bare, &[path], &job).unwrap_err();
    let said = "it predicts from `cifar100.val_acc` of data set cifar10";
    assert!(refused.to_string().contains(said), "{refused}");
    let none = table_of(&open().0, CIFAR100, "val_acc");
    assert!(refusal("graf+prior", &none).contains("--prior FILE"));
}

#[test]
fn a_damaged_prior_within_a_file_is_no_predictor() {
    let folder = Files::new();
    let bench = with(&[file(&folder, "c10.gsp", "op_count")]).unwrap();
    let (_, saved) = trained(&bench, CIFAR100, "min_path_len+prior");
    let whole = bytes(&saved);
    for at in (16..whole.len()).step_by(whole.len() / 200) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x10;
        // A checksum of the damaged bytes lets what is behind it be read.
        let sealed = damaged.len() - 4;
        let seal = crc32c::crc32c(&damaged[..sealed]).to_le_bytes();
        damaged[sealed..].copy_from_slice(&seal);
        if let Ok(read) = SavedPredictor::from_bytes(&damaged) {
            let archs = &bench.archs[..3];
            drop(read.predict(archs, &[], &JobContext::default()));
        }
        assert!(SavedPredictor::from_bytes(&whole[..at]).is_err());
    }
}

#[test]
fn one_strong_column_among_many_counts_from_few_rows_on() {
    let (bench, _) = open();
    let table = Arc::new(table_of(&bench, CIFAR100, "val_acc"));
    let tau = |seed| {
        let features = "graf+cifar10.val_acc";
        let request = of_table(Arc::clone(&table), features, "gp", 16, seed);
        prediction_of(&request).scores.tau
    };
    let mean = (0..6).map(tau).sum::<f64>() / 6.0;
    assert!(mean > 0.79, "tau {mean}");
}
