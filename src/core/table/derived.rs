//! Columns that the user derives from others: the last ones of a table, each behind all that it reads.

use std::sync::Arc;

use super::{ColumnId, Table};
use crate::column::{Column, Values};

/// What is known of a derived column beside its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// `NAME = EXPR`, as it was written.
    pub definition: String,
    /// The columns that its expression names.
    pub reads: Vec<ColumnId>,
    /// The columns that it follows from in the end; none of them is derived.
    pub inputs: Vec<ColumnId>,
}

impl Table {
    /// What is known of the derived columns, in their order.
    pub fn derived(&self) -> &[Derived] {
        &self.derived
    }

    /// The derived columns.
    pub fn derived_ids(&self) -> impl Iterator<Item = ColumnId> + use<> {
        (self.first_derived()..self.columns.len()).map(ColumnId)
    }

    fn first_derived(&self) -> usize {
        self.columns.len() - self.derived.len()
    }

    /// What is known of column `id`, if it is derived.
    pub fn derivation(&self, id: ColumnId) -> Option<&Derived> {
        let at = id.0.checked_sub(self.first_derived())?;
        self.derived.get(at)
    }

    /// The columns that column `id` follows from: itself, unless it is derived.
    pub fn inputs_of(&self, id: ColumnId) -> Vec<ColumnId> {
        let derived = self.derivation(id);
        derived.map_or_else(|| vec![id], |derived| derived.inputs.clone())
    }

    /// Whether column `id` is `values` or follows from them.
    pub(crate) fn follows_from(&self, id: ColumnId, values: &Arc<Values>) -> bool {
        let mut inputs = self.inputs_of(id).into_iter();
        Arc::ptr_eq(&self.column(id).values, values)
            || inputs.any(|input| Arc::ptr_eq(&self.column(input).values, values))
    }

    /// The values that the derived columns follow from: where others stand there, these are out of date.
    pub fn derived_from(&self) -> Vec<Arc<Values>> {
        let inputs = self.derived.iter().flat_map(|derived| &derived.inputs);
        inputs
            .map(|&input| Arc::clone(&self.column(input).values))
            .collect()
    }

    /// The same table without its derived columns.
    #[must_use]
    pub fn without_derived(&self) -> Self {
        let mut table = self.clone();
        let names = Arc::make_mut(&mut table.by_name);
        for column in table.columns.drain(self.first_derived()..) {
            names.remove(&column.spec.name);
        }
        table.derived = Arc::default();
        table
    }

    /// The same table with the derived columns of `other`, a version of it with other values.
    #[must_use]
    pub fn with_derived_of(&self, other: &Self) -> Self {
        let own = &self.columns[..self.first_derived()];
        let derived = &other.columns[other.first_derived()..];
        Self {
            columns: own.iter().chain(derived).cloned().collect(),
            by_name: Arc::clone(&other.by_name),
            derived: Arc::clone(&other.derived),
            ..self.clone()
        }
    }

    /// Adds a column of a new name.
    ///
    /// # Panics
    /// When it does not have a value for each row.
    pub(crate) fn push_derived(&mut self, column: Column, derived: Derived) {
        assert_eq!(column.values.len(), self.rows);
        let id = ColumnId(self.columns.len());
        Arc::make_mut(&mut self.by_name).insert(column.spec.name.clone(), id);
        Arc::make_mut(&mut self.derived).push(derived);
        self.columns.push(column);
    }
}
