//! Keys and the mouse.

pub mod key;
pub mod mouse;
pub mod press;
