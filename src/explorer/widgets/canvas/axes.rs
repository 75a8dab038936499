//! The axes: lines, ticks with labels, titles, and where the selected row lies on them.

use crate::layout::area::Area;
use crate::plot::state::Bounds;
use crate::theme::Role;
use crate::widgets::canvas::raster::{What, symbol};
use crate::widgets::canvas::ticks::ticks;
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
    pub(crate) across: Bounds,
    pub(crate) up: Bounds,
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

    /// Draws both with what they show, and a mark on each for the values of `selected`: across, up.
    pub(crate) fn draw(&self, across: &str, up: &str, selected: Option<(f64, f64)>, pen: &mut Pen) {
        self.draw_vertical(pen);
        self.draw_horizontal(pen);
        let marked = selected.map(|(across, _)| self.column(across));
        self.draw_titles(across, up, marked, pen);
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
        for tick in ticks(self.up, self.canvas.height / TICK_HEIGHT) {
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
        for tick in ticks(self.across, self.canvas.width / TICK_WIDTH) {
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

    /// The horizontal axis has its title at its right end (at the left one when something is marked
    /// there), the vertical axis at its top.
    fn draw_titles(&self, across: &str, up: &str, marked: Option<u16>, pen: &mut Pen) {
        let style = pen.style(Role::Text);
        let across = format!(" {across} ");
        let width = across.width() as u16;
        if width + 4 <= self.canvas.width {
            let right = self.canvas.x + self.canvas.width - width;
            let x = match marked {
                Some(column) if column >= right => self.canvas.x + 1,
                _ => right,
            };
            pen.put(x, self.bottom(), width, &across, style);
        }
        let Area { x, y, width, .. } = self.canvas;
        pen.put(x + 1, y, width - 1, up, style);
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
