//! How the numbers of a column are kept.

use std::sync::Arc;

use super::{Computed, Decimals};

/// Fewest rows for which memory is worth some time.
pub(crate) const MANY: usize = 1 << 16;

/// The numbers of one column, one a row; NaN means missing.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Few distinct values, as GRAF columns have: `levels` ascending and distinct, and for each row
    /// the index of its level. An eighth of the memory, and already binned for a predictor.
    Coded {
        /// Index into `levels`, one a row.
        codes: Vec<u8>,
        /// The distinct values, ascending.
        levels: Vec<f64>,
    },
    /// Zeros and ones, an eighth of the memory again.
    Bits {
        /// Row r is bit r mod 64 of word r / 64.
        words: Vec<u64>,
        /// Number of rows.
        rows: usize,
    },
    /// Numbers of a few digits behind the point.
    Decimals(Decimals),
    /// Any numbers.
    Dense(Vec<f64>),
    /// Numbers that follow from two other columns.
    Computed(Computed),
}

impl Values {
    /// A column of yes and no, kept as 1 and 0.
    pub fn flags(flags: impl IntoIterator<Item = bool>) -> Self {
        let (mut words, mut rows) = (Vec::new(), 0_usize);
        for flag in flags {
            if rows.is_multiple_of(64) {
                words.push(0);
            }
            if let Some(word) = words.last_mut() {
                *word |= u64::from(flag) << (rows % 64);
            }
            rows += 1;
        }
        Self::Bits { words, rows }
    }

    /// Any numbers, shared.
    pub fn dense(values: Vec<f64>) -> Arc<Self> {
        Arc::new(Self::Dense(values))
    }

    /// A column in which every value is missing.
    pub(crate) fn missing(rows: usize) -> Arc<Self> {
        Arc::new(Self::Coded {
            codes: vec![0; rows],
            levels: vec![f64::NAN],
        })
    }

    /// Numbers of a file; those of many rows in as little memory as keeps them exact.
    pub(crate) fn measured(values: Vec<f64>) -> Self {
        let many = values.len() >= MANY;
        let decimals = many.then(|| Decimals::of(&values)).flatten();
        decimals.map_or_else(|| Self::Dense(values), Self::Decimals)
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Coded { codes, .. } => codes.len(),
            Self::Bits { rows, .. } => *rows,
            Self::Decimals(decimals) => decimals.len(),
            Self::Dense(values) => values.len(),
            Self::Computed(computed) => computed.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of `row`, NaN when missing.
    pub fn get(&self, row: usize) -> f64 {
        match self {
            Self::Coded { codes, levels } => levels[usize::from(codes[row])],
            Self::Bits { words, .. } => f64::from(bit(words, row)),
            Self::Decimals(decimals) => decimals.get(row),
            Self::Dense(values) => values[row],
            Self::Computed(computed) => computed.get(row),
        }
    }

    /// All values in row order.
    pub fn iter(&self) -> impl Iterator<Item = f64> + Clone + '_ {
        (0..self.len()).map(|row| self.get(row))
    }

    /// What `of` makes of all values, in row order; of each level it is asked once.
    pub(crate) fn map<T: Copy>(&self, of: impl Fn(f64) -> T) -> impl Iterator<Item = T> {
        let levels: Vec<T> = match self {
            Self::Coded { levels, .. } => levels.iter().map(|&level| of(level)).collect(),
            Self::Bits { .. } => vec![of(0.0), of(1.0)],
            _ => Vec::new(),
        };
        (0..self.len()).map(move |row| match self {
            Self::Coded { codes, .. } => levels[usize::from(codes[row])],
            Self::Bits { words, .. } => levels[usize::from(bit(words, row))],
            Self::Decimals(decimals) => of(decimals.get(row)),
            Self::Dense(values) => of(values[row]),
            Self::Computed(computed) => of(computed.get(row)),
        })
    }

    /// Smallest and largest value present; `None` when all are missing.
    pub fn range(&self) -> Option<(f64, f64)> {
        if let Self::Decimals(decimals) = self {
            return decimals.range();
        }
        self.iter()
            .filter(|value| !value.is_nan())
            .fold(None, |range, value| match range {
                None => Some((value, value)),
                Some((low, high)) => Some((f64::min(low, value), f64::max(high, value))),
            })
    }
}

pub(crate) fn bit(words: &[u64], row: usize) -> u8 {
    (words[row / 64] >> (row % 64) & 1) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_bits() {
        let flags = Values::flags((0..130).map(|row| row % 3 == 0));
        let expected = (0..130).map(|row| f64::from(u8::from(row % 3 == 0)));
        assert!(flags.len() == 130 && flags.iter().eq(expected));
        assert_eq!(Values::flags([]).len(), 0);
    }

    #[test]
    fn bits_are_zeros_and_ones() {
        let bits = Values::Bits {
            words: vec![1 << 63, 0b10],
            rows: 67,
        };
        let ones: Vec<usize> = (0..bits.len()).filter(|&row| bits.get(row) > 0.0).collect();
        assert_eq!(ones, [63, 65]);
        assert_eq!(bits.range(), Some((0.0, 1.0)));
    }
}
