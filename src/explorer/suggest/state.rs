//! What to measure next, as far as it is known.

use std::sync::Arc;

use grafscope_core::experiment::{SuggestOptions, SuggestedRows};
use grafscope_core::predict::TrainedModel;
use grafscope_core::table::{Arrangement, SuggestionColumns, Table};

/// What to measure next.
#[derive(Debug, Clone, Default)]
pub struct Suggesting {
    /// How it is chosen.
    pub options: SuggestOptions,
    /// The rows of the last batch, best first.
    pub batch: Vec<u32>,
    /// The rows that were marked as a batch.
    pub(crate) marked: Vec<u32>,
    /// Whether the user has asked: from then on the columns follow each new predictor.
    pub(crate) is_kept: bool,
    /// Whether the batch is marked and shown once it is there.
    pub(crate) is_awaited: bool,
    /// The rows that candidates are among, where the user has asked with a filter.
    pub(crate) among: Option<Arc<Arrangement>>,
    /// What it was last asked for with.
    pub(crate) asked: Option<Asked>,
}

/// The predictor there was, if there was one.
#[derive(Debug, Clone)]
pub(crate) struct Asked(pub(crate) Option<Arc<TrainedModel>>);

impl Asked {
    pub(crate) fn is_of(&self, trained_model: Option<&Arc<TrainedModel>>) -> bool {
        self.0.as_ref().map(Arc::as_ptr) == trained_model.map(Arc::as_ptr)
    }
}

/// A batch, and how wide its columns are.
#[derive(Debug, Clone)]
pub struct Suggested {
    /// The batch with its columns.
    pub rows: SuggestedRows,
    /// Cells that the widest value of each column takes.
    pub widths: SuggestionColumns<u16>,
}

impl Suggested {
    pub(crate) fn new(rows: SuggestedRows, table: &Table) -> Self {
        let columns = rows.columns.as_ref();
        Self {
            widths: columns.map(|column, values| table.width_of(column, values)),
            rows,
        }
    }
}
