//! Benchmarks and the files they come from.

mod builtin;
mod cache;
mod formats;
mod formats_fuzz;
mod formats_published;
mod fuzz_seeds;
mod join;
mod names;
mod own_export;
mod row_export;
mod tfrecord;
