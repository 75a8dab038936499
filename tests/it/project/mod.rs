//! The project itself: layers and dependencies.

mod dependencies;
mod layering;
