//! What the table shows where the user has chosen nothing: scored rows, best predicted first, and the features
//! that matter to the predictor.

pub(crate) mod columns;
pub(crate) mod order;
pub(crate) mod ranking;
pub mod state;
