//! The SHAP values of one prediction, with their names.

use std::sync::Arc;

use crate::model::Model;
use grafscope_core::diagnosis::importance::By;
use grafscope_core::predict::{Attribution, Grouping, How, TrainedModel};
use grafscope_core::table::ColumnId;

/// The SHAP values of one row.
#[derive(Debug, Clone)]
pub struct Attributed {
    /// The predictor.
    pub trained_model: Arc<TrainedModel>,
    /// The row of the table.
    pub row: u32,
    /// How they were computed.
    pub how: How,
    /// Base, prediction and SHAP values.
    pub attribution: Attribution,
    /// For each SHAP value the column of the table.
    pub columns: Arc<Vec<Option<ColumnId>>>,
    /// By feature, by family, by operation.
    pub groupings: Arc<[Grouping; 3]>,
}

impl Attributed {
    /// The sums by `by`; features where there are none by it.
    pub fn grouping(&self, by: By) -> &Grouping {
        match by {
            By::Family => &self.groupings[1],
            By::Operation => &self.groupings[2],
            By::Feature | By::Cluster => &self.groupings[0],
        }
    }

    /// The sums by `by` with their places, the largest first, whatever the sign.
    pub fn largest(&self, by: By) -> Vec<(usize, f64)> {
        let sums = self.grouping(by).sums(&self.attribution.contributions);
        let mut sums: Vec<(usize, f64)> = sums.into_iter().enumerate().collect();
        sums.sort_by(|(_, a), (_, b)| b.abs().total_cmp(&a.abs()));
        sums
    }
}

impl Model {
    /// The SHAP values of the selected row, once computed.
    pub fn attributed(&self) -> Option<&Attributed> {
        let attributed = self.inspection.attribution.as_deref()?;
        let trained_model = self.training.trained_model.as_ref()?;
        let is_shown = self.selected == Some(attributed.row)
            && Arc::ptr_eq(trained_model, &attributed.trained_model);
        is_shown.then_some(attributed)
    }
}
