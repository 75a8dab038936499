//! The absolute errors of A and B as a scatter, with the line on which they are equal.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::errors::versus::state::{DOTS, VersusAreas};
use crate::layout::area::Area;
use crate::plot::scale::Scale;
use crate::theme::glyphs::Points;
use crate::theme::{Role, Theme};
use crate::view::title_line::TitleLine;
use crate::widgets::canvas::axes::Axes;
use crate::widgets::canvas::legend::points;
use crate::widgets::canvas::raster::What;
use crate::widgets::pen::Pen;
use grafscope_core::diagnosis::{Dots, Layer};

/// Rows that a cell of [`Points::Density`] has at least to be called full.
const MANY: usize = 4;

/// Draws `dots`; `cursor` is a cell from the bottom left.
pub(crate) fn draw(
    dots: &Dots,
    cursor: (u16, u16),
    areas: &VersusAreas,
    theme: &Theme,
    frame: &mut Frame,
) {
    let (Some(area), Some(canvas)) = (areas.scatter, areas.canvas()) else {
        return;
    };
    let scale = Scale::linear((0.0, dots.high));
    let axes = Axes {
        canvas: Area {
            x: canvas.x - area.x,
            y: canvas.y - area.y,
            ..canvas
        },
        across: scale,
        up: scale,
    };
    let mut pen = Pen::new(frame.buffer_mut(), area, theme);
    axes.draw("|error| of A", None, &mut pen);
    TitleLine {
        name: "|error| of B",
        focused: false,
        left: Vec::new(),
        right: vec![
            points(What::Line, Role::Axis, "equal", theme),
            points(What::Shown, Role::Point, "rows", theme),
        ],
    }
    .draw(&mut pen);
    axes.lay(
        &axes.diagonal(),
        What::Line,
        pen.style(Role::Axis),
        &mut pen,
    );
    let buffer = frame.buffer_mut();
    // While the points at hand are of another size of the screen there are none to draw.
    let size = (canvas.width * DOTS.0, canvas.height * DOTS.1);
    if dots.size != size {
        return;
    }
    let mut layer = Layer::new(canvas.width, canvas.height);
    for y in 0..size.1 {
        for x in (0..size.0).filter(|&x| dots.count(x, y) > 0) {
            let middle = |at: u16, count: u16| (f64::from(at) + 0.5) / f64::from(count);
            layer.add(middle(x, size.0), middle(y, size.1));
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
    lay(&layer, dense, canvas, style, theme, buffer);
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
