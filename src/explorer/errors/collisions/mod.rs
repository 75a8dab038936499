//! Feature collisions: rows with the same features and different true values.

pub mod state;
pub mod update;
pub mod view;
