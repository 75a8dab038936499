//! Writes text into a rectangle of the screen, and never outside of it.

use std::borrow::Cow;

use crate::layout::area::Area;
use crate::theme::{Role, Theme};
use crate::view::rect;
use crate::widgets::text::shorten;
use grafscope_core::sanitize::sanitize;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

/// A rectangle to write into. Places are counted from its top left corner.
pub(crate) struct Pen<'a> {
    buffer: &'a mut Buffer,
    area: Rect,
    pub(crate) theme: &'a Theme,
}

impl<'a> Pen<'a> {
    pub(crate) fn new(buffer: &'a mut Buffer, area: Area, theme: &'a Theme) -> Self {
        let area = rect(area).intersection(buffer.area);
        Self {
            buffer,
            area,
            theme,
        }
    }

    /// A pen for the same rectangle without its first `rows` rows.
    pub(crate) fn below(&mut self, rows: u16) -> Pen<'_> {
        let rows = rows.min(self.area.height);
        Pen {
            area: Rect {
                y: self.area.y + rows,
                height: self.area.height - rows,
                ..self.area
            },
            buffer: self.buffer,
            theme: self.theme,
        }
    }

    pub(crate) fn width(&self) -> u16 {
        self.area.width
    }

    pub(crate) fn height(&self) -> u16 {
        self.area.height
    }

    pub(crate) fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Writes `text` from column `x` on, cut to `width` cells.
    pub(crate) fn put(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) {
        if x >= self.area.width || y >= self.area.height {
            return;
        }
        let width = width.min(self.area.width - x);
        let text = shorten(text, usize::from(width), self.theme.glyphs.ellipsis);
        let text = self.plain(&text);
        let (x, y) = (self.area.x + x, self.area.y + y);
        let width = usize::from(width);
        self.buffer.set_stringn(x, y, &text, width, style);
    }

    pub(crate) fn put_right(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) {
        let blank = width.saturating_sub(sanitize(text).width() as u16);
        self.put(x + blank, y, width - blank, text, style);
    }

    pub(crate) fn put_centred(&mut self, y: u16, text: &str, style: Style) {
        let width = self.area.width;
        let blank = width.saturating_sub(sanitize(text).width() as u16) / 2;
        self.put(blank, y, width - blank, text, style);
    }

    /// Writes one character that is one cell wide. Nothing of what stood there shows through.
    pub(crate) fn stamp(&mut self, x: u16, y: u16, symbol: &str, style: Style) {
        if x < self.area.width && y < self.area.height {
            let cell = &mut self.buffer[(self.area.x + x, self.area.y + y)];
            cell.reset();
            cell.set_symbol(symbol).set_style(style);
        }
    }

    pub(crate) fn paint(&mut self, x: u16, y: u16, width: u16, style: Style) {
        let area = Rect::new(self.area.x + x, self.area.y + y, width, 1);
        self.buffer.set_style(area.intersection(self.area), style);
    }

    pub(crate) fn rule(&mut self, y: u16, symbol: &str, style: Style) {
        for x in 0..self.area.width {
            self.put(x, y, 1, symbol, style);
        }
    }

    /// `text` with what the theme cannot show replaced.
    fn plain<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !self.theme.glyphs.ascii_only || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let ascii = |c: char| if c.is_ascii() { c } else { '?' };
        Cow::Owned(text.chars().map(ascii).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_outside() {
        let theme = Theme::new(false, true);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 3));
        let area = Area {
            x: 1,
            y: 1,
            width: 99,
            height: 99,
        };
        let mut pen = Pen::new(&mut buffer, area, &theme);
        pen.put(3, 0, 9, "τabc", Style::new());
        pen.put(0, 7, 9, "never", Style::new());
        pen.put(7, 0, 9, "never", Style::new());
        pen.put_right(0, 1, 9, "right", Style::new());
        pen.paint(4, 1, 40, Style::new());
        assert_eq!(buffer, Buffer::with_lines(["      ", "    ?~", "     ~"]));
    }
}
