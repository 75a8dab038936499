//! Search spaces: encodings, cells, edits.

mod builtin;
mod compact;
mod darts;
mod edit_slots;
mod encodings;
mod file;
mod laws;
mod nb101;
mod query;
mod tnb101_macro;
