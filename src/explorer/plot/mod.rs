//! The plot pane: predicted against true.

pub mod state;
pub(crate) mod update;
pub(crate) mod view;
