//! What lies over the panes, and the prompt line.

pub(crate) mod input;
pub(crate) mod window;

use ratatui::Frame;

use crate::layout::areas::Areas;
use crate::model::Model;
use crate::overlay::prompt;
use crate::theme::Theme;

/// Draws the prompt line (or the applied filter) and the open overlay.
pub(crate) fn draw(model: &Model, theme: &Theme, areas: &Areas, frame: &mut Frame) {
    prompt::view::draw(model, theme, areas.prompt, frame);
    let Some(overlay) = &model.overlay else {
        return;
    };
    if let Some(place) = overlay.popup(areas.body) {
        overlay.room().draw(model, theme, &place, frame);
    }
}
