//! Codes of the training rows, column after column, for trees that look at few columns a node.

use super::Bins;
use super::binning::Cut;

pub(crate) struct TrainingCodes<'a> {
    pub(crate) bins: &'a Bins,
    rows: usize,
    codes: Vec<u8>,
}

impl<'a> TrainingCodes<'a> {
    pub(crate) fn new(bins: &'a Bins, rows: &[u32]) -> Self {
        let columns = bins.columns().iter();
        Self {
            bins,
            rows: rows.len(),
            codes: columns
                .flat_map(|codes| rows.iter().map(|&row| codes[row as usize]))
                .collect(),
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn width(&self) -> usize {
        self.bins.columns().len()
    }

    pub(crate) fn column(&self, column: usize) -> &[u8] {
        &self.codes[column * self.rows..(column + 1) * self.rows]
    }
}

/// On which side of a cut codes lie, without a branch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side {
    first: u8,
    last: u8,
}

impl Side {
    pub(crate) fn of(cut: Cut) -> Self {
        // Codes are counted from the first one below; that of missing values, when they lie above,
        // wraps round and is the last.
        let first = u8::from(cut.missing_above);
        Self {
            first,
            last: cut.last - first,
        }
    }

    pub(crate) fn is_below(self, code: u8) -> bool {
        code.wrapping_sub(self.first) <= self.last
    }
}

/// Moves the rows below the cut to the front, in any order, and counts them.
pub(crate) fn partition(rows: &mut [u32], codes: &[u8], side: Side) -> usize {
    let mut below = 0;
    for at in 0..rows.len() {
        let goes_below = side.is_below(codes[rows[at] as usize]);
        rows.swap(at, below);
        below += usize::from(goes_below);
    }
    below
}
