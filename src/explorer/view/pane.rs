//! The three panes. Each starts with a title line; none has borders, since cells are precious.

use ratatui::Frame;

use crate::layout::area::Area;
use crate::model::{Model, Pane};
use crate::theme::{Role, Theme};

use crate::widgets::pen::Pen;

/// Draws `pane`, its title line included, into `area`.
pub(crate) fn draw(pane: Pane, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let buffer = frame.buffer_mut();
    if area.x > 0 {
        divide(area, theme, &mut Pen::new(buffer, before(area), theme));
    }
    let mut pen = Pen::new(buffer, area, theme);
    match pane {
        Pane::Table => crate::table::view::draw(model, &mut pen),
        Pane::Detail => crate::detail::view::draw(model, area, &mut pen),
        Pane::Plot => crate::plot::view::draw(model, &mut pen),
    }
}

/// The column that is left blank between a pane and the one at its left.
fn before(area: Area) -> Area {
    Area {
        x: area.x - 1,
        width: 1,
        ..area
    }
}

fn divide(area: Area, theme: &Theme, pen: &mut Pen) {
    let style = theme.style(Role::Dim);
    for y in 0..area.height {
        pen.put(0, y, 1, theme.glyphs.down, style);
    }
}
