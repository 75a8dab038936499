//! Draws a [`Model`]: one file a region of the screen. Nothing here changes the model, starts work
//! or reads a clock; a frame costs the same for any number of rows.

pub mod blank;
pub mod hints;
pub mod pane;
pub mod status;
pub mod title;
pub mod title_line;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::layout::area::Area;
use crate::layout::areas::areas;
use crate::model::{Model, Pane};
use crate::theme::{Role, Theme};

/// Draws one frame.
pub fn draw(model: &Model, theme: &Theme, frame: &mut Frame) {
    let Some(areas) = areas(model) else {
        too_small(model, theme, frame);
        return;
    };
    crate::view::title::draw(model, theme, rect(areas.title), frame);
    for pane in Pane::ALL {
        let area = areas.pane(pane);
        if area.width > 0 && area.height > 0 {
            crate::view::pane::draw(pane, model, theme, area, frame);
        }
    }
    if let Some(room) = model.screen.room() {
        room.draw(model, theme, areas.body, frame);
    }
    crate::view::status::draw(model, theme, rect(areas.status), frame);
    crate::view::hints::draw(model, theme, rect(areas.hints), frame);
    crate::overlay::view::draw(model, theme, &areas, frame);
}

/// Draws `pane` alone into `area`, cut to the frame.
pub fn draw_pane(pane: Pane, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    crate::view::pane::draw(pane, model, theme, area, frame);
}

fn too_small(model: &Model, theme: &Theme, frame: &mut Frame) {
    let need = crate::layout::areas::SMALLEST;
    let text = format!(
        "grafscope needs {}x{} cells, this is {}x{}",
        need.width, need.height, model.size.width, model.size.height
    );
    let text = ratatui::widgets::Paragraph::new(text)
        .style(theme.style(Role::Text))
        .wrap(ratatui::widgets::Wrap { trim: true });
    frame.render_widget(text, frame.area());
}

pub(crate) fn rect(area: Area) -> Rect {
    Rect::new(area.x, area.y, area.width, area.height)
}
