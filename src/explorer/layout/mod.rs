//! Where things are on the screen, in cells.

pub mod area;
pub mod areas;
pub(crate) mod canvas;
pub(crate) mod wrap;
