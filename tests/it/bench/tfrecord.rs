//! NAS-Bench-101's `TFRecord` files, written here as they are published.

mod writer;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use grafscope_core::bench;
use grafscope_core::bench::format::Format as FileFormat;
use grafscope_core::bench::{Benchmark, LoadError, Source, Target};
use grafscope_core::job::{Cancel, JobContext, Progress};
use proptest::prelude::*;
use tempfile::TempDir;

use writer::{Run, file_of, frame, masked_crc};

/// The cell of the first record of the published file.
const ADJACENCY: &str = "0100110001000000010010000010000001000000010000000";
const OPERATIONS: &str = "input,conv3x3-bn-relu,maxpool3x3,conv3x3-bn-relu,conv3x3-bn-relu,\
                          conv1x1-bn-relu,output";
const HASH: &str = "00005c142e6f48ac74fdcf73e3439874";

/// A run of the first cell.
fn run(epochs: u32, val_accuracy: f64) -> Run {
    Run {
        hash: HASH.to_owned(),
        epochs,
        adjacency: ADJACENCY.to_owned(),
        operations: OPERATIONS.to_owned(),
        accuracies: [1.0, val_accuracy, 0.5],
        time: 89.903_999_328_613_28,
        params: 8_555_530,
    }
}

/// The same for the cell of only an input and an output.
fn run_of_other(epochs: u32, val_accuracy: f64) -> Run {
    Run {
        hash: "f".repeat(32),
        adjacency: "0100".to_owned(),
        operations: "input,output".to_owned(),
        ..run(epochs, val_accuracy)
    }
}

struct File {
    folder: TempDir,
}

impl File {
    fn new(bytes: &[u8]) -> Self {
        let file = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        fs::write(file.path(), bytes).unwrap();
        file
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("nasbench_only108.tfrecord")
    }

    fn source(&self) -> Source {
        Source {
            no_cache: true,
            ..Source::named(self.path().to_str().unwrap())
        }
    }
}

fn open(bytes: &[u8], epochs: Option<u32>) -> Result<Arc<Benchmark>, LoadError> {
    let file = File::new(bytes);
    let source = Source {
        epochs,
        ..file.source()
    };
    bench::open(&source, &JobContext::default())
}

/// What is wrong with a file of one record, whose place must be told.
fn refusal(record: &str) -> String {
    let error = open(&frame(record.as_bytes()), None)
        .unwrap_err()
        .to_string();
    let (_, reason) = error
        .split_once("nasbench_only108.tfrecord: record 1 at byte 0: ")
        .unwrap_or_else(|| panic!("{error}"));
    reason.to_owned()
}

fn target<'a>(bench: &'a Benchmark, name: &str) -> &'a Target {
    let dataset = &bench.datasets[0];
    &dataset.targets[dataset.find_target(Some(name)).unwrap()]
}

fn runs(target: &Target, row: usize) -> Vec<f64> {
    target.runs.iter().map(|run| run.get(row)).collect()
}

#[test]
fn runs_of_a_cell_are_the_seeds_of_a_row() {
    let file = file_of(&[
        run(108, 0.25),
        run_of_other(108, 0.75),
        run(108, 0.5),
        run(108, 0.75),
    ]);
    let bench = open(&file, None).unwrap();
    assert_eq!(bench.space.name(), "nb101");
    assert_eq!(bench.origin.format, Some("nas-bench-101"));
    assert_eq!(bench.origin.notes, [""; 0]);
    assert_eq!(bench.rows(), 2);
    assert_eq!(bench.datasets.len(), 1);
    assert_eq!(bench.datasets[0].name, "cifar10");
    let ids: Vec<_> = ADJACENCY.bytes().map(|digit| digit - b'0').collect();
    let ids = [ids.as_slice(), &[0, 4, 2, 4, 4, 3, 1]].concat();
    let text = format!("{ids:?}").replace('[', "(").replace(']', ")");
    assert_eq!(bench.archs[0], bench.space.parse(&text).unwrap());

    let accuracy = &bench.datasets[0].targets[0];
    assert_eq!(accuracy.name, "val_accuracy");
    assert_eq!(runs(accuracy, 0), [25.0, 50.0, 75.0]);
    assert_eq!(accuracy.mean.get(0), 50.0);
    assert_eq!(runs(accuracy, 1)[0], 75.0);
    assert!(runs(accuracy, 1)[1..].iter().all(|run| run.is_nan()));
    assert_eq!(target(&bench, "test_accuracy").mean.get(0), 50.0);
    assert_eq!(target(&bench, "train_accuracy").mean.get(1), 100.0);
    let time = target(&bench, "train_time");
    assert!((time.mean.get(0) - 89.903_999_328_613_28).abs() < 1e-12);
}

#[test]
fn params_are_those_of_the_file_in_millions() {
    let mut odd = run(108, 0.5);
    odd.params = 8_555_531;
    let bench = open(&file_of(&[run(108, 0.5), odd]), None).unwrap();
    let params = bench.datasets[0]
        .proxies
        .iter()
        .find(|column| column.name == "params");
    assert_eq!(params.unwrap().values.get(0), 8.555_53);
    assert_eq!(
        bench.origin.notes,
        ["1 runs have another number of parameters than the first of their cell, which stands"]
    );
}

fn of_every_length() -> Vec<u8> {
    file_of(&[
        run(4, 0.25),
        run(108, 0.75),
        run(36, 0.5),
        run(12, 0.375),
        run_of_other(4, 0.25),
        run(108, 0.875),
    ])
}

#[test]
fn the_most_epochs_are_read_unless_others_are_asked_for() {
    let file = of_every_length();
    let bench = open(&file, None).unwrap();
    let accuracy = target(&bench, "val_accuracy");
    assert_eq!(runs(accuracy, 0), [75.0, 87.5]);
    assert!(
        accuracy.mean.get(1).is_nan(),
        "a row, though never trained so long"
    );
    assert_eq!(
        bench.origin.notes,
        ["runs of 108 epochs read, those of 4, 12, 36 left out; --epochs chooses others"]
    );
    let bench = open(&file, Some(4)).unwrap();
    let accuracy = target(&bench, "val_accuracy");
    assert_eq!([0, 1].map(|row| accuracy.mean.get(row)), [25.0, 25.0]);
    let error = open(&file, Some(200)).unwrap_err().to_string();
    let expected = "records: no run has 200 epochs; there are runs of 4, 12, 36, 108";
    assert!(error.ends_with(expected), "{error}");
}

#[test]
fn a_cell_may_be_numbered_otherwise_but_not_be_another() {
    let chain = |adjacency: &str, operations: &str| Run {
        adjacency: adjacency.to_owned(),
        operations: operations.to_owned(),
        ..run(108, 0.5)
    };
    // Input to two nodes, both to output: the nodes may stand in either order.
    let adjacency = "0110000100010000";
    let one = chain(adjacency, "input,maxpool3x3,conv1x1-bn-relu,output");
    let same = chain(adjacency, "input,conv1x1-bn-relu,maxpool3x3,output");
    let other = chain(adjacency, "input,conv1x1-bn-relu,conv1x1-bn-relu,output");
    let bench = open(&file_of(&[one.clone(), same]), None).unwrap();
    assert_eq!(bench.rows(), 1);
    assert_eq!(target(&bench, "val_accuracy").runs.len(), 2);
    let error = open(&file_of(&[one, other]), None).unwrap_err().to_string();
    assert!(
        error.contains("record 2 at byte ")
            && error.ends_with("another cell than record 1, which has the same module hash"),
        "{error}"
    );
}

#[test]
fn it_is_recognised_whatever_it_is_called_and_packed_in() {
    let file = File::new(&file_of(&[run(108, 0.5)]));
    assert_eq!(FileFormat::of(&file.path()).unwrap().name, "nas-bench-101");
    let packed = file.folder.path().join("packed.gz");
    let out = fs::File::create(&packed).unwrap();
    let mut out = flate2::write::GzEncoder::new(out, flate2::Compression::fast());
    out.write_all(&fs::read(file.path()).unwrap()).unwrap();
    out.finish().unwrap();
    let source = Source::named(packed.to_str().unwrap());
    assert_eq!(
        bench::open(&source, &JobContext::default()).unwrap().rows(),
        1
    );
}

#[test]
fn what_is_wrong_with_a_record_is_said() {
    let valid = run(108, 0.5);
    let good = valid.record();
    let with = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        refusal(&good.replacen(from, to, 1))
    };
    let metrics = |bytes: &[u8]| refusal(&valid.record_of(&STANDARD.encode(bytes)));
    let whole = valid.metrics();
    let one = [whole[..47].to_vec(), whole[47 * 3..].to_vec()].concat();
    for (reason, expected) in [
        (
            refusal("{}"),
            "expected the JSON array [module hash, epochs, adjacency",
        ),
        (
            with("108, ", ""),
            "expected the JSON array [module hash, epochs, adjacency",
        ),
        (with("108", "-108"), "expected u32"),
        (with("108", "1e300"), "expected u32"),
        (
            with(HASH, "00005c14"),
            "the module hash `00005c14`, expected 32 hexadecimal digits",
        ),
        (with("00005c", "+0005c"), "expected 32 hexadecimal digits"),
        (
            with(ADJACENCY, "01001"),
            "an adjacency matrix of 5 digits, expected n·n for a cell of n nodes, at most 7",
        ),
        (
            with(ADJACENCY, &"0".repeat(64)),
            "an adjacency matrix of 64 digits",
        ),
        (with("0100110", "0100210"), "expected zeros and ones"),
        (with(",output", ""), "6 operations, expected 7, one a node"),
        (
            with("maxpool3x3", "avgpool3x3"),
            "the operation `avgpool3x3`, expected one of input, output, maxpool3x3, \
             conv1x1-bn-relu, conv3x3-bn-relu",
        ),
        (with("0100110", "0000000"), "is not a nb101 architecture"),
        (
            with("Ci0J", "*i0J"),
            "the metrics are not base64: Invalid symbol",
        ),
        (metrics(&[]), "the metrics have no evaluation"),
        (metrics(&one), "the metrics have 1 evaluations, expected 3"),
        (
            metrics(&whole[..100]),
            "the metrics are not a ModelMetrics message",
        ),
        (
            with("108", "36"),
            "the last evaluation is after 108 epochs, expected 36",
        ),
    ] {
        assert!(reason.contains(expected), "{reason}");
    }
}

#[test]
fn damage_to_the_frames_is_said() {
    let file = file_of(&[run(108, 0.5), run(108, 0.75)]);
    let second = file.len() / 2;
    let error = |bytes: &[u8]| {
        let file = File::new(bytes);
        let source = Source {
            format: Some("nas-bench-101".to_owned()),
            ..file.source()
        };
        bench::open(&source, &JobContext::default())
            .unwrap_err()
            .to_string()
    };
    let place = format!("record 2 at byte {second}: ");
    let with = |at: usize| {
        let mut bytes = file.clone();
        bytes[second + at] ^= 4;
        error(&bytes)
    };
    for (message, expected) in [
        (with(0), "the checksum of its length is wrong"),
        (with(8), "the checksum of its length is wrong"),
        (with(40), "the checksum of its"),
        (with(second - 1), "bytes is "),
        (
            error(&file[..second + 5]),
            "the file ends after 5 of the 12 bytes of its length",
        ),
        (
            error(&file[..file.len() - 1]),
            "bytes of its data and checksum",
        ),
    ] {
        assert!(
            message.contains(&place) && message.contains(expected),
            "{message}"
        );
    }
    let huge = (1_u64 << 60).to_le_bytes();
    let huge = [&huge[..], &masked_crc(&huge)].concat();
    assert!(error(&huge).contains("1152921504606846976 bytes, expected the about 400"));
    assert!(error(&[]).ends_with("records: none, expected those of NAS-Bench-101"));
}

#[test]
fn runs_without_end_are_refused() {
    let runs = vec![run(108, 0.5); 17];
    let error = open(&file_of(&runs), None).unwrap_err().to_string();
    assert!(
        error.ends_with("one more than 16 runs of its cell with 108 epochs"),
        "{error}"
    );
}

#[test]
fn progress_is_told_in_bytes_and_a_stop_is_obeyed() {
    let file = File::new(&file_of(&vec![run(108, 0.5); 16]));
    let len = fs::metadata(file.path()).unwrap().len() as usize;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let cancel = Cancel::default();
    let job = JobContext::new(cancel.clone(), {
        let heard = Arc::clone(&heard);
        move |progress| heard.lock().unwrap().push(progress)
    });
    bench::open(&file.source(), &job).unwrap();
    let end = Progress {
        what: "bytes",
        done: len,
        total: len,
    };
    assert!(heard.lock().unwrap().contains(&end));
    cancel.cancel();
    let stopped = bench::open(&file.source(), &job);
    assert!(matches!(stopped, Err(LoadError::Cancelled(_))));
}

/// Opens `bytes` as a file of the format, whatever they are: an error, or a benchmark.
fn survives(bytes: &[u8]) -> bool {
    let file = File::new(bytes);
    let format = FileFormat::find("nas-bench-101").unwrap();
    let options = grafscope_core::bench::format::ReadOptions::default();
    match format.read(&file.path(), &options, &JobContext::default()) {
        Ok(_) => true,
        Err(LoadError::Malformed { path, .. }) => {
            assert_eq!(path, Path::new(&file.path()));
            false
        }
        Err(error) => panic!("{error}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_flipped_bit_is_noticed(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let mut bytes = of_every_length();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(!survives(&bytes));
    }

    #[test]
    fn a_cut_file_is_noticed_within_a_record(at in any::<prop::sample::Index>()) {
        let bytes = of_every_length();
        let at = at.index(bytes.len());
        let mut ends = vec![0];
        while ends[ends.len() - 1] < bytes.len() {
            let start = ends[ends.len() - 1];
            let length = u64::from_le_bytes(bytes[start..start + 8].try_into().unwrap());
            ends.push(start + length as usize + 16);
        }
        prop_assert_eq!(survives(&bytes[..at]), at > 0 && ends.contains(&at));
    }

    /// With checksums that are right, whatever the records are.
    #[test]
    fn forged_records_are_survived(
        record in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            "\\PC{0,100}".prop_map(String::into_bytes),
            prop::collection::vec(any::<u8>(), 0..150)
                .prop_map(|bytes| run(108, 0.5).record_of(&STANDARD.encode(bytes)).into_bytes()),
            (0_usize..20_000).prop_map(|depth| "[".repeat(depth).into_bytes()),
        ],
    ) {
        survives(&frame(&record));
    }

    #[test]
    fn a_changed_byte_of_a_record_is_survived(
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut record = run(108, 0.5).record().into_bytes();
        let at = at.index(record.len());
        record[at] = byte;
        survives(&frame(&record));
    }
}
