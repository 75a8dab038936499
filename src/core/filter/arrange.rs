//! The rows that pass a filter, sorted.

use super::Program;
use crate::job::{Cancelled, JobContext};
use crate::table::{self, Arrangement, SortKey, Table};

/// Rows of `table` that pass `filter` (all without one), sorted by `keys`, the first key first;
/// ties keep the table's order.
///
/// # Errors
/// [`Cancelled`] when the watcher asked for a stop.
pub fn arrange(
    table: &Table,
    filter: Option<&Program>,
    keys: &[SortKey],
    job: &JobContext,
) -> Result<Arrangement, Cancelled> {
    let all = 0..table.rows() as u32;
    let rows = match filter {
        None => all.collect(),
        Some(filter) => {
            let passes = filter.passes(table, job)?;
            all.filter(|&row| passes[row as usize]).collect()
        }
    };
    table::sort(table, rows, keys, job)
}
