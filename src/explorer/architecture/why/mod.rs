//! The SHAP values of one prediction.

pub mod attributed;
pub mod state;
pub mod update;
pub mod view;
