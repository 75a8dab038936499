//! Error slices.

pub mod state;
pub mod update;
pub mod view;
