//! The integration tests: one binary, one module a subject.

mod predict;
mod published;
