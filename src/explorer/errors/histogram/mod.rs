//! The histogram of errors.

pub mod state;
pub mod update;
pub mod view;
