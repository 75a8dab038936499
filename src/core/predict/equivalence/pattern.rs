//! In which order a column puts the rows.

use std::cmp::Ordering;

use rayon::prelude::*;
use twox_hash::XxHash3_128;

use crate::column::{Values, bit};
use crate::predict::bins::used_levels;
use crate::table::{Direction, ordinal, sorted_places};

/// Most distinct values with which a row's rank, and 0 for a missing value, fit a byte.
const BYTE_RANKS: usize = 255;

/// The order of a column's rows, and the values in that order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern {
    /// A hash of the ranks of all rows, reversed where need be so that a column and its reverse have the
    /// same. Missing values have a rank of their own.
    pub(super) order: u128,
    pub(super) levels: Vec<f64>,
    /// Whether the largest value has the first rank.
    pub(super) turned: bool,
    /// Whether all rows have the same value, or none has any.
    pub(super) constant: bool,
}

impl Pattern {
    pub(super) fn new(values: &Values) -> Self {
        match values {
            Values::Coded { codes, levels } => of_codes(codes, levels),
            Values::Bits { words, rows } => {
                let codes: Vec<u8> = (0..*rows).map(|row| bit(words, row)).collect();
                of_codes(&codes, &[0.0, 1.0])
            }
            Values::Decimals(_) | Values::Computed(_) => {
                of_numbers(&values.iter().collect::<Vec<_>>())
            }
            Values::Dense(values) => of_numbers(values),
        }
    }

    /// Many levels take the memory of the column: they are worked out again for the few columns of one order.
    pub(super) fn without_many_levels(mut self) -> Self {
        if self.levels.len() > BYTE_RANKS {
            self.levels = Vec::new();
        }
        self
    }

    pub(super) fn has_levels(&self) -> bool {
        !self.levels.is_empty()
    }

    pub(super) fn hash_of_levels(&self) -> u128 {
        let mut hasher = XxHash3_128::new();
        for level in &self.levels {
            // The two zeros are equal.
            hasher.write(&(level + 0.0).to_le_bytes());
        }
        hasher.finish_128()
    }
}

fn of_codes(codes: &[u8], levels: &[f64]) -> Pattern {
    let (present, ranks) = used_levels(codes, levels);
    of_ranks(codes.len(), |row| ranks[usize::from(codes[row])], present)
}

fn of_numbers(values: &[f64]) -> Pattern {
    let ordinals = values
        .par_iter()
        .map(|&value| ordinal(value, Direction::Ascending));
    let mut ranks = vec![0_u32; values.len()];
    let mut levels: Vec<f64> = Vec::new();
    for row in sorted_places(ordinals) {
        let value = values[row as usize];
        if value.is_nan() {
            continue;
        }
        if levels.last() != Some(&value) {
            levels.push(value);
        }
        ranks[row as usize] = levels.len() as u32;
    }
    of_ranks(values.len(), |row| ranks[row], levels)
}

/// The pattern of rows with these ranks, from 1 for the smallest of `levels`; 0 is missing.
fn of_ranks(rows: usize, rank: impl Fn(usize) -> u32, mut levels: Vec<f64>) -> Pattern {
    let last = levels.len() as u32;
    let reversed = |rank: u32| if rank == 0 { 0 } else { last + 1 - rank };
    // The first row off the middle decides which way round is up.
    let turned = (0..rows)
        .map(|row| rank(row).cmp(&reversed(rank(row))))
        .find(|side| side.is_ne())
        == Some(Ordering::Greater);
    let upright = |row: usize| {
        if turned {
            reversed(rank(row))
        } else {
            rank(row)
        }
    };
    let order = if levels.len() <= BYTE_RANKS {
        XxHash3_128::oneshot(&(0..rows).map(|row| upright(row) as u8).collect::<Vec<_>>())
    } else {
        let bytes = (0..rows).flat_map(|row| upright(row).to_le_bytes());
        XxHash3_128::oneshot(&bytes.collect::<Vec<_>>())
    };
    if turned {
        levels.reverse();
    }
    Pattern {
        order,
        // Constant columns have one rank throughout.
        constant: (1..rows).all(|row| rank(row) == rank(0)),
        levels,
        turned,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dense(values: &[f64]) -> Pattern {
        Pattern::new(&Values::Dense(values.to_vec()))
    }

    #[test]
    fn a_column_and_any_monotone_image_of_it_have_one_order() {
        let column = dense(&[3.0, 1.0, 2.0, 2.0]);
        assert_eq!(column.order, dense(&[9.0, 1.0, 4.0, 4.0]).order);
        assert_eq!(column.order, dense(&[-3.0, -1.0, -2.0, -2.0]).order);
        assert_ne!(column.order, dense(&[3.0, 1.0, 2.0, 2.1]).order);
        assert_ne!(column.order, dense(&[3.0, 1.0, 2.0, f64::NAN]).order);
        assert!(column.turned != dense(&[-3.0, -1.0, -2.0, -2.0]).turned);
    }

    #[test]
    fn how_a_column_is_kept_does_not_matter() {
        let coded = Values::Coded {
            codes: vec![4, 1, 0, 1],
            levels: vec![-1.0, 0.0, 5.0, 6.0, 7.0, f64::NAN],
        };
        assert_eq!(Pattern::new(&coded), dense(&[7.0, 0.0, -1.0, 0.0]));
        let coded = Values::Coded {
            codes: vec![1, 0, 1],
            levels: vec![0.5, f64::NAN],
        };
        assert_eq!(Pattern::new(&coded), dense(&[f64::NAN, 0.5, f64::NAN]));
    }

    #[test]
    fn one_value_is_constant_unless_some_rows_lack_it() {
        assert!(dense(&[]).constant);
        assert!(dense(&[1.0, 1.0]).constant);
        assert!(dense(&[f64::NAN, f64::NAN]).constant);
        assert!(!dense(&[1.0, f64::NAN]).constant);
        assert!(!dense(&[1.0, 2.0]).constant);
    }

    #[test]
    fn more_values_than_a_byte_counts_are_ranked_all_the_same() {
        let rising: Vec<f64> = (0..300).map(f64::from).collect();
        let squares: Vec<f64> = rising.iter().map(|x| x * x).collect();
        let mut swapped = rising.clone();
        swapped.swap(0, 256);
        assert_eq!(dense(&rising).order, dense(&squares).order);
        assert_ne!(dense(&rising).order, dense(&swapped).order);
    }
}
