//! bounds

pub mod state;
pub mod view;
