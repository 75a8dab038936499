//! Draws a [`Model`]: one file a region of the screen. Nothing here changes the model, starts work
//! or reads a clock; a frame costs the same for any number of rows.

pub(crate) mod blank;
pub(crate) mod hints;
pub(crate) mod status;
pub(crate) mod title;
pub(crate) mod title_line;

use crate::layout::area::Area;
use crate::layout::areas::{SMALLEST, areas};
use crate::model::{Model, Pane};
use crate::theme::{Role, Theme};
use crate::widgets::pen::Pen;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::{Paragraph, Wrap};

/// Draws one frame.
pub fn draw(model: &Model, theme: &Theme, frame: &mut Frame) {
    let Some(areas) = areas(model) else {
        too_small(model, theme, frame);
        return;
    };
    title::draw(model, theme, rect(areas.title), frame);
    for pane in Pane::ALL {
        let area = areas.pane(pane);
        if area.width > 0 && area.height > 0 {
            draw_pane(pane, model, theme, area, frame);
        }
    }
    if let Some(room) = model.screen.room() {
        room.draw(model, theme, areas.body, frame);
    }
    status::draw(model, theme, rect(areas.status), frame);
    hints::draw(model, theme, rect(areas.hints), frame);
    crate::overlay::view::draw(model, theme, &areas, frame);
}

/// Draws `pane` alone into `area`, cut to the frame. It starts with a title line and has no borders,
/// since cells are precious, but a line at its left.
pub fn draw_pane(pane: Pane, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let buffer = frame.buffer_mut();
    if area.x > 0 {
        let left = Area {
            x: area.x - 1,
            width: 1,
            ..area
        };
        let mut pen = Pen::new(buffer, left, theme);
        for y in 0..area.height {
            pen.put(0, y, 1, theme.glyphs.down, theme.style(Role::Dim));
        }
    }
    let mut pen = Pen::new(buffer, area, theme);
    match pane {
        Pane::Table => crate::table::view::draw(model, &mut pen),
        Pane::Detail => crate::detail::view::draw(model, area, &mut pen),
        Pane::Plot => crate::plot::view::draw(model, (area.x, area.y), &mut pen),
    }
}

fn too_small(model: &Model, theme: &Theme, frame: &mut Frame) {
    let text = format!(
        "grafscope needs {}x{} cells, this is {}x{}",
        SMALLEST.width, SMALLEST.height, model.size.width, model.size.height
    );
    let text = Paragraph::new(text)
        .style(theme.style(Role::Text))
        .wrap(Wrap { trim: true });
    frame.render_widget(text, frame.area());
}

pub(crate) fn rect(area: Area) -> Rect {
    Rect::new(area.x, area.y, area.width, area.height)
}
