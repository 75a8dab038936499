//! The integration tests: one binary, one module a subject.

mod features_cli;
mod graf;
mod space;
