//! Derived columns as a worker computes them, and what they were computed from.

use std::sync::Arc;

use grafscope_core::column::Values;
use grafscope_core::filter::{self, Underived};
use grafscope_core::job::{Cancelled, JobContext};
use grafscope_core::table::Table;

/// A table with derived columns.
#[derive(Debug)]
pub struct DerivedColumns {
    pub(crate) table: Table,
    /// Cells that the widest value of each of its derived columns takes.
    pub(crate) widths: Vec<u16>,
    pub(crate) left_out: Vec<Underived>,
}

impl DerivedColumns {
    pub(crate) fn new(
        table: &Table,
        definitions: &[String],
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        let (table, left_out) = filter::derive(table, definitions, job)?;
        let widths = table.derived_ids();
        let widths = widths.map(|id| table.column(id).width() as u16);
        Ok(Self {
            widths: widths.collect(),
            table,
            left_out,
        })
    }
}

/// What derived columns depend on.
#[derive(Debug, Clone)]
pub(crate) struct DerivedFrom {
    definitions: Vec<String>,
    pub(crate) inputs: Vec<Arc<Values>>,
}

impl DerivedFrom {
    pub(crate) fn new(definitions: &[String], table: &Table) -> Self {
        Self {
            definitions: definitions.to_vec(),
            inputs: table.derived_from(),
        }
    }

    pub(crate) fn is_of(&self, definitions: &[String], table: &Table) -> bool {
        let now = table.derived_from();
        let pairs = self.inputs.iter().zip(&now);
        self.definitions == definitions
            && self.inputs.len() == now.len()
            && pairs
                .into_iter()
                .all(|(one, other)| Arc::ptr_eq(one, other))
    }
}
