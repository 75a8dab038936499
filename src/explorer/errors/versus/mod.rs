//! Model A vs model B.

pub(crate) mod choosing;
pub mod state;
pub(crate) mod update;
pub(crate) mod view;
