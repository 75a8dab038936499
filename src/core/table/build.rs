//! The table of a benchmark: predictions, targets, costs, facts about rows, features.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::bench::{Benchmark, DatasetId, SideColumn, Target};
use crate::encoding;
use crate::graf::{self, Family, Feature, FeatureMatrix};
use crate::space::{InputShape, SearchSpace};

use super::{Column, ColumnSpec, Format, Group, Table, Unit, Values};

/// Names of the columns that a predictor fills, in the order of the table; they are missing
/// throughout (`in_training`: no) until the first prediction.
pub const PREDICTION_COLUMNS: [&str; 7] = [
    "predicted",
    "error",
    "rank_true",
    "rank_predicted",
    "rank_error",
    "uncertainty",
    "in_training",
];

/// Names of the columns of prediction intervals, behind those of [`PREDICTION_COLUMNS`]; missing
/// throughout until there are some.
pub const INTERVAL_COLUMNS: [&str; 3] = ["lower", "upper", "outside"];

/// Names of the columns of two predictors that are compared, A and B, behind those of
/// [`INTERVAL_COLUMNS`]; missing throughout until two are chosen.
pub const PAIR_COLUMNS: [&str; 4] = ["predicted_a", "error_a", "predicted_b", "error_b"];

/// The table of one data set of a benchmark, for the target at `target` among the data set's.
///
/// In this order: `true` (the values of that target), the columns of [`PREDICTION_COLUMNS`],
/// [`INTERVAL_COLUMNS`] and [`PAIR_COLUMNS`] (yet to be filled), every target (its mean, `.std`, `.seed1` …), `params` and `flops` where the
/// space has formulas for them, the proxies and other side columns, `canonical`, `marked`, `noted`, every GRAF feature, and the columns of
/// the [encodings](encoding).
///
/// `params` is in [`Group::Cost`] even where it is a target: it is known without training, so it
/// may be a feature too.
///
/// # Panics
/// When `dataset` or `target` is none of the benchmark's.
pub fn build(
    bench: &Benchmark,
    dataset: DatasetId,
    target: usize,
    features: &Arc<FeatureMatrix>,
) -> Table {
    let dataset = bench.dataset(dataset);
    let mut columns = prediction_columns(&dataset.targets[target], bench.rows());
    columns.extend(dataset.targets.iter().flat_map(target_columns));
    let side_columns = dataset.proxies.iter().chain(&dataset.others);
    let present: HashSet<_> = dataset
        .targets
        .iter()
        .map(|target| &target.name)
        .chain(side_columns.map(|column| &column.name))
        .collect();
    columns.extend(
        dataset
            .input
            .into_iter()
            .flat_map(|input| cost_columns(bench, input))
            .filter(|column| !present.contains(&column.spec.name)),
    );
    let side = |group| move |column| side_column(column, group);
    columns.extend(dataset.proxies.iter().map(side(Group::Proxy)));
    columns.extend(dataset.others.iter().map(side(Group::Other)));
    columns.extend(row_columns(bench));
    columns.extend(
        features
            .features
            .iter()
            .zip(&features.columns)
            .map(|(feature, values)| feature_column(bench.space, feature, values)),
    );
    columns.extend(encoding::columns(bench.space, &bench.archs));
    Table::new(bench.space, bench.rows(), columns)
}

/// `true` and the columns of predictors, in the unit of the target where they are
/// values of it.
fn prediction_columns(target: &Target, rows: usize) -> Vec<Column> {
    let missing = Arc::new(Values::Dense(vec![f64::NAN; rows]));
    let untrained = Arc::new(Values::flags(vec![false; rows]));
    let column = |name: &str, short: &str, values: &Arc<Values>, unit, format, doc: &str| Column {
        spec: Arc::new(ColumnSpec {
            name: name.to_owned(),
            short: short.to_owned(),
            group: Group::Prediction,
            unit,
            format,
            doc: doc.to_owned(),
        }),
        values: Arc::clone(values),
    };
    let valued =
        |name, short, values, doc| column(name, short, values, target.unit, target.format, doc);
    let ranked =
        |name, short, doc| column(name, short, &missing, Unit::Number, Format::Compact, doc);
    let prediction_task = format!("The target, {}: {}", target.name, target.doc);
    vec![
        valued("true", "true", &target.mean, &prediction_task),
        valued(
            "predicted",
            "pred",
            &missing,
            "What the predictor expects of the target; for rows it was trained on, only by the trees that did not see them.",
        ),
        valued("error", "error", &missing, "predicted - true."),
        ranked(
            "rank_true",
            "rank",
            "Place by the true value among the measured rows; 1 is the best.",
        ),
        ranked(
            "rank_predicted",
            "rank.pred",
            "Place by the predicted value among all rows; 1 is the best.",
        ),
        ranked(
            "rank_error",
            "rank.err",
            "Place by the predicted value among the measured rows - rank_true: positive for rows that are better than predicted.",
        ),
        valued(
            "uncertainty",
            "uncert.",
            &missing,
            "How unsure the predictor is, as a standard deviation.",
        ),
        column(
            "in_training",
            "train",
            &untrained,
            Unit::Flag,
            Format::Flag,
            "Whether the predictor was trained on the row.",
        ),
        valued(
            "lower",
            "lower",
            &missing,
            "Lower end of the prediction interval.",
        ),
        valued(
            "upper",
            "upper",
            &missing,
            "Upper end of the prediction interval.",
        ),
        column(
            "outside",
            "outside",
            &missing,
            Unit::Flag,
            Format::Flag,
            "Whether the true value lies outside of the prediction interval.",
        ),
        valued(
            "predicted_a",
            "pred.a",
            &missing,
            "What predictor A expects of the target; missing for rows that A or B was trained on, and until two predictors are compared in the screen of errors.",
        ),
        valued("error_a", "error.a", &missing, "predicted_a - true."),
        valued(
            "predicted_b",
            "pred.b",
            &missing,
            "What predictor B expects of the target; missing for rows that A or B was trained on, and until two predictors are compared in the screen of errors.",
        ),
        valued("error_b", "error.b", &missing, "predicted_b - true."),
    ]
}

/// A target: its mean, the spread over its runs, and each run.
fn target_columns(target: &Target) -> Vec<Column> {
    let column = |name: String, group, values: &Arc<Values>, doc: String| Column {
        spec: Arc::new(ColumnSpec {
            short: name.clone(),
            name,
            group,
            unit: target.unit,
            format: target.format,
            doc,
        }),
        values: Arc::clone(values),
    };
    let name = &target.name;
    let group = if target.by_formula {
        Group::Cost
    } else {
        Group::Target
    };
    let mut columns = vec![column(
        name.clone(),
        group,
        &target.mean,
        target.doc.clone(),
    )];
    if let Some(std) = &target.std {
        columns.push(column(
            format!("{name}.std"),
            Group::Target,
            std,
            format!("Standard deviation of {name} over the row's training seeds (n - 1)."),
        ));
    }
    for (run, values) in (1..).zip(&target.runs) {
        columns.push(column(
            format!("{name}.seed{run}"),
            Group::Target,
            values,
            format!("{name} of training seed {run} alone; missing where the source has none."),
        ));
    }
    columns
}

fn side_column(column: &SideColumn, group: Group) -> Column {
    Column {
        spec: Arc::new(ColumnSpec {
            name: column.name.clone(),
            short: column.name.clone(),
            group,
            unit: Unit::Number,
            format: column.format,
            doc: column.doc.clone(),
        }),
        values: Arc::clone(&column.values),
    }
}

/// `params` and `flops` by formula; none where the space has no formula.
fn cost_columns(bench: &Benchmark, input: InputShape) -> Vec<Column> {
    let costs: Option<Vec<_>> = bench
        .archs
        .par_iter()
        .map(|arch| bench.space.cost(arch, input))
        .collect();
    let Some(costs) = costs else {
        return Vec::new();
    };
    let column = |name: &str, format, values: Vec<f64>, doc: String| Column {
        spec: Arc::new(ColumnSpec {
            name: name.to_owned(),
            short: name.to_owned(),
            group: Group::Cost,
            unit: Unit::Millions,
            format,
            doc,
        }),
        values: Arc::new(Values::Dense(values)),
    };
    vec![
        column(
            "params",
            Format::Fixed(3),
            costs.iter().map(|cost| cost.params).collect(),
            "Trainable parameters of the whole network, in millions, by formula.".to_owned(),
        ),
        column(
            "flops",
            Format::Fixed(2),
            costs.iter().map(|cost| cost.flops).collect(),
            format!(
                "Floating-point operations for one {0}x{0} image, in millions, by formula.",
                input.side
            ),
        ),
    ]
}

/// Facts about the row itself.
fn row_columns(bench: &Benchmark) -> [Column; 3] {
    let flag = |name: &str, short: &str, values, doc: &str| Column {
        spec: Arc::new(ColumnSpec {
            name: name.to_owned(),
            short: short.to_owned(),
            group: Group::Row,
            unit: Unit::Flag,
            format: Format::Flag,
            doc: doc.to_owned(),
        }),
        values: Arc::new(values),
    };
    [
        flag(
            "canonical",
            "canon",
            Values::flags(bench.canonical.iter().copied()),
            "Whether every operation that is not a zero operation lies on a path from input to output; other rows compute the same network as some canonical one.",
        ),
        flag(
            "marked",
            "mark",
            Values::flags(vec![false; bench.rows()]),
            "Whether the row was marked by hand.",
        ),
        flag(
            "noted",
            "note",
            Values::flags(vec![false; bench.rows()]),
            "Whether a note was written on the row.",
        ),
    ]
}

fn feature_column(space: &dyn SearchSpace, feature: &Feature, values: &Arc<Values>) -> Column {
    let group = match feature.family {
        Family::OpCount => Group::OpCount,
        Family::MinPathLen => Group::MinPathLen,
        Family::MaxOpOnPath => Group::MaxOpOnPath,
        Family::NodeDegree => Group::NodeDegree,
        Family::CountOps => Group::CountOps,
        Family::PosState => Group::PosState,
        Family::LongestPath => Group::LongestPath,
    };
    Column {
        spec: Arc::new(ColumnSpec {
            name: feature.name.clone(),
            short: feature.short.clone(),
            group,
            unit: Unit::Number,
            format: Format::Compact,
            doc: graf::doc(space, feature),
        }),
        values: Arc::clone(values),
    }
}
