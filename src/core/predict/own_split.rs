//! A split of the user's: which rows are for training and which for testing.

use crate::bench::{Benchmark, DatasetId};

use super::Rows;

/// A split that a column gives, as far as its rows take part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSplit {
    /// Name of the column.
    pub name: String,
    /// Name of the benchmark.
    pub benchmark: String,
    /// The training rows, ascending.
    pub train: Vec<u32>,
    /// The test rows, ascending.
    pub test: Vec<u32>,
    /// Rows of the split that do not count, since a canonical row is the same network.
    pub left_out: usize,
    /// Which rows take part.
    pub rows: Rows,
}

impl OwnSplit {
    /// The split of a data set; `None` where it has none. Unless all rows count, non-canonical ones are
    /// left out of both parts: a network has one canonical row, so none is in both. Of [`Rows::Filtered`],
    /// training rows are those that are in `passing`.
    pub fn new(bench: &Benchmark, dataset: DatasetId, rows: Rows, passing: &[u32]) -> Option<Self> {
        let column = bench.dataset(dataset).split.as_ref()?;
        let values = (0_u32..).zip(column.values.iter());
        let of_split: Vec<(u32, f64)> = values.filter(|(_, value)| !value.is_nan()).collect();
        let counts = |&(row, _): &(u32, f64)| rows == Rows::All || bench.canonical[row as usize];
        let counting = of_split.iter().copied().filter(counts);
        let (train, test): (Vec<_>, Vec<_>) = counting.partition(|&(_, value)| value > 0.5);
        let left_out = of_split.len() - train.len() - test.len();
        let rows_of = |part: Vec<(u32, f64)>| part.into_iter().map(|(row, _)| row).collect();
        let (mut train, test): (Vec<u32>, Vec<u32>) = (rows_of(train), rows_of(test));
        if rows == Rows::Filtered {
            let mut passing = passing.to_vec();
            passing.sort_unstable();
            train.retain(|row| passing.binary_search(row).is_ok());
        }
        Some(Self {
            name: column.name.clone(),
            benchmark: bench.name.clone(),
            train,
            test,
            left_out,
            rows,
        })
    }

    /// `split part, 3 non-canonical rows left out`.
    pub fn summary(&self) -> String {
        let name = &self.name;
        match self.left_out {
            0 => format!("split {name}"),
            left_out => format!("split {name}, {left_out} non-canonical rows left out"),
        }
    }

    pub(super) fn lacks(&self, what: &str) -> String {
        let (name, benchmark) = (&self.name, &self.benchmark);
        let canonical = match self.rows {
            Rows::All => "",
            Rows::Canonical => " and is canonical (--rows all lets all rows count)",
            Rows::Filtered => ", is canonical and, to be trained on, passes the filter",
        };
        format!(
            "{benchmark}, column `{name}`: the split lacks {what} that has a true value{canonical}"
        )
    }
}
