//! The drawing of a predictor that is one tree.

pub(crate) mod state;
pub(crate) mod update;
pub(crate) mod view;
