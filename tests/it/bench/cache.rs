//! The cache: what was opened once is found again as it was, and nothing that is wrong with the
//! cache is ever noticed but by the time it takes.

use std::cell::Cell;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use grafscope_core::bench::cache::Cache;
use grafscope_core::bench::{
    Benchmark, Better, Dataset, JoinReport, LoadError, Origin, SideColumn, Source, Target,
};
use grafscope_core::graf;
use grafscope_core::graf::Families;
use grafscope_core::job::{Cancel, JobContext};
use grafscope_core::space;
use grafscope_core::space::InputShape;
use grafscope_core::table::{Format, Unit, Values};
use proptest::prelude::*;
use tempfile::TempDir;

/// More than any test needs.
const ROOMY: u64 = 1 << 30;

/// A folder with a file that is large enough to be cached, and a place for the cache.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        place.file("table.csv", 1);
        place
    }

    /// Writes a file of a megabyte of `byte`.
    fn file(&self, name: &str, byte: u8) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, vec![byte; 1 << 20]).unwrap();
        path
    }

    fn source(&self) -> Source {
        Source::named(self.folder.path().join("table.csv").to_str().unwrap())
    }

    fn cache_folder(&self) -> PathBuf {
        self.folder.path().join("cache")
    }

    fn cache(&self) -> Cache {
        Cache::at(self.cache_folder(), ROOMY)
    }

    /// The files of the cache.
    fn entries(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.cache_folder()).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    fn entry(&self) -> PathBuf {
        let [entry] = self.entries().try_into().expect("one entry");
        entry
    }
}

/// What `cache` gives for `source`, and whether it was opened again, as `bench`.
fn open(cache: &Cache, source: &Source, bench: &Benchmark) -> (Benchmark, bool) {
    let opened = Cell::new(false);
    let found = cache.benchmark(source, &JobContext::default(), || {
        opened.set(true);
        Ok(bench.clone())
    });
    (found.unwrap(), opened.get())
}

fn opens_again(cache: &Cache, source: &Source) -> bool {
    open(cache, source, &small()).1
}

fn values(figures: &[f64]) -> Arc<Values> {
    Arc::new(Values::Dense(figures.to_vec()))
}

/// A benchmark of three rows with everything that one can have.
fn small() -> Benchmark {
    let space = space::find("nb201").unwrap();
    let run = values(&[91.5, f64::NAN, -0.0]);
    let target = Target {
        name: "val_acc".to_owned(),
        doc: "Accuracy – in percent.".to_owned(),
        split: "valid".to_owned(),
        unit: Unit::Percent,
        format: Format::Fixed(2),
        better: Better::Higher,
        by_formula: false,
        mean: Arc::clone(&run),
        std: Some(values(&[f64::NAN, 0.1, f64::INFINITY])),
        runs: vec![run],
    };
    let side = SideColumn {
        name: "zen".to_owned(),
        doc: String::new(),
        format: Format::Compact,
        values: Arc::new(Values::Coded {
            codes: vec![0, 2, 1],
            levels: vec![-1.5, 0.0, 7.25],
        }),
    };
    let flags = SideColumn {
        name: "flag".to_owned(),
        values: Arc::new(Values::Bits {
            words: vec![0b101],
            rows: 3,
        }),
        ..side.clone()
    };
    Benchmark {
        name: "table".to_owned(),
        doc: "Figures of table.csv.".to_owned(),
        space,
        archs: ["421211", "000000", "333333"]
            .map(|text| space.parse(text).unwrap())
            .to_vec(),
        canonical: vec![true, false, true],
        datasets: vec![Dataset {
            name: "cifar10".to_owned(),
            input: Some(InputShape {
                side: 32,
                classes: 10,
            }),
            targets: vec![target],
            proxies: vec![side.clone()],
            predictions: vec![SideColumn {
                name: "gnn".to_owned(),
                ..side.clone()
            }],
            split: Some(SideColumn {
                name: "part".to_owned(),
                ..flags.clone()
            }),
            others: vec![side, flags],
        }],
        priors: Vec::new(),
        joins: Vec::new(),
        origin: Origin {
            format: Some("csv"),
            space_because: Some("no other takes it".to_owned()),
            notes: vec!["one row left out".to_owned()],
            disagreed: 6,
            ..Origin::default()
        },
    }
}

/// Everything of a benchmark, numbers as bits.
fn all_of(bench: &Benchmark) -> String {
    let bits = |values: &Values| match values {
        Values::Decimals(_) | Values::Dense(_) | Values::Computed(_) => {
            let bits: Vec<_> = values.iter().map(f64::to_bits).collect();
            format!("{bits:?}")
        }
        Values::Coded { codes, levels } => format!("{codes:?} {levels:?}"),
        Values::Bits { words, rows } => format!("{words:?} {rows}"),
    };
    let numbers: Vec<_> = bench
        .datasets
        .iter()
        .flat_map(|d| {
            let targets = d.targets.iter().flat_map(|t| {
                let runs = t.runs.iter().chain(t.std.iter());
                runs.chain([&t.mean])
            });
            let sides = d.proxies.iter().chain(&d.others).chain(&d.predictions);
            let sides = sides.chain(&d.split).map(|side| &side.values);
            targets.chain(sides)
        })
        .map(|values| bits(values))
        .collect();
    format!("{bench:?} {numbers:?}")
}

#[test]
fn what_was_opened_is_found_again() {
    let (place, bench) = (Place::new(), small());
    let (first, opened) = open(&place.cache(), &place.source(), &bench);
    assert!(opened);
    assert_eq!(all_of(&first), all_of(&bench));
    let (second, opened) = open(&place.cache(), &place.source(), &bench);
    assert!(!opened);
    assert_eq!(all_of(&second), all_of(&bench));
    let target = &second.datasets[0].targets[0];
    assert!(Arc::ptr_eq(&target.mean, &target.runs[0]), "kept once");
}

#[test]
fn a_copy_of_the_file_is_the_same_and_other_content_is_not() {
    let place = Place::new();
    let cache = place.cache();
    assert!(opens_again(&cache, &place.source()));
    let moved = place.folder.path().join("elsewhere");
    fs::create_dir(&moved).unwrap();
    fs::copy(
        place.folder.path().join("table.csv"),
        moved.join("table.csv"),
    )
    .unwrap();
    let moved = Source::named(moved.join("table.csv").to_str().unwrap());
    assert!(!opens_again(&cache, &moved));
    place.file("table.csv", 2);
    assert!(opens_again(&cache, &place.source()));
    assert!(!opens_again(&cache, &moved));
}

#[test]
fn every_option_counts() {
    let place = Place::new();
    let (cache, plain) = (place.cache(), place.source());
    let (join, other) = (place.file("a.csv", 3), place.file("b.csv", 3));
    let with = |change: &dyn Fn(&mut Source)| {
        let mut source = plain.clone();
        change(&mut source);
        source
    };
    let sources = [
        plain.clone(),
        with(&|s| s.epochs = Some(36)),
        with(&|s| s.epochs = Some(4)),
        with(&|s| s.key = Some("net".to_owned())),
        with(&|s| s.format = Some("net".to_owned())),
        with(&|s| s.space = Some("nb201".to_owned())),
        with(&|s| s.targets = Some(Vec::new())),
        with(&|s| s.targets = Some(vec!["net".to_owned()])),
        with(&|s| s.targets = Some(vec!["n".to_owned(), "et".to_owned()])),
        with(&|s| s.benchmark = other.to_str().unwrap().to_owned()),
    ];
    for source in &sources {
        assert!(opens_again(&cache, source), "{source:?}");
    }
    for source in &sources {
        assert!(!opens_again(&cache, source), "{source:?}");
    }
    let report = |file: &Path| JoinReport {
        file: file.to_owned(),
        matched: 1,
        missing: 2,
        unknown: 3,
        duplicated: 4,
        disagreed: 5,
        order: vec![2, 0],
    };
    let joined = |file: &Path| {
        let bench = Benchmark {
            joins: vec![report(file)],
            ..small()
        };
        let joins = vec![file.to_owned()];
        open(
            &cache,
            &Source {
                joins,
                ..plain.clone()
            },
            &bench,
        )
    };
    assert!(joined(&join).1);
    let (found, opened) = joined(&join);
    assert!(!opened);
    assert_eq!(found.joins, [report(&join)]);
    assert!(joined(&other).1, "a file of another name");
    place.file("a.csv", 4);
    assert!(joined(&join).1, "other content");
}

#[test]
fn small_sources_folders_and_absent_files_are_not_cached() {
    let place = Place::new();
    let (cache, folder) = (place.cache(), place.folder.path());
    fs::write(folder.join("small.csv"), [1; 1000]).unwrap();
    for name in ["small.csv", "absent.csv", ""] {
        let source = Source::named(folder.join(name).to_str().unwrap());
        assert!(opens_again(&cache, &source));
        assert!(opens_again(&cache, &source));
    }
    assert!(opens_again(&cache, &Source::named("nas-bench-201")));
    assert_eq!(place.entries().len(), 0);
}

#[test]
fn without_cache_there_is_none() {
    let source = Source {
        no_cache: true,
        ..Source::named("table.csv")
    };
    assert!(Cache::of(&source).is_none());
}

#[test]
fn a_folder_that_cannot_be_written_is_no_cache() {
    let place = Place::new();
    let cache = Cache::at(place.folder.path().join("table.csv/cache"), ROOMY);
    assert!(opens_again(&cache, &place.source()));
    assert!(opens_again(&cache, &place.source()));
}

#[test]
fn errors_and_stops_are_passed_on_and_not_kept() {
    let place = Place::new();
    let (cache, source) = (place.cache(), place.source());
    let cancel = Cancel::default();
    let job = JobContext::new(cancel.clone(), |_| ());
    let failed = cache.benchmark(&source, &job, || Err(LoadError::Misfit("so".to_owned())));
    assert!(matches!(failed, Err(LoadError::Misfit(_))));
    cancel.cancel();
    let stopped = cache.benchmark(&source, &job, || panic!("hashing stops"));
    assert!(matches!(stopped, Err(LoadError::Cancelled(_))));
    assert_eq!(place.entries().len(), 0);
}

#[test]
fn a_file_that_changes_while_it_is_read_is_not_kept() {
    let place = Place::new();
    let found = place
        .cache()
        .benchmark(&place.source(), &JobContext::default(), || {
            fs::write(place.folder.path().join("table.csv"), "cut").unwrap();
            Ok(small())
        });
    assert!(found.is_ok());
    assert_eq!(place.entries().len(), 0);
}

#[test]
fn an_entry_under_the_name_of_another_is_no_entry() {
    let place = Place::new();
    let (cache, first) = (place.cache(), place.source());
    let second = Source {
        epochs: Some(4),
        ..first.clone()
    };
    assert!(opens_again(&cache, &first));
    let entry = place.entry();
    assert!(opens_again(&cache, &second));
    let other = place.entries().into_iter().find(|e| *e != entry).unwrap();
    fs::copy(other, &entry).unwrap();
    assert!(opens_again(&cache, &first));
    assert!(!opens_again(&cache, &first), "written again");
}

#[test]
fn the_longest_unused_entry_makes_room() {
    let place = Place::new();
    let source = |epochs| Source {
        epochs: Some(epochs),
        ..place.source()
    };
    assert!(opens_again(&place.cache(), &source(0)));
    let bytes = fs::metadata(place.entry()).unwrap().len();
    let cache = Cache::at(place.cache_folder(), 2 * bytes + bytes / 2);
    assert!(opens_again(&cache, &source(1)));
    let hour = Duration::from_secs(60 * 60);
    for entry in place.entries() {
        let used = SystemTime::now() - 2 * hour;
        File::open(entry).unwrap().set_modified(used).unwrap();
    }
    assert!(!opens_again(&cache, &source(0)), "and now used just now");
    assert!(opens_again(&cache, &source(2)));
    assert_eq!(place.entries().len(), 2);
    assert!(!opens_again(&cache, &source(0)));
    assert!(!opens_again(&cache, &source(2)));
    assert!(opens_again(&cache, &source(1)), "it had to go");
    let tiny = Cache::at(place.cache_folder(), bytes - 1);
    assert!(opens_again(&tiny, &source(3)));
    assert!(
        opens_again(&tiny, &source(3)),
        "larger than the whole cache"
    );
}

#[test]
fn nothing_is_left_half_written() {
    let place = Place::new();
    fs::create_dir(place.cache_folder()).unwrap();
    let part = |name: &str, age| {
        let path = place.cache_folder().join(name);
        let file = File::create(&path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(age))
            .unwrap();
        path
    };
    let (old, new) = (part("old.part", 7200), part("new.part", 10));
    let others = part("notes.txt", 7200);
    assert!(opens_again(&place.cache(), &place.source()));
    assert!(!old.exists(), "left by a program that was killed");
    assert!(new.exists(), "another program is at it");
    assert!(others.exists(), "none of ours");
    assert_eq!(place.entries().len(), 3);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_damaged_entry_is_made_anew(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let place = Place::new();
        let (cache, source) = (place.cache(), place.source());
        prop_assert!(opens_again(&cache, &source));
        let entry = place.entry();
        let whole = fs::read(&entry).unwrap();
        let mut bytes = whole.clone();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        fs::write(&entry, &bytes).unwrap();
        prop_assert!(opens_again(&cache, &source));
        prop_assert_eq!(&fs::read(&entry).unwrap(), &whole);
        fs::write(&entry, &whole[..at]).unwrap();
        prop_assert!(opens_again(&cache, &source));
        prop_assert!(!opens_again(&cache, &source));
    }

    #[test]
    fn any_figures_come_back_to_the_bit(
        dense in prop::collection::vec(any::<u64>(), 0..300),
        levels in prop::collection::btree_set(-1000_i32..1000, 1..256),
        codes in prop::collection::vec(any::<prop::sample::Index>(), 300),
    ) {
        let place = Place::new();
        let rows = dense.len();
        let mut bench = small();
        let arch = bench.archs[0].clone();
        bench.archs = vec![arch; rows];
        bench.canonical = dense.iter().map(|bits| bits % 3 == 0).collect();
        let dense = Arc::new(Values::Dense(dense.into_iter().map(f64::from_bits).collect()));
        let coded = Arc::new(Values::Coded {
            codes: codes[..rows].iter().map(|code| code.index(levels.len()) as u8).collect(),
            levels: levels.into_iter().map(f64::from).collect(),
        });
        let dataset = &mut bench.datasets[0];
        dataset.targets[0].mean = Arc::clone(&dense);
        dataset.targets[0].std = None;
        dataset.targets[0].runs = vec![dense, Arc::clone(&coded)];
        let sides = dataset.proxies.iter_mut().chain(&mut dataset.others);
        for side in sides.chain(&mut dataset.predictions).chain(&mut dataset.split) {
            side.values = Arc::clone(&coded);
        }
        open(&place.cache(), &place.source(), &bench);
        let (found, opened) = open(&place.cache(), &place.source(), &small());
        prop_assert!(!opened);
        prop_assert_eq!(all_of(&found), all_of(&bench));
    }
}

#[test]
fn features_are_found_again_by_the_architectures() {
    let place = Place::new();
    let (cache, source, job) = (place.cache(), place.source(), JobContext::default());
    let families = Families::default();
    let mut bench = small();
    let all = bench.space.architectures();
    cache.features(&source, &bench, families, &job).unwrap();
    assert_eq!(place.entries().len(), 0, "few are computed as fast");
    bench.archs = [all.as_slice(), &all].concat();
    let computed = graf::compute(bench.space, &bench.archs, families, &job).unwrap();
    for reports in [true, false] {
        let computing = Arc::new(AtomicBool::new(false));
        let heard = Arc::clone(&computing);
        let job = JobContext::new(Cancel::default(), move |progress| {
            heard.fetch_or(progress.what == "architectures", Ordering::Relaxed);
        });
        let matrix = cache.features(&source, &bench, families, &job).unwrap();
        assert_eq!(computing.load(Ordering::Relaxed), reports);
        assert_eq!(place.entries().len(), 1);
        assert_eq!(matrix.features, computed.features);
        assert_eq!(matrix.columns, computed.columns);
    }
    bench.archs.swap(0, 1);
    let swapped = cache.features(&source, &bench, families, &job).unwrap();
    assert_eq!(place.entries().len(), 2);
    assert_ne!(swapped.columns, computed.columns);
}
