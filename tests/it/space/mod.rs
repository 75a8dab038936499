//! Search spaces: encodings, cells, edits.

mod builtin;
mod candidates;
mod compact;
mod darts;
mod edit_slots;
mod encodings;
mod file;
mod laws;
mod nb101;
mod query;
mod sampling;
mod tnb101_macro;
