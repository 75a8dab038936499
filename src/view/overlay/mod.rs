//! What lies over the panes, and the prompt line.

use ratatui::Frame;

use crate::app::{Areas, Model};
use crate::theme::Theme;

/// Draws the prompt line (or the applied filter) and the open overlay.
pub(super) fn draw(model: &Model, theme: &Theme, areas: &Areas, frame: &mut Frame) {
    let _ = (model, theme, areas, frame);
}
