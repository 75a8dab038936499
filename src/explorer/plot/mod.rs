//! The plot pane: predicted against true, or any two columns with their Pareto front.

pub(crate) mod along;
mod build;
pub(crate) mod choosing;
pub mod columns;
pub mod front;
pub mod objectives;
pub(crate) mod picture;
pub mod request;
pub mod scale;
pub mod state;
pub(crate) mod update;
pub(crate) mod view;
pub mod zoom;
