//! What was predicted of further targets, and what of it is in the table.

use std::sync::Arc;

use grafscope_core::column::{Builtin, Values};
use grafscope_core::predict::{Intervals, Prediction, Scores, TrainRequest, TrainedModel};
use grafscope_core::table::Table;

/// A predictor of a further target: its features, model and training sample are those of the main one.
#[derive(Debug, Clone)]
pub struct FurtherPredictor {
    /// Name of the target.
    pub target: String,
    /// Scores on held-out rows that have a value of it.
    pub scores: Scores,
    /// What it has learned.
    pub trained_model: Arc<TrainedModel>,
    /// Its prediction intervals.
    pub intervals: Intervals,
}

/// The values of a column, and the cells that the widest one takes.
#[derive(Debug, Clone)]
pub struct FilledColumn {
    pub(crate) name: String,
    pub(crate) values: Arc<Values>,
    pub(crate) width: u16,
}

impl FilledColumn {
    fn new(column: Builtin, target: &str, values: &Arc<Values>, table: &Table) -> Self {
        let name = column.of_target(target);
        let id = table.find(&name);
        Self {
            width: id.map_or(0, |id| table.width_in(id, values)),
            values: Arc::clone(values),
            name,
        }
    }
}

/// A further target predicted: the predictor, and the columns that it fills.
#[derive(Debug, Clone)]
pub struct FurtherPredicted {
    pub(crate) predictor: FurtherPredictor,
    pub(crate) columns: Vec<FilledColumn>,
}

impl FurtherPredicted {
    /// What came of `request`, with intervals of `level`.
    pub fn new(request: &TrainRequest, prediction: &Prediction, level: f64) -> Self {
        let table = &*request.table;
        let target = &table.column(request.target).spec.name;
        let intervals = FurtherIntervals::new(target, prediction.intervals(level), table);
        let values = &prediction.columns;
        let own = [
            (Builtin::Predicted, &values.predicted),
            (Builtin::Error, &values.error),
            (Builtin::Uncertainty, &values.uncertainty),
            (Builtin::Scored, &values.scored),
        ];
        let own = own.map(|(column, values)| FilledColumn::new(column, target, values, table));
        Self {
            predictor: FurtherPredictor {
                target: target.clone(),
                scores: prediction.scores,
                trained_model: Arc::clone(&prediction.trained_model),
                intervals: intervals.intervals,
            },
            columns: own.into_iter().chain(intervals.columns).collect(),
        }
    }
}

/// The prediction intervals of a further target, and the columns that they fill.
#[derive(Debug, Clone)]
pub struct FurtherIntervals {
    pub(crate) target: String,
    pub(crate) intervals: Intervals,
    pub(crate) columns: [FilledColumn; 2],
}

impl FurtherIntervals {
    pub(crate) fn new(target: &str, intervals: Intervals, table: &Table) -> Self {
        let (lower, upper) = (&intervals.columns.lower, &intervals.columns.upper);
        let ends = [(Builtin::Lower, lower), (Builtin::Upper, upper)];
        Self {
            columns: ends.map(|(column, values)| FilledColumn::new(column, target, values, table)),
            target: target.to_owned(),
            intervals,
        }
    }

    /// The intervals of another level of a predictor whose predictions are in `table`; `None` where they
    /// are not.
    pub(crate) fn of_level(
        predictor: &FurtherPredictor,
        table: &Table,
        level: f64,
    ) -> Option<Self> {
        let target = &predictor.target;
        let values = |column: Builtin| {
            let id = table.find(&column.of_target(target))?;
            Some(&table.column(id).values)
        };
        let intervals = Intervals::new(
            &predictor.trained_model,
            values(Builtin::Predicted)?,
            values(Builtin::Uncertainty)?,
            level,
        );
        Some(Self::new(target, intervals, table))
    }
}
