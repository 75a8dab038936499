//! features

pub mod alike;
pub mod state;
pub mod update;
pub mod view;
