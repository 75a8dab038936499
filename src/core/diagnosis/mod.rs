//! Where a predictor errs, and why: views of its errors on rows that it has not seen. No user
//! interface.

mod axis;
mod bands;
mod by_value;
mod heat;
mod held_out;
mod histogram;
pub mod importance;
mod layer;
mod mean;
mod neighbours;
mod residuals;
mod row_index;
mod slices;
mod strata;
mod student;
mod summary;
mod unlisted;
mod variation;

pub use axis::Axis;
pub use bands::{Band, Bands, BandsQuery};
pub use by_value::{ByValue, ByValueQuery, Stratum};
pub use heat::{Heat, HeatCell, HeatQuery};
pub use held_out::HeldOutSet;
pub use histogram::{Histogram, HistogramQuery};
pub use layer::Layer;
pub use mean::MeanInterval;
pub use neighbours::{MadeOf, Near, Neighbours};
pub use residuals::{Cloud, Residuals, ResidualsQuery, Spot};
pub use row_index::RowIndex;
pub use slices::{Class, Half, Slice, SliceOptions, Slices};
pub use strata::Strata;
pub use summary::Summary;
pub use unlisted::UnlistedArchitectures;
pub use variation::{EvaluatedEdit, Evaluator, FeatureChange, LocalRanking, OneChange, Variation};
mod collisions;
mod groups;
mod predictions;
mod upper_bounds;
mod versus;

pub use collisions::{FeatureCollisions, Missing, Twin, TwinGroup};
pub use predictions::Predictions;
pub use upper_bounds::{
    Against, Collisions, Drawn, Noise, NoiseFloor, SeedTau, UpperBounds, UpperBoundsQuery,
};
pub use versus::{ComparisonSlice, Dots, ModelComparison, ModelComparisonQuery, Nearer};

use crate::job::{Cancelled, JobContext};
use crate::table::ColumnId;

/// What is asked about the errors.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    /// Errors against a column.
    Residuals(ResidualsQuery),
    /// How many rows have which error.
    Histogram(HistogramQuery),
    /// Errors by the value of a column.
    ByValue(ByValueQuery),
    /// Errors by the values of two columns.
    Heat(HeatQuery),
    /// Regions in which the predictor errs.
    Slices(SliceOptions),
    /// What no predictor could beat.
    UpperBounds(UpperBoundsQuery),
    /// Rows with the same values in these columns and different true values.
    FeatureCollisions(Vec<ColumnId>),
    /// Two predictors against each other.
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
    /// Regions in which the predictor errs.
    Slices(Slices),
    /// What no predictor could beat.
    UpperBounds(UpperBounds),
    /// Rows with the same features and different true values.
    FeatureCollisions(FeatureCollisions),
    /// Two predictors against each other.
    ModelComparison(ModelComparison),
}

impl Query {
    /// Looks for it among the judged rows.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn answer(&self, held_out: &HeldOutSet, job: &JobContext) -> Result<Finding, Cancelled> {
        job.check()?;
        Ok(match self {
            Self::Residuals(query) => Finding::Residuals(Residuals::new(held_out, query)),
            Self::Histogram(query) => Finding::Histogram(Histogram::new(held_out, *query)),
            Self::ByValue(query) => Finding::ByValue(ByValue::new(held_out, query)),
            Self::Heat(query) => Finding::Heat(Heat::new(held_out, query)),
            Self::Slices(options) => Finding::Slices(Slices::find(held_out, options, job)?),
            Self::UpperBounds(query) => {
                Finding::UpperBounds(UpperBounds::find(held_out, query, job)?)
            }
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
mod tests {
    use std::sync::Arc;

    use crate::space;
    use crate::table::{Column, ColumnSpec, Format, Group, Table, Unit, Values};

    /// A table of these columns.
    pub(super) fn table(columns: &[(&str, &[f64])]) -> Table {
        let rows = columns.first().map_or(0, |(_, values)| values.len());
        let columns = columns.iter().map(|(name, values)| Column {
            spec: Arc::new(ColumnSpec {
                name: (*name).to_owned(),
                short: (*name).to_owned(),
                group: Group::Other,
                unit: Unit::Number,
                format: Format::Compact,
                doc: String::new(),
            }),
            values: Arc::new(Values::Dense(values.to_vec())),
        });
        Table::new(space::find("nb201").unwrap(), rows, columns.collect())
    }
}
