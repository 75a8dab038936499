//! Why an architecture is predicted what it is: every contribution.

use crate::architecture::why::attributed::Attributed;
use crate::model::Model;
use grafscope_core::diagnosis::importance::By;
use grafscope_core::table::number;

/// Where the person is in the contributions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WhyScreen {
    pub by: By,
    /// The line under the cursor.
    pub cursor: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub struct WhyLine {
    /// The feature, the family, the operation.
    pub name: String,
    /// The value of the feature; empty for sums of several.
    pub value: String,
    /// How much it adds, in the target's unit.
    pub contribution: f64,
    /// Its standard error; NaN where it is exact, or a sum of several.
    pub error: f64,
}

impl WhyScreen {
    /// What contributions can be summed up by.
    pub const ALL: [By; 3] = [By::Feature, By::Family, By::Operation];
}

impl Attributed {
    /// The contributions summed up by `by`, the largest first.
    pub fn lines(&self, model: &Model, by: By) -> Vec<WhyLine> {
        let grouping = self.grouping(by);
        let spread = self.attribution.spread.as_ref();
        let line = |(at, contribution): (usize, f64)| {
            let column = (by == By::Feature).then(|| self.columns[at]).flatten();
            let value = column.zip(model.table()).map(|(id, table)| {
                let column = table.column(id);
                number(column.values.get(self.row as usize), column.spec.format)
            });
            let error = spread.filter(|_| by == By::Feature);
            WhyLine {
                name: grouping.names[at].clone(),
                value: value.unwrap_or_default(),
                contribution,
                error: error.map_or(f64::NAN, |spread| spread[at]),
            }
        };
        self.largest(by).into_iter().map(line).collect()
    }
}
