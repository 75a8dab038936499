//! input

pub mod key;
pub mod mouse;
pub mod press;
