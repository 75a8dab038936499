//! The table of a benchmark: predictions, targets, costs, facts about rows, features.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::leak::Truth;
use super::{ColumnId, Leak, Table, further, measured};
use crate::bench::{Benchmark, DatasetId, SideColumn, Target};
use crate::column::{Builtin, Column, ColumnSpec, Format, Group, Unit, Values};
use crate::encoding;
use crate::graf::{self, Feature, FeatureMatrix};
use crate::space::{InputShape, NetworkCost, SearchSpace};

/// The table of one data set of a benchmark, for the target at `target` among the data set's.
///
/// In this order: `true` (the values of that target), [`Builtin::PREDICTION`], [`Builtin::INTERVAL`],
/// [`Builtin::PAIR`], [`Builtin::SUGGESTION`] and `feasible` (yet to be filled), the target and the single runs of all (`.std`, `.seed1` …), the
/// other targets and those of other data sets (`cifar100.val_acc`), `params` and `flops` by formula, the
/// output of saved predictors, the proxies and other side columns, external predictions with their errors, the
/// user's split, `canonical`, `marked`, `noted`, every GRAF feature, and the columns of the
/// [encodings](encoding). `params` is in [`Group::Cost`] even where
/// it is a target: it is known without training, so it may be a feature too. A column that tells the
/// target is in [`Group::Target`], whatever else it is: see [`Leak`].
pub fn build(
    bench: &Benchmark,
    dataset: DatasetId,
    target: usize,
    features: &Arc<FeatureMatrix>,
) -> Table {
    build_beside(bench, dataset, target, features, &Beside::default())
}

/// What a table has beside that of one target.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// The further targets, which are predicted beside the main one: places among the data set's.
    pub further: &'a [usize],
    /// A table of the same benchmark and data set: what does not depend on the target is shared with it.
    pub earlier: Option<&'a Table>,
}

/// The same with the columns of further targets ([`Builtin::FURTHER`], yet to be filled) behind those of
/// the main one, which then also have its name: `predicted.val_acc`.
pub fn build_beside(
    bench: &Benchmark,
    dataset: DatasetId,
    target: usize,
    features: &Arc<FeatureMatrix>,
    beside: &Beside,
) -> Table {
    let mut columns = Checked::default();
    let shown = bench.dataset(dataset);
    let truth = Truth::new(bench, &shown.name, &shown.targets[target]);
    columns.extend(prediction_columns(&shown.targets[target], bench.rows()));
    let further = beside.further.iter();
    columns.extend(further.flat_map(|&at| further::columns(&shown.targets[at])));
    for (column, leak) in targets(bench, dataset, target, &truth) {
        columns.add(column, leak);
    }
    let side_columns = shown.proxies.iter().chain(&shown.others);
    let targets = shown.targets.iter().map(|target| &target.name);
    let present: HashSet<_> = targets.chain(side_columns.map(|c| &c.name)).collect();
    let costs = match beside.earlier {
        Some(earlier) => columns_of(earlier, &[Group::Cost]),
        None => (shown.input).map_or_else(Vec::new, |input| cost_columns(bench, input)),
    };
    let costs = costs.into_iter();
    columns.extend(costs.filter(|column| !present.contains(&column.spec.name)));
    for prior in &bench.priors {
        let leak = truth.was_seen_by(prior).then_some(Leak::SawTarget);
        columns.add(measured::prior(prior), leak);
    }
    let proxies = shown.proxies.iter();
    columns.extend(proxies.map(|proxy| side_column(proxy, Group::Proxy)));
    let leaks = shown.others.par_iter();
    let leaks: Vec<_> = leaks.map(|other| truth.leak_of(&other.values)).collect();
    for (other, leak) in shown.others.iter().zip(leaks) {
        columns.add(side_column(other, Group::Other), leak);
    }
    let predictions = shown.predictions.iter();
    columns.extend(predictions.flat_map(|of| external(of, &shown.targets[target])));
    let split = shown.split.iter();
    columns.extend(split.map(|split| side_column(split, Group::Row)));
    columns.extend(row_columns(bench));
    let features = features.features.iter().zip(&features.columns);
    columns.extend(features.map(|(feature, values)| feature_column(bench.space, feature, values)));
    columns.extend(match beside.earlier {
        Some(earlier) => columns_of(earlier, &[Group::OneHot, Group::Paths, Group::Adjacency]),
        None => encoding::columns(bench.space, &bench.archs),
    });
    let mut aliases = measured::aliases(bench, dataset);
    if !beside.further.is_empty() {
        aliases.extend(further::aliases(&shown.targets[target]));
    }
    let table = Table::new(bench.space, bench.rows(), columns.columns);
    table
        .with_leaks(columns.leaks)
        .with_aliases(aliases)
        .with_better(bench, dataset, target)
}

/// The columns of `table` that are of `groups`.
fn columns_of(table: &Table, groups: &[Group]) -> Vec<Column> {
    let columns = table.columns().iter();
    let of_groups = columns.filter(|column| groups.contains(&column.spec.group));
    of_groups.cloned().collect()
}

/// The columns of targets, here and on other data sets, with what tells the target at `target`: by group.
fn targets(
    bench: &Benchmark,
    dataset: DatasetId,
    target: usize,
    truth: &Truth,
) -> Vec<(Column, Option<Leak>)> {
    let mut columns = Vec::new();
    for (at, of) in bench.dataset(dataset).targets.iter().enumerate() {
        let leak = if at == target {
            Some(Leak::Target)
        } else {
            truth.leak_of(&of.mean)
        };
        columns.push((measured::target(of), leak.filter(|_| !of.by_formula)));
        columns.extend(measured::runs(of).into_iter().map(|column| (column, None)));
    }
    let others = bench.datasets.iter().enumerate();
    let others = others.filter(|&(at, _)| at != dataset.0);
    let others = others.flat_map(|(_, other)| measured::other_dataset(other));
    columns.extend(others.map(|column| {
        let leak = truth.leak_of(&column.values);
        (column, leak)
    }));
    columns.sort_by_key(|(column, leak)| leak.map_or(column.spec.group, |_| Group::Target));
    columns
}

/// Columns, and which of them tell the target.
#[derive(Default)]
struct Checked {
    columns: Vec<Column>,
    leaks: HashMap<ColumnId, Leak>,
}

impl Checked {
    fn extend(&mut self, columns: impl IntoIterator<Item = Column>) {
        self.columns.extend(columns);
    }

    fn add(&mut self, mut column: Column, leak: Option<Leak>) {
        if let Some(leak) = leak {
            let spec = Arc::make_mut(&mut column.spec);
            spec.group = Group::Target;
            if leak != Leak::Target {
                spec.doc += &format!(" It cannot be a feature: {leak}.");
            }
            self.leaks.insert(ColumnId(self.columns.len()), leak);
        }
        self.columns.push(column);
    }
}

/// `true`, and the columns of predictors without values.
fn prediction_columns(target: &Target, rows: usize) -> Vec<Column> {
    let scale = (target.unit, target.format);
    let missing = Values::missing(rows);
    let no = Arc::new(Values::flags(vec![false; rows]));
    let truth = Builtin::True.column(scale, Arc::clone(&target.mean));
    let doc = format!("The target, {}: {}", target.name, target.doc);
    let prediction = Builtin::PREDICTION.iter();
    let unfilled = prediction.chain(&Builtin::INTERVAL).chain(&Builtin::PAIR);
    let unfilled = unfilled
        .chain(&Builtin::SUGGESTION)
        .chain(&[Builtin::Feasible]);
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
