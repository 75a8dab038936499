//! Feature selection: which features are needed.

pub mod state;
pub mod update;
pub mod view;
