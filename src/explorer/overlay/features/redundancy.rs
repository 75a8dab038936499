//! Which features carry the same information, as the feature panel marks them.

use std::collections::HashMap;

use grafscope_core::job::{Cancelled, JobContext};
use grafscope_core::predict::equivalence;
use grafscope_core::predict::equivalence::Relation;
use grafscope_core::table::{ColumnId, Table};

/// How a feature is redundant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Equivalence {
    /// It represents so many others.
    Represents(usize),
    /// Another represents it.
    Member {
        /// The other.
        representative: ColumnId,
        /// How it relates to that one.
        relation: Relation,
    },
    /// It has one value throughout.
    Constant,
}

/// The equivalence of every feature that is constant or equivalent to another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Redundancy(HashMap<ColumnId, Equivalence>);

impl Redundancy {
    /// Groups the features of `table`.
    ///
    /// # Errors
    /// [`Cancelled`] when the job is cancelled.
    pub fn new(table: &Table, job: &JobContext) -> Result<Self, Cancelled> {
        let columns = table.columns().iter().enumerate();
        let features: Vec<_> = columns
            .filter(|(_, column)| column.spec.group.is_feature())
            .map(|(at, _)| ColumnId(at))
            .collect();
        let mut all = HashMap::new();
        for group in equivalence::groups(table, &features, job)? {
            if group.constant {
                all.extend(group.columns().map(|id| (id, Equivalence::Constant)));
                continue;
            }
            let representative = group.representative;
            if !group.members.is_empty() {
                all.insert(representative, Equivalence::Represents(group.members.len()));
            }
            for member in &group.members {
                let equivalence = Equivalence::Member {
                    representative,
                    relation: member.relation,
                };
                all.insert(member.column, equivalence);
            }
        }
        Ok(Self(all))
    }

    /// The equivalence of a column, if it has any.
    pub fn of(&self, column: ColumnId) -> Option<Equivalence> {
        self.0.get(&column).copied()
    }
}
