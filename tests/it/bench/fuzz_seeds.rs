//! Every seed of the fuzz targets, played without a fuzzer.

use std::fs;
use std::path::Path;

#[expect(unreachable_pub, reason = "the fuzz targets are a crate of their own")]
#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

use fuzz::targets;

/// A target: its name and what it does with an input.
type Target<Input> = (&'static str, fn(&Input));

/// The targets: those that take bytes, then those that take text.
const BYTES: [Target<[u8]>; 10] = [
    ("csv", targets::csv),
    ("gsb", targets::gsb),
    ("join", targets::join),
    ("jsonl", targets::jsonl),
    ("nas_bench_101", targets::nas_bench_101),
    ("nas_bench_macro", targets::nas_bench_macro),
    ("pickle", targets::pickle),
    ("predictor", targets::predictor),
    ("suite_zero", targets::suite_zero),
    ("wheel", targets::wheel),
];
const TEXTS: [Target<str>; 3] = [
    ("encodings", targets::encodings),
    ("filter", targets::filter),
    ("space_file", targets::space_file),
];

/// Names of what is in a folder of the fuzz crate, without what follows a dot.
fn names(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz")
        .join(folder);
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|name| name.split('.').next().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

/// Plays each seed of `target`, as it is and cut in half.
fn play(target: &str, run: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz/seeds")
        .join(target);
    let mut seeds = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        run(&bytes);
        run(&bytes[..bytes.len() / 2]);
        seeds += 1;
    }
    assert!(seeds > 0, "{target} has no seeds");
}

#[test]
fn every_seed_of_every_target_is_survived() {
    let mut played: Vec<_> = BYTES.iter().map(|(name, _)| *name).collect();
    played.extend(TEXTS.iter().map(|(name, _)| *name));
    played.sort_unstable();
    assert_eq!(names("targets"), played);
    assert_eq!(names("seeds"), played);
    for (target, run) in BYTES {
        play(target, run);
    }
    for (target, run) in TEXTS {
        play(target, |bytes| {
            // As the fuzzer does it: what is no text is no input.
            if let Ok(text) = std::str::from_utf8(bytes) {
                run(text);
            }
        });
    }
}
