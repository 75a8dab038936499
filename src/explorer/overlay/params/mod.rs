//! params

pub mod update;
pub mod view;
