//! What `grafscope info` says, as data: its JSON is these types.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use grafscope_core::bench::{
    Benchmark, Better, Dataset, DatasetId, JoinReport, SideColumn, Target,
};
use grafscope_core::graf::FeatureMatrix;
use grafscope_core::predict::equivalence::count_distinct;
use grafscope_core::table;
use grafscope_core::table::{Column, Group, Table, Values};

/// A benchmark.
#[derive(Debug, Serialize)]
pub(in super::super) struct Summary {
    pub(in super::super) benchmark: String,
    pub(in super::super) doc: String,
    /// The file format; absent for what is not read from a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in super::super) format: Option<&'static str>,
    pub(in super::super) space: String,
    /// Why the rows are of that space, where that was found out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in super::super) space_because: Option<String>,
    pub(in super::super) rows: usize,
    pub(in super::super) canonical_rows: usize,
    pub(in super::super) datasets: Vec<DatasetSummary>,
    pub(in super::super) groups: Vec<GroupSummary>,
    /// All GRAF features together.
    pub(in super::super) graf: GroupSummary,
    pub(in super::super) columns: Vec<ColumnSummary>,
    /// The files joined, in their order.
    pub(in super::super) joins: Vec<JoinSummary>,
    /// What was left out or is odd.
    pub(in super::super) notes: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(in super::super) struct JoinSummary {
    pub(in super::super) file: String,
    pub(in super::super) matched: usize,
    pub(in super::super) missing: usize,
    pub(in super::super) unknown: usize,
    pub(in super::super) duplicated: usize,
    pub(in super::super) disagreed: usize,
}

#[derive(Debug, Serialize)]
pub(in super::super) struct DatasetSummary {
    pub(in super::super) name: String,
    /// Side of the images and number of classes, absent where they are not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in super::super) image_side: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in super::super) classes: Option<u32>,
    pub(in super::super) targets: Vec<TargetSummary>,
    pub(in super::super) proxies: Vec<SideSummary>,
    pub(in super::super) others: Vec<SideSummary>,
}

/// A column beside the targets.
#[derive(Debug, Serialize)]
pub(in super::super) struct SideSummary {
    pub(in super::super) name: String,
    /// Rows without a value.
    pub(in super::super) missing: usize,
    pub(in super::super) range: Option<(f64, f64)>,
    #[serde(skip)]
    pub(in super::super) format: table::Format,
}

#[derive(Debug, Serialize)]
pub(in super::super) struct TargetSummary {
    pub(in super::super) name: String,
    pub(in super::super) doc: String,
    /// Absent where it has no meaning.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(in super::super) split: String,
    pub(in super::super) unit: &'static str,
    /// `higher` or `lower`.
    pub(in super::super) better: &'static str,
    /// Number of rows by number of runs; without those that no row has.
    pub(in super::super) rows_by_runs: BTreeMap<usize, usize>,
    /// Smallest and largest value, over all rows and over the canonical ones; `null` where every
    /// value is missing.
    pub(in super::super) range: Option<(f64, f64)>,
    pub(in super::super) canonical_range: Option<(f64, f64)>,
    /// How the text form writes the range.
    #[serde(skip)]
    pub(in super::super) format: table::Format,
}

/// Columns that belong together.
#[derive(Debug, Serialize)]
pub(in super::super) struct GroupSummary {
    pub(in super::super) name: &'static str,
    /// Whether a predictor may be trained on them.
    pub(in super::super) features: bool,
    pub(in super::super) columns: usize,
    /// Columns that differ from each other on some row; absent for the group that a predictor
    /// fills.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in super::super) distinct: Option<usize>,
}

#[derive(Debug, Serialize)]
pub(in super::super) struct ColumnSummary {
    pub(in super::super) name: String,
    pub(in super::super) short: String,
    pub(in super::super) group: &'static str,
    pub(in super::super) unit: &'static str,
    pub(in super::super) doc: String,
}

impl Summary {
    /// Groups and columns are those of the default data set and target.
    pub(in super::super) fn new(bench: &Benchmark, features: &Arc<FeatureMatrix>) -> Self {
        let table = table::build(bench, DatasetId(0), 0, features);
        Self {
            benchmark: bench.name.clone(),
            doc: bench.doc.clone(),
            format: bench.origin.format,
            space: bench.space.name().to_owned(),
            space_because: bench.origin.space_because.clone(),
            rows: bench.rows(),
            canonical_rows: bench.canonical_rows(),
            datasets: bench
                .datasets
                .iter()
                .map(|dataset| DatasetSummary::new(dataset, &bench.canonical))
                .collect(),
            groups: groups(&table),
            graf: GroupSummary {
                name: "graf",
                features: true,
                columns: features.columns.len(),
                distinct: Some(count_distinct(&features.columns)),
            },
            columns: table.columns().iter().map(ColumnSummary::new).collect(),
            joins: bench.joins.iter().map(JoinSummary::new).collect(),
            notes: bench.origin.notes.clone(),
        }
    }
}

impl JoinSummary {
    fn new(report: &JoinReport) -> Self {
        Self {
            file: report.file.display().to_string(),
            matched: report.matched,
            missing: report.missing,
            unknown: report.unknown,
            duplicated: report.duplicated,
            disagreed: report.disagreed,
        }
    }
}

impl SideSummary {
    fn new(column: &SideColumn) -> Self {
        Self {
            name: column.name.clone(),
            missing: column.values.iter().filter(|value| value.is_nan()).count(),
            range: column.values.range(),
            format: column.format,
        }
    }
}

impl DatasetSummary {
    fn new(dataset: &Dataset, canonical: &[bool]) -> Self {
        Self {
            name: dataset.name.clone(),
            image_side: dataset.input.map(|input| input.side),
            classes: dataset.input.map(|input| input.classes),
            targets: dataset
                .targets
                .iter()
                .map(|target| TargetSummary::new(target, canonical))
                .collect(),
            proxies: dataset.proxies.iter().map(SideSummary::new).collect(),
            others: dataset.others.iter().map(SideSummary::new).collect(),
        }
    }
}

impl TargetSummary {
    fn new(target: &Target, canonical: &[bool]) -> Self {
        let canonical_values = target.mean.iter().zip(canonical);
        let canonical_values = canonical_values.filter(|&(_, &canonical)| canonical);
        let rows_by_runs = target.rows_by_runs().into_iter().enumerate();
        Self {
            name: target.name.clone(),
            doc: target.doc.clone(),
            split: target.split.clone(),
            unit: target.unit.symbol(),
            better: match target.better {
                Better::Higher => "higher",
                Better::Lower => "lower",
            },
            rows_by_runs: rows_by_runs.filter(|&(_, rows)| rows > 0).collect(),
            range: target.mean.range(),
            canonical_range: Values::Dense(canonical_values.map(|(value, _)| value).collect())
                .range(),
            format: target.format,
        }
    }
}

impl ColumnSummary {
    fn new(column: &Column) -> Self {
        Self {
            name: column.spec.name.clone(),
            short: column.spec.short.clone(),
            group: column.spec.group.name(),
            unit: column.spec.unit.symbol(),
            doc: column.spec.doc.clone(),
        }
    }
}

fn groups(table: &Table) -> Vec<GroupSummary> {
    let of_group = |group| {
        let columns = table.columns().iter();
        let values = columns
            .filter(|column| column.spec.group == group)
            .map(|column| Arc::clone(&column.values))
            .collect::<Vec<_>>();
        GroupSummary {
            name: group.name(),
            features: group.is_feature(),
            columns: values.len(),
            distinct: (group != Group::Prediction).then(|| count_distinct(&values)),
        }
    };
    let groups = Group::ALL.into_iter().map(of_group);
    groups.filter(|group| group.columns > 0).collect()
}
