//! grafscope: a terminal explorer for neural-architecture-search benchmarks.
//!
//! # Modules, from the ground up
//!
//! | module | what it owns |
//! |---|---|
//! | [`job`] | how a long computation is watched and stopped |
//! | [`space`] | search spaces: encodings and cell graphs |
//! | [`graf`] | GRAF features of an architecture |
//! | [`bench`] | benchmarks: rows, data sets, targets, the files they come from |
//! | [`table`] | the headless table: columns, sort, number formats |
//! | [`filter`] | the filter language |
//! | [`predict`] | feature sets, the forest, honest scores |
//! | [`export`] | results as csv and json |
//!
//! A module may use those above it in this table (`table` and `filter` know each other). None of
//! them knows a terminal.

pub mod bench;
pub mod cli;
pub mod export;
pub mod filter;
pub mod graf;
pub mod job;
pub mod predict;
pub mod space;
pub mod table;
