//! A search guided by a model, with searches without one for comparison.

pub(crate) mod state;
pub(crate) mod update;
pub(crate) mod view;
