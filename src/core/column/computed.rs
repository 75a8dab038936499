//! Columns that follow from two others row by row: they take no memory of their own.

use std::sync::Arc;

use super::Values;

/// What is made of the values of both columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// The first and the second.
    Sum,
    /// The first less the second.
    Difference,
    /// How far they are apart.
    Distance,
}

/// Numbers that are computed when they are read.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    operation: Operation,
    first: Arc<Values>,
    second: Arc<Values>,
}

impl Computed {
    pub(super) fn len(&self) -> usize {
        self.first.len()
    }

    pub(super) fn get(&self, row: usize) -> f64 {
        let (first, second) = (self.first.get(row), self.second.get(row));
        match self.operation {
            Operation::Sum => first + second,
            Operation::Difference => first - second,
            Operation::Distance => (first - second).abs(),
        }
    }
}

impl Values {
    /// A column computed from two of equal length.
    pub(crate) fn computed(
        operation: Operation,
        first: &Arc<Self>,
        second: &Arc<Self>,
    ) -> Arc<Self> {
        Arc::new(Self::Computed(Computed {
            operation,
            first: Arc::clone(first),
            second: Arc::clone(second),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_the_operation() {
        let first = Values::dense(vec![1.0, 0.1, f64::NAN]);
        let second = Values::dense(vec![4.0, 0.3, 2.0]);
        for (operation, expected) in [
            (Operation::Sum, [5.0, 0.1 + 0.3]),
            (Operation::Difference, [-3.0, 0.1 - 0.3]),
            (Operation::Distance, [3.0, 0.3 - 0.1]),
        ] {
            let values = Values::computed(operation, &first, &second);
            assert_eq!(
                [0, 1].map(|row| values.get(row).to_bits()),
                expected.map(f64::to_bits)
            );
            assert!(values.get(2).is_nan() && values.len() == 3);
        }
    }
}
