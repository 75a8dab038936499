//! The screen of errors.

mod ceilings;
mod scatter;
mod twins;
mod versus;

use ratatui::Frame;

use crate::app::{Area, ErrorView, Model, screen_areas};
use crate::diagnosis::Finding;
use crate::theme::Theme;

use super::{heading, progress, put};

/// Draws the screen.
pub(super) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let areas = screen_areas(area);
    let errors = &model.inspection.errors;
    let head = vec![
        heading(" errors ", errors.view.title(), area.width, theme),
        progress(&errors.work, "", area.width, theme),
    ];
    put(head, areas.head, frame);
    let place = (areas.body, areas.foot);
    match (errors.view, errors.finding.as_deref()) {
        (ErrorView::Ceilings, Some(Finding::Ceilings(found))) => {
            ceilings::draw(found, model, areas.body, theme, frame);
        }
        (ErrorView::Twins, Some(Finding::Twins(found))) => {
            twins::draw(found, model, place, theme, frame);
        }
        (ErrorView::Versus, Some(Finding::Versus(found))) => {
            versus::draw(Some(found), model, place, theme, frame);
        }
        (ErrorView::Versus, _) => versus::draw(None, model, place, theme, frame),
        _ => {}
    }
}
