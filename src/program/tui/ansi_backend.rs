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
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use grafscope_core::sanitize::is_unsafe;
use grafscope_explorer::snapshot::screen::ansi;

use crate::tui::scrolled::{self, Band};

/// Fewest blanks inside a row that are worth erasing.
const MANY: u16 = 10;

/// Modifiers that are visible on blanks.
const VISIBLE_ON_BLANKS: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT);

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
    style: AnsiStyle,
    /// What is on the screen: rewriting skipped cells may be shorter than a move.
    shown: Buffer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub(super) struct AnsiStyle {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl AnsiStyle {
    pub(super) fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    fn shows_on_blanks(self) -> bool {
        self.bg != Color::Reset || self.modifier.intersects(VISIBLE_ON_BLANKS)
    }
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
            style: AnsiStyle::default(),
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
                !self.style.shows_on_blanks()
            } else {
                AnsiStyle::of(cell) == self.style
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

    fn set_style(&mut self, style: AnsiStyle) {
        if style == self.style {
            return;
        }
        let old = self.style;
        self.style = style;
        if style == AnsiStyle::default() {
            self.put(format_args!("\x1b[m"));
            return;
        }
        let mut codes = Vec::new();
        // Removing a modifier or a colour takes a reset.
        let reset = !style.modifier.contains(old.modifier)
            || (style.fg == Color::Reset && old.fg != Color::Reset)
            || (style.bg == Color::Reset && old.bg != Color::Reset);
        let old = if reset {
            codes.push("0".to_owned());
            AnsiStyle::default()
        } else {
            old
        };
        for (modifier, code) in [
            (Modifier::BOLD, "1"),
            (Modifier::DIM, "2"),
            (Modifier::ITALIC, "3"),
            (Modifier::UNDERLINED, "4"),
            (Modifier::REVERSED, "7"),
            (Modifier::CROSSED_OUT, "9"),
        ] {
            if style.modifier.contains(modifier) && !old.modifier.contains(modifier) {
                codes.push(code.to_owned());
            }
        }
        if style.fg != old.fg {
            codes.push(colour(style.fg, 30));
        }
        if style.bg != old.bg {
            codes.push(colour(style.bg, 40));
        }
        self.put(format_args!("\x1b[{}m", codes.join(";")));
    }

    fn blanks(&mut self, from: Position, cells: u16) {
        let to_the_end = from.x + cells >= self.size.width;
        if cells >= MANY || (to_the_end && cells > 3) {
            // Some terminals erase in the current background.
            self.set_style(AnsiStyle::default());
            self.go(from);
            if to_the_end {
                self.put(format_args!("\x1b[K"));
            } else {
                self.put(format_args!("\x1b[{cells}X"));
            }
            return;
        }
        if self.style.shows_on_blanks() {
            self.set_style(AnsiStyle::default());
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
        self.set_style(AnsiStyle::default());
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
            self.set_style(AnsiStyle::of(cell));
            self.symbol(cell);
        }
        if let Some((from, cells)) = blank {
            self.blanks(from, cells);
        }
        self.set_style(AnsiStyle::default());
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
        self.set_style(AnsiStyle::default());
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
    cell.symbol() == " " && !AnsiStyle::of(cell).shows_on_blanks()
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

/// The code of a colour, given the code of the first one.
fn colour(colour: Color, first: u8) -> String {
    ansi::colour(colour, first).unwrap_or_else(|| (first + 9).to_string())
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use ratatui::Terminal;
    use ratatui::style::Style;

    use super::*;

    /// The bytes that turn `before` into `after`, and the screen of a terminal that gets all bytes.
    fn sent(before: &[(&str, Style)], after: &[(&str, Style)]) -> (String, String) {
        let size = Size::new(40, 4);
        let mut terminal = Terminal::new(AnsiBackend::new(size)).unwrap();
        let mut parser = vt100::Parser::new(4.try_into().unwrap(), 40.try_into().unwrap(), 0);
        let mut last = String::new();
        for lines in [before, after] {
            terminal
                .draw(|frame| {
                    for (y, (text, style)) in lines.iter().enumerate() {
                        frame.buffer_mut().set_string(0, y as u16, text, *style);
                    }
                })
                .unwrap();
            let bytes = terminal.backend_mut().take();
            parser.process(&bytes);
            last = String::from_utf8(bytes).unwrap();
        }
        (last, parser.screen().contents())
    }

    fn plain(text: &str) -> (&str, Style) {
        (text, Style::new())
    }

    #[test]
    fn nothing_is_sent_when_nothing_changes() {
        let lines = [plain("one"), ("two", Style::new().fg(Color::Red).bold())];
        assert_eq!(sent(&lines, &lines).0, "");
    }

    #[test]
    fn a_change_sends_a_move_and_the_changed_cells() {
        let (bytes, screen) = sent(&[plain("12.50 and more")], &[plain("12.75 and less")]);
        assert_eq!(bytes, "\x1b[1;4H75\x1b[5Cless");
        assert_eq!(screen, "12.75 and less");
    }

    #[test]
    fn skipped_cells_are_rewritten_if_that_is_shorter_than_a_move() {
        let (bytes, screen) = sent(&[plain("1.2.3")], &[plain("4.5.6")]);
        assert_eq!(bytes, "\x1b[H4.5.6");
        assert_eq!(screen, "4.5.6");
        // Not in another style, and only if it is shorter.
        let red = Style::new().fg(Color::Red);
        let (bytes, _) = sent(&[plain("1─2")], &[plain("3─4")]);
        assert_eq!(bytes, "\x1b[H3\x1b[C4");
        let (bytes, _) = sent(&[("1.2", red)], &[("3.4", red)]);
        assert_eq!(bytes, "\x1b[H\x1b[31m3.4\x1b[m");
    }

    #[test]
    fn blanks_are_erased_and_their_invisible_style_is_ignored() {
        let (bytes, screen) = sent(&[plain("a word at the end")], &[plain("a")]);
        assert_eq!(bytes, "\x1b[1;3H\x1b[15X");
        assert_eq!(screen.trim_end(), "a");
        let bold = Style::new().bold();
        let (bytes, screen) = sent(&[("one two", bold)], &[("on", bold), ("     x", bold)]);
        assert_eq!(bytes, "\x1b[1;3H     \x1b[2H     \x1b[1mx\x1b[m");
        let lines: Vec<&str> = screen.lines().map(str::trim_end).collect();
        assert_eq!(lines, ["on", "     x"]);
    }

    #[test]
    fn reversed_blanks_are_written() {
        let reversed = Style::new().reversed();
        let (bytes, _) = sent(&[plain("a         ")], &[("a         ", reversed)]);
        assert_eq!(bytes, "\x1b[H\x1b[7ma         \x1b[m");
    }

    #[test]
    fn colours_are_the_sixteen_in_their_short_form() {
        let style = Style::new().fg(Color::Cyan).bold();
        assert_eq!(sent(&[], &[("x", style)]).0, "\x1b[H\x1b[1;36mx\x1b[m");
        let style = Style::new().fg(Color::LightRed).bg(Color::White);
        assert_eq!(sent(&[], &[("x", style)]).0, "\x1b[H\x1b[91;107mx\x1b[m");
    }

    #[test]
    fn unsafe_characters_never_reach_the_terminal() {
        let size = Size::new(10, 1);
        for (ascii_only, symbol, written) in [
            (false, "\u{1b}", "?"),
            (false, "a\u{202e}", "?"),
            (false, "漢\u{200d}", "??"),
            (false, "é", "é"),
            (true, "é", "?"),
            (true, "漢", "??"),
        ] {
            let mut backend = AnsiBackend::new(size);
            backend.ascii_only = ascii_only;
            let mut cell = Cell::default();
            cell.set_symbol(symbol);
            backend.draw([(0, 0, &cell)].into_iter()).unwrap();
            assert_eq!(backend.take(), format!("\x1b[H{written}").into_bytes());
        }
    }
    /// A line of a list: its text, its colour, whether it is reversed.
    type Row = (String, u8, bool);

    fn list() -> impl Strategy<Value = Vec<Row>> {
        let text = "[a-c 漢é]{0,14}";
        vec((text, 0..4_u8, any::<bool>()), 24)
    }

    fn put_rows(rows: &[Row], first: usize, buffer: &mut Buffer) {
        for (y, (text, colour, reversed)) in rows.iter().skip(first).take(8).enumerate() {
            let style = [
                Style::new(),
                Style::new().fg(Color::Red),
                Style::new().bg(Color::Blue),
                Style::new().bold().underlined(),
            ][usize::from(*colour)];
            let style = if *reversed { style.reversed() } else { style };
            buffer.set_string(0, 1 + y as u16, text, style);
        }
    }

    proptest! {
        #[test]
        fn what_is_sent_gives_the_frame_whatever_moved(
            rows in list(),
            frames in vec((0..16_usize, "[a-c 漢]{0,30}", "[a-c 漢]{0,30}", any::<bool>()), 2..6),
        ) {
            let mut scrolling = AnsiBackend::new(Size::new(20, 10));
            scrolling.scrolls = true;
            let mut scrolling = Terminal::new(scrolling).unwrap();
            let parser = || vt100::Parser::new(10.try_into().unwrap(), 20.try_into().unwrap(), 0);
            let mut got = parser();
            for (first, title, foot, beside) in frames {
                let paint = |frame: &mut ratatui::Frame| {
                    let buffer = frame.buffer_mut();
                    put_rows(&rows, first, buffer);
                    buffer.set_string(0, 0, &title, Style::new().reversed());
                    buffer.set_string(0, 9, &foot, Style::new());
                    if beside {
                        put_rows(&rows, 0, buffer);
                    }
                };
                scrolling.draw(paint).unwrap();
                let mut fresh = Terminal::new(AnsiBackend::new(Size::new(20, 10))).unwrap();
                fresh.draw(paint).unwrap();
                let mut expected = parser();
                expected.process(&fresh.backend_mut().take());
                got.process(&scrolling.backend_mut().take());
                for y in 0..10 {
                    for x in 0..20 {
                        let [got, expected] = [&got, &expected].map(|of| of.screen().cell(y, x).unwrap());
                        prop_assert_eq!(looks(got), looks(expected), "row {} column {}", y, x);
                    }
                }
            }
        }
    }

    /// What is seen of a cell.
    fn looks(cell: &vt100::Cell) -> (&str, bool, vt100::Color, vt100::Color, [bool; 3]) {
        let text = if cell.contents().is_empty() && !cell.is_wide_continuation() {
            " "
        } else {
            cell.contents()
        };
        let seen = text != " " || cell.underline() || cell.inverse();
        let fg = if seen {
            cell.fgcolor()
        } else {
            vt100::Color::Default
        };
        (
            text,
            cell.is_wide(),
            fg,
            cell.bgcolor(),
            [cell.bold() && seen, cell.underline(), cell.inverse()],
        )
    }

    #[test]
    fn a_list_that_moved_by_a_row_is_scrolled() {
        let mut terminal = AnsiBackend::new(Size::new(40, 6));
        terminal.scrolls = true;
        let mut terminal = Terminal::new(terminal).unwrap();
        let lines = [
            "an architecture of this benchmark",
            "its accuracy, 91.23 %",
            "what the forest says of it",
            "features: five of them, all whole numbers",
            "the mean over three seeds",
            "no edge is cut off",
        ];
        let mut draw = |first: usize| {
            let paint = |frame: &mut ratatui::Frame| {
                for (y, line) in lines.iter().skip(first).take(4).enumerate() {
                    let buffer = frame.buffer_mut();
                    buffer.set_string(0, 1 + y as u16, line, Style::new());
                }
            };
            terminal.draw(paint).unwrap();
            String::from_utf8(terminal.backend_mut().take()).unwrap()
        };
        draw(0);
        assert_eq!(
            draw(1),
            format!("\x1b[2;5r\x1b[2H\x1b[M\x1b[r\x1b[5H{}", lines[4])
        );
        draw(2);
        assert_eq!(
            draw(0),
            format!(
                "\x1b[2;5r\x1b[2H\x1b[2L\x1b[r\x1b[2H{}\x1b[3H{}",
                lines[0], lines[1]
            )
        );
    }
}
