//! snapshot

pub mod chart;
pub mod play;
pub mod screen;
