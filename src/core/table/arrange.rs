//! Which rows are shown, and in which order, as one permutation.

use rayon::prelude::*;

use super::order::{ordinal, sorted_places};
use super::{ColumnId, Table};
use crate::column::{Values, bit};
use crate::job::{Cancelled, JobContext};

/// Direction of a sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// One key of a sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SortKey {
    /// Column to compare.
    pub column: ColumnId,
    /// Which end comes first. Missing values come last either way.
    pub direction: Direction,
}

/// The rows shown, in order. Every entry is a row of the table, none twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Row numbers in the order shown.
    pub rows: Vec<u32>,
}

/// `rows` of `table`, ascending, sorted by `keys`, the first key first; ties keep their order.
///
/// # Errors
/// [`Cancelled`] when the watcher asked for a stop.
pub fn sort(
    table: &Table,
    mut rows: Vec<u32>,
    keys: &[SortKey],
    job: &JobContext,
) -> Result<Arrangement, Cancelled> {
    // A stable pass for each key, the least important first, leaves the rows in the order of all.
    for key in keys.iter().rev() {
        job.check()?;
        rows = match &*table.column(key.column).values {
            Values::Coded { codes, levels } => {
                by_code(&rows, |row| codes[row], levels, key.direction)
            }
            Values::Bits { words, .. } => {
                by_code(&rows, |row| bit(words, row), &[0.0, 1.0], key.direction)
            }
            Values::Dense(values) => by_value(&rows, values, key.direction),
        };
    }
    Ok(Arrangement { rows })
}

/// A stable counting sort: levels are ascending, so codes order as their values do.
fn by_code(
    rows: &[u32],
    code: impl Fn(usize) -> u8,
    levels: &[f64],
    direction: Direction,
) -> Vec<u32> {
    let code = |row: u32| usize::from(code(row as usize));
    let mut counts = [0_usize; 256];
    for &row in rows {
        counts[code(row)] += 1;
    }
    let (missing, present): (Vec<usize>, Vec<usize>) =
        (0..levels.len()).partition(|&level| levels[level].is_nan());
    let ordered: Vec<usize> = match direction {
        Direction::Ascending => present.into_iter().chain(missing).collect(),
        Direction::Descending => present.into_iter().rev().chain(missing).collect(),
    };
    let mut next = [0_usize; 256];
    let mut start = 0;
    for level in ordered {
        next[level] = start;
        start += counts[level];
    }
    let mut sorted = vec![0; rows.len()];
    for &row in rows {
        let place = &mut next[code(row)];
        sorted[*place] = row;
        *place += 1;
    }
    sorted
}

fn by_value(rows: &[u32], values: &[f64], direction: Direction) -> Vec<u32> {
    let value = |&row: &u32| ordinal(values[row as usize], direction);
    let places = sorted_places(rows.par_iter().map(value));
    places
        .into_par_iter()
        .map(|place| rows[place as usize])
        .collect()
}
