//! The table of a benchmark: predictions, targets, costs, facts about rows, features.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::Table;
use crate::bench::{Benchmark, DatasetId, SideColumn, Target};
use crate::column::{Builtin, Column, ColumnSpec, Format, Group, Unit, Values};
use crate::encoding;
use crate::graf::{self, Feature, FeatureMatrix};
use crate::space::{InputShape, NetworkCost, SearchSpace};

/// The table of one data set of a benchmark, for the target at `target` among the data set's.
///
/// In this order: `true` (the values of that target), the columns of [`Builtin::PREDICTION`],
/// [`Builtin::INTERVAL`] and [`Builtin::PAIR`] (yet to be filled), every target (its mean, `.std`,
/// `.seed1` …), `params` and `flops` where the space has formulas for them, the proxies and other
/// side columns, `canonical`, `marked`, `noted`, every GRAF feature, and the columns of the
/// [encodings](encoding).
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

/// `true`, and the columns of predictors without values.
fn prediction_columns(target: &Target, rows: usize) -> Vec<Column> {
    let scale = (target.unit, target.format);
    let missing = Arc::new(Values::Dense(vec![f64::NAN; rows]));
    let no = Arc::new(Values::flags(vec![false; rows]));
    let truth = Builtin::True.column(scale, Arc::clone(&target.mean));
    let doc = format!("The target, {}: {}", target.name, target.doc);
    let unfilled = [
        &Builtin::PREDICTION[..],
        &Builtin::INTERVAL[..],
        &Builtin::PAIR[..],
    ];
    let unfilled = unfilled.concat().into_iter().map(|column| {
        let values = match column {
            Builtin::InTraining => &no,
            _ => &missing,
        };
        column.column(scale, Arc::clone(values))
    });
    std::iter::once(with_doc(truth, doc))
        .chain(unfilled)
        .collect()
}

fn with_doc(column: Column, doc: String) -> Column {
    let spec = ColumnSpec {
        doc,
        ..(*column.spec).clone()
    };
    Column {
        spec: Arc::new(spec),
        ..column
    }
}

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
    let column = |of: Builtin, cost: fn(&NetworkCost) -> f64| {
        let values = Values::Dense(costs.iter().map(cost).collect());
        of.column((Unit::Number, Format::Compact), Arc::new(values))
    };
    let flops = format!(
        "Floating-point operations for one {0}x{0} image, in millions, by formula.",
        input.side
    );
    vec![
        column(Builtin::Params, |cost| cost.params),
        with_doc(column(Builtin::Flops, |cost| cost.flops), flops),
    ]
}

fn row_columns(bench: &Benchmark) -> [Column; 3] {
    let flags = |column: Builtin, values| {
        column.column((Unit::Flag, Format::Flag), Arc::new(Values::flags(values)))
    };
    let no = || vec![false; bench.rows()];
    [
        flags(Builtin::Canonical, bench.canonical.clone()),
        flags(Builtin::Marked, no()),
        flags(Builtin::Noted, no()),
    ]
}

fn feature_column(space: &dyn SearchSpace, feature: &Feature, values: &Arc<Values>) -> Column {
    Column {
        spec: Arc::new(ColumnSpec {
            name: feature.name.clone(),
            short: feature.short.clone(),
            group: feature.family.group(),
            unit: Unit::Number,
            format: Format::Compact,
            doc: graf::doc(space, feature),
        }),
        values: Arc::clone(values),
    }
}
