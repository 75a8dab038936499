//! The columns that grafscope itself puts into a table, beside those of the benchmark, the features
//! and the encodings: one record each, and typed groups of those that are filled together.

use std::sync::Arc;

use super::{Column, ColumnSpec, Format, Group, Unit, Values};

/// Everything about a built-in column but its values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BuiltinSpec {
    /// Full name, as filters, files and sessions have it.
    pub name: &'static str,
    /// Name for narrow headers.
    pub header: &'static str,
    /// What it belongs to.
    pub group: Group,
    /// Unit and format of its values.
    pub scale: Scale,
    /// What fills it.
    pub filled: Filled,
    /// One sentence on what it means.
    pub doc: &'static str,
}

/// Unit and format of a built-in column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Those of the target: the values are values of it.
    OfTarget,
    /// Its own.
    Own(Unit, Format),
}

/// What fills a built-in column; until then its values are missing, or "no".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// The benchmark, when it is opened.
    AtOpening,
    /// The space's formula, when a benchmark is opened that brings no column of the name.
    ByFormula,
    /// The user.
    ByHand,
    /// A training run, with what does not depend on the model.
    ByTraining,
    /// A training run, with what the model estimates.
    ByModel,
    /// Prediction intervals.
    ByIntervals,
    /// The comparison of two models.
    ByComparison,
    /// What is to be measured next.
    BySuggestion,
    /// Bounds that rows are to keep within.
    ByBounds,
}

const RANK: Scale = Scale::Own(Unit::Number, Format::Compact);
const FLAG: Scale = Scale::Own(Unit::Flag, Format::Flag);

const fn millions(decimals: u8) -> Scale {
    Scale::Own(Unit::Millions, Format::Fixed(decimals))
}

macro_rules! builtin_columns {
    ($($column:ident $name:literal $header:literal $group:ident $scale:expr, $filled:ident, $doc:literal;)+) => {
        /// A column that grafscope itself puts into a table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(clippy::doc_markdown, reason = "the texts are shown to users as they stand")]
        pub enum Builtin {
            $(#[doc = $doc] $column,)+
        }

        impl Builtin {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$column),+];

            /// Everything about it.
            pub fn spec(self) -> &'static BuiltinSpec {
                match self {
                    $(Self::$column => {
                        const SPEC: BuiltinSpec = BuiltinSpec {
                            name: $name,
                            header: $header,
                            group: Group::$group,
                            scale: $scale,
                            filled: Filled::$filled,
                            doc: $doc,
                        };
                        &SPEC
                    })+
                }
            }
        }
    };
}

builtin_columns! {
    True "true" "true" Prediction Scale::OfTarget, AtOpening,
        "The true value of the target.";
    Predicted "predicted" "pred" Prediction Scale::OfTarget, ByModel,
        "What the predictor expects of the target; for rows it was trained on, only by the trees that did not see them.";
    Error "error" "error" Prediction Scale::OfTarget, ByModel,
        "predicted - true.";
    AbsError "abs_error" "abs(error)" Prediction Scale::OfTarget, ByModel,
        "The size of the error: abs(predicted - true).";
    RankTrue "rank_true" "rank" Prediction RANK, ByTraining,
        "Place by the true value among the rows that have a true and a predicted value; 1 is the best.";
    RankPredicted "rank_predicted" "rank.pred" Prediction RANK, ByModel,
        "Place by the predicted value among the rows of rank_true; 1 is the best. A row that is not measured gets the place that it would take among them.";
    RankError "rank_error" "rank.err" Prediction RANK, ByModel,
        "rank_predicted - rank_true: positive for rows that are better than predicted.";
    Uncertainty "uncertainty" "uncert." Prediction Scale::OfTarget, ByModel,
        "How unsure the predictor is, as a standard deviation.";
    InTraining "in_training" "train" Prediction FLAG, ByTraining,
        "Whether the predictor was trained on the row.";
    Scored "scored" "scored" Prediction FLAG, ByTraining,
        "Whether every score is over the row: it has a true and a predicted value, was not trained on, and is canonical, unless all rows count (--rows all); with a split of your own it is a test row.";
    Lower "lower" "lower" Prediction Scale::OfTarget, ByIntervals,
        "Lower end of the prediction interval.";
    Upper "upper" "upper" Prediction Scale::OfTarget, ByIntervals,
        "Upper end of the prediction interval.";
    Interval "interval" "interval" Prediction Scale::OfTarget, ByIntervals,
        "Half the width of the prediction interval, which reaches from predicted - interval to predicted + interval.";
    Outside "outside" "outside" Prediction FLAG, ByIntervals,
        "Whether the true value lies outside of the prediction interval.";
    PredictedA "predicted_a" "pred.a" Prediction Scale::OfTarget, ByComparison,
        "What predictor A expects of the target; missing for rows that A or B was trained on, and until two predictors are compared in the screen of errors.";
    ErrorA "error_a" "error.a" Prediction Scale::OfTarget, ByComparison,
        "predicted_a - true.";
    PredictedB "predicted_b" "pred.b" Prediction Scale::OfTarget, ByComparison,
        "What predictor B expects of the target; missing for rows that A or B was trained on, and until two predictors are compared in the screen of errors.";
    ErrorB "error_b" "error.b" Prediction Scale::OfTarget, ByComparison,
        "predicted_b - true.";
    Acquisition "acquisition" "acq" Prediction Scale::Own(Unit::Number, Format::Si), BySuggestion,
        "What is to be gained by measuring the row: the value of the acquisition function, on the scale of the model that guides. Missing for rows that are no candidates: those measured, or where all rows are measured the training rows.";
    Next "next" "next" Prediction RANK, BySuggestion,
        "Place in the batch to measure next, 1 first; missing for all other rows.";
    Feasible "feasible" "feasible" Prediction Scale::Own(Unit::Number, Format::Fixed(2)), ByBounds,
        "The probability that all bounds hold (--bound): of a predicted target by its prediction and how far off its training rows were, of a column that is known without training 0 or 1. Missing without bounds.";
    Params "params" "params" Cost millions(3), ByFormula,
        "Trainable parameters of the whole network, in millions, by formula.";
    Flops "flops" "flops" Cost millions(2), ByFormula,
        "Floating-point operations for one image, in millions, by formula.";
    Canonical "canonical" "canon" Row FLAG, AtOpening,
        "Whether no operation is cut off by zero operations and no earlier row is the same network; other rows compute the same network as some canonical one.";
    Marked "marked" "mark" Row FLAG, ByHand,
        "Whether the row was marked by hand.";
    Noted "noted" "note" Row FLAG, ByHand,
        "Whether a note was written on the row.";
}

impl Builtin {
    /// Whether it says how far off a row's prediction is.
    pub fn is_error(self) -> bool {
        matches!(self, Self::Error | Self::AbsError | Self::RankError)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// The built-in column called `name`.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|column| column.name() == name)
    }

    /// The column with these values, where the values of the target are written as `target` says.
    pub fn column(self, target: (Unit, Format), values: Arc<Values>) -> Column {
        let spec = self.spec();
        let (unit, format) = match spec.scale {
            Scale::OfTarget => target,
            Scale::Own(unit, format) => (unit, format),
        };
        let spec = ColumnSpec {
            name: spec.name.to_owned(),
            short: spec.header.to_owned(),
            group: spec.group,
            unit,
            format,
            doc: spec.doc.to_owned(),
        };
        Column::new(spec, values)
    }
}

/// A struct with a field for each of some columns that are filled together: none can be left out,
/// or be taken for another.
macro_rules! filled_together {
    ($(#[$doc:meta])* $columns:ident, $group:ident: $count:literal { $($field:ident: $column:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub struct $columns<T> {
            $(#[doc = concat!("For [`Builtin::", stringify!($column), "`].")] pub $field: T,)+
        }

        impl<T> $columns<T> {
            /// Each with its column, in the order of the table.
            pub fn by_column(self) -> [(Builtin, T); $count] {
                [$((Builtin::$column, self.$field)),+]
            }

            /// The same, borrowed.
            pub fn as_ref(&self) -> $columns<&T> {
                $columns { $($field: &self.$field),+ }
            }

            /// What `of` makes of each.
            pub fn map<U>(self, mut of: impl FnMut(Builtin, T) -> U) -> $columns<U> {
                $columns { $($field: of(Builtin::$column, self.$field)),+ }
            }

            /// The one for `column`, if it is among them.
            pub fn get(&self, column: Builtin) -> Option<&T> {
                match column {
                    $(Builtin::$column => Some(&self.$field),)+
                    _ => None,
                }
            }
        }

        impl Builtin {
            #[doc = concat!("The columns of [`", stringify!($columns), "`], in the order of the table.")]
            pub const $group: [Self; $count] = [$(Self::$column),+];
        }
    };
}

filled_together! {
    /// Something for each column that a training run fills.
    PredictionColumns, PREDICTION: 9 {
        predicted: Predicted,
        error: Error,
        abs_error: AbsError,
        rank_true: RankTrue,
        rank_predicted: RankPredicted,
        rank_error: RankError,
        uncertainty: Uncertainty,
        in_training: InTraining,
        scored: Scored,
    }
}

filled_together! {
    /// Something for each column that a training run fills and that is known of one row without all
    /// others.
    PartialColumns, PARTIAL: 6 {
        predicted: Predicted,
        error: Error,
        abs_error: AbsError,
        uncertainty: Uncertainty,
        in_training: InTraining,
        scored: Scored,
    }
}

filled_together! {
    /// Something for each column of prediction intervals.
    IntervalColumns, INTERVAL: 4 {
        lower: Lower,
        upper: Upper,
        interval: Interval,
        outside: Outside,
    }
}

filled_together! {
    /// Something for each column of the comparison of two models.
    PairColumns, PAIR: 4 {
        predicted_a: PredictedA,
        error_a: ErrorA,
        predicted_b: PredictedB,
        error_b: ErrorB,
    }
}

filled_together! {
    /// Something for each column that says what to measure next.
    SuggestionColumns, SUGGESTION: 2 {
        acquisition: Acquisition,
        next: Next,
    }
}

impl Builtin {
    /// The columns that a further target has as well, which is predicted beside the main one.
    pub const FURTHER: [Self; 6] = [
        Self::Predicted,
        Self::Error,
        Self::Uncertainty,
        Self::Scored,
        Self::Lower,
        Self::Upper,
    ];

    /// The name of the column that is for `target` what this one is for the main target.
    pub fn of_target(self, target: &str) -> String {
        format!("{}.{target}", self.name())
    }

    /// Which column of which further target is called `name`, where it is called as one of these is.
    pub fn further(name: &str) -> Option<(Self, &str)> {
        let (column, target) = name.split_once('.')?;
        let column = Self::named(column).filter(|column| Self::FURTHER.contains(column))?;
        Some((column, target))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_those_that_one_thing_fills() {
        let filled = |by: &[Filled]| -> Vec<Builtin> {
            let all = Builtin::ALL.iter().copied();
            all.filter(|column| by.contains(&column.spec().filled))
                .collect()
        };
        assert_eq!(
            filled(&[Filled::ByModel, Filled::ByTraining]),
            Builtin::PREDICTION
        );
        assert_eq!(filled(&[Filled::ByIntervals]), Builtin::INTERVAL);
        assert_eq!(filled(&[Filled::ByComparison]), Builtin::PAIR);
        assert_eq!(filled(&[Filled::BySuggestion]), Builtin::SUGGESTION);
        assert_eq!(filled(&[Filled::ByBounds]), [Builtin::Feasible]);
        let mut partial = Builtin::PARTIAL.iter();
        assert!(partial.all(|column| Builtin::PREDICTION.contains(column)));
    }

    #[test]
    fn columns_of_further_targets_are_known_by_their_names() {
        let name = Builtin::Predicted.of_target("val.acc");
        assert_eq!(name, "predicted.val.acc");
        let found = Builtin::further(&name);
        assert_eq!(found, Some((Builtin::Predicted, "val.acc")));
        assert_eq!(Builtin::further("rank_true.x"), None);
        assert_eq!(Builtin::further("predicted"), None);
    }

    #[test]
    fn names_are_unique() {
        for &column in Builtin::ALL {
            assert_eq!(Builtin::named(column.name()), Some(column));
        }
    }
}
