//! Why the architecture is predicted what it is.

use ratatui::Frame;

use crate::app::{Area, Model};
use crate::theme::Theme;

/// Draws the view.
pub(super) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let _ = (model, theme, area, frame);
}
