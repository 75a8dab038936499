//! The picture of a cell.

pub(crate) mod gaps;
pub(crate) mod lanes;
pub(crate) mod listing;
pub(crate) mod ports;
pub(crate) mod stages;
pub mod state;
pub(crate) mod view;
