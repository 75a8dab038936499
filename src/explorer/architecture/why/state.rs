//! The SHAP values of an architecture, line by line.

use crate::architecture::why::attributed::Attributed;
use crate::model::Model;
use grafscope_core::diagnosis::importance::By;
use grafscope_core::table::number;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WhyScreen {
    pub by: By,
    /// The line under the cursor.
    pub cursor: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WhyLine {
    /// The feature, the family, the operation.
    pub(crate) name: String,
    /// The value of the feature; empty for sums of several.
    pub(crate) value: String,
    /// How much it adds, in the target's unit.
    pub(crate) shap: f64,
    /// Its standard error; NaN where it is exact, or a sum of several.
    pub(crate) error: f64,
}

impl WhyScreen {
    pub(crate) const ALL: [By; 3] = [By::Feature, By::Family, By::Operation];
}

impl Attributed {
    /// The SHAP values summed up by `by`, the largest first.
    pub(crate) fn lines(&self, model: &Model, by: By) -> Vec<WhyLine> {
        let grouping = self.grouping(by);
        let spread = self.attribution.spread.as_ref();
        let line = |(at, shap): (usize, f64)| {
            let column = (by == By::Feature).then(|| self.columns[at]).flatten();
            let value = column.zip(model.table()).map(|(id, table)| {
                let column = table.column(id);
                number(column.values.get(self.row as usize), column.spec.format)
            });
            let error = spread.filter(|_| by == By::Feature);
            WhyLine {
                name: grouping.names[at].clone(),
                value: value.unwrap_or_default(),
                shap,
                error: error.map_or(f64::NAN, |spread| spread[at]),
            }
        };
        self.largest(by).into_iter().map(line).collect()
    }
}
