//! The detail pane: the selected architecture, its cell and its features.

pub(crate) mod cells;
pub mod page;
pub mod state;
pub(crate) mod view;
pub(crate) mod why;
