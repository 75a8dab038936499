//! The axes: lines, ticks with labels, and where the selected row lies on them.

use crate::layout::area::Area;
use crate::plot::scale::Scale;
use crate::plot::zoom::Drag;
use crate::theme::Role;
use crate::widgets::canvas::raster::{What, symbol};
use crate::widgets::pen::Pen;
use grafscope_core::diagnosis::Layer;
use grafscope_core::table::Unit;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

/// Columns of the horizontal axis for each tick.
const TICK_WIDTH: u16 = 7;
/// Rows of the vertical axis for each tick.
const TICK_HEIGHT: u16 = 2;

pub(crate) struct Axes {
    pub(crate) canvas: Area,
    pub(crate) across: Scale,
    pub(crate) up: Scale,
}

impl Axes {
    pub(crate) fn column(&self, value: f64) -> u16 {
        let cells = self.across.share(value) * f64::from(self.canvas.width);
        self.canvas.x + (cells as u16).min(self.canvas.width - 1)
    }

    pub(crate) fn row(&self, value: f64) -> u16 {
        let cells = (1.0 - self.up.share(value)) * f64::from(self.canvas.height);
        self.canvas.y + (cells as u16).min(self.canvas.height - 1)
    }

    /// Draws both, with `across` as the title of the horizontal one, and a mark on each for the values of
    /// `selected`: across, up. The title of the vertical axis stands above the canvas.
    pub(crate) fn draw(&self, across: &str, selected: Option<(f64, f64)>, pen: &mut Pen) {
        self.draw_vertical(pen);
        self.draw_horizontal(pen);
        let marked = selected.map(|(across, _)| self.column(across));
        self.draw_title(across, marked, pen);
        let Some((truth, predicted)) = selected else {
            return;
        };
        let style = pen.style(Role::Key);
        let glyphs = pen.theme.glyphs;
        let (left, row) = (self.canvas.x - 1, self.row(predicted));
        pen.put(left, row, 1, glyphs.arrow, style);
        pen.put(self.column(truth), self.bottom(), 1, glyphs.arrow_up, style);
    }

    fn bottom(&self) -> u16 {
        self.canvas.y + self.canvas.height
    }

    fn draw_vertical(&self, pen: &mut Pen) {
        let (axis, dim) = (pen.style(Role::Axis), pen.style(Role::Dim));
        let lines = pen.theme.glyphs.lines;
        let x = self.canvas.x - 1;
        for y in self.canvas.y..self.bottom() {
            pen.put(x, y, 1, lines.down, axis);
        }
        for tick in self.up.ticks(self.canvas.height / TICK_HEIGHT) {
            let y = self.row(tick.value);
            pen.put_right(0, y, x, &tick.label, dim);
            pen.put(x, y, 1, lines.tick_left, axis);
        }
    }

    fn draw_horizontal(&self, pen: &mut Pen) {
        let (axis, dim) = (pen.style(Role::Axis), pen.style(Role::Dim));
        let lines = pen.theme.glyphs.lines;
        let y = self.bottom();
        pen.put(self.canvas.x - 1, y, 1, lines.right_up, axis);
        for x in self.canvas.x..self.canvas.x + self.canvas.width {
            pen.put(x, y, 1, lines.across, axis);
        }
        let mut free = 0;
        for tick in self.across.ticks(self.canvas.width / TICK_WIDTH) {
            let x = self.column(tick.value);
            pen.put(x, y, 1, lines.tick_below, axis);
            let width = tick.label.width() as u16;
            let start = x.saturating_sub(width / 2);
            if start >= free && start + width <= self.canvas.x + self.canvas.width {
                pen.put(start, y + 1, width, &tick.label, dim);
                free = start + width + 1;
            }
        }
    }

    /// At the right end of the horizontal axis, or at the left one when something is marked there.
    fn draw_title(&self, across: &str, marked: Option<u16>, pen: &mut Pen) {
        let across = format!(" {across} ");
        let width = across.width() as u16;
        if width + 4 <= self.canvas.width {
            let right = self.canvas.x + self.canvas.width - width;
            let x = match marked {
                Some(column) if column >= right => self.canvas.x + 1,
                _ => right,
            };
            pen.put(x, self.bottom(), width, &across, pen.style(Role::Text));
        }
    }

    /// The line on which both values are the same.
    pub(crate) fn diagonal(&self) -> Layer {
        let (width, height) = (self.canvas.width, self.canvas.height);
        let mut line = Layer::new(width, height);
        let steps = (u32::from(width) * 2).max(u32::from(height) * 4);
        for step in 0..steps {
            let share = (f64::from(step) + 0.5) / f64::from(steps);
            line.add(share, self.up.share(self.across.value(share)));
            line.add(self.across.share(self.up.value(share)), share);
        }
        line
    }

    /// Draws the rectangle that is `drag`ged, where the canvas is on a screen that the pen sees from
    /// column and row `origin` on.
    pub(crate) fn outline(drag: Drag, origin: (u16, u16), pen: &mut Pen) {
        let style = pen.style(Role::Key);
        let [(left, right), (top, bottom)] = drag.cells();
        let (across, down) = (origin.0, origin.1);
        let lines = pen.theme.glyphs.lines;
        for y in top..=bottom {
            for x in left..=right {
                let symbol = match (x == left, x == right, y == top, y == bottom) {
                    (true, _, true, _) => lines.right_down,
                    (_, true, true, _) => lines.left_down,
                    (true, _, _, true) => lines.right_up,
                    (_, true, _, true) => lines.left_up,
                    (false, false, false, false) => continue,
                    (false, false, _, _) => lines.across,
                    _ => lines.down,
                };
                let (x, y) = (x.saturating_sub(across), y.saturating_sub(down));
                pen.stamp(x, y, symbol, style);
            }
        }
    }

    /// Lays the points of `layer`, which has the size of the canvas, over what is there.
    pub(crate) fn lay(&self, layer: &Layer, what: What, style: Style, pen: &mut Pen) {
        let canvas = self.canvas;
        let glyphs = pen.theme.glyphs;
        let mut bytes = [0; 4];
        for y in 0..canvas.height {
            for x in 0..canvas.width {
                if layer.count(x, y) > 0 {
                    let symbol = symbol(layer, x, y, what, &glyphs).encode_utf8(&mut bytes);
                    pen.stamp(canvas.x + x, canvas.y + y, symbol, style);
                }
            }
        }
    }
}

/// The unit in parentheses, with a blank before it, where there is one.
pub(crate) fn unit_behind(unit: Unit) -> String {
    match unit.symbol() {
        "" => String::new(),
        unit => format!(" ({unit})"),
    }
}
