//! The integration tests: one binary, one module a subject.

mod bench;
mod explorer;
mod layering;
