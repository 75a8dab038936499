//! Which features carry the same information, as the feature panel marks them.

use std::collections::HashMap;

use grafscope_core::job::{Cancelled, JobContext};
use grafscope_core::predict::equivalence;
use grafscope_core::predict::equivalence::Relation;
use grafscope_core::table::{ColumnId, Table};

/// What a feature is among those that carry the same information.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Likeness {
    /// It stands for so many others.
    Stands(usize),
    /// Another stands for it.
    Member {
        /// The one that does.
        representative: ColumnId,
        /// What it is to that one.
        relation: Relation,
    },
    /// It has one value throughout.
    Constant,
}

/// The likeness of every feature that is not by itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Redundancy(HashMap<ColumnId, Likeness>);

impl Redundancy {
    /// Groups the features of `table`.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn new(table: &Table, job: &JobContext) -> Result<Self, Cancelled> {
        let columns = table.columns().iter().enumerate();
        let features: Vec<_> = columns
            .filter(|(_, column)| column.spec.group.is_feature())
            .map(|(at, _)| ColumnId(at))
            .collect();
        let mut all = HashMap::new();
        for group in equivalence::groups(table, &features, job)? {
            if group.constant {
                all.extend(group.columns().map(|id| (id, Likeness::Constant)));
                continue;
            }
            let representative = group.representative;
            if !group.members.is_empty() {
                all.insert(representative, Likeness::Stands(group.members.len()));
            }
            all.extend(group.members.iter().map(|member| {
                let relation = member.relation;
                let likeness = Likeness::Member {
                    representative,
                    relation,
                };
                (member.column, likeness)
            }));
        }
        Ok(Self(all))
    }

    /// The likeness of a column; `None` where it is by itself.
    pub fn of(&self, column: ColumnId) -> Option<Likeness> {
        self.0.get(&column).copied()
    }
}
