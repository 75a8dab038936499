//! A search guided by the predictor, against random search.

pub(crate) mod state;
pub(crate) mod update;
pub(crate) mod view;
