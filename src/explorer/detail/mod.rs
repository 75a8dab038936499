//! The detail pane: the selected architecture, its cell and its features.

pub mod cells;
pub mod page;
pub mod state;
pub mod view;
pub mod why;
