//! The screen of errors.

use ratatui::Frame;

use crate::app::{Area, Model, screen_areas};
use crate::theme::Theme;

use super::{heading, put};

/// Draws the screen.
pub(super) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let _ = model;
    let areas = screen_areas(area);
    let head = vec![heading(" errors ", "", area.width, theme)];
    put(head, areas.head, frame);
}
