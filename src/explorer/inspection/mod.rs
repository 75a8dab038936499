//! What the screens that explain a predictor share.

pub(crate) mod state;
pub(crate) mod update;
