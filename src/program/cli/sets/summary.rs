//! The data of `grafscope sets`; its JSON is these types.

use serde::Serialize;

use grafscope_core::bench::{Benchmark, DatasetId};
use grafscope_core::job::{Cancelled, JobContext};
use grafscope_core::predict::equivalence::{self, Relation};
use grafscope_core::predict::{SavedSets, families};
use grafscope_core::table::{ColumnId, Group, Table};

#[derive(Serialize)]
pub(super) struct Summary {
    pub(super) benchmark: String,
    pub(super) dataset: String,
    /// Names that stand for several columns.
    pub(super) families: Vec<Family>,
    /// Names of the columns that belong to no family.
    pub(super) columns: Vec<String>,
    /// Names of measured columns, which are in a set where it names them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) measured: Vec<String>,
    /// The file of the named sets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
    pub(super) named: Vec<Named>,
    /// Redundant features, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) groups: Option<Vec<Redundancy>>,
}

#[derive(Serialize)]
pub(super) struct Family {
    pub(super) name: &'static str,
    pub(super) columns: usize,
}

#[derive(Serialize)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) text: String,
    /// Number of columns; absent if the set does not exist on this benchmark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) columns: Option<usize>,
    /// Why it does not exist.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<String>,
}

/// Redundant features: each determines the others.
#[derive(Serialize)]
pub(super) struct Redundancy {
    pub(super) representative: String,
    /// Whether the features are constant.
    pub(super) constant: bool,
    pub(super) members: Vec<Member>,
}

#[derive(Serialize)]
pub(super) struct Member {
    pub(super) name: String,
    /// `equal`, `affine`, `monotone` or `constant`.
    pub(super) relation: &'static str,
    /// Whether it rises with the representative; absent if both are constant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rises: Option<bool>,
    /// Slope of an affine function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) slope: Option<f64>,
}

impl Summary {
    pub(super) fn new(
        bench: &Benchmark,
        dataset: DatasetId,
        table: &Table,
        saved: &SavedSets,
    ) -> Self {
        let families = families(table).into_iter();
        let names = |group| -> Vec<String> {
            let columns = table.columns().iter().map(|column| &column.spec);
            let of_group = columns.filter(move |spec| spec.group == group);
            of_group.map(|spec| spec.name.clone()).collect()
        };
        let named = saved.sets.iter().map(|(name, text)| {
            let set = saved.sets.parse(name, table);
            Named {
                name: name.to_owned(),
                text: text.to_owned(),
                columns: set.as_ref().ok().map(|set| set.columns().len()),
                error: set.err().map(|error| error.reason),
            }
        });
        Self {
            benchmark: bench.name.clone(),
            dataset: bench.dataset(dataset).name.clone(),
            families: families
                .map(|(name, columns)| Family {
                    name,
                    columns: columns.len(),
                })
                .collect(),
            columns: names(Group::Cost),
            measured: names(Group::Measured),
            file: saved.file.as_ref().map(|file| file.display().to_string()),
            named: named.collect(),
            groups: None,
        }
    }

    pub(super) fn add_groups(&mut self, table: &Table, job: &JobContext) -> Result<(), Cancelled> {
        let columns = table.columns().iter().enumerate();
        let features: Vec<_> = columns
            .filter(|(_, column)| column.spec.group.is_feature())
            .map(|(at, _)| ColumnId(at))
            .collect();
        let name = |id: ColumnId| table.column(id).spec.name.clone();
        let groups = equivalence::groups(table, &features, job)?.into_iter();
        let groups = groups.filter(|group| group.constant || !group.members.is_empty());
        let groups = groups.map(|group| {
            let members = group.members.iter().map(|member| Member {
                name: name(member.column),
                relation: member.relation.name(),
                rises: member.relation.rises(),
                slope: match member.relation {
                    Relation::Affine { slope } => Some(slope),
                    _ => None,
                },
            });
            Redundancy {
                representative: name(group.representative),
                constant: group.constant,
                members: members.collect(),
            }
        });
        self.groups = Some(groups.collect());
        Ok(())
    }
}
