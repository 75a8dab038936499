//! The screen of architecture.

mod why;

use ratatui::Frame;

use crate::app::{ArchitectureView, Area, Model, screen_areas};
use crate::theme::Theme;

use super::{heading, put};

/// Draws the screen.
pub(super) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let areas = screen_areas(area);
    let head = vec![heading(" architecture ", "", area.width, theme)];
    put(head, areas.head, frame);
    if model.inspection.architecture.view == ArchitectureView::Why {
        why::draw(model, theme, areas.body, frame);
    }
}
