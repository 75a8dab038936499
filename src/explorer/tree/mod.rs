//! The drawing of a predictor that is one tree.

pub mod state;
pub mod update;
pub mod view;
