//! Building blocks of drawing: text, lines, charts, canvases.

pub mod canvas;
pub mod chart;
pub mod line;
pub mod pen;
pub mod share_bar;
pub mod text;

pub use ratatui::Frame;
