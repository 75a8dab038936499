//! One line of the screen.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::Model;
use crate::theme::Theme;

/// Draws the line.
pub(super) fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame) {
    let _ = (model, theme, area, frame);
}
