//! What is near an architecture.

pub mod state;
pub mod update;
pub mod view;
