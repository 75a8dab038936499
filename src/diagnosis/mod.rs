//! Where a predictor errs, and why: views of its errors on rows that it has not seen. No user
//! interface.

mod ceilings;
mod groups;
mod judged;
mod predictions;
mod twins;
mod versus;

pub use ceilings::{
    Against, Ceilings, CeilingsQuery, Collisions, Drawn, Noise, NoiseFloor, SeedTau,
};
pub use judged::Judged;
pub use predictions::Predictions;
pub use twins::{Missing, Twin, TwinGroup, Twins};
pub use versus::{Dots, Nearer, Versus, VersusQuery, VersusSlice};

use crate::job::{Cancelled, Watch};
use crate::table::ColumnId;

/// What is asked about the errors.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    /// What no predictor could beat.
    Ceilings(CeilingsQuery),
    /// Rows with the same values in these columns and different true values.
    Twins(Vec<ColumnId>),
    /// Two predictors against each other.
    Versus(VersusQuery),
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// What no predictor could beat.
    Ceilings(Ceilings),
    /// Rows with the same features and different true values.
    Twins(Twins),
    /// Two predictors against each other.
    Versus(Versus),
}

impl Query {
    /// Looks for it among the judged rows.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn answer(&self, judged: &Judged, watch: &Watch) -> Result<Finding, Cancelled> {
        watch.check()?;
        Ok(match self {
            Self::Ceilings(query) => Finding::Ceilings(Ceilings::find(judged, query, watch)?),
            Self::Twins(features) => Finding::Twins(Twins::find(judged, features, watch)?),
            Self::Versus(query) => Finding::Versus(Versus::find(judged, query, watch)?),
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
