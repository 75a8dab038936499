//! What is open: a table whose prediction columns and marks are filled in.

use std::sync::Arc;

use crate::table::{ColumnId, Table};

use super::effect::Opened;

/// A benchmark that is open, and its table as it is now.
#[derive(Debug, Clone)]
pub struct Data {
    /// The benchmark as it was opened.
    pub opened: Arc<Opened>,
    /// The table, with the newest predictions and the marks. [`Self::set_table`] changes it.
    pub table: Arc<Table>,
    /// Cells that the widest value of each column takes: finding them takes a look at every row,
    /// which no frame can afford.
    widths: Vec<u16>,
}

impl Data {
    /// What was opened, not predicted yet.
    pub fn new(opened: Arc<Opened>) -> Self {
        let columns = opened.table.columns().iter();
        Self {
            widths: columns.map(|column| column.width() as u16).collect(),
            table: Arc::clone(&opened.table),
            opened,
        }
    }

    /// Takes in a later version of the table, with the same columns.
    pub fn set_table(&mut self, table: Table) {
        let columns = self.table.columns().iter().zip(table.columns());
        for ((before, after), width) in columns.zip(&mut self.widths) {
            if !Arc::ptr_eq(&before.values, &after.values) {
                *width = after.width() as u16;
            }
        }
        self.table = Arc::new(table);
    }

    /// Cells that the widest value of column `id` takes.
    pub fn width(&self, id: ColumnId) -> u16 {
        self.widths[id.0]
    }
}
