//! detail

pub mod cells;
pub mod page;
pub mod state;
pub mod view;
pub mod why;
