//! Features summed up: by family, by the operations they are about.

use crate::graf;
use crate::predict::design::Design;
use crate::table::{Group, Table};

/// Kept columns of a design, summed up under names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grouping {
    /// The name of each sum.
    pub names: Vec<String>,
    /// For each sum the kept columns in it and the share of each that it gets.
    pub members: Vec<Vec<(usize, f64)>>,
}

impl Grouping {
    /// Each kept column of `design`, whose columns are of `table`, by itself, under its short name.
    pub fn features(table: &Table, design: &Design) -> Self {
        let columns = design.columns_of(table).into_iter().enumerate();
        let mut grouping = Self::default();
        for (kept, id) in columns {
            let name = id.map(|id| table.column(id).spec.short.clone());
            grouping.names.push(name.unwrap_or_default());
            grouping.members.push(vec![(kept, 1.0)]);
        }
        grouping
    }

    /// By family. A column that stands for others takes them along into its own.
    pub fn families(table: &Table, design: &Design) -> Self {
        let mut grouping = Self::default();
        for (kept, id) in design.columns_of(table).into_iter().enumerate() {
            let group = id.map_or(Group::Other, |id| table.column(id).spec.group);
            grouping.add(group.name(), kept);
        }
        grouping
    }

    /// By operation. A column is shared equally among the operations in its set; columns about none are
    /// summed up by family.
    pub fn operations(table: &Table, design: &Design) -> Self {
        let space = table.space();
        let operations = space.operations().iter();
        let mut grouping = Self {
            names: operations.map(|operation| operation.name.clone()).collect(),
            members: vec![Vec::new(); space.operations().len()],
        };
        for (kept, id) in design.columns_of(table).into_iter().enumerate() {
            let spec = id.map(|id| &table.column(id).spec);
            let operations = spec.map(|spec| graf::operations_in(space, &spec.name));
            let operations = operations.unwrap_or_default();
            if operations.is_empty() {
                let group = spec.map_or(Group::Other, |spec| spec.group);
                grouping.add(group.name(), kept);
            }
            for operation in operations.ids() {
                let share = 1.0 / operations.len() as f64;
                grouping.members[usize::from(operation)].push((kept, share));
            }
        }
        let all = grouping.names.into_iter().zip(grouping.members);
        let (names, members) = all.filter(|(_, members)| !members.is_empty()).unzip();
        Self { names, members }
    }

    fn add(&mut self, name: &str, kept: usize) {
        match self.names.iter().position(|known| known == name) {
            Some(at) => self.members[at].push((kept, 1.0)),
            None => {
                self.names.push(name.to_owned());
                self.members.push(vec![(kept, 1.0)]);
            }
        }
    }

    /// Number of sums.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The sums of `contributions`, one a kept column.
    pub fn sums(&self, contributions: &[f64]) -> Vec<f64> {
        let sum = |members: &Vec<(usize, f64)>| {
            let term = |&(kept, share): &(usize, f64)| share * contributions[kept];
            members.iter().map(term).sum()
        };
        self.members.iter().map(sum).collect()
    }
}
