//! The plot pane: predicted against true.

pub mod scale;
pub mod state;
pub(crate) mod update;
pub(crate) mod view;
pub mod zoom;
