//! Which rows statistics are over.

use crate::table::{Builtin, Table};

/// Rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The rows, ascending: sums do not depend on how a table is sorted.
    pub rows: Vec<u32>,
    /// How many rows are shown; these are some of them.
    pub shown: usize,
    /// Whether only those are taken that every score is over.
    pub scored: bool,
}

impl Sample {
    /// All rows `shown` of `table`, or those of them that every score is over.
    pub fn new(table: &Table, shown: &[u32], scored: bool) -> Self {
        let flags = table.builtin(Builtin::Scored).filter(|_| scored);
        let flags = flags.map(|id| &table.column(id).values);
        let counts = |row: &u32| flags.is_none_or(|flags| flags.get(*row as usize) > 0.0);
        let mut rows: Vec<u32> = shown.iter().copied().filter(counts).collect();
        rows.sort_unstable();
        Self {
            rows,
            shown: shown.len(),
            scored,
        }
    }
}
