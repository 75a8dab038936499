//! The predictor that is trained, and what changes it.

pub(crate) mod intervals;
pub(crate) mod sampling;
pub mod state;
pub(crate) mod update;
pub(crate) mod view;
