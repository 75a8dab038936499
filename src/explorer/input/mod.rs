//! Keys and the mouse.

pub mod key;
pub(crate) mod mouse;
pub(crate) mod press;
