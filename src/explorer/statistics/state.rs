//! What is known of the columns, and in which order they are listed.

use std::sync::Arc;

use crate::effect::question::SummaryRequest;
use crate::screen::Work;
use grafscope_core::statistics::{ColumnSummary, TableSummary};
use grafscope_core::table::ColumnId;

/// A figure of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Figure {
    /// Rows without a value.
    Missing,
    /// Number of distinct values.
    Distinct,
    /// Smallest value.
    Min,
    /// A quarter of the rows lies below.
    LowerQuartile,
    /// Half of the rows lies below.
    Median,
    /// A quarter of the rows lies above.
    UpperQuartile,
    /// Largest value.
    Max,
    /// Mean.
    Mean,
    /// Rank correlation with the true value.
    WithTrue,
    /// Rank correlation with the prediction.
    WithPredicted,
    /// Rank correlation with the error.
    WithError,
}

impl Figure {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::Missing,
        Self::Distinct,
        Self::Min,
        Self::LowerQuartile,
        Self::Median,
        Self::UpperQuartile,
        Self::Max,
        Self::Mean,
        Self::WithTrue,
        Self::WithPredicted,
        Self::WithError,
    ];

    /// It of a column.
    pub fn of(self, column: &ColumnSummary) -> f64 {
        match self {
            Self::Missing => column.missing as f64,
            Self::Distinct => column.distinct as f64,
            Self::Min => column.min,
            Self::LowerQuartile => column.quartiles[0],
            Self::Median => column.quartiles[1],
            Self::UpperQuartile => column.quartiles[2],
            Self::Max => column.max,
            Self::Mean => column.mean,
            Self::WithTrue => column.correlations[0],
            Self::WithPredicted => column.correlations[1],
            Self::WithError => column.correlations[2],
        }
    }

    /// Whether it is a rank correlation.
    pub fn is_correlation(self) -> bool {
        matches!(self, Self::WithTrue | Self::WithPredicted | Self::WithError)
    }

    /// What columns are sorted by: of a correlation its size.
    fn key(self, column: &ColumnSummary) -> f64 {
        let value = self.of(column);
        if self.is_correlation() {
            value.abs()
        } else {
            value
        }
    }
}

/// The screen of column statistics.
#[derive(Debug, Clone, Default)]
pub struct StatisticsScreen {
    /// Whether all rows shown count, here and among the frequencies, rather than the scored ones of them.
    pub all_rows: bool,
    /// How far it is.
    pub work: Work,
    /// What was found.
    pub found: Option<Arc<TableSummary>>,
    /// What the columns are sorted by, the largest first; the order of the table for `None`.
    pub sorted: Option<Figure>,
    /// Whether that order is reversed.
    pub reversed: bool,
    /// The column under the cursor.
    pub selected: Option<ColumnId>,
    /// The newest request.
    pub(crate) request: Option<SummaryRequest>,
}

impl StatisticsScreen {
    /// The columns in the order in which they are listed: those without the figure come last.
    pub fn listed(&self) -> Vec<ColumnId> {
        let Some(found) = &self.found else {
            return Vec::new();
        };
        let mut places: Vec<usize> = (0..found.columns.len()).collect();
        if let Some(figure) = self.sorted {
            let key = |at: usize| figure.key(&found.columns[at]);
            places.sort_by(|&a, &b| {
                let (a, b) = (key(a), key(b));
                let ascending = a.total_cmp(&b);
                let order = if self.reversed {
                    ascending
                } else {
                    ascending.reverse()
                };
                a.is_nan().cmp(&b.is_nan()).then(order)
            });
        } else if self.reversed {
            places.reverse();
        }
        places.into_iter().map(ColumnId).collect()
    }

    /// Where the column under the cursor is among those `listed`.
    pub fn cursor(&self, listed: &[ColumnId]) -> usize {
        let place = listed.iter().position(|id| Some(*id) == self.selected);
        place.unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use grafscope_core::statistics::Sample;

    fn column(mean: f64, with_true: f64) -> ColumnSummary {
        let nan = f64::NAN;
        ColumnSummary {
            missing: 0,
            distinct: 2,
            min: nan,
            quartiles: [nan; 3],
            max: nan,
            mean,
            std: nan,
            correlations: [with_true, nan, nan],
        }
    }

    #[test]
    fn columns_are_listed_by_a_figure_and_those_without_it_last() {
        let columns = vec![
            column(1.0, 0.2),
            column(f64::NAN, -0.9),
            column(3.0, f64::NAN),
        ];
        let sample = Sample {
            rows: vec![0],
            shown: 1,
            scored: false,
        };
        let mut screen = StatisticsScreen {
            found: Some(Arc::new(TableSummary { sample, columns })),
            ..StatisticsScreen::default()
        };
        let mut listed = |sorted, reversed| {
            (screen.sorted, screen.reversed) = (sorted, reversed);
            let listed = screen.listed().into_iter();
            listed.map(|id| id.0).collect::<Vec<_>>()
        };
        assert_eq!(listed(None, false), [0, 1, 2]);
        assert_eq!(listed(None, true), [2, 1, 0]);
        assert_eq!(listed(Some(Figure::Mean), false), [2, 0, 1]);
        assert_eq!(listed(Some(Figure::Mean), true), [0, 2, 1]);
        assert_eq!(listed(Some(Figure::WithTrue), false), [1, 0, 2]);
        assert_eq!(listed(Some(Figure::WithTrue), true), [0, 1, 2]);
    }
}
