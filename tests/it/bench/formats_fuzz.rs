//! Whatever a file holds, opening it gives a benchmark whose table can be made, or an error.

use std::io::Write;
use std::sync::{Arc, LazyLock};

use flate2::Compression;
use flate2::write::GzEncoder;
use grafscope_core::bench;
use grafscope_core::bench::{DatasetId, LoadError};
use grafscope_core::graf;
use grafscope_core::graf::Families;
use grafscope_core::job::JobContext;
use grafscope_core::table;
use proptest::prelude::*;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use crate::support::files::open;

const SUITE: &str = r#"{"nb": {"cifar10": {
 "(4, 0, 3, 1, 4, 3)": {"id": 0, "zen": {"score": 63.5, "time": 1.2}, "val_accuracy": 84.99},
 "(1, 1, 1, 1, 1, 1)": {"id": 1, "zen": {"score": -1e8, "time": NaN}, "runs": [1, 2.5, null]}},
 "cifar100": {"421211": {"val_accuracy": "x\u00e9\\", "zen": null}}}}"#;

const MACRO: &str = r#"{"421211": {"test_acc": [89.47, 88.9], "mean_acc": 89.2, "std": 0.2, "params": 890666},
 "411211": {"test_acc": [-Infinity], "flops": 47327744}}"#;

const TABLE: &str = ",net,val_accs,zen,random,\"new, net\",note\n\
0,\"(4, 0, 3, 1, 4, 3)\",84.99,63.5,7,\"(4, 0)\",a\n\
1,\"(1, 1, 1, 1, 1, 1)\",10,-100000000.0,8,b,\"c\"\"d\"\n\
2,421211,,inf,9,,\n";

fn compressed() -> [Vec<u8>; 2] {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(TABLE.as_bytes()).unwrap();
    let zstd = compress_to_vec(SUITE.as_bytes(), CompressionLevel::Fastest);
    [gzip.finish().unwrap(), zstd]
}

static FILES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let plain = [SUITE, MACRO, TABLE].map(|text| text.as_bytes().to_vec());
    let commas = TABLE.replace(", ", "~").replace(',', "\t");
    let tabs = commas.replace('~', ", ").into_bytes();
    plain
        .into_iter()
        .chain([tabs])
        .chain(compressed())
        .collect()
});

/// What is put into a file to harm it.
const HOSTILE: [&str; 20] = [
    "1e999",
    "-1e308",
    "99999999999999999999999999",
    "NaN",
    "-Infinity",
    "null",
    "true",
    "[[[[[[[[",
    "{\"a\":{\"b\":{\"c\":",
    "\"",
    "\\",
    "\u{0}",
    "\u{feff}",
    "\n",
    "\r\n",
    ",,,,",
    "421211",
    "(0, 0, 0, 0, 0, 0)",
    "error",
    "op_count(none)",
];

#[derive(Debug, Clone)]
enum Harm {
    Cut(prop::sample::Index),
    Flip(prop::sample::Index, u8),
    Insert(prop::sample::Index, &'static str),
    Repeat(prop::sample::Index, prop::sample::Index),
    Remove(prop::sample::Index, prop::sample::Index),
    Nest(prop::sample::Index, usize),
}

impl Harm {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let place = |index: &prop::sample::Index| index.index(bytes.len() + 1);
        match self {
            Self::Cut(at) => bytes.truncate(place(at)),
            Self::Flip(at, bit) => {
                let at = place(at).min(bytes.len().saturating_sub(1));
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << bit;
                }
            }
            Self::Insert(at, text) => {
                let at = place(at);
                bytes.splice(at..at, text.bytes());
            }
            Self::Repeat(a, b) => {
                let (a, b) = (place(a).min(place(b)), place(a).max(place(b)));
                let piece = bytes[a..b].to_vec();
                bytes.splice(b..b, piece);
            }
            Self::Remove(a, b) => {
                let (a, b) = (place(a).min(place(b)), place(a).max(place(b)));
                bytes.drain(a..b);
            }
            Self::Nest(at, depth) => {
                let at = place(at);
                bytes.splice(at..at, "[{\"a\":".repeat(*depth).into_bytes());
            }
        }
    }
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        at().prop_map(Harm::Cut),
        (at(), 0_u8..8).prop_map(|(at, bit)| Harm::Flip(at, bit)),
        (at(), prop::sample::select(&HOSTILE[..])).prop_map(|(at, text)| Harm::Insert(at, text)),
        (at(), at()).prop_map(|(a, b)| Harm::Repeat(a, b)),
        (at(), at()).prop_map(|(a, b)| Harm::Remove(a, b)),
        (at(), 1_usize..3000).prop_map(|(at, depth)| Harm::Nest(at, depth)),
    ]
}

/// Opens the bytes as a file; with what can be opened, a table can be made of every data set.
fn is_survived(bytes: &[u8]) {
    match open("harmed", bytes) {
        Ok(bench) => {
            let features = graf::compute(
                bench.space,
                &bench.archs,
                Families::default(),
                &JobContext::default(),
            )
            .unwrap();
            let features = Arc::new(features);
            for dataset in 0..bench.datasets.len() {
                table::build(&bench, DatasetId(dataset), 0, &features);
            }
        }
        Err(LoadError::Malformed { .. } | LoadError::Io { .. }) => {}
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn the_files_are_sound_before_they_are_harmed() {
    for bytes in FILES.iter() {
        open("sound", bytes).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn harmed_files_are_opened_or_refused(
        file in 0..6_usize,
        harms in prop::collection::vec(harm(), 1..5),
    ) {
        let mut bytes = FILES[file].clone();
        for harm in &harms {
            harm.apply(&mut bytes);
        }
        is_survived(&bytes);
    }

    #[test]
    fn any_bytes_are_opened_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        is_survived(&bytes);
    }

    #[test]
    fn harmed_files_are_joined_or_refused(
        file in 0..6_usize,
        harms in prop::collection::vec(harm(), 1..3),
    ) {
        let mut bytes = FILES[file].clone();
        for harm in &harms {
            harm.apply(&mut bytes);
        }
        let files = crate::support::files::Files::new();
        let mut source = files.source("base.csv", TABLE);
        source.joins = vec![files.write("joined", &bytes)];
        if let Ok(bench) = bench::open(&source, &JobContext::default()) {
            let features = graf::compute(bench.space, &bench.archs, Families::default(), &JobContext::default()).unwrap();
            table::build(&bench, DatasetId(0), 0, &Arc::new(features));
        }
    }
}
