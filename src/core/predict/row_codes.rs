//! Codes of the training rows, row after row: a row's codes lie side by side, so that it is compared in many
//! columns at once.

use super::Bins;

/// Codes that are compared at once: rows are filled up to a whole number of them.
const LANES: usize = 32;

pub(crate) struct RowCodes {
    width: usize,
    codes: Vec<u8>,
}

impl RowCodes {
    pub(crate) fn new(bins: &Bins, rows: &[u32]) -> Self {
        Self::with(bins, rows, false)
    }

    /// Codes by which missing values come after all others.
    pub(crate) fn with_missing_last(bins: &Bins, rows: &[u32]) -> Self {
        Self::with(bins, rows, true)
    }

    fn with(bins: &Bins, rows: &[u32], missing_last: bool) -> Self {
        let width = bins.columns().len().next_multiple_of(LANES);
        let mut codes = vec![0; rows.len() * width];
        let columns = bins.columns().iter().zip(bins.binnings());
        for (column, (of_column, binning)) in columns.enumerate() {
            let first = u8::from(missing_last && binning.has_missing());
            for (at, &row) in rows.iter().enumerate() {
                codes[at * width + column] = of_column[row as usize].wrapping_sub(first);
            }
        }
        Self { width, codes }
    }

    /// Codes of a row: one a column, and some more that are the same for all rows.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn of(&self, row: u32) -> &[u8] {
        &self.codes[row as usize * self.width..(row as usize + 1) * self.width]
    }
}

/// Least and greatest code of each column among some rows.
pub(crate) struct Ranges {
    pub(crate) low: Vec<u8>,
    pub(crate) high: Vec<u8>,
}

impl Ranges {
    pub(crate) fn new(codes: &RowCodes) -> Self {
        Self {
            low: vec![0; codes.width()],
            high: vec![0; codes.width()],
        }
    }

    #[expect(
        clippy::inline_always,
        reason = "compiled for the registers of its caller"
    )]
    #[inline(always)]
    pub(crate) fn set(&mut self, codes: &RowCodes, rows: impl Iterator<Item = u32>) {
        let (low, high) = (&mut self.low[..], &mut self.high[..]);
        low.fill(u8::MAX);
        high.fill(0);
        for row in rows {
            let codes = codes.of(row);
            for ((low, high), &code) in low.iter_mut().zip(high.iter_mut()).zip(codes) {
                *low = (*low).min(code);
                *high = (*high).max(code);
            }
        }
    }
}
