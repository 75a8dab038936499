//! Bands of whole rows that moved from one frame to the next: a terminal moves them by itself, in a few bytes.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use ratatui::buffer::{Buffer, Cell};

use crate::tui::ansi_backend::{AnsiStyle, is_blank};

/// Rows of the screen of which all but `by` keep their content, and move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Band {
    pub(super) top: u16,
    /// The last row.
    pub(super) bottom: u16,
    pub(super) by: u16,
    pub(super) up: bool,
}

/// The band whose movement brings `shown` nearest to `next`, by the cells that are left to draw; none if no
/// movement brings it nearer.
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
    /// Cells of each row to draw if it stays.
    stays: Vec<i64>,
    /// Cells of each row that need not be drawn if it is blank before.
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
        let stays: Vec<i64> = before.iter().zip(&after).map(differing).collect();
        let filled = |row: &Vec<u64>| row.iter().filter(|&&code| code != 0).count() as i64;
        let blank = after
            .iter()
            .zip(&stays)
            .map(|(row, stays)| stays - filled(row));
        Self {
            blank: blank.collect(),
            before,
            after,
            stays,
        }
    }

    /// How many cells it saves at most to move rows up by `by`, and the first and last row of that band.
    fn moved_up(&self, by: usize) -> Option<(i64, usize, usize)> {
        let (mut run, mut first) = (0, 0);
        let mut incoming: i64 = self.blank[..by].iter().sum();
        let mut best: Option<(i64, usize, usize)> = None;
        for y in 0..self.after.len() - by {
            if run <= 0 {
                (run, first) = (0, y);
            }
            run += self.stays[y] - differing((&self.before[y + by], &self.after[y]));
            incoming += self.blank[y + by] - self.blank[y];
            let gain = run + incoming;
            if gain > best.map_or(0, |(most, ..)| most) {
                best = Some((gain, first, y + by));
            }
        }
        best
    }
}

fn differing((one, other): (&Vec<u64>, &Vec<u64>)) -> i64 {
    let pairs = one.iter().zip(other);
    pairs.filter(|(one, other)| one != other).count() as i64
}

/// A number for the look of each cell, 0 for blanks.
fn rows(buffer: &Buffer) -> Vec<Vec<u64>> {
    let hasher = BuildHasherDefault::<DefaultHasher>::new();
    let code = |cell: &Cell| {
        if is_blank(cell) {
            0
        } else {
            hasher.hash_one((cell.symbol(), AnsiStyle::of(cell))) | 1
        }
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
