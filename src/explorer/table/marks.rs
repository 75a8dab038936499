//! The rows marked by the user.

use grafscope_core::table::Values;

/// A set of rows of one table. Marking all of half a million rows must not hold up a frame, so it
/// is a byte a row: the very codes of the table's column.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// 1 for marked rows; empty until the first mark.
    codes: Vec<u8>,
    count: usize,
}

impl Marks {
    pub fn contains(&self, row: u32) -> bool {
        self.codes.get(row as usize).is_some_and(|&code| code == 1)
    }

    /// Number of marked rows.
    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The marked rows, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let rows = (0..).zip(&self.codes);
        rows.filter(|&(_, &code)| code == 1).map(|(row, _)| row)
    }

    pub fn set(&mut self, row: u32, marked: bool) {
        let row = row as usize;
        if row >= self.codes.len() {
            self.codes.resize(row + 1, 0);
        }
        self.count -= usize::from(self.codes[row]);
        self.count += usize::from(marked);
        self.codes[row] = u8::from(marked);
    }

    pub(crate) fn column(&self, rows: usize) -> Values {
        let mut codes = self.codes.clone();
        codes.resize(rows, 0);
        Values::Coded {
            codes,
            levels: vec![0.0, 1.0],
        }
    }
}

impl PartialEq for Marks {
    /// Whether the same rows are marked, in tables of whatever length.
    fn eq(&self, other: &Self) -> bool {
        let common = self.codes.len().min(other.codes.len());
        self.count == other.count && self.codes[..common] == other.codes[..common] && {
            let rest = |codes: &[u8]| codes[common..].iter().all(|&code| code == 0);
            rest(&self.codes) && rest(&other.codes)
        }
    }
}

impl Eq for Marks {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_counts_once() {
        let mut marks = Marks::default();
        for (row, marked) in [(3, true), (3, true), (7, true), (7, false), (9, false)] {
            marks.set(row, marked);
        }
        assert_eq!(marks.len(), 1);
        assert_eq!(marks.iter().collect::<Vec<_>>(), [3]);
        assert!(marks.contains(3) && !marks.contains(7) && !marks.contains(1_000));
        let column: Vec<f64> = marks.column(5).iter().collect();
        assert_eq!(column, [0.0, 0.0, 0.0, 1.0, 0.0]);
    }
}
