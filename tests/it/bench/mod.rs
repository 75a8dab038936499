//! Benchmarks and the files they come from.

mod builtin;
mod cache;
mod follow;
mod formats;
mod formats_fuzz;
mod formats_published;
mod fuzz_seeds;
mod join;
mod json_lines;
mod large;
mod names;
mod own_export;
mod row_export;
mod tfrecord;
