//! The three panes. Each starts with a title line; none has borders, since cells are precious.

mod blank;
mod cell;
mod detail;
mod knob;
mod plot;
mod table;
mod title_line;

use ratatui::Frame;

use crate::app::{Area, Model, Pane};
use crate::theme::{Role, Theme};

use crate::view::pen::Pen;

pub(super) use knob::draw_cells;

/// Draws `pane`, its title line included, into `area`.
pub(super) fn draw(pane: Pane, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let buffer = frame.buffer_mut();
    if area.x > 0 {
        divide(area, theme, &mut Pen::new(buffer, before(area), theme));
    }
    let mut pen = Pen::new(buffer, area, theme);
    match pane {
        Pane::Table => table::draw(model, &mut pen),
        Pane::Detail => detail::draw(model, area, &mut pen),
        Pane::Plot => plot::draw(model, &mut pen),
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
