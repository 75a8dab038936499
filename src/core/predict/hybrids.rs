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
    /// Without numbers, and with them.
    designs: [OnceLock<Design>; 2],
}

impl<'a> Hybrids<'a> {
    pub(crate) fn new(base: RowOf<'a>, other: RowOf<'a>, columns: Vec<&'a [usize]>) -> Self {
        Self {
            base,
            other,
            columns,
            designs: Default::default(),
        }
    }

    /// The rows, to be predicted only; made once.
    pub(crate) fn design(&self, numbers: bool) -> &Design {
        self.designs[usize::from(numbers)].get_or_init(|| {
            let rows = self.columns.len();
            let mut of_other = vec![false; rows * self.base.design.bins().kept().len()];
            for (row, columns) in self.columns.iter().enumerate() {
                for &column in *columns {
                    of_other[column * rows + row] = true;
                }
            }
            let parts = [self.base.design, self.other.design];
            let pick = |row: usize, column: usize| {
                if of_other[column * rows + row] {
                    (1, self.other.row)
                } else {
                    (0, self.base.row)
                }
            };
            Design::composed(&parts, rows, numbers, pick)
        })
    }
}

/// The columns that `columns` has beyond those of `last`, where it goes on from there or begins before.
pub(crate) fn added<'a>(columns: &'a [usize], last: &[usize]) -> Option<&'a [usize]> {
    let more = columns.len().checked_sub(last.len())?;
    if std::ptr::eq(&columns[..last.len()], last) {
        Some(&columns[last.len()..])
    } else if std::ptr::eq(&columns[more..], last) {
        Some(&columns[..more])
    } else {
        None
    }
}
