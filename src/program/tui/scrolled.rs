//! Bands of whole rows that moved from one frame to the next: a terminal moves them by itself, in a few bytes.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use ratatui::buffer::{Buffer, Cell};

use grafscope_explorer::snapshot::screen::look::Look;

use crate::tui::ansi_backend::is_blank;

/// Rows of the screen of which all but `by` keep their content, and move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Band {
    pub(super) top: u16,
    /// The last row.
    pub(super) bottom: u16,
    pub(super) by: u16,
    pub(super) up: bool,
}

/// The band whose movement brings `shown` nearest to `next`, by what is left to draw; none if no movement brings
/// it nearer.
pub(super) fn best(shown: &Buffer, next: &Buffer) -> Option<Band> {
    if next.area.is_empty() || shown.area != next.area {
        return None;
    }
    let last_row = next.area.height - 1;
    let mut best: Option<(i64, Band)> = None;
    for up in [true, false] {
        let frames = Frames::new(shown, next, up);
        for by in 1..=last_row {
            let Some((gain, first, last)) = frames.moved_up(by.into()) else {
                continue;
            };
            if best.is_none_or(|(most, _)| gain > most) {
                let (first, last) = (first as u16, last as u16);
                let (top, bottom) = if up {
                    (first, last)
                } else {
                    (last_row - last, last_row - first)
                };
                let band = Band {
                    top,
                    bottom,
                    by,
                    up,
                };
                best = Some((gain, band));
            }
        }
    }
    best.map(|(_, band)| band)
}

/// Two frames by rows, the lowest first where a movement down is to be found as one up.
struct Frames {
    before: Vec<Vec<u64>>,
    after: Vec<Vec<u64>>,
    /// The cost of each row if it stays.
    stays: Vec<i64>,
    /// What of that is saved if it is blank before.
    blank: Vec<i64>,
}

impl Frames {
    fn new(shown: &Buffer, next: &Buffer, up: bool) -> Self {
        let [before, after] = [shown, next].map(|buffer| {
            let mut rows = rows(buffer);
            if !up {
                rows.reverse();
            }
            rows
        });
        let pairs = before.iter().zip(&after);
        let stays: Vec<i64> = pairs.map(|(one, other)| cost(one, other)).collect();
        let empty = vec![0; shown.area.width.into()];
        let rows = after.iter().zip(&stays);
        let blank = rows.map(|(row, stays)| stays - cost(&empty, row));
        Self {
            blank: blank.collect(),
            before,
            after,
            stays,
        }
    }

    /// What it saves at most to move rows up by `by`, and the first and last row of that band.
    fn moved_up(&self, by: usize) -> Option<(i64, usize, usize)> {
        let (mut run, mut first) = (0, 0);
        let mut incoming: i64 = self.blank[..by].iter().sum();
        let mut best: Option<(i64, usize, usize)> = None;
        for y in 0..self.after.len() - by {
            if run <= 0 {
                (run, first) = (0, y);
            }
            run += self.stays[y] - cost(&self.before[y + by], &self.after[y]);
            incoming += self.blank[y + by] - self.blank[y];
            let gain = run + incoming;
            if gain > best.map_or(0, |(most, ..)| most) {
                best = Some((gain, first, y + by));
            }
        }
        best
    }
}

/// About how many bytes turn one row into another: its characters, and a move to each run of them.
fn cost(before: &[u64], after: &[u64]) -> i64 {
    let mut cost = 0;
    let mut in_run = false;
    for (before, after) in before.iter().zip(after) {
        let differs = before != after;
        if differs {
            cost += bytes(*after) + if in_run { 0 } else { MOVE };
        }
        in_run = differs;
    }
    cost
}

/// Bytes of a sequence that moves the cursor.
const MOVE: i64 = 4;

/// The bits of a code that say how many bytes the character has.
const LENGTH: u64 = 7;

/// Bytes of the character that has this code.
fn bytes(code: u64) -> i64 {
    (code & LENGTH).max(1) as i64
}

/// A number for the look of each cell, 0 for blanks.
fn rows(buffer: &Buffer) -> Vec<Vec<u64>> {
    let hasher = BuildHasherDefault::<DefaultHasher>::new();
    let code = |cell: &Cell| {
        if is_blank(cell) {
            return 0;
        }
        let symbol = cell.symbol();
        let length = (symbol.len() as u64).clamp(1, LENGTH);
        hasher.hash_one((symbol, Look::of(cell))) & !LENGTH | length
    };
    let rows = buffer.content.chunks(buffer.area.width.into());
    rows.map(|row| row.iter().map(code).collect()).collect()
}

/// Moves the rows of `band` in `buffer` as the terminal does: those that come in are blank.
pub(super) fn shift(buffer: &mut Buffer, band: Band) {
    let width = usize::from(buffer.area.width);
    let range = usize::from(band.top) * width..(usize::from(band.bottom) + 1) * width;
    let cells = usize::from(band.by) * width;
    let rows = &mut buffer.content[range];
    let incoming = if band.up {
        rows.rotate_left(cells);
        rows.len() - cells..rows.len()
    } else {
        rows.rotate_right(cells);
        0..cells
    };
    for cell in &mut rows[incoming] {
        cell.reset();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screen(lines: &[&str]) -> Buffer {
        Buffer::with_lines(lines.iter().copied())
    }

    #[test]
    fn a_list_between_a_title_and_a_foot_is_found_in_both_directions() {
        let list = |lines: [&str; 4]| {
            let framed = [&["title"], &lines[..], &["foot "]].concat();
            screen(&framed)
        };
        let one = list(["one  ", "two  ", "three", "four "]);
        let two = list(["two  ", "three", "four ", "five "]);
        let band = |up| Band {
            top: 1,
            bottom: 4,
            by: 1,
            up,
        };
        assert_eq!(best(&one, &two), Some(band(true)));
        assert_eq!(best(&two, &one), Some(band(false)));
        assert_eq!(best(&one, &one), None);
        let mut moved = one;
        shift(&mut moved, band(true));
        assert_eq!(moved, list(["two  ", "three", "four ", "     "]));
        shift(&mut moved, band(false));
        assert_eq!(moved, list(["     ", "two  ", "three", "four "]));
    }
}
