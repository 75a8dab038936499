//! One column of numbers in memory: of a column of few distinct values only what each of them becomes
//! is kept, and which a row has stays where it was.

use std::sync::Arc;

use crate::column::{Values, bit};

/// A column of numbers made of a column of values.
#[derive(Debug, Clone)]
pub(super) enum Stored {
    /// What each distinct value becomes, in their order.
    Distinct(Arc<Values>, Vec<f64>),
    /// A number a row.
    Each(Vec<f64>),
}

impl Stored {
    /// What `number` makes of `values`.
    pub(super) fn new(values: &Arc<Values>, number: impl Fn(f64) -> f64) -> Self {
        let distinct = |levels: &[f64]| {
            let numbers = levels.iter().map(|&level| number(level)).collect();
            Self::Distinct(Arc::clone(values), numbers)
        };
        match &**values {
            Values::Coded { levels, .. } => distinct(levels),
            Values::Bits { .. } => distinct(&[0.0, 1.0]),
            Values::Dense(values) => Self::Each(values.iter().map(|&v| number(v)).collect()),
        }
    }

    /// The number of `row`.
    pub(super) fn at(&self, row: usize) -> f64 {
        match self {
            Self::Each(numbers) => numbers[row],
            Self::Distinct(values, numbers) => match &**values {
                Values::Coded { codes, .. } => numbers[usize::from(codes[row])],
                Values::Bits { words, .. } => numbers[usize::from(bit(words, row))],
                Values::Dense(values) => values[row],
            },
        }
    }
}
