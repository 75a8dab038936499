//! What is asked of predictors and columns: transfer, error analysis, feature importance, single architectures,
//! statistics.

use std::sync::Arc;

use crate::effect::Opened;
use grafscope_core::diagnosis::importance::ImportanceOptions;
use grafscope_core::diagnosis::{Query, Slice};
use grafscope_core::experiment::{Method, Seeds};
use grafscope_core::predict::{ModelSpec, NamedSets, RowPolicy, TrainRequest, TrainedModel};
use grafscope_core::space::Architecture;
use grafscope_core::statistics::Sample;
use grafscope_core::table::{Arrangement, ColumnId, Table};

#[derive(Debug, Clone)]
pub struct TransferRequest {
    pub opened: Arc<Opened>,
    /// The targets: of each data set the one that has this name, or its first.
    pub target: String,
    pub features: String,
    pub sets: NamedSets,
    pub model: ModelSpec,
    pub rows: RowPolicy,
    pub train_size: usize,
    pub seeds: Seeds,
}

#[derive(Debug, Clone)]
pub struct LearningRequest {
    pub opened: Arc<Opened>,
    pub table: Arc<Table>,
    pub method: Method,
    pub seed: u64,
    pub rows: RowPolicy,
}

#[derive(Debug, Clone)]
pub struct InspectRequest {
    pub table: Arc<Table>,
    pub trained_model: Arc<TrainedModel>,
    pub rows: Arc<Arrangement>,
    pub query: Query,
}

impl InspectRequest {
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.trained_model, &other.trained_model)
            && Arc::ptr_eq(&self.table, &other.table)
            && Arc::ptr_eq(&self.rows, &other.rows)
            && self.query == other.query
    }
}

#[derive(Debug, Clone)]
pub struct SliceGainRequest {
    /// What the slice was found with.
    pub inspected: InspectRequest,
    pub slice: Slice,
    /// Rows to add.
    pub added: usize,
    pub train: TrainRequest,
}

#[derive(Debug, Clone)]
pub struct VaryRequest {
    pub opened: Arc<Opened>,
    pub table: Arc<Table>,
    pub trained_model: Option<Arc<TrainedModel>>,
    /// The columns of its feature set.
    pub set: Arc<Vec<ColumnId>>,
    pub original: Architecture,
    pub now: Architecture,
}

impl VaryRequest {
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let of = |request: &Self| request.trained_model.as_ref().map(Arc::as_ptr);
        Arc::ptr_eq(&self.opened, &other.opened)
            && of(self) == of(other)
            && self.original == other.original
            && self.now == other.now
    }
}

#[derive(Debug, Clone)]
pub struct NeighboursRequest {
    pub trained_model: Arc<TrainedModel>,
    pub row: u32,
}

impl NeighboursRequest {
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.trained_model, &other.trained_model) && self.row == other.row
    }
}

#[derive(Debug, Clone)]
pub struct AttributeRequest {
    pub table: Arc<Table>,
    pub trained_model: Arc<TrainedModel>,
    pub row: u32,
}

#[derive(Debug, Clone)]
pub struct ImportanceRequest {
    pub table: Arc<Table>,
    pub trained_model: Arc<TrainedModel>,
    pub rows: Arc<Arrangement>,
    pub options: ImportanceOptions,
}

#[derive(Debug, Clone)]
pub struct SummaryRequest {
    pub table: Arc<Table>,
    /// The rows shown.
    pub rows: Arc<Arrangement>,
    /// Whether it is over the scored ones of them.
    pub scored: bool,
}

impl SummaryRequest {
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.table, &other.table)
            && Arc::ptr_eq(&self.rows, &other.rows)
            && self.scored == other.scored
    }

    pub(crate) fn sample(&self) -> Sample {
        Sample::new(&self.table, &self.rows.rows, self.scored)
    }
}

#[derive(Debug, Clone)]
pub struct FrequencyRequest {
    pub over: SummaryRequest,
    pub column: ColumnId,
    /// About how many bins, of a column with many values.
    pub bins: usize,
}

impl FrequencyRequest {
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.over.is_same(&other.over) && self.column == other.column && self.bins == other.bins
    }
}
