//! The beginning of a file as it stands there, while the whole is being read.

use crate::theme::Role;
use crate::widgets::pen::Pen;
use grafscope_core::bench::Peek;
use unicode_width::UnicodeWidthStr;

/// Cells that a column takes at most: what is wide are encodings.
const WIDEST: usize = 32;
/// Cells between two columns.
const GAP: usize = 2;

/// Draws the names of the columns, and as many rows as there is room for.
pub(crate) fn draw(peek: &Peek, pen: &mut Pen) {
    let style = pen.style(Role::Dim);
    let what = "as it stands in the file, until all of it is read";
    pen.put(0, 0, pen.width(), what, style);
    let height = usize::from(pen.height());
    let rows = || peek.rows.iter().take(height);
    let mut x = 0;
    for (column, name) in peek.headers.iter().enumerate() {
        if x >= usize::from(pen.width()) {
            return;
        }
        let fields = || rows().map(|row| row.get(column).map_or("", String::as_str));
        let widest = fields().map(UnicodeWidthStr::width).max().unwrap_or(0);
        let width = widest.max(name.width()).min(WIDEST);
        let (at, cells) = (x as u16, width as u16);
        let style = pen.style(Role::Header);
        pen.put(at, 1, cells, name, style);
        let style = pen.style(Role::Text);
        for (y, field) in (2..).zip(fields()) {
            pen.put(at, y, cells, field, style);
        }
        x += width + GAP;
    }
}
