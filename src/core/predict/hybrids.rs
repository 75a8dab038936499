//! Rows put together of two: what a prediction changes by with some of its features.

use std::sync::OnceLock;

use super::design::Design;

/// A row of a design.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowOf<'a> {
    pub(crate) design: &'a Design,
    pub(crate) row: usize,
}

/// Rows that are `base` but for some columns, which they have of `other`: a row of a design in the same bins
/// and on the same scales.
#[derive(Debug)]
pub(crate) struct Hybrids<'a> {
    pub(crate) base: RowOf<'a>,
    pub(crate) other: RowOf<'a>,
    /// For each row these columns: kept columns of the bins, with those that they stand for.
    pub(crate) columns: Vec<&'a [usize]>,
    /// Made when it is first asked for; it has no numbers.
    binned: OnceLock<Design>,
}

impl<'a> Hybrids<'a> {
    pub(crate) fn new(base: RowOf<'a>, other: RowOf<'a>, columns: Vec<&'a [usize]>) -> Self {
        Self {
            base,
            other,
            columns,
            binned: OnceLock::new(),
        }
    }

    /// The rows, for models that need bins alone.
    pub(crate) fn binned(&self) -> &Design {
        self.binned.get_or_init(|| {
            let rows = self.columns.len();
            let code = |of: RowOf, column: usize| of.design.bins().columns()[column][of.row];
            let width = self.base.design.bins().kept().len();
            let base = (0..width).map(|column| vec![code(self.base, column); rows]);
            let mut codes: Vec<Vec<u8>> = base.collect();
            let mut first = 0;
            for way in (self.columns).chunk_by(|last, next| added(next, last).is_some()) {
                let end = first + way.len();
                let mut last: &[usize] = &[];
                for (row, columns) in (first..).zip(way.iter().copied()) {
                    for &column in added(columns, last).unwrap_or(columns) {
                        codes[column][row..end].fill(code(self.other, column));
                    }
                    last = columns;
                }
                first = end;
            }
            self.base.design.with_codes(rows, codes)
        })
    }

    /// The rows, for any model.
    pub(crate) fn design(&self) -> Design {
        let rows = self.columns.len();
        let mut of_other = vec![false; rows * self.base.design.bins().kept().len()];
        for (row, columns) in self.columns.iter().enumerate() {
            for &column in *columns {
                of_other[column * rows + row] = true;
            }
        }
        let parts = [self.base.design, self.other.design];
        Design::composed(&parts, rows, |row, column| {
            if of_other[column * rows + row] {
                (1, self.other.row)
            } else {
                (0, self.base.row)
            }
        })
    }
}

/// The columns that `columns` has beyond those of `last`, where it goes on from there or begins before.
pub(crate) fn added<'a>(columns: &'a [usize], last: &[usize]) -> Option<&'a [usize]> {
    let more = columns.len().checked_sub(last.len())?;
    if std::ptr::eq(&raw const columns[..last.len()], last) {
        Some(&columns[last.len()..])
    } else if std::ptr::eq(&raw const columns[more..], last) {
        Some(&columns[..more])
    } else {
        None
    }
}
