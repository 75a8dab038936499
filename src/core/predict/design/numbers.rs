//! Features as numbers that can be compared: for models of distances and of weighted sums.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

use crate::column::{Values, bit};

use super::NormalScores;

/// Distinct values from which on a column is one of scores rather than of counts.
const SCORES: usize = 64;

/// All rows as numbers, each column of mean 0 and standard deviation 1.
///
/// Counts are standardised; columns of many distinct values are replaced by their normal scores first.
/// A missing value is its column's median, and an indicator column marks missing values.
/// Columns that are constant are left out, and those that are the same after standardising, up to the
/// sign, are one column that counts as many.
#[derive(Debug)]
pub(crate) struct Numbers {
    /// One a column.
    stored: Vec<Stored>,
    columns: Vec<NumberColumn>,
    /// For each column, which of the columns given it was made of first.
    sources: Vec<Source>,
}

/// A column of numbers. Of a column of few distinct values only the number of each is kept.
#[derive(Debug, Clone)]
enum Stored {
    /// The number of each distinct value, in their order.
    Distinct(Arc<Values>, Vec<f64>),
    /// A number a row.
    Each(Vec<f64>),
}

impl Stored {
    fn new(values: &Arc<Values>, number: impl Fn(f64) -> f64) -> Self {
        let distinct = |levels: &[f64]| {
            let numbers = levels.iter().map(|&level| number(level)).collect();
            Self::Distinct(Arc::clone(values), numbers)
        };
        match &**values {
            Values::Coded { levels, .. } => distinct(levels),
            Values::Bits { .. } => distinct(&[0.0, 1.0]),
            _ => Self::Each(values.iter().map(number).collect()),
        }
    }

    fn at(&self, row: usize) -> f64 {
        match self {
            Self::Each(numbers) => numbers[row],
            Self::Distinct(values, numbers) => numbers[code(values, row)],
        }
    }

    /// Calls `put` with the place and number of each of `rows`: as [`Self::at`], but what kind of column it
    /// is is asked once.
    fn each(&self, rows: &[usize], mut put: impl FnMut(usize, f64)) {
        if let Self::Distinct(values, numbers) = self
            && let Values::Coded { codes, .. } = &**values
        {
            for (at, &row) in rows.iter().enumerate() {
                put(at, numbers[usize::from(codes[row])]);
            }
        } else {
            for (at, &row) in rows.iter().enumerate() {
                put(at, self.at(row));
            }
        }
    }
}

fn code(values: &Values, row: usize) -> usize {
    usize::from(match values {
        Values::Coded { codes, .. } => codes[row],
        Values::Bits { words, .. } => bit(words, row),
        // Others have a number a row.
        _ => 0,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Source {
    column: usize,
    /// Whether it marks missing values.
    is_indicator: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NumberColumn {
    pub(crate) count: usize,
    pub(crate) is_score: bool,
}

impl Numbers {
    pub(super) fn new(columns: &[Arc<Values>]) -> Self {
        let rows = columns.first().map_or(0, |column| column.len());
        let standard: Vec<Vec<Standard>> = columns.par_iter().map(standardised).collect();
        let mut stored = Vec::new();
        let mut counts: Vec<NumberColumn> = Vec::new();
        let mut sources = Vec::new();
        let mut places: HashMap<u128, usize> = HashMap::new();
        let all = standard.into_iter().enumerate();
        for (given, column) in all.flat_map(|(at, of)| of.into_iter().map(move |of| (at, of))) {
            let place = places.entry(column.print(rows)).or_insert(stored.len());
            if let Some(known) = counts.get_mut(*place) {
                known.count += 1;
            } else {
                counts.push(NumberColumn {
                    count: 1,
                    is_score: column.is_score,
                });
                sources.push(Source {
                    column: given,
                    is_indicator: column.is_indicator,
                });
                stored.push(column.stored);
            }
        }
        Self {
            stored,
            columns: counts,
            sources,
        }
    }

    /// Which of the columns given each column was made of.
    pub(super) fn sources(&self) -> impl Iterator<Item = usize> + '_ {
        self.sources.iter().map(|source| source.column)
    }

    /// Other rows on the same scales: `values` gives the number of a row and column.
    pub(super) fn with_numbers(&self, rows: usize, value: impl Fn(usize, usize) -> f64) -> Self {
        let column = |column| Stored::Each((0..rows).map(|row| value(row, column)).collect());
        Self {
            stored: (0..self.columns.len()).map(column).collect(),
            columns: self.columns.clone(),
            sources: self.sources.clone(),
        }
    }

    /// How the columns were made; `columns` are those that these numbers were made of.
    pub(super) fn scales(&self, columns: &[Arc<Values>]) -> Scales {
        let scale = |source: &Source| Scale::of(&columns[source.column]);
        Scales {
            columns: self.columns.clone(),
            sources: self.sources.clone(),
            each: self.sources.par_iter().map(scale).collect(),
        }
    }

    pub(crate) fn columns(&self) -> &[NumberColumn] {
        &self.columns
    }

    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = f64> + '_ {
        self.stored.iter().map(move |stored| stored.at(row))
    }

    /// The numbers of `rows`, row after row, each column multiplied by its factor.
    pub(crate) fn scaled_rows(&self, rows: &[usize], factors: &[f64]) -> Vec<f64> {
        let width = factors.len();
        let mut out = vec![0.0; rows.len() * width];
        for (column, (stored, factor)) in self.stored.iter().zip(factors).enumerate() {
            stored.each(rows, |at, number| {
                out[at * width + column] = number * factor;
            });
        }
        out
    }

    pub(crate) fn at(&self, row: usize, column: usize) -> f64 {
        self.stored[column].at(row)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Scales {
    columns: Vec<NumberColumn>,
    sources: Vec<Source>,
    /// One a column.
    each: Vec<Scale>,
}

impl Scales {
    /// The numbers of rows whose values in each of the columns given are `values`.
    pub(super) fn numbers(&self, values: &[Arc<Values>]) -> Numbers {
        let stored = self.sources.iter().zip(&self.each).map(|(source, scale)| {
            let line = if source.is_indicator {
                scale.indicator
            } else {
                scale.own
            };
            let number = |value| {
                let raw = scale.raw(value, source.is_indicator);
                line.map_or(0.0, |line| line.at(raw))
            };
            Stored::new(&values[source.column], number)
        });
        Numbers {
            stored: stored.collect(),
            columns: self.columns.clone(),
            sources: self.sources.clone(),
        }
    }

    pub(crate) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Which of the columns given the numbers are made of.
    pub(super) fn sources(&self) -> impl Iterator<Item = usize> + '_ {
        self.sources.iter().map(|source| source.column)
    }

    /// Whether the scales are consistent, for `width` columns given.
    pub(super) fn are_sound(&self, width: usize) -> bool {
        self.sources.len() == self.columns.len()
            && self.each.len() == self.columns.len()
            && self.sources().all(|column| column < width)
    }
}

/// A standardised column that varies.
struct Standard {
    stored: Stored,
    is_score: bool,
    is_indicator: bool,
}

impl Standard {
    /// A fingerprint of the numbers of its `rows` rows, up to the sign and rounding.
    fn print(&self, rows: usize) -> u128 {
        let mut numbers = (0..rows).map(|row| self.stored.at(row));
        let first = numbers.find(|number| number.abs() > 1e-6);
        let sign = first.unwrap_or(1.0).signum();
        let rounded = |&number: &f64| (number * sign * 1e6).round() as i64;
        let mut hasher = XxHash3_128::new();
        match &self.stored {
            Stored::Each(numbers) => write_each(numbers.iter().map(rounded), &mut hasher),
            Stored::Distinct(values, numbers) => {
                let rounded: Vec<i64> = numbers.iter().map(rounded).collect();
                write_each((0..rows).map(|row| rounded[code(values, row)]), &mut hasher);
            }
        }
        hasher.finish_128()
    }
}

/// Hashes numbers, many at a time.
fn write_each(mut numbers: impl Iterator<Item = i64>, hasher: &mut XxHash3_128) {
    const PIECE: usize = 512;
    let mut piece = Vec::with_capacity(8 * PIECE);
    loop {
        piece.extend(numbers.by_ref().take(PIECE).flat_map(i64::to_le_bytes));
        if piece.is_empty() {
            return;
        }
        hasher.write(&piece);
        piece.clear();
    }
}

/// A column standardised, and the indicator of what it lacks, each only where it varies.
fn standardised(column: &Arc<Values>) -> Vec<Standard> {
    let scale = Scale::of(column);
    let part = |is_indicator: bool, line: Option<Line>| {
        let line = line?;
        Some(Standard {
            stored: Stored::new(column, |value| line.at(scale.raw(value, is_indicator))),
            is_score: scale.scores.is_some() && !is_indicator,
            is_indicator,
        })
    };
    [part(false, scale.own), part(true, scale.indicator)]
        .into_iter()
        .flatten()
        .collect()
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Scale {
    scores: Option<NormalScores>,
    /// What a missing count is taken for.
    median: f64,
    own: Option<Line>,
    indicator: Option<Line>,
}

/// To mean 0 and standard deviation 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Line {
    mean: f64,
    scale: f64,
}

impl Line {
    /// `None` for constant values, and for infinite ones.
    fn of(values: &Values, raw: impl Fn(f64) -> f64) -> Option<Self> {
        let count = values.len() as f64;
        let mean = values.map(&raw).sum::<f64>() / count;
        let square = |value| (raw(value) - mean) * (raw(value) - mean);
        let variance = values.map(square).sum::<f64>() / count;
        let scale = variance.sqrt();
        (scale > 1e-12 * mean.abs() && scale.is_finite()).then_some(Self { mean, scale })
    }

    fn at(self, value: f64) -> f64 {
        (value - self.mean) / self.scale
    }
}

impl Scale {
    fn of(values: &Values) -> Self {
        let has_missing = has_missing(values);
        let scores =
            distinct_from(values, SCORES).then(|| NormalScores::of(values.iter()).thinned());
        let mut scale = Self {
            median: if has_missing && scores.is_none() {
                median(values)
            } else {
                0.0
            },
            scores,
            own: None,
            indicator: None,
        };
        scale.own = Line::of(values, |value| scale.raw(value, false));
        if has_missing {
            scale.indicator = Line::of(values, |value| scale.raw(value, true));
        }
        scale
    }

    /// A value before it is standardised.
    fn raw(&self, value: f64, is_indicator: bool) -> f64 {
        match &self.scores {
            _ if is_indicator => f64::from(u8::from(value.is_nan())),
            Some(scores) => scores.score(value),
            None if value.is_nan() => self.median,
            None => value,
        }
    }
}

fn has_missing(values: &Values) -> bool {
    let may = match values {
        Values::Coded { levels, .. } => levels.iter().any(|level| level.is_nan()),
        Values::Bits { .. } => false,
        _ => true,
    };
    may && values.iter().any(f64::is_nan)
}

/// Whether there are at least `count` distinct values.
fn distinct_from(values: &Values, count: usize) -> bool {
    let few = match values {
        Values::Coded { levels, .. } => levels.len() < count,
        Values::Bits { .. } => true,
        _ => false,
    };
    let mut seen: Vec<u64> = Vec::with_capacity(count);
    let mut present = values.iter().filter(|value| !value.is_nan());
    !few && present.any(|value| {
        if let Err(at) = seen.binary_search(&value.to_bits()) {
            seen.insert(at, value.to_bits());
        }
        seen.len() >= count
    })
}

fn median(values: &Values) -> f64 {
    let mut present: Vec<f64> = values.iter().filter(|value| !value.is_nan()).collect();
    if present.is_empty() {
        return 0.0;
    }
    let middle = present.len() / 2;
    *present.select_nth_unstable_by(middle, f64::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_standardised_and_equal_ones_merged() {
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
        let first: Vec<f64> = (0..4).map(|row| numbers.at(row, 0)).collect();
        let root = 2.0_f64.sqrt();
        for (value, expected) in first.iter().zip([-root, 0.0, root, 0.0]) {
            assert!((value - expected).abs() < 1e-12);
        }
        // The row that lacks a value has the median, and is marked.
        assert!(numbers.at(1, 2) > 1.0 && numbers.at(0, 2) < 0.0);
    }

    #[test]
    fn many_distinct_values_become_normal_scores() {
        let values: Vec<f64> = (0..200).map(|at| f64::from(at * at * at)).collect();
        let numbers = Numbers::new(&[Arc::new(Values::Dense(values))]);
        assert!(numbers.columns()[0].is_score);
        let largest = numbers.at(199, 0);
        assert!((2.5..3.5).contains(&largest), "{largest}");
    }
}
