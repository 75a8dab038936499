//! What is open: a benchmark with what is joined to it.

pub mod data;
pub mod joining;
