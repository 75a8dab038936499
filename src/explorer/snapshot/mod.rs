//! The explorer played without a terminal, and a drawn screen as text or a picture.

pub mod chart;
pub mod play;
pub mod screen;
