//! The data of `grafscope info`; its JSON is these types.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use grafscope_core::bench::{Dataset, DatasetId, JoinReport, Prior, SideColumn, Target};
use grafscope_core::predict::equivalence::count_distinct;
use grafscope_core::table::{Column, Format, Group, Table, Values};

use crate::cli::source::Opened;

#[derive(Serialize)]
pub(crate) struct Summary {
    pub(crate) benchmark: String,
    pub(crate) doc: String,
    /// The file format, of what is read from a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) format: Option<&'static str>,
    pub(crate) space: String,
    /// Why the rows are of that space, if it was detected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) space_because: Option<String>,
    pub(crate) rows: usize,
    pub(crate) canonical_rows: usize,
    pub(crate) datasets: Vec<DatasetSummary>,
    pub(crate) groups: Vec<GroupSummary>,
    /// All GRAF features together.
    pub(crate) graf: GroupSummary,
    columns: Vec<ColumnSummary>,
    /// The files joined, in their order.
    pub(crate) joins: Vec<JoinSummary>,
    /// The saved predictors whose outputs are columns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) priors: Vec<PriorSummary>,
    /// What was left out or is odd.
    pub(crate) notes: Vec<String>,
}

#[derive(Serialize)]
pub(crate) struct JoinSummary {
    pub(crate) file: String,
    pub(crate) matched: usize,
    pub(crate) missing: usize,
    pub(crate) unknown: usize,
    pub(crate) duplicated: usize,
    pub(crate) disagreed: usize,
}

#[derive(Serialize)]
pub(crate) struct PriorSummary {
    pub(crate) column: String,
    pub(crate) doc: String,
}

#[derive(Serialize)]
pub(crate) struct DatasetSummary {
    pub(crate) name: String,
    /// Side of the images and number of classes, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) image_side: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) classes: Option<u32>,
    pub(crate) targets: Vec<TargetSummary>,
    pub(crate) proxies: Vec<SideSummary>,
    pub(crate) others: Vec<SideSummary>,
}

/// A column beside the targets.
#[derive(Serialize)]
pub(crate) struct SideSummary {
    pub(crate) name: String,
    /// Rows without a value.
    pub(crate) missing: usize,
    pub(crate) range: Option<(f64, f64)>,
    #[serde(skip)]
    pub(crate) format: Format,
}

#[derive(Serialize)]
pub(crate) struct TargetSummary {
    pub(crate) name: String,
    pub(crate) doc: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) split: String,
    pub(crate) unit: &'static str,
    /// `higher` or `lower`.
    pub(crate) better: &'static str,
    /// Number of rows by number of training runs, zeros left out.
    pub(crate) rows_by_runs: BTreeMap<usize, usize>,
    /// Smallest and largest value, over all rows and over the canonical ones; `null` if every value is
    /// missing.
    pub(crate) range: Option<(f64, f64)>,
    pub(crate) canonical_range: Option<(f64, f64)>,
    #[serde(skip)]
    pub(crate) format: Format,
}

#[derive(Serialize)]
pub(crate) struct GroupSummary {
    pub(crate) name: &'static str,
    /// Whether a predictor may be trained on them.
    pub(crate) features: bool,
    pub(crate) columns: usize,
    /// Columns that differ from each other on some row; absent for the group that a predictor fills.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) distinct: Option<usize>,
}

#[derive(Serialize)]
struct ColumnSummary {
    name: String,
    short: String,
    group: &'static str,
    unit: &'static str,
    doc: String,
}

impl Summary {
    /// Groups and columns are those of the default data set and target.
    pub(crate) fn new(opened: &Opened) -> anyhow::Result<Self> {
        let (bench, features) = (&opened.bench, &opened.features.columns);
        let table = opened.table(DatasetId(0), 0)?;
        let datasets = bench.datasets.iter();
        Ok(Self {
            benchmark: bench.name.clone(),
            doc: bench.doc.clone(),
            format: bench.origin.format,
            space: bench.space.name().to_owned(),
            space_because: bench.origin.space_because.clone(),
            rows: bench.rows(),
            canonical_rows: bench.canonical_rows(),
            datasets: datasets
                .map(|dataset| dataset_summary(dataset, &bench.canonical))
                .collect(),
            groups: groups(&table),
            graf: GroupSummary {
                name: "graf",
                features: true,
                columns: features.len(),
                distinct: Some(count_distinct(features)),
            },
            columns: table.columns().iter().map(column).collect(),
            joins: bench.joins.iter().map(join).collect(),
            priors: bench.priors.iter().map(prior).collect(),
            notes: bench.origin.notes.clone(),
        })
    }

    /// The space, and why the rows are of it.
    pub(crate) fn space_text(&self) -> String {
        match &self.space_because {
            Some(because) => format!("{}: {because}", self.space),
            None => self.space.clone(),
        }
    }
}

fn join(report: &JoinReport) -> JoinSummary {
    JoinSummary {
        file: report.file.display().to_string(),
        matched: report.matched,
        missing: report.missing,
        unknown: report.unknown,
        duplicated: report.duplicated,
        disagreed: report.disagreed,
    }
}

fn prior(prior: &Prior) -> PriorSummary {
    PriorSummary {
        column: prior.name.clone(),
        doc: prior.doc.clone(),
    }
}

fn side(column: &SideColumn) -> SideSummary {
    SideSummary {
        name: column.name.clone(),
        missing: column.values.iter().filter(|value| value.is_nan()).count(),
        range: column.values.range(),
        format: column.format,
    }
}

fn dataset_summary(dataset: &Dataset, canonical: &[bool]) -> DatasetSummary {
    let targets = dataset.targets.iter();
    DatasetSummary {
        name: dataset.name.clone(),
        image_side: dataset.input.map(|input| input.side),
        classes: dataset.input.map(|input| input.classes),
        targets: targets.map(|of| target_summary(of, canonical)).collect(),
        proxies: dataset.proxies.iter().map(side).collect(),
        others: dataset.others.iter().map(side).collect(),
    }
}

fn target_summary(target: &Target, canonical: &[bool]) -> TargetSummary {
    let canonical_values = target.mean.iter().zip(canonical);
    let canonical_values = canonical_values.filter(|&(_, &canonical)| canonical);
    let canonical_values = canonical_values.map(|(value, _)| value).collect();
    let rows_by_runs = target.rows_by_runs().into_iter().enumerate();
    TargetSummary {
        name: target.name.clone(),
        doc: target.doc.clone(),
        split: target.split.clone(),
        unit: target.unit.symbol(),
        better: target.better.name(),
        rows_by_runs: rows_by_runs.filter(|&(_, rows)| rows > 0).collect(),
        range: target.mean.range(),
        canonical_range: Values::Dense(canonical_values).range(),
        format: target.format,
    }
}

fn column(column: &Column) -> ColumnSummary {
    ColumnSummary {
        name: column.spec.name.clone(),
        short: column.spec.short.clone(),
        group: column.spec.group.name(),
        unit: column.spec.unit.symbol(),
        doc: column.spec.doc.clone(),
    }
}

fn groups(table: &Table) -> Vec<GroupSummary> {
    let of_group = |group: Group| {
        let columns = table.columns().iter();
        let columns = columns.filter(|column| column.spec.group == group);
        let values: Vec<_> = columns.map(|column| Arc::clone(&column.values)).collect();
        GroupSummary {
            name: group.name(),
            features: group.is_feature() || group == Group::Measured,
            columns: values.len(),
            distinct: (group != Group::Prediction).then(|| count_distinct(&values)),
        }
    };
    let groups = Group::ALL.into_iter().map(of_group);
    groups.filter(|group| group.columns > 0).collect()
}
