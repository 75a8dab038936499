//! Columns of what training has measured: targets, here and on other data sets, and what saved
//! predictors made of them.

use std::sync::Arc;

use crate::bench::{Benchmark, Dataset, DatasetId, PRIOR, Prior, Target, long_name};
use crate::column::{Column, ColumnSpec, Group, Values};

pub(super) fn target(target: &Target) -> Column {
    let group = if target.by_formula {
        Group::Cost
    } else {
        Group::Measured
    };
    column(
        target,
        target.name.clone(),
        group,
        &target.mean,
        target.doc.clone(),
    )
}

/// Its single seeds, and their spread.
pub(super) fn runs(target: &Target) -> Vec<Column> {
    let name = &target.name;
    let column = |end: String, values, doc| {
        column(target, format!("{name}.{end}"), Group::Target, values, doc)
    };
    let mut columns = Vec::new();
    if let Some(std) = &target.std {
        let doc = format!("Standard deviation of {name} over the row's training seeds (n - 1).");
        columns.push(column("std".to_owned(), std, doc));
    }
    for (run, values) in (1..).zip(&target.runs) {
        let doc =
            format!("{name} of training seed {run} alone; missing where the source has none.");
        columns.push(column(format!("seed{run}"), values, doc));
    }
    columns
}

/// The targets of another data set, as far as they were measured.
pub(super) fn other_dataset(dataset: &Dataset) -> impl Iterator<Item = Column> {
    let targets = dataset.targets.iter();
    let measured = targets.filter(|of| !of.by_formula && of.mean.range().is_some());
    measured.map(|of| {
        let doc = format!("{} of data set {}: {}", of.name, dataset.name, of.doc);
        column(
            of,
            long_name(&dataset.name, &of.name),
            Group::Measured,
            &of.mean,
            doc,
        )
    })
}

pub(super) fn prior(prior: &Prior) -> Column {
    let spec = ColumnSpec {
        name: prior.name.clone(),
        short: prior.name.clone(),
        group: Group::Prior,
        unit: prior.unit,
        format: prior.format,
        doc: prior.doc.clone(),
    };
    Column::new(spec, Arc::clone(&prior.values))
}

/// Further names: what the targets of the data set are called in other tables, and what a prior would be
/// called beside others.
pub(super) fn aliases(bench: &Benchmark, dataset: DatasetId) -> Vec<(String, String)> {
    let dataset = bench.dataset(dataset);
    let mut aliases = Vec::new();
    if bench.datasets.len() > 1 {
        let targets = dataset.targets.iter();
        aliases.extend(targets.map(|of| (long_name(&dataset.name, &of.name), of.name.clone())));
    }
    if let [one] = bench.priors.as_slice() {
        aliases.push((format!("{PRIOR}.{}", one.stem), one.name.clone()));
    }
    aliases
}

fn column(
    target: &Target,
    name: String,
    group: Group,
    values: &Arc<Values>,
    doc: String,
) -> Column {
    let spec = ColumnSpec {
        short: name.clone(),
        name,
        group,
        unit: target.unit,
        format: target.format,
        doc,
    };
    Column::new(spec, Arc::clone(values))
}
