//! The integration tests: one binary, one module a subject.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::float_cmp, reason = "counts, ranks and flags are exact")]

mod bench;
mod cli;
mod filter;
mod graf;
mod predict;
mod project;
mod pty;
mod space;
mod support;
mod tradeoff;
mod ui;
