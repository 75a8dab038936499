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
/// In this order: `true` (the values of that target), [`Builtin::PREDICTION`], [`Builtin::INTERVAL`]
/// and [`Builtin::PAIR`] (yet to be filled), every target (mean, `.std`, `.seed1` …), `params` and
/// `flops` by formula, the proxies and other side columns, external predictions with their errors, the
/// user's split, `canonical`, `marked`, `noted`, every GRAF feature, and the columns of the [encodings](encoding). `params` is in [`Group::Cost`] even where
/// it is a target: it is known without training, so it may be a feature too.
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
    let targets = dataset.targets.iter().map(|target| &target.name);
    let present: HashSet<_> = targets.chain(side_columns.map(|c| &c.name)).collect();
    let costs = dataset.input.map(|input| cost_columns(bench, input));
    let costs = costs.into_iter().flatten();
    columns.extend(costs.filter(|column| !present.contains(&column.spec.name)));
    let side = |group| move |column| side_column(column, group);
    columns.extend(dataset.proxies.iter().map(side(Group::Proxy)));
    columns.extend(dataset.others.iter().map(side(Group::Other)));
    let shown = &dataset.targets[target];
    columns.extend(
        dataset
            .predictions
            .iter()
            .flat_map(|of| external(of, shown)),
    );
    columns.extend(dataset.split.iter().map(side(Group::Row)));
    columns.extend(row_columns(bench));
    let features = features.features.iter().zip(&features.columns);
    columns.extend(features.map(|(feature, values)| feature_column(bench.space, feature, values)));
    columns.extend(encoding::columns(bench.space, &bench.archs));
    Table::new(bench.space, bench.rows(), columns)
}

/// `true`, and the columns of predictors without values.
fn prediction_columns(target: &Target, rows: usize) -> Vec<Column> {
    let scale = (target.unit, target.format);
    let missing = Values::dense(vec![f64::NAN; rows]);
    let no = Arc::new(Values::flags(vec![false; rows]));
    let truth = Builtin::True.column(scale, Arc::clone(&target.mean));
    let doc = format!("The target, {}: {}", target.name, target.doc);
    let prediction = Builtin::PREDICTION.iter();
    let unfilled = prediction.chain(&Builtin::INTERVAL).chain(&Builtin::PAIR);
    let unfilled = unfilled.map(|column| {
        let values = match column {
            Builtin::InTraining | Builtin::Scored => &no,
            _ => &missing,
        };
        column.column(scale, Arc::clone(values))
    });
    std::iter::once(with_doc(truth, doc))
        .chain(unfilled)
        .collect()
}

fn with_doc(mut column: Column, doc: String) -> Column {
    Arc::make_mut(&mut column.spec).doc = doc;
    column
}

fn target_columns(target: &Target) -> Vec<Column> {
    let column = |name: String, group, values: &Arc<Values>, doc: String| {
        let spec = ColumnSpec {
            short: name.clone(),
            name,
            group,
            unit: target.unit,
            format: target.format,
            doc,
        };
        Column::new(spec, Arc::clone(values))
    };
    let name = &target.name;
    let group = if target.by_formula {
        Group::Cost
    } else {
        Group::Target
    };
    let doc = target.doc.clone();
    let mut columns = vec![column(name.clone(), group, &target.mean, doc)];
    if let Some(std) = &target.std {
        let doc = format!("Standard deviation of {name} over the row's training seeds (n - 1).");
        columns.push(column(format!("{name}.std"), Group::Target, std, doc));
    }
    for (run, values) in (1..).zip(&target.runs) {
        let doc =
            format!("{name} of training seed {run} alone; missing where the source has none.");
        let name = format!("{name}.seed{run}");
        columns.push(column(name, Group::Target, values, doc));
    }
    columns
}

fn side_column(column: &SideColumn, group: Group) -> Column {
    let spec = ColumnSpec {
        name: column.name.clone(),
        short: column.name.clone(),
        group,
        unit: Unit::named(&column.name),
        format: column.format,
        doc: column.doc.clone(),
    };
    Column::new(spec, Arc::clone(&column.values))
}

/// External predictions of `target`, and their error.
fn external(column: &SideColumn, target: &Target) -> [Column; 2] {
    let (name, mean) = (&column.name, &target.mean);
    let errors = column.values.iter().zip(mean.iter());
    let errors = Values::dense(errors.map(|(of, truth)| of - truth).collect());
    let of_target = |name: String, doc, values| {
        let spec = ColumnSpec {
            short: name.clone(),
            name,
            group: Group::External,
            unit: target.unit,
            format: target.format,
            doc,
        };
        Column::new(spec, values)
    };
    let doc = format!("{name} - true.");
    [
        of_target(name.clone(), column.doc.clone(), Arc::clone(&column.values)),
        of_target(format!("{name}.error"), doc, errors),
    ]
}

/// `params` and `flops` by formula; none where the space has no formula.
fn cost_columns(bench: &Benchmark, input: InputShape) -> Vec<Column> {
    let archs = bench.archs.par_iter();
    let costs: Option<Vec<_>> = archs.map(|arch| bench.space.cost(arch, input)).collect();
    let Some(costs) = costs else {
        return Vec::new();
    };
    let column = |of: Builtin, cost: fn(&NetworkCost) -> f64| {
        let values = Values::dense(costs.iter().map(cost).collect());
        of.column((Unit::Number, Format::Compact), values)
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
    let spec = ColumnSpec {
        name: feature.name.clone(),
        short: feature.short.clone(),
        group: feature.family.group(),
        unit: Unit::Number,
        format: Format::Compact,
        doc: graf::doc(space, feature),
    };
    Column::new(spec, Arc::clone(values))
}
