//! Drawing the picture of a cell.

pub mod cell;
pub mod edit_slot;
