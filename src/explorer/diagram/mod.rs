//! The picture of a cell.

pub mod gaps;
pub mod lanes;
pub mod listing;
pub mod ports;
pub mod stages;
pub mod state;
pub mod view;
