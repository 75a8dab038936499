//! widgets

pub mod canvas;
pub mod chart;
pub mod line;
pub mod pen;
pub mod share_bar;
pub mod text;
