//! Which rows are shown, and in which order, as one permutation.

use rayon::prelude::*;

use super::{ColumnId, Table, UnknownColumn};
use crate::column::{Builtin, Values, bit};
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
    /// Whether values are compared without their signs.
    pub by_size: bool,
}

impl SortKey {
    /// The key that `text` names: a column, or `abs(column)`.
    ///
    /// # Errors
    /// When `table` has no such column.
    pub fn resolve(text: &str, direction: Direction, table: &Table) -> Result<Self, UnknownColumn> {
        let inside = text.trim().strip_prefix("abs(");
        let inside = inside.and_then(|rest| rest.strip_suffix(')'));
        Ok(Self {
            column: table.resolve(inside.unwrap_or(text))?,
            direction,
            by_size: inside.is_some(),
        })
    }

    /// What [`Self::resolve`] reads, with the column's full name.
    pub fn name(self, table: &Table) -> String {
        let name = &table.column(self.column).spec.name;
        if self.by_size {
            format!("abs({name})")
        } else {
            name.clone()
        }
    }
}

/// The rows shown, in order. Every entry is a row of the table, none twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Row numbers in the order shown.
    pub rows: Vec<u32>,
}

/// `rows` of `table`, ascending, sorted by `keys`, the first key first; ties keep their order. By an
/// error, rows that are not scored come after all others, whichever end is first.
///
/// # Errors
/// [`Cancelled`] when the job was cancelled.
pub fn sort(
    table: &Table,
    mut rows: Vec<u32>,
    keys: &[SortKey],
    job: &JobContext,
) -> Result<Arrangement, Cancelled> {
    // A stable pass for each key, the least important first, leaves the rows in the order of all.
    for key in keys.iter().rev() {
        job.check()?;
        let column = table.column(key.column);
        rows = if key.by_size {
            let sizes: Vec<f64> = column.values.iter().map(f64::abs).collect();
            by_value(&rows, |row| sizes[row], key.direction)
        } else {
            by_values(&rows, &column.values, key.direction)
        };
        let further = Builtin::further(&column.spec.name);
        let scored = match further.filter(|(of, _)| of.is_error()) {
            Some((_, target)) => table.find(&Builtin::Scored.of_target(target)),
            None => (column.spec.builtin())
                .filter(|of| of.is_error())
                .and_then(|_| table.builtin(Builtin::Scored)),
        };
        if let Some(scored) = scored {
            let scored = &table.column(scored).values;
            rows = by_values(&rows, scored, Direction::Descending);
        }
    }
    Ok(Arrangement { rows })
}

fn by_values(rows: &[u32], values: &Values, direction: Direction) -> Vec<u32> {
    match values {
        Values::Coded { codes, levels } => by_code(rows, |row| codes[row], levels, direction),
        Values::Bits { words, .. } => by_code(rows, |row| bit(words, row), &[0.0, 1.0], direction),
        Values::Decimals(decimals) => by_value(rows, |row| decimals.get(row), direction),
        Values::Dense(values) => by_value(rows, |row| values[row], direction),
        Values::Computed(_) => by_value(rows, |row| values.get(row), direction),
    }
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

fn by_value(rows: &[u32], value: impl Fn(usize) -> f64 + Sync, direction: Direction) -> Vec<u32> {
    let value = |&row: &u32| ordinal(value(row as usize), direction);
    let places = sorted_places(rows.par_iter().map(value));
    places
        .into_par_iter()
        .map(|place| rows[place as usize])
        .collect()
}

/// Reads a column with the end that comes first: the largest, unless `:asc` says otherwise.
///
/// # Errors
/// When the order is neither `asc` nor `desc`.
pub fn read_sort_key(text: &str) -> Result<(String, Direction), String> {
    match text.rsplit_once(':') {
        None => Ok((text.to_owned(), Direction::Descending)),
        Some((name, "desc")) => Ok((name.to_owned(), Direction::Descending)),
        Some((name, "asc")) => Ok((name.to_owned(), Direction::Ascending)),
        Some((_, order)) => Err(format!(
            "{text}: unknown order `{order}`; write asc or desc"
        )),
    }
}

/// Writes a column with its order.
pub fn write_sort_key(name: &str, direction: Direction) -> String {
    let order = match direction {
        Direction::Ascending => "asc",
        Direction::Descending => "desc",
    };
    format!("{name}:{order}")
}

/// The places of `ordinals` from the smallest one to the largest; equal ones keep their order.
///
/// An ordinal and its place make one integer: no two are equal, so an unstable sort serves, and the
/// order does not depend on the number of threads.
pub(crate) fn sorted_places(ordinals: impl IndexedParallelIterator<Item = u64>) -> Vec<u32> {
    let mut keys: Vec<u128> = ordinals
        .enumerate()
        .map(|(place, ordinal)| u128::from(ordinal) << u32::BITS | place as u128)
        .collect();
    keys.par_sort_unstable();
    keys.into_par_iter().map(|key| key as u32).collect()
}

/// A number that orders as `value` does in this direction; the largest for a missing one.
pub(crate) fn ordinal(value: f64, direction: Direction) -> u64 {
    if value.is_nan() {
        return u64::MAX;
    }
    // As bits, positive floats order like integers and negative ones the other way round; adding
    // zero makes -0 equal to 0.
    let bits = (value + 0.0).to_bits();
    let ascending = if bits >> 63 == 0 {
        bits | 1 << 63
    } else {
        !bits
    };
    match direction {
        Direction::Ascending => ascending,
        Direction::Descending => !ascending,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_read() {
        let key = |text: &str| read_sort_key(text).unwrap();
        assert_eq!(key("error"), ("error".to_owned(), Direction::Descending));
        assert_eq!(key("a:asc"), ("a".to_owned(), Direction::Ascending));
        for direction in [Direction::Ascending, Direction::Descending] {
            let written = write_sort_key("a:b", direction);
            assert_eq!(key(&written), ("a:b".to_owned(), direction));
        }
        let error = read_sort_key("error:up").unwrap_err();
        assert!(error.contains("asc or desc"), "{error}");
    }

    #[test]
    fn ordinals_order_as_values_and_missing_comes_last() {
        let values = [f64::NEG_INFINITY, -2.5, -1e-300, 0.0, 3.0, f64::INFINITY];
        for pair in values.windows(2) {
            let [low, high] = [pair[0], pair[1]];
            assert!(ordinal(low, Direction::Ascending) < ordinal(high, Direction::Ascending));
            assert!(ordinal(low, Direction::Descending) > ordinal(high, Direction::Descending));
        }
        for direction in [Direction::Ascending, Direction::Descending] {
            assert_eq!(ordinal(-0.0, direction), ordinal(0.0, direction));
            for value in values {
                assert!(ordinal(value, direction) < ordinal(f64::NAN, direction));
                assert!(ordinal(value, direction) < ordinal(-f64::NAN, direction));
            }
        }
    }

    #[test]
    fn equal_ones_keep_their_order() {
        let ordinals: Vec<u64> = vec![7, 1, 7, u64::MAX, 1, 7];
        assert_eq!(sorted_places(ordinals.into_par_iter()), [1, 4, 0, 2, 5, 3]);
    }
}
