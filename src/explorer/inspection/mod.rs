//! What the screens that explain a predictor share.

pub mod state;
pub mod update;
