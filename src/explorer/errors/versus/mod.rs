//! Model A vs model B.

pub mod choosing;
pub mod state;
pub mod update;
pub mod view;
