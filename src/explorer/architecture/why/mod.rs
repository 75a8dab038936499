//! The SHAP values of one prediction.

pub mod attributed;
pub(crate) mod state;
pub(crate) mod update;
pub(crate) mod view;
