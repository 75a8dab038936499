//! Edits of an architecture, and everything one edit away.

pub mod state;
pub(crate) mod update;
pub(crate) mod view;
