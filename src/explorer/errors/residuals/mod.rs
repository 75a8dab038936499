//! Errors against the values of a column.

pub mod state;
pub mod update;
pub mod view;
