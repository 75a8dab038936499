//! Edits of an architecture, and everything one edit away.

pub mod state;
pub mod update;
pub mod view;
