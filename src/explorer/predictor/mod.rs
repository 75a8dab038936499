//! The predictor that is trained, and what changes it.

pub mod intervals;
pub mod state;
pub mod update;
pub mod view;
