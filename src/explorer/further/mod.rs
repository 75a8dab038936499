//! Further targets, which are predicted beside the main one.

pub mod state;
pub(crate) mod update;
