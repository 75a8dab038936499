//! view

pub mod cell;
pub mod edit_slot;
