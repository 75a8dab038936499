//! Mean errors by the values of one column.

pub mod state;
pub mod update;
pub mod view;
