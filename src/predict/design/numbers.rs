//! Features as numbers that can be compared: for models of distances and of weighted sums.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use twox_hash::XxHash3_128;

use crate::table::Values;

use super::NormalScores;

/// Distinct values from which on a column is one of scores rather than of counts.
const SCORES: usize = 64;

/// All rows as numbers, each column of mean 0 and standard deviation 1.
///
/// Counts are standardised; columns of many distinct values are replaced by their normal scores first.
/// A missing value is its column's median, and an indicator column says where values are missing.
/// Columns that are constant are left out, and those that are the same after standardising, up to the
/// sign, are one column that counts as many.
#[derive(Debug)]
pub(crate) struct Numbers {
    rows: usize,
    /// Row after row.
    values: Vec<f64>,
    columns: Vec<NumberColumn>,
}

/// One column of [`Numbers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NumberColumn {
    /// How many columns it stands for.
    pub(crate) count: usize,
    /// Whether it holds normal scores.
    pub(crate) is_score: bool,
}

impl Numbers {
    /// The numbers of `columns`, which are of equal length.
    pub(super) fn new(columns: &[Arc<Values>]) -> Self {
        let rows = columns.first().map_or(0, |column| column.len());
        let standard: Vec<Vec<Standard>> = columns.par_iter().map(|c| standardised(c)).collect();
        let mut kept: Vec<Standard> = Vec::new();
        let mut counts: Vec<NumberColumn> = Vec::new();
        let mut places: HashMap<u128, usize> = HashMap::new();
        for column in standard.into_iter().flatten() {
            let place = places.entry(column.print()).or_insert(kept.len());
            if let Some(known) = counts.get_mut(*place) {
                known.count += 1;
            } else {
                counts.push(NumberColumn {
                    count: 1,
                    is_score: column.is_score,
                });
                kept.push(column);
            }
        }
        let width = kept.len();
        let mut values = vec![0.0; rows * width];
        if width > 0 {
            values
                .par_chunks_mut(width)
                .enumerate()
                .for_each(|(row, values)| {
                    for (value, column) in values.iter_mut().zip(&kept) {
                        *value = column.values[row];
                    }
                });
        }
        Self {
            rows,
            values,
            columns: counts,
        }
    }

    /// Number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The columns.
    pub(crate) fn columns(&self) -> &[NumberColumn] {
        &self.columns
    }

    /// The numbers of `row`, one a column.
    pub(crate) fn row(&self, row: usize) -> &[f64] {
        let width = self.columns.len();
        &self.values[row * width..(row + 1) * width]
    }
}

/// A standardised column that varies.
struct Standard {
    values: Vec<f64>,
    is_score: bool,
}

impl Standard {
    /// A fingerprint of its numbers, up to the sign and rounding.
    fn print(&self) -> u128 {
        let first = self.values.iter().find(|value| value.abs() > 1e-6);
        let sign = first.copied().unwrap_or(1.0).signum();
        let mut hasher = XxHash3_128::new();
        for value in &self.values {
            let rounded = (value * sign * 1e6).round() as i64;
            hasher.write(&rounded.to_le_bytes());
        }
        hasher.finish_128()
    }
}

/// A column standardised, and the indicator of what it lacks, each only where it varies.
fn standardised(column: &Values) -> Vec<Standard> {
    let mut values: Vec<f64> = column.iter().collect();
    let missing: Vec<f64> = values
        .iter()
        .map(|v| f64::from(u8::from(v.is_nan())))
        .collect();
    let is_score = distinct_from(&values, SCORES);
    if is_score {
        let scores = NormalScores::of(values.iter().copied());
        for value in &mut values {
            *value = scores.score(*value);
        }
    } else if missing.contains(&1.0) {
        let median = median(&values);
        for value in &mut values {
            if value.is_nan() {
                *value = median;
            }
        }
    }
    let own = (values, is_score);
    [own, (missing, false)]
        .into_iter()
        .filter_map(|(values, is_score)| standardise(values, is_score))
        .collect()
}

/// Whether there are at least `count` distinct values.
fn distinct_from(values: &[f64], count: usize) -> bool {
    let mut seen: Vec<u64> = Vec::with_capacity(count);
    values.iter().filter(|value| !value.is_nan()).any(|value| {
        if let Err(at) = seen.binary_search(&value.to_bits()) {
            seen.insert(at, value.to_bits());
        }
        seen.len() >= count
    })
}

fn median(values: &[f64]) -> f64 {
    let mut present: Vec<f64> = values
        .iter()
        .copied()
        .filter(|value| !value.is_nan())
        .collect();
    if present.is_empty() {
        return 0.0;
    }
    let middle = present.len() / 2;
    *present.select_nth_unstable_by(middle, f64::total_cmp).1
}

fn standardise(mut values: Vec<f64>, is_score: bool) -> Option<Standard> {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / count;
    let scale = variance.sqrt();
    // Not so for a constant column, nor for one of infinite values.
    if !(scale > 1e-12 * mean.abs() && scale.is_finite()) {
        return None;
    }
    for value in &mut values {
        *value = (*value - mean) / scale;
    }
    Some(Standard { values, is_score })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_standardised_and_those_alike_are_one() {
        let dense = |values: Vec<f64>| Arc::new(Values::Dense(values));
        let counts = vec![0.0, 1.0, 2.0, 1.0];
        let numbers = Numbers::new(&[
            dense(counts.clone()),
            dense(vec![5.0; 4]),
            dense(counts.iter().map(|count| 7.0 - 3.0 * count).collect()),
            dense(vec![1.0, f64::NAN, 3.0, 9.0]),
        ]);
        let column = |count| NumberColumn {
            count,
            is_score: false,
        };
        assert_eq!(numbers.columns(), [column(2), column(1), column(1)]);
        let first: Vec<f64> = (0..4).map(|row| numbers.row(row)[0]).collect();
        let root = 2.0_f64.sqrt();
        for (value, expected) in first.iter().zip([-root, 0.0, root, 0.0]) {
            assert!((value - expected).abs() < 1e-12);
        }
        // The row that lacks a value has the median, and is marked.
        assert!(numbers.row(1)[2] > 1.0 && numbers.row(0)[2] < 0.0);
    }

    #[test]
    fn many_distinct_values_become_normal_scores() {
        let values: Vec<f64> = (0..200).map(|at| f64::from(at * at * at)).collect();
        let numbers = Numbers::new(&[Arc::new(Values::Dense(values))]);
        assert!(numbers.columns()[0].is_score);
        let largest = numbers.row(199)[0];
        assert!((2.5..3.5).contains(&largest), "{largest}");
    }
}
