//! A matrix: trained on each target, evaluated on all.

pub(crate) mod state;
pub(crate) mod update;
pub(crate) mod view;
