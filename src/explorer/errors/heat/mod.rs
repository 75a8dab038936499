//! Mean errors by the values of two columns.

pub mod state;
pub mod update;
pub mod view;
