//! view

pub mod cell;
pub mod knob;
