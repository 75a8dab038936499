//! Building blocks of drawing: text, lines, charts, canvases.

pub(crate) mod canvas;
pub(crate) mod chart;
pub(crate) mod line;
pub(crate) mod pen;
pub(crate) mod share_bar;
pub(crate) mod text;

pub(crate) use ratatui::Frame;
