//! layout

pub mod area;
pub mod areas;
pub mod wrap;
