//! What is open: a table whose prediction columns and marks are filled in.

use std::sync::Arc;

use crate::derived::state::{DerivedColumns, DerivedFrom};
use crate::effect::{Bounded, Opened, Predicted};
use crate::further::state::FilledColumn;
use grafscope_core::column::{Builtin, Values, number};
use grafscope_core::predict::PartialPredictions;
use grafscope_core::table::{ColumnId, Table};

#[derive(Debug, Clone)]
pub struct Data {
    pub opened: Arc<Opened>,
    /// The table, with the newest predictions of all rows, marks and notes.
    pub table: Arc<Table>,
    /// Newer predictions of some rows.
    partial: Option<Arc<PartialPredictions>>,
    /// Cells that the widest value of each column takes.
    widths: Vec<u16>,
    /// What the derived columns were last asked for with.
    derived_from: DerivedFrom,
}

impl Data {
    pub fn new(opened: Arc<Opened>) -> Self {
        Self {
            widths: opened.widths.clone(),
            table: Arc::clone(&opened.table),
            partial: None,
            derived_from: DerivedFrom::new(&opened.source.derived, &opened.table),
            opened,
        }
    }

    pub(crate) fn set_predictions(&mut self, predicted: &Predicted) {
        let columns = predicted.prediction.columns.as_ref().by_column();
        let widths = predicted.widths.by_column();
        self.set_columns(columns.into_iter().zip(widths.map(|(_, width)| width)));
        self.set_named(predicted.further.iter().flat_map(|of| &of.columns));
        self.partial = None;
    }

    pub(crate) fn set_intervals(&mut self, bounded: &Bounded) {
        let columns = bounded.intervals.columns.as_ref().by_column();
        let widths = bounded.widths.by_column();
        self.set_columns(columns.into_iter().zip(widths.map(|(_, width)| width)));
        self.set_named(bounded.further.iter().flat_map(|of| &of.columns));
    }

    /// Takes in the values of columns of further targets, as far as these are still predicted.
    fn set_named<'c>(&mut self, columns: impl Iterator<Item = &'c FilledColumn>) {
        let table = Arc::clone(&self.table);
        let columns = columns.filter_map(|column| {
            let id = table.find(&column.name)?;
            self.widths[id.0] = column.width;
            Some((id, Arc::clone(&column.values)))
        });
        self.table = Arc::new(table.with_columns(columns));
    }

    /// Takes in the values of built-in columns, each with the cells that its widest value takes.
    pub(crate) fn set_columns<'v>(
        &mut self,
        columns: impl Iterator<Item = ((Builtin, &'v Arc<Values>), u16)>,
    ) {
        let columns = columns.map(|((column, values), width)| {
            if let Some(id) = self.table.builtin(column) {
                self.widths[id.0] = width;
            }
            (column, values)
        });
        self.table = Arc::new(self.table.with_builtin(columns));
    }

    /// The table and the definitions that the derived columns are to be computed from again, unless they were
    /// asked for with these very ones.
    pub(crate) fn outdated_derived(&mut self) -> Option<(Arc<Table>, Vec<String>)> {
        let definitions = &self.opened.source.derived;
        if self.derived_from.is_of(definitions, &self.table) {
            return None;
        }
        self.derived_from = DerivedFrom::new(definitions, &self.table);
        Some((Arc::clone(&self.table), definitions.clone()))
    }

    pub(crate) fn set_derived(&mut self, derived: &DerivedColumns) {
        let own = self.widths.len() - self.table.derived().len();
        self.widths.truncate(own);
        self.widths.extend(&derived.widths);
        self.table = Arc::new(self.table.with_derived_of(&derived.table));
        self.derived_from.inputs = derived.table.derived_from();
    }

    /// Takes in newer predictions of some rows; a column that is too narrow for them becomes wider.
    pub(crate) fn set_partial(&mut self, partial: Arc<PartialPredictions>) {
        for column in Builtin::PARTIAL {
            if let Some(id) = self.table.builtin(column) {
                let format = self.table.column(id).spec.format;
                let widths = partial
                    .column(column)
                    .map(|value| number(value, format).len() as u16);
                self.widths[id.0] = widths.fold(self.widths[id.0], u16::max);
            }
        }
        self.partial = Some(partial);
    }

    pub(crate) fn forget_partial(&mut self) {
        self.partial = None;
    }

    pub(crate) fn set_flags(&mut self, column: Builtin, flags: Values) {
        self.table = Arc::new(self.table.with_builtin([(column, &Arc::new(flags))]));
    }

    /// The value of `row` in column `id`: the newest there is.
    pub fn value(&self, id: ColumnId, row: u32) -> f64 {
        let newer = self.newer(id, row);
        newer.unwrap_or_else(|| self.table.column(id).values.get(row as usize))
    }

    /// Whether that value is of a newer predictor than those of other rows.
    pub fn is_newer(&self, id: ColumnId, row: u32) -> bool {
        self.newer(id, row).is_some()
    }

    fn newer(&self, id: ColumnId, row: u32) -> Option<f64> {
        let partial = self.partial.as_ref()?;
        partial.value(self.table.column(id).spec.builtin()?, row)
    }

    /// Cells that the widest value of column `id` takes.
    pub fn width(&self, id: ColumnId) -> u16 {
        self.widths[id.0]
    }
}
