//! A matrix: trained on each target, evaluated on all.

pub mod state;
pub mod update;
pub mod view;
