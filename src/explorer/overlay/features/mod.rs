//! features

pub mod redundancy;
pub mod state;
pub mod update;
pub mod view;
