//! The features of all rows in the forms that models work on.

mod coding;
mod normal;
mod numbers;

pub use coding::Coding;
pub(crate) use normal::{NormalScores, normal_quantile};
pub(crate) use numbers::Numbers;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::table::{ColumnId, Table, Values};

use super::Bins;
use super::codes::Codes;

/// Feature columns over all rows of a table.
#[derive(Debug)]
pub struct Design {
    columns: Vec<Arc<Values>>,
    bins: Bins,
    numbers: Option<Numbers>,
    coding: OnceLock<Arc<Coding>>,
    owned: OnceLock<Vec<Vec<usize>>>,
}

impl Design {
    /// The features `columns` of `table`; with `numbers` for models that need more than bins.
    pub fn new(table: &Table, columns: &[ColumnId], numbers: bool) -> Self {
        let values = |&id: &ColumnId| Arc::clone(&table.column(id).values);
        Self::of_columns(columns.iter().map(values).collect(), numbers)
    }

    /// The features whose values are `columns`, which are of equal length.
    pub(crate) fn of_columns(columns: Vec<Arc<Values>>, numbers: bool) -> Self {
        Self {
            bins: Bins::of_columns(&columns),
            numbers: numbers.then(|| Numbers::new(&columns)),
            columns,
            coding: OnceLock::new(),
            owned: OnceLock::new(),
        }
    }

    /// How other rows are put into the same bins and on the same scales.
    pub fn coding(&self) -> &Arc<Coding> {
        self.coding.get_or_init(|| Arc::new(Coding::of(self)))
    }

    /// Other rows, given by their values in each of the columns, in the same bins and on the same scales.
    /// A value that is missing where no row of this design lacks it counts as the middle one.
    #[must_use]
    pub fn of_rows(&self, values: Vec<Arc<Values>>) -> Self {
        self.coding().rows(values)
    }

    /// Rows put together feature by feature: what row `row` has of kept column `column` of the bins, and
    /// of all columns that this one stands for, is what row `pick(row, column).1` has of it in design
    /// `pick(row, column).0` of `parts`. All of `parts` are in the bins and on the scales of the first.
    ///
    /// To be predicted only: the values of its columns are not kept.
    pub(crate) fn composed(
        parts: &[&Self],
        rows: usize,
        pick: impl Fn(usize, usize) -> (usize, usize),
    ) -> Self {
        let first = parts[0];
        let codes = (0..first.bins.kept().len()).map(|column| {
            let columns = parts.iter().map(|part| &*part.bins.columns()[column]);
            let columns: Vec<&[u8]> = columns.collect();
            let code = |row| {
                let (part, row) = pick(row, column);
                columns[part][row]
            };
            Codes::Own((0..rows).map(code).collect())
        });
        let codes = codes.collect();
        let owners = first.owners();
        let numbers = first.numbers.as_ref().map(|numbers| {
            numbers.with_numbers(rows, |row, column| {
                let (part, row) = pick(row, owners[column]);
                parts[part].numbers().at(row, column)
            })
        });
        Self {
            bins: first.bins.rules.bins(rows, codes),
            numbers,
            columns: Vec::new(),
            coding: OnceLock::new(),
            owned: OnceLock::new(),
        }
    }

    /// Rows in the same bins, given by the codes of each kept column, one a row; for models that need bins alone.
    pub(crate) fn with_codes(&self, rows: usize, codes: Vec<Vec<u8>>) -> Self {
        Self {
            bins: (self.bins.rules).bins(rows, codes.into_iter().map(Codes::Own).collect()),
            numbers: None,
            columns: Vec::new(),
            coding: OnceLock::new(),
            owned: OnceLock::new(),
        }
    }

    /// For each column of the numbers the kept column of the bins that it goes with; empty without
    /// numbers.
    pub(crate) fn owners(&self) -> Vec<usize> {
        let sources = self.numbers.iter().flat_map(Numbers::sources);
        // A column too coarse for the bins goes along with the first one.
        sources
            .map(|given| self.bins.stands_for(given).unwrap_or(0))
            .collect()
    }

    /// For each kept column of the bins the columns of the numbers that go with it.
    pub(crate) fn owned(&self) -> &[Vec<usize>] {
        self.owned.get_or_init(|| {
            let mut owned = vec![Vec::new(); self.bins.kept().len()];
            for (column, owner) in self.owners().into_iter().enumerate() {
                if let Some(owned) = owned.get_mut(owner) {
                    owned.push(column);
                }
            }
            owned
        })
    }

    /// For each kept column of the bins whether `row` differs in it, or in a column that goes with it,
    /// from `other_row` of `other`, which is in the same bins and on the same scales.
    #[expect(clippy::float_cmp, reason = "equal numbers are exactly equal")]
    pub(crate) fn differing(&self, row: usize, other: &Self, other_row: usize) -> Vec<bool> {
        let pairs = self.bins.columns().iter().zip(other.bins.columns());
        let mut differ: Vec<bool> = pairs
            .map(|(codes, others)| codes[row] != others[other_row])
            .collect();
        if let (Some(numbers), Some(others)) = (&self.numbers, &other.numbers) {
            let pairs = numbers.row(row).zip(others.row(other_row));
            for ((own, other), owner) in pairs.zip(self.owners()) {
                if own != other
                    && let Some(differs) = differ.get_mut(owner)
                {
                    *differs = true;
                }
            }
        }
        differ
    }

    /// For each kept column of the bins the column of `table` that it is; `None` for one that the table
    /// does not have.
    pub fn columns_of(&self, table: &Table) -> Vec<Option<ColumnId>> {
        let columns = table.columns().iter().enumerate();
        let places: HashMap<*const Values, ColumnId> = columns
            .map(|(at, column)| (Arc::as_ptr(&column.values), ColumnId(at)))
            .collect();
        let kept = self.bins.kept().iter();
        let own = |&at: &usize| self.columns.get(at).map(Arc::as_ptr);
        kept.map(|at| places.get(&own(at)?).copied()).collect()
    }

    /// Whether these are the features `columns` of `table`.
    pub fn is_of(&self, table: &Table, columns: &[ColumnId]) -> bool {
        let mut pairs = self.columns.iter().zip(columns);
        self.columns.len() == columns.len()
            && pairs.all(|(own, &id)| Arc::ptr_eq(own, &table.column(id).values))
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.bins.rows()
    }

    /// Number of features.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// The features binned, for models of splits.
    pub fn bins(&self) -> &Bins {
        &self.bins
    }

    /// The largest value with a code up to `code` in kept column `column` of the bins.
    pub(crate) fn limit(&self, column: usize, code: u8) -> f64 {
        let values = &self.columns[self.bins.kept()[column]];
        let codes = self.bins.columns()[column].iter().enumerate();
        let below = codes.filter(|&(_, &other)| other <= code);
        let values = below.map(|(row, _)| values.get(row));
        values.fold(f64::NEG_INFINITY, f64::max)
    }

    /// Whether it has the numbers that some models need.
    pub fn has_numbers(&self) -> bool {
        self.numbers.is_some()
    }

    /// The features as comparable numbers, for a design that was made without.
    pub(crate) fn make_numbers(&self) -> Numbers {
        Numbers::new(&self.columns)
    }

    /// The features as comparable numbers.
    ///
    /// # Panics
    /// When the design was made without: see [`super::Predictor::needs_numbers`].
    pub(crate) fn numbers(&self) -> &Numbers {
        self.numbers
            .as_ref()
            .expect("a model that uses numbers sets needs_numbers")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn design(columns: &[Vec<f64>]) -> Design {
        Design::of_columns(dense(columns), true)
    }

    fn dense(columns: &[Vec<f64>]) -> Vec<Arc<Values>> {
        let dense = |column: &Vec<f64>| Arc::new(Values::Dense(column.clone()));
        columns.iter().map(dense).collect()
    }

    #[test]
    fn rows_of_the_design_are_coded_as_they_were() {
        let scores: Vec<f64> = (0..300).map(|at| f64::from(at * at % 307)).collect();
        let counts: Vec<f64> = (0..300).map(|at| f64::from(at % 7)).collect();
        let mut gaps = counts.clone();
        gaps[11] = f64::NAN;
        let turned = counts.iter().map(|count| 9.0 - count).collect();
        let columns = [scores, counts, gaps, turned, vec![2.0; 300]];
        let design = design(&columns);
        let picked = [5, 11, 299];
        let some: Vec<Vec<f64>> = columns
            .iter()
            .map(|column| picked.iter().map(|&row| column[row]).collect())
            .collect();
        let again = design.of_rows(dense(&some));
        let whole = Design::composed(&[&design], 3, |row, _| (0, picked[row]));
        for other in [&again, &whole] {
            for (at, &row) in picked.iter().enumerate() {
                for (codes, new) in design.bins().columns().iter().zip(other.bins().columns()) {
                    assert_eq!(codes[row], new[at]);
                }
                assert!(design.numbers().row(row).eq(other.numbers().row(at)));
            }
        }
        let stands: Vec<_> = (0..5).map(|at| design.bins().stands_for(at)).collect();
        assert_eq!(stands, [Some(0), Some(1), Some(2), Some(1), None]);
    }

    #[test]
    fn a_value_missing_for_the_first_time_is_the_middle_one() {
        let design = design(&[vec![1.0, 2.0, 3.0, 4.0, 9.0]]);
        let new = design.of_rows(dense(&[vec![f64::NAN, 3.0]]));
        assert_eq!(new.bins().columns()[0][0], new.bins().columns()[0][1]);
    }

    #[test]
    fn a_column_takes_those_along_that_it_stands_for() {
        let design = design(&[
            vec![0.0, 1.0, 2.0],
            vec![5.0, 3.0, 1.0],
            vec![1.0, 1.0, 0.0],
        ]);
        // Rows 0 and 2 crossed: the first two columns of row 2, the third of row 0.
        let mixed = Design::composed(&[&design], 1, |_, column| (0, [2, 0][column]));
        assert_eq!(mixed.bins().columns()[0][0], design.bins().columns()[0][2]);
        assert_eq!(mixed.bins().columns()[1][0], design.bins().columns()[1][0]);
        let numbers = design.numbers();
        let expected = [numbers.at(2, 0), numbers.at(0, 1)];
        assert!(mixed.numbers().row(0).eq(expected));
    }
}
