//! Drawing the picture of a cell.

pub(crate) mod cell;
pub(crate) mod edit_slot;
