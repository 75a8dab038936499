//! What is asked of predictors: about other targets, their errors, what they go by, and single
//! architectures.

use std::sync::Arc;

use grafscope_core::diagnosis::Query;
use grafscope_core::diagnosis::importance::ImportanceOptions;
use grafscope_core::experiment::Seeds;
use grafscope_core::predict::{ModelSpec, NamedSets, RowPolicy, TrainedModel};
use grafscope_core::space::Architecture;
use grafscope_core::table::{Arrangement, ColumnId, Table};

use crate::effect::Opened;

/// What is trained on each target of a benchmark and judged on all.
#[derive(Debug, Clone)]
pub struct TransferRequest {
    /// The benchmark.
    pub opened: Arc<Opened>,
    /// The targets: of each data set the one that has this name, or its first.
    pub target: String,
    /// Feature set, as a person typed it.
    pub features: String,
    /// What names in it stand for.
    pub sets: NamedSets,
    /// The model.
    pub model: ModelSpec,
    /// Which rows take part.
    pub rows: RowPolicy,
    /// Training size.
    pub train_size: usize,
    /// The seeds.
    pub seeds: Seeds,
}

/// What is asked about the errors of a predictor.
#[derive(Debug, Clone)]
pub struct InspectRequest {
    /// The rows with their predictions.
    pub table: Arc<Table>,
    /// The predictor.
    pub trained_model: Arc<TrainedModel>,
    /// The rows of the filter.
    pub rows: Arc<Arrangement>,
    /// What is asked.
    pub query: Query,
}

impl InspectRequest {
    /// Whether `other` asks the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.trained_model, &other.trained_model)
            && Arc::ptr_eq(&self.table, &other.table)
            && Arc::ptr_eq(&self.rows, &other.rows)
            && self.query == other.query
    }
}

/// An architecture that is edited.
#[derive(Debug, Clone)]
pub struct VaryRequest {
    /// The benchmark.
    pub opened: Arc<Opened>,
    /// The table with its predictions.
    pub table: Arc<Table>,
    /// The predictor of these, once there is one.
    pub trained_model: Option<Arc<TrainedModel>>,
    /// The columns that it predicts from.
    pub set: Arc<Vec<ColumnId>>,
    /// What was edited.
    pub original: Architecture,
    /// What it is now.
    pub now: Architecture,
}

impl VaryRequest {
    /// Whether `other` asks the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let of = |request: &Self| request.trained_model.as_ref().map(Arc::as_ptr);
        Arc::ptr_eq(&self.opened, &other.opened)
            && of(self) == of(other)
            && self.original == other.original
            && self.now == other.now
    }
}

/// Of which row the neighbours are asked.
#[derive(Debug, Clone)]
pub struct NeighboursRequest {
    /// The predictor.
    pub trained_model: Arc<TrainedModel>,
    /// The row.
    pub row: u32,
}

impl NeighboursRequest {
    /// Whether `other` asks the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.trained_model, &other.trained_model) && self.row == other.row
    }
}

/// Which prediction is taken apart.
#[derive(Debug, Clone)]
pub struct AttributeRequest {
    /// The rows, for the names of the features.
    pub table: Arc<Table>,
    /// The predictor.
    pub trained_model: Arc<TrainedModel>,
    /// The row.
    pub row: u32,
}

/// What a predictor is asked to be weighed by.
#[derive(Debug, Clone)]
pub struct ImportanceRequest {
    /// The rows with their predictions.
    pub table: Arc<Table>,
    /// The predictor.
    pub trained_model: Arc<TrainedModel>,
    /// The rows of the filter.
    pub rows: Arc<Arrangement>,
    /// How much is computed.
    pub options: ImportanceOptions,
}
