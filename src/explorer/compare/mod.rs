//! compare

pub mod adding;
pub mod curves;
pub mod state;
pub mod update;
pub mod view;
