//! Error analysis: where a predictor errs on held-out rows, and why.

mod axis;
mod bands;
mod by_value;
mod collisions;
mod groups;
mod heat;
mod held_out;
mod histogram;
pub mod importance;
mod layer;
mod mean;
mod neighbours;
mod part;
mod quarters;
mod residuals;
mod row_index;
mod slices;
mod strata;
mod unlisted;
mod upper_bounds;
mod variation;
mod versus;

pub use axis::Axis;
pub(crate) use axis::ends;
pub(crate) use bands::{Band, Bands};
pub use by_value::{ByValue, ByValueQuery, Stratum};
pub use collisions::{CollidingRow, CollisionGroup, FeatureCollisions, Missing};
pub use heat::{Heat, HeatCell, HeatQuery};
pub(crate) use held_out::of_rows;
pub use held_out::{HeldOutSet, Summary};
pub use histogram::Histogram;
pub use layer::Layer;
pub use mean::{MeanInterval, Spread};
pub use neighbours::{MadeOf, Near, Neighbours};
pub use part::{Fences, PlotPart, Window};
pub use quarters::Quarters;
pub use residuals::{Cloud, Residuals, ResidualsQuery, Spot};
pub use row_index::RowIndex;
pub use slices::{Class, Half, Slice, SliceGain, SliceOptions, Slices, TrainingRows};
pub use strata::Strata;
pub use unlisted::UnlistedArchitectures;
pub use upper_bounds::{
    Against, Collisions, Drawn, Noise, NoiseFloor, SeedTau, UpperBounds, UpperBoundsQuery,
};
pub use variation::{EvaluatedEdit, Evaluator, FeatureChange, LocalRanking, OneChange, Variation};
pub use versus::{
    ComparisonSlice, Dots, ModelComparison, ModelComparisonQuery, Nearer, Predictions,
};

use crate::job::{Cancelled, JobContext};
use crate::table::ColumnId;

/// What is asked about the errors.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    /// Errors against a column.
    Residuals(ResidualsQuery),
    /// How many rows have which error, in about so many bins.
    Histogram(usize),
    /// Errors by the value of a column.
    ByValue(ByValueQuery),
    /// Errors by the values of two columns.
    Heat(HeatQuery),
    /// Error slices.
    Slices(SliceOptions),
    /// Upper bounds: seed noise, feature collisions.
    UpperBounds(UpperBoundsQuery),
    /// Rows with the same values in these columns and different true values.
    FeatureCollisions(Vec<ColumnId>),
    /// Model A vs model B.
    ModelComparison(ModelComparisonQuery),
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// Errors against a column.
    Residuals(Residuals),
    /// How many rows have which error.
    Histogram(Histogram),
    /// Errors by the value of a column.
    ByValue(ByValue),
    /// Errors by the values of two columns.
    Heat(Heat),
    /// Error slices.
    Slices(Slices),
    /// Upper bounds: seed noise, feature collisions.
    UpperBounds(UpperBounds),
    /// Rows with the same features and different true values.
    FeatureCollisions(FeatureCollisions),
    /// Model A vs model B.
    ModelComparison(ModelComparison),
}

impl Query {
    /// Looks for it among the held-out rows.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn answer(&self, held_out: &HeldOutSet, job: &JobContext) -> Result<Finding, Cancelled> {
        job.check()?;
        Ok(match self {
            Self::Residuals(query) => Finding::Residuals(Residuals::new(held_out, query)),
            Self::Histogram(bins) => Finding::Histogram(Histogram::new(held_out, *bins)),
            Self::ByValue(query) => Finding::ByValue(ByValue::new(held_out, query)),
            Self::Heat(query) => Finding::Heat(Heat::new(held_out, query)),
            Self::Slices(options) => Finding::Slices(Slices::find(held_out, options, job)?),
            Self::UpperBounds(of) => Finding::UpperBounds(UpperBounds::find(held_out, of, job)?),
            Self::FeatureCollisions(features) => {
                Finding::FeatureCollisions(FeatureCollisions::find(held_out, features, job)?)
            }
            Self::ModelComparison(query) => {
                Finding::ModelComparison(ModelComparison::find(held_out, query, job)?)
            }
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::Arc;

    use crate::space;
    use crate::table::{Column, ColumnSpec, Format, Group, Table, Unit, Values};

    /// A table of columns with these names, groups and values.
    pub(crate) fn table<N: ToString, V: AsRef<[f64]>>(columns: &[(N, Group, V)]) -> Table {
        let rows = columns.first().map_or(0, |column| column.2.as_ref().len());
        let columns = columns.iter().map(|(name, group, values)| Column {
            spec: Arc::new(ColumnSpec {
                name: name.to_string(),
                short: name.to_string(),
                group: *group,
                unit: Unit::Number,
                format: Format::Compact,
                doc: String::new(),
            }),
            values: Arc::new(Values::Dense(values.as_ref().to_vec())),
        });
        Table::new(space::find("nb201").unwrap(), rows, columns.collect())
    }
}
