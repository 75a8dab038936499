//! The values of some rows as places among the distinct ones: all that statistics of a column need.

use rayon::prelude::*;

use crate::column::{Values, bit};
use crate::table::{Direction, ordinal, sorted_places};

/// The code of a row without a value.
pub(super) const MISSING: u32 = u32::MAX;

pub(super) struct Coded {
    /// For each row the place of its value among `levels`.
    pub(super) codes: Vec<u32>,
    /// The distinct values, ascending.
    pub(super) levels: Vec<f64>,
    /// How many rows have each of them.
    pub(super) counts: Vec<u32>,
}

impl Coded {
    pub(super) fn of(values: &Values, rows: &[u32]) -> Self {
        let rows = rows.iter().map(|&row| row as usize);
        match values {
            Values::Coded { codes, levels } => {
                Self::of_levels(&rows.map(|row| codes[row]).collect::<Vec<_>>(), levels)
            }
            Values::Bits { words, .. } => {
                let bits: Vec<_> = rows.map(|row| bit(words, row)).collect();
                Self::of_levels(&bits, &[0.0, 1.0])
            }
            Values::Decimals(_) | Values::Dense(_) | Values::Computed(_) => {
                Self::of_numbers(&rows.map(|row| values.get(row)).collect::<Vec<_>>())
            }
        }
    }

    fn of_levels(given: &[u8], known: &[f64]) -> Self {
        let mut times = [0_u32; 256];
        for &code in given {
            times[usize::from(code)] += 1;
        }
        let (mut levels, mut counts) = (Vec::new(), Vec::new());
        let mut places = [MISSING; 256];
        for ((&level, &count), place) in known.iter().zip(&times).zip(&mut places) {
            if level.is_nan() || count == 0 {
                continue;
            }
            // Adding 0 makes one zero of two.
            if levels.last() == Some(&(level + 0.0)) {
                counts[levels.len() - 1] += count;
            } else {
                levels.push(level + 0.0);
                counts.push(count);
            }
            *place = levels.len() as u32 - 1;
        }
        Self {
            codes: given
                .iter()
                .map(|&code| places[usize::from(code)])
                .collect(),
            levels,
            counts,
        }
    }

    fn of_numbers(numbers: &[f64]) -> Self {
        let ascending = |&number: &f64| ordinal(number, Direction::Ascending);
        let order = sorted_places(numbers.par_iter().map(ascending));
        let mut codes = vec![MISSING; numbers.len()];
        let (mut levels, mut counts) = (Vec::<f64>::new(), Vec::<u32>::new());
        // Missing ones come last.
        for row in order {
            let number = numbers[row as usize] + 0.0;
            if number.is_nan() {
                break;
            }
            if levels.last() != Some(&number) {
                levels.push(number);
                counts.push(0);
            }
            let place = levels.len() - 1;
            counts[place] += 1;
            codes[row as usize] = place as u32;
        }
        Self {
            codes,
            levels,
            counts,
        }
    }

    /// Number of rows with a value.
    pub(super) fn present(&self) -> usize {
        self.counts.iter().map(|&count| count as usize).sum()
    }

    pub(super) fn is_complete(&self) -> bool {
        self.present() == self.codes.len()
    }

    /// Each level with the number of its rows.
    pub(super) fn weighed(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let counts = self.counts.iter().map(|&count| f64::from(count));
        self.levels.iter().copied().zip(counts)
    }

    /// The value that this share of the rows lies below, between two of them in proportion, as most statistics
    /// programs do; NaN without values.
    pub(super) fn quantile(&self, share: f64) -> f64 {
        let Some(last) = self.present().checked_sub(1) else {
            return f64::NAN;
        };
        let place = share * last as f64;
        let (low, high) = (
            self.value_at(place.floor() as usize),
            self.value_at(place.ceil() as usize),
        );
        // Two infinite ones have no difference.
        if low < high {
            low + place.fract() * (high - low)
        } else {
            low
        }
    }

    /// The value at `place` in ascending order.
    fn value_at(&self, place: usize) -> f64 {
        let mut below = 0;
        let level = self.counts.iter().position(|&count| {
            below += count as usize;
            place < below
        });
        level.map_or(f64::NAN, |level| self.levels[level])
    }
}

/// The mean rank of each level, less the mean rank of all rows.
pub(super) fn centred_ranks(counts: &[u32]) -> Vec<f64> {
    let rows: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    let mut below = 0;
    let rank = |&count: &u32| {
        // Twice the rank, which is whole.
        let rank = 2 * below + u64::from(count) + 1;
        below += u64::from(count);
        (rank as f64 - (rows + 1) as f64) / 2.0
    };
    counts.iter().map(rank).collect()
}

/// The sum of their squares over all rows.
pub(super) fn rank_squares(counts: &[u32], ranks: &[f64]) -> f64 {
    let terms = counts.iter().zip(ranks);
    terms
        .map(|(&count, rank)| f64::from(count) * rank * rank)
        .sum()
}

/// Spearman's rank correlation over the rows that have both values; NaN where one of them does not vary.
pub(super) fn spearman(a: &Coded, b: &Coded) -> f64 {
    let pairs = a.codes.iter().zip(&b.codes);
    let both = pairs.filter(|(a, b)| **a != MISSING && **b != MISSING);
    let both = both.map(|(&a, &b)| (a as usize, b as usize));
    let mut counts = (vec![0; a.levels.len()], vec![0; b.levels.len()]);
    for (a, b) in both.clone() {
        counts.0[a] += 1;
        counts.1[b] += 1;
    }
    let ranks = (centred_ranks(&counts.0), centred_ranks(&counts.1));
    let products: f64 = both.map(|(a, b)| ranks.0[a] * ranks.1[b]).sum();
    let squares = rank_squares(&counts.0, &ranks.0) * rank_squares(&counts.1, &ranks.1);
    (products / squares.sqrt()).clamp(-1.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::Decimals;

    #[test]
    fn however_values_are_kept_they_are_the_same() {
        let numbers = vec![2.0, f64::NAN, -0.0, 0.0, 2.0, -1.0];
        let kept = Values::Coded {
            codes: vec![4, 0, 2, 3, 4, 1],
            levels: vec![f64::NAN, -1.0, -0.0, 0.0, 2.0, 9.0],
        };
        let rows = [0, 1, 2, 3, 4, 5];
        let decimals = Decimals::of(&[2.0, f64::NAN, 0.0, 0.0, 2.0, -1.0]).unwrap();
        for values in [Values::Dense(numbers), Values::Decimals(decimals), kept] {
            let coded = Coded::of(&values, &rows);
            assert_eq!(coded.levels, [-1.0, 0.0, 2.0]);
            assert_eq!(coded.counts, [1, 2, 2]);
            assert_eq!(coded.codes, [2, MISSING, 1, 1, 2, 0]);
            assert!(!coded.is_complete());
        }
        let bits = Values::Bits {
            words: vec![0b101],
            rows: 3,
        };
        assert_eq!(Coded::of(&bits, &[0, 2]).levels, [1.0]);
        assert_eq!(Coded::of(&bits, &[0, 1]).codes, [1, 0]);
    }

    #[test]
    fn quantiles_are_those_of_the_definition() {
        let of = |numbers: &[f64], share| Coded::of_numbers(numbers).quantile(share);
        let numbers = [4.0, 1.0, f64::NAN, 2.0, 10.0];
        let shares = [0.0, 0.25, 0.5, 0.75, 1.0];
        let found: Vec<f64> = shares.iter().map(|&share| of(&numbers, share)).collect();
        assert_eq!(found, [1.0, 1.75, 3.0, 5.5, 10.0]);
        assert!(of(&[f64::NAN], 0.5).is_nan());
        assert!(of(&[f64::INFINITY; 3], 0.3).is_infinite());
    }

    // Expected values are those of scipy 1.17, `spearmanr`.
    #[test]
    fn correlations_are_those_of_ranks_where_both_are_known() {
        let of = |a: &[f64], b: &[f64]| spearman(&Coded::of_numbers(a), &Coded::of_numbers(b));
        let near = |found: f64, expected: f64| {
            assert!((found - expected).abs() < 1e-12, "{found}, not {expected}");
        };
        near(
            of(&[1.0, 2.0, 3.0, 4.0, 5.0], &[2.0, 1.0, 3.0, 5.0, 4.0]),
            0.8,
        );
        near(
            of(&[1.0, 1.0, 2.0, 9.0], &[5.0, 6.0, 7.0, 8.0]),
            0.9_f64.sqrt(),
        );
        let nan = f64::NAN;
        // Ranks are among the rows that remain.
        near(of(&[1.0, nan, 2.0, 3.0], &[3.0, 99.0, 2.0, 1.0]), -1.0);
        near(of(&[1.0, 7.0, 2.0, 3.0], &[3.0, nan, 2.0, 1.0]), -1.0);
        assert!(of(&[1.0, 1.0], &[1.0, 2.0]).is_nan());
        assert!(of(&[nan, 1.0], &[1.0, nan]).is_nan());
    }
}
