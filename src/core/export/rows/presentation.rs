//! What is written of a table: rows, columns, notes.

use std::sync::Arc;

use crate::bench::Benchmark;
use crate::predict::TrainedModel;
use crate::table::{Arrangement, ColumnId, Notes, Table};

/// The shown part of a table, to be written to a file.
#[derive(Debug, Clone)]
pub struct Presentation {
    /// Names of the rows.
    pub bench: Arc<Benchmark>,
    /// The numbers.
    pub table: Arc<Table>,
    /// Which rows, in order.
    pub arrangement: Arc<Arrangement>,
    /// Which columns, in order, after the encoding.
    pub columns: Vec<ColumnId>,
    /// The predictor whose contributions are written too, one column a feature.
    pub attributed: Option<Arc<TrainedModel>>,
    /// What was noted of rows.
    pub notes: Notes,
}
