//! The help: keys, the filter language, what the numbers mean.

pub mod state;
pub mod update;
pub mod view;
