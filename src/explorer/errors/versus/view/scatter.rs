//! The absolute errors of A and B as a scatter, with the line on which they are equal.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::errors::versus::state::{DOTS, VersusAreas};
use crate::layout::area::Area;
use crate::theme::glyphs::Points;
use crate::theme::{Role, Theme};
use crate::widgets::text::shorten;
use grafscope_core::diagnosis::{Dots, Layer};
use grafscope_core::table::{Format, number};

/// Rows that a cell of [`Points::Density`] has at least to be called full.
const MANY: usize = 4;
/// Cells of labels left of the vertical axis.
const LABEL: usize = 7;

/// Draws `dots`; `cursor` is a cell from the bottom left.
pub(crate) fn draw(
    dots: &Dots,
    cursor: (u16, u16),
    format: Format,
    areas: &VersusAreas,
    theme: &Theme,
    frame: &mut Frame,
) {
    let (Some(area), Some(canvas)) = (areas.scatter, areas.canvas()) else {
        return;
    };
    let buffer = frame.buffer_mut();
    axes(dots, format, area, canvas, theme, buffer);
    let mut line = Layer::new(canvas.width, canvas.height);
    line.add_diagonal();
    let style = theme.style(Role::Axis);
    let dash = match theme.glyphs.points {
        Points::Density { line, .. } => line,
        Points::Braille => ' ',
    };
    lay(&line, |_| dash, canvas, style, theme, buffer);
    // While the points at hand are of another size of the screen there are none to draw.
    let size = (canvas.width * DOTS.0, canvas.height * DOTS.1);
    if dots.size != size {
        return;
    }
    let mut points = Layer::new(canvas.width, canvas.height);
    for y in 0..size.1 {
        for x in (0..size.0).filter(|&x| dots.count(x, y) > 0) {
            let middle = |at: u16, count: u16| (f64::from(at) + 0.5) / f64::from(count);
            points.add(middle(x, size.0), middle(y, size.1));
        }
    }
    let dense = |(x, y): (u16, u16)| {
        let up = canvas.height - 1 - y;
        let rows = dots.count_block((x * DOTS.0, up * DOTS.1), DOTS);
        match theme.glyphs.points {
            Points::Density { many, .. } if rows >= MANY => many,
            Points::Density { few, .. } => few,
            Points::Braille => ' ',
        }
    };
    let style = theme.style(Role::Point);
    lay(&points, dense, canvas, style, theme, buffer);
    let x = cursor.0.min(canvas.width - 1);
    let up = cursor.1.min(canvas.height - 1);
    if let Some(cell) = buffer.cell_mut((canvas.x + x, canvas.y + canvas.height - 1 - up)) {
        let symbol = match cell.symbol() {
            " " => theme.glyphs.cross.to_owned(),
            symbol => symbol.to_owned(),
        };
        cell.reset();
        cell.set_symbol(&symbol)
            .set_style(theme.style(Role::Selected));
    }
}

/// Lays the points of `layer` over what is on the canvas; `dense` is the character of a cell where
/// there is no braille.
fn lay(
    layer: &Layer,
    dense: impl Fn((u16, u16)) -> char,
    canvas: Area,
    style: Style,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    for y in 0..canvas.height {
        for x in (0..canvas.width).filter(|&x| layer.count(x, y) > 0) {
            let Some(cell) = buffer.cell_mut((canvas.x + x, canvas.y + y)) else {
                continue;
            };
            let symbol = match theme.glyphs.points {
                Points::Braille => {
                    char::from_u32(0x2800 + u32::from(layer.dots(x, y))).unwrap_or(' ')
                }
                Points::Density { .. } => dense((x, y)),
            };
            cell.reset();
            cell.set_char(symbol).set_style(style);
        }
    }
}

/// Lines, and labels at the ends: from 0 to where 99 % of the rows are.
fn axes(dots: &Dots, format: Format, area: Area, canvas: Area, theme: &Theme, buffer: &mut Buffer) {
    let [axis, dim, title] = [Role::Axis, Role::Dim, Role::Header].map(|role| theme.style(role));
    let lines = theme.glyphs.lines;
    let up = "|error| of B, the last cells hold all beyond";
    let up = shorten(up, area.width.into(), theme.glyphs.ellipsis);
    buffer.set_string(area.x, area.y, up, title);
    let high = number(dots.high, format);
    let bottom = canvas.y + canvas.height;
    for y in canvas.y..bottom {
        buffer.set_string(canvas.x - 1, y, lines.down, axis);
    }
    buffer.set_string(canvas.x - 1, bottom, lines.right_up, axis);
    let across = lines.across.repeat(canvas.width.into());
    buffer.set_string(canvas.x, bottom, across, axis);
    for (label, y) in [(&*high, canvas.y), ("0", bottom - 1)] {
        let label = shorten(label, LABEL, theme.glyphs.ellipsis);
        buffer.set_string(area.x, y, format!("{label:>LABEL$}"), dim);
    }
    buffer.set_string(canvas.x, bottom + 1, "0", dim);
    let end = (canvas.x + canvas.width).saturating_sub(high.len() as u16);
    buffer.set_string(end, bottom + 1, &high, dim);
    let name = "|error| of A";
    let room = usize::from(canvas.width).saturating_sub(high.len() + 4);
    if name.len() <= room {
        buffer.set_string(canvas.x + 2, bottom + 1, name, title);
    }
}
