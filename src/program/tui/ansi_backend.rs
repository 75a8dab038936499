//! Cells as bytes for the terminal, as few as possible: the 16 colours in their short form, runs of blanks
//! and those at the end of a row erased rather than written, styles changed only if it makes a difference,
//! rows that moved scrolled by the terminal.

use std::borrow::Cow;
use std::convert::Infallible;
use std::io::Write;
use std::ops::Range;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use unicode_width::UnicodeWidthStr;

use grafscope_core::sanitize::is_unsafe;
use grafscope_explorer::snapshot::screen::look::Look;

use crate::tui::scrolled::{self, Band};

/// Fewest blanks inside a row that are worth erasing.
const MANY: u16 = 10;

/// A screen that is drawn to memory.
#[derive(Clone)]
pub(super) struct AnsiBackend {
    size: Size,
    /// Whether only ASCII may reach the terminal.
    pub(super) ascii_only: bool,
    /// Whether the terminal can scroll a part of its rows.
    pub(super) scrolls: bool,
    bytes: Vec<u8>,
    /// Where the terminal's cursor is, if known.
    at: Option<Position>,
    /// The visible cursor; `None` while it is hidden.
    cursor: Option<Position>,
    style: Look,
    /// What is on the screen: rewriting skipped cells may be shorter than a move.
    shown: Buffer,
}

impl AnsiBackend {
    /// An empty screen with a hidden cursor.
    pub(super) fn new(size: Size) -> Self {
        Self {
            size,
            ascii_only: false,
            scrolls: false,
            bytes: Vec::new(),
            at: None,
            cursor: None,
            style: Look::default(),
            shown: Buffer::empty(Rect::from(size)),
        }
    }

    /// Changes the size; everything is redrawn.
    pub(super) fn resize(&mut self, size: Size) {
        self.size = size;
        self.shown = Buffer::empty(Rect::from(size));
        self.at = None;
    }

    /// What has been drawn since the last call.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    fn put(&mut self, sequence: std::fmt::Arguments<'_>) {
        // Writing to memory cannot fail.
        let _ = self.bytes.write_fmt(sequence);
    }

    /// Moves the terminal's cursor by the shortest sequence.
    fn go(&mut self, to: Position) {
        match self.at {
            Some(at) if at == to => {}
            Some(at) if at.y == to.y && at.x < to.x => {
                if !self.write_over(at, to.x) {
                    match to.x - at.x {
                        1 => self.put(format_args!("\x1b[C")),
                        cells => self.put(format_args!("\x1b[{cells}C")),
                    }
                }
            }
            _ => match (to.x, to.y) {
                (0, 0) => self.put(format_args!("\x1b[H")),
                (0, y) => self.put(format_args!("\x1b[{}H", y + 1)),
                (x, y) => self.put(format_args!("\x1b[{};{}H", y + 1, x + 1)),
            },
        }
        self.at = Some(to);
    }

    /// Rewrites the cells from `at` to the column `end`, if that is short and in the current style; returns
    /// whether it is.
    fn write_over(&mut self, at: Position, end: u16) -> bool {
        let Self { shown, bytes, .. } = self;
        let longest = if end - at.x == 1 { 3 } else { 4 };
        if end - at.x > longest {
            return false;
        }
        let before = bytes.len();
        for x in at.x..end {
            let Some(cell) = shown.cell((x, at.y)) else {
                break;
            };
            let symbol = cell.symbol();
            let fits = symbol.len() + bytes.len() - before <= usize::from(longest);
            let same = if is_blank(cell) {
                self.style.hides_blanks()
            } else {
                Look::of(cell) == self.style
            };
            if !(fits && same && symbol.is_ascii() && !symbol.is_empty()) {
                bytes.truncate(before);
                return false;
            }
            bytes.extend_from_slice(symbol.as_bytes());
        }
        true
    }

    /// Advances the cursor by `cells`; after the last column terminals differ in where it is.
    fn went(&mut self, cells: u16) {
        self.at = self.at.and_then(|at| {
            let x = at.x + cells;
            (x < self.size.width).then_some(Position { x, y: at.y })
        });
    }

    fn set_style(&mut self, style: Look) {
        if style == self.style {
            return;
        }
        let codes = if style == Look::default() {
            String::new()
        } else {
            style.codes(self.style)
        };
        self.style = style;
        self.put(format_args!("\x1b[{codes}m"));
    }

    fn blanks(&mut self, from: Position, cells: u16) {
        let to_the_end = from.x + cells >= self.size.width;
        if cells >= MANY || (to_the_end && cells > 3) {
            // Some terminals erase in the current background.
            self.set_style(Look::default());
            self.go(from);
            if to_the_end {
                self.put(format_args!("\x1b[K"));
            } else {
                self.put(format_args!("\x1b[{cells}X"));
            }
            return;
        }
        if !self.style.hides_blanks() {
            self.set_style(Look::default());
        }
        self.go(from);
        self.bytes.extend(std::iter::repeat_n(b' ', cells.into()));
        self.went(cells);
    }

    fn is_blank(&self, mut columns: Range<u16>, y: u16) -> bool {
        columns.all(|x| self.shown.cell((x, y)).is_some_and(is_blank))
    }

    fn symbol(&mut self, cell: &Cell) {
        let symbol = cell.symbol();
        self.bytes.extend_from_slice(symbol.as_bytes());
        self.went(symbol.width().max(1) as u16);
    }

    /// The cell, with question marks for what must not reach the terminal.
    fn safe<'a>(&self, cell: &'a Cell) -> Cow<'a, Cell> {
        let symbol = cell.symbol();
        let shows = |c: char| !is_unsafe(c) && (c.is_ascii() || !self.ascii_only);
        if symbol.chars().all(shows) {
            return Cow::Borrowed(cell);
        }
        let mut safe = cell.clone();
        safe.set_symbol(&"?".repeat(symbol.width().max(1)));
        Cow::Owned(safe)
    }

    /// Has the terminal move `band`. Deleting and inserting lines within the region is what even the Linux
    /// console knows.
    fn scroll(&mut self, band: Band) {
        // Some terminals fill the lines that come in with the current background.
        self.set_style(Look::default());
        self.put(format_args!("\x1b[{};{}r", band.top + 1, band.bottom + 1));
        self.at = Some(Position::ORIGIN);
        self.go(Position::new(0, band.top));
        let end = if band.up { 'M' } else { 'L' };
        match band.by {
            1 => self.put(format_args!("\x1b[{end}\x1b[r")),
            by => self.put(format_args!("\x1b[{by}{end}\x1b[r")),
        }
        self.at = Some(Position::ORIGIN);
        scrolled::shift(&mut self.shown, band);
    }

    /// The screen after a scroll and the drawing of what is then missing of `next`, if rows moved.
    fn scrolled(&self, next: &Buffer) -> Option<Self> {
        let band = scrolled::best(&self.shown, next)?;
        let mut scrolled = self.clone();
        scrolled.scroll(band);
        let left = scrolled.shown.diff(next);
        scrolled.write(&left);
        Some(scrolled)
    }

    fn write(&mut self, content: &[(u16, u16, &Cell)]) {
        // Blanks not drawn yet: whether they end the row is known only after them.
        let mut blank: Option<(Position, u16)> = None;
        for &(x, y, cell) in content {
            let at = Position { x, y };
            store(&mut self.shown, x, y, cell);
            if is_blank(cell) {
                match &mut blank {
                    Some((from, cells)) if from.y == y && self.is_blank(from.x + *cells..x, y) => {
                        *cells = x - from.x + 1;
                    }
                    _ => {
                        if let Some((from, cells)) = blank.replace((at, 1)) {
                            self.blanks(from, cells);
                        }
                    }
                }
                continue;
            }
            if let Some((from, cells)) = blank.take() {
                self.blanks(from, cells);
            }
            self.go(at);
            self.set_style(Look::of(cell));
            self.symbol(cell);
        }
        if let Some((from, cells)) = blank {
            self.blanks(from, cells);
        }
        self.set_style(Look::default());
    }
}

impl Backend for AnsiBackend {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut next = self.shown.clone();
        for (x, y, cell) in content {
            store(&mut next, x, y, &self.safe(cell));
        }
        let changes = self.shown.diff(&next);
        // Fewer are not worth the search.
        let many = changes.len() >= self.size.width.into();
        let scrolled = (self.scrolls && many).then(|| self.scrolled(&next));
        self.write(&changes);
        if let Some(scrolled) = scrolled.flatten()
            && scrolled.bytes.len() < self.bytes.len()
        {
            *self = scrolled;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        if self.cursor.take().is_some() {
            self.put(format_args!("\x1b[?25l"));
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        if self.cursor.is_none() {
            self.put(format_args!("\x1b[?25h"));
            self.cursor = Some(Position::ORIGIN);
            self.at = None;
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.at.unwrap_or(Position::ORIGIN))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        let position = position.into();
        self.go(position);
        self.cursor = Some(position);
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> Result<(), Infallible> {
        self.set_style(Look::default());
        match clear_type {
            ClearType::All => self.put(format_args!("\x1b[2J")),
            ClearType::AfterCursor => self.put(format_args!("\x1b[J")),
            ClearType::BeforeCursor => self.put(format_args!("\x1b[1J")),
            ClearType::CurrentLine => self.put(format_args!("\x1b[2K")),
            ClearType::UntilNewLine => self.put(format_args!("\x1b[K")),
        }
        // Whoever clears redraws everything.
        self.shown.reset();
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

pub(super) fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Look::of(cell).hides_blanks()
}

/// Puts `cell` into `buffer`. The cells that a wide character covers are without text, so that what takes its
/// place is drawn on all of them.
fn store(buffer: &mut Buffer, x: u16, y: u16, cell: &Cell) {
    let width = buffer.area.width;
    let covered = |x: u16, cell: &Cell| {
        let cells = cell.symbol().width() as u16;
        x + 1..x.saturating_add(cells).min(width).max(x + 1)
    };
    let Some(stored) = buffer.cell_mut((x, y)) else {
        return;
    };
    let before = covered(x, stored);
    stored.clone_from(cell);
    for x in before {
        buffer[(x, y)].reset();
    }
    for x in covered(x, cell) {
        // A wide character that loses its first half is gone.
        for rest in covered(x, &buffer[(x, y)]) {
            buffer[(rest, y)].reset();
        }
        buffer[(x, y)].reset();
        buffer[(x, y)].set_symbol("");
    }
}

#[cfg(test)]
mod tests;
