//! Which architectures are compared, and what is known of their predictions.

use std::sync::Arc;

use crate::architecture::why::attributed::Attributed;
use crate::effect::question::AttributeRequest;
use crate::model::Model;

/// Most architectures that are compared: the first of those marked.
pub const MOST: usize = 16;

/// The screen of the marked architectures.
#[derive(Debug, Clone, Default)]
pub struct SideBySide {
    /// The first architecture in sight.
    pub first: usize,
    /// The first line in sight below the encodings.
    pub scroll: usize,
    /// SHAP values of single rows, as far as they were computed.
    pub(crate) explained: Vec<Arc<Attributed>>,
    pub(crate) asked: Option<AttributeRequest>,
}

/// The rows compared, ascending.
pub fn compared_rows(model: &Model) -> Vec<u32> {
    model.marks.iter().take(MOST).collect()
}

impl Model {
    /// For each of `rows` its SHAP values by the current predictor, once computed.
    pub(crate) fn explained(&self, rows: &[u32]) -> Vec<Option<&Attributed>> {
        let trained_model = self.training.trained_model.as_ref();
        let explained = &self.inspection.side_by_side.explained;
        let of = |&row: &u32| {
            let mut explained = explained.iter().map(|of| &**of);
            explained.find(|of| {
                let current = trained_model.is_some_and(|now| Arc::ptr_eq(now, &of.trained_model));
                current && of.row == row
            })
        };
        rows.iter().map(of).collect()
    }
}
