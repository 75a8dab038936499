//! Errors by the value of a column.

use super::held_out::HeldOutSet;
use super::mean::MeanInterval;
use super::strata::Strata;

/// By which column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByValueQuery {
    /// The column.
    pub column: String,
    /// About how many ranges, of a column with more than 20 values.
    pub ranges: usize,
}

/// Errors by the value of a column, with intervals of 95 % by Student's t.
#[derive(Debug, Clone, PartialEq)]
pub struct ByValue {
    /// The query.
    pub query: ByValueQuery,
    /// The parts of its values.
    pub strata: Strata,
    /// For each part how far off its rows are.
    pub parts: Vec<Stratum>,
}

/// How far off the rows of one part are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stratum {
    /// Mean absolute error.
    pub mae: MeanInterval,
    /// Mean error.
    pub bias: MeanInterval,
}

impl ByValue {
    /// Looks at the errors of `held_out`.
    pub fn new(held_out: &HeldOutSet, query: &ByValueQuery) -> Self {
        let values = held_out.values(&query.column);
        Self::of(&values, held_out.errors(), query)
    }

    fn of(values: &[f64], errors: impl Iterator<Item = f64>, query: &ByValueQuery) -> Self {
        let strata = Strata::new(values, query.ranges);
        let mut errors_of = vec![Vec::new(); strata.len()];
        for (&value, error) in values.iter().zip(errors) {
            errors_of[strata.part(value)].push(error);
        }
        let of = |errors: &Vec<f64>| {
            let errors = errors.iter().copied();
            Stratum {
                mae: MeanInterval::of(errors.clone().map(f64::abs), MeanInterval::CONFIDENCE),
                bias: MeanInterval::of(errors, MeanInterval::CONFIDENCE),
            }
        };
        Self {
            parts: errors_of.iter().map(of).collect(),
            query: query.clone(),
            strata,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_has_the_means_of_its_rows() {
        let (column, ranges) = ("x".to_owned(), 4);
        let query = ByValueQuery { column, ranges };
        let errors = [1.0, -3.0, 0.5, 0.25];
        let found = ByValue::of(&[7.0, 7.0, 2.0, f64::NAN], errors.into_iter(), &query);
        let figures = |part: &Stratum| (part.mae.count, part.mae.mean, part.bias.mean);
        let figures: Vec<_> = found.parts.iter().map(figures).collect();
        assert_eq!(figures, [(1, 0.5, 0.5), (2, 2.0, -1.0), (1, 0.25, 0.25)]);
    }
}
