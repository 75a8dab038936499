//! A search guided by the predictor, against random search.

pub mod state;
pub mod update;
pub mod view;
