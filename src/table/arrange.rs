//! Which rows are shown, and in which order: filter and sort as one permutation.

use crate::filter::Program;
use crate::job::{Cancelled, Watch};

use super::{ColumnId, Table, Values};

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

/// Rows of `table` that pass `filter` (all without one), sorted by `keys`, the first key first;
/// ties keep the table's order.
///
/// # Errors
/// [`Cancelled`] when the watcher asked for a stop.
pub fn arrange(
    table: &Table,
    filter: Option<&Program>,
    keys: &[SortKey],
    watch: &Watch,
) -> Result<Arrangement, Cancelled> {
    let all = 0..table.rows() as u32;
    let mut rows: Vec<u32> = match filter {
        None => all.collect(),
        Some(filter) => {
            let passes = filter.passes(table, watch)?;
            all.filter(|&row| passes[row as usize]).collect()
        }
    };
    // A stable pass for each key, the least important first, leaves the rows in the order of all.
    for key in keys.iter().rev() {
        watch.check()?;
        rows = match &*table.column(key.column).values {
            Values::Coded { codes, levels } => by_code(&rows, codes, levels, key.direction),
            Values::Dense(values) => by_value(&rows, values, key.direction),
        };
    }
    Ok(Arrangement { rows })
}

/// A stable counting sort: levels are ascending, so codes order as their values do.
fn by_code(rows: &[u32], codes: &[u8], levels: &[f64], direction: Direction) -> Vec<u32> {
    let code = |row: u32| usize::from(codes[row as usize]);
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

/// Bits that one pass of the radix sort looks at: its 2,048 counters stay in the first-level cache.
const DIGIT: u32 = 11;

/// A stable radix sort, lowest digit first. Digits that all rows share cost no pass.
fn by_value(rows: &[u32], values: &[f64], direction: Direction) -> Vec<u32> {
    let mut pairs: Vec<(u64, u32)> = rows
        .iter()
        .map(|&row| (ordinal(values[row as usize], direction), row))
        .collect();
    let mut sorted = pairs.clone();
    for shift in (0..u64::BITS).step_by(DIGIT as usize) {
        let digit = |key: u64| (key >> shift) as usize & ((1 << DIGIT) - 1);
        let mut next = [0_usize; 1 << DIGIT];
        for &(key, _) in &pairs {
            next[digit(key)] += 1;
        }
        if next.contains(&pairs.len()) {
            continue;
        }
        let mut start = 0;
        for count in &mut next {
            start += std::mem::replace(count, start);
        }
        for &pair in &pairs {
            let place = &mut next[digit(pair.0)];
            sorted[*place] = pair;
            *place += 1;
        }
        std::mem::swap(&mut pairs, &mut sorted);
    }
    pairs.into_iter().map(|(_, row)| row).collect()
}

/// A number that orders as `value` does in this direction; the largest for a missing one.
fn ordinal(value: f64, direction: Direction) -> u64 {
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
    use super::{Direction, ordinal};

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
}
