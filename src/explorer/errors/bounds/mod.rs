//! Upper bounds: seed noise and feature collisions.

pub mod state;
pub mod view;
