//! The plot pane: predicted against true.

pub mod state;
pub mod update;
pub mod view;
