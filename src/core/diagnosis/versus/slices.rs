//! Who is nearer where: rows by their values in a column.

use super::Nearer;

/// More distinct values than that are joined into parts of about equally many rows.
const VALUES: usize = 12;
const PARTS: usize = 8;

/// Rows with certain values of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ComparisonSlice {
    /// Smallest value; NaN for the rows that have none.
    pub low: f64,
    /// Largest value.
    pub high: f64,
    /// Rows.
    pub rows: usize,
    /// Who is nearer in how many of them.
    pub nearer: Nearer,
    /// Mean absolute error of A and B.
    pub mae: (f64, f64),
}

/// The rows by `values`, ascending, the missing ones last; A and B are as far off as `a` and `b` say.
#[expect(clippy::float_cmp, reason = "equal values are one slice")]
pub(super) fn slices(values: &[f64], a: &[f64], b: &[f64]) -> Vec<ComparisonSlice> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    // NaN of either sign comes last.
    let values = values
        .iter()
        .map(|value| if value.is_nan() { f64::NAN } else { *value });
    let values: Vec<f64> = values.collect();
    order.sort_by(|&one, &other| values[one].total_cmp(&values[other]));
    let same = |&one: &usize, &other: &usize| {
        values[one] == values[other] || (values[one].is_nan() && values[other].is_nan())
    };
    let levels: Vec<&[usize]> = order.chunk_by(same).collect();
    let present = levels.iter().filter(|level| !values[level[0]].is_nan());
    let join = present.clone().count() > VALUES;
    let rows: usize = present.map(|level| level.len()).sum();
    let mut slices: Vec<Vec<usize>> = Vec::new();
    let mut before = 0;
    let mut last_part = None;
    for level in levels {
        let missing = values[level[0]].is_nan();
        // The part that the middle of the level is in.
        let part = (2 * before + level.len()) * PARTS / (2 * rows.max(1));
        match slices.last_mut() {
            Some(slice) if join && !missing && last_part == Some(part) => slice.extend(level),
            _ => slices.push(level.to_vec()),
        }
        last_part = Some(part);
        before += level.len();
    }
    let slice = |rows: Vec<usize>| {
        let mean = |of: &[f64]| rows.iter().map(|&row| of[row]).sum::<f64>() / rows.len() as f64;
        let mut nearer = Nearer::default();
        for &row in &rows {
            nearer.count(a[row], b[row]);
        }
        ComparisonSlice {
            low: values[rows[0]],
            high: values[rows[rows.len() - 1]],
            rows: rows.len(),
            nearer,
            mae: (mean(a), mean(b)),
        }
    };
    slices.into_iter().map(slice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_values_are_slices_of_their_own() {
        let nan = f64::NAN;
        let (a, b) = ([1.0, 1.0, 3.0, 2.0], [2.0, 0.5, 3.0, 1.0]);
        let found = slices(&[2.0, nan, 0.0, 2.0], &a, &b);
        assert_eq!(found.len(), 3);
        assert_eq!((found[0].low, found[0].nearer.neither), (0.0, 1));
        assert_eq!(found[1].rows, 2);
        assert_eq!((found[1].nearer.a, found[1].nearer.b), (1, 1));
        assert_eq!(found[1].mae, (1.5, 1.5));
        assert!(found[2].low.is_nan() && found[2].nearer.b == 1);
    }

    #[test]
    fn many_values_are_joined_and_every_row_is_in_one_slice() {
        let values: Vec<f64> = (0..1000).map(|at| f64::from(at * 7 % 1000)).collect();
        let found = slices(&values, &values, &values);
        assert_eq!(found.len(), PARTS);
        assert_eq!(found.iter().map(|slice| slice.rows).sum::<usize>(), 1000);
        assert!(found.windows(2).all(|pair| pair[0].high < pair[1].low));
        assert!(found.iter().all(|slice| (120..=130).contains(&slice.rows)));
    }
}
