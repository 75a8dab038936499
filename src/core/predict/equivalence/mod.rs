//! Columns that carry the same information over the rows of a table: equal ones, and those that
//! are affine or strictly monotone functions of each other.

mod pattern;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use self::pattern::Pattern;
use crate::job::{Cancelled, JobContext};
use crate::table::{ColumnId, Table, Values};

/// How far from a straight line an affine image may be, as a part of its range: rounding.
const STRAIGHT: f64 = 1e-9;

/// Columns that carry the same information: any of them can stand for all.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The first of them, which stands for all.
    pub representative: ColumnId,
    /// The others, in the order in which they were given.
    pub members: Vec<Member>,
    /// Whether they are the columns that carry none: one value throughout, or no value at all.
    pub constant: bool,
}

/// A column of a [`Group`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    /// The column.
    pub column: ColumnId,
    /// What it is to the representative.
    pub relation: Relation,
}

/// What a column is to the representative of its group. Both are missing in the same rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Relation {
    /// The same value in every row.
    Equal,
    /// The representative times a slope, plus a shift.
    Affine {
        /// What the representative is multiplied by; negative where the column falls as it rises.
        slope: f64,
    },
    /// It orders the rows as the representative does, or in reverse, ties included.
    Monotone {
        /// Whether it rises with the representative.
        rising: bool,
    },
    /// Both are constant.
    Constant,
}

impl Group {
    /// Every column of the group, the representative first.
    pub fn columns(&self) -> impl Iterator<Item = ColumnId> + '_ {
        let members = self.members.iter().map(|member| member.column);
        std::iter::once(self.representative).chain(members)
    }
}

impl Relation {
    fn between(representative: &Pattern, column: &Pattern) -> Self {
        let (from, to) = (&representative.levels, &column.levels);
        if from == to {
            return Self::Equal;
        }
        match slope(from, to) {
            Some(slope) => Self::Affine { slope },
            None => Self::Monotone {
                rising: representative.turned == column.turned,
            },
        }
    }

    /// One word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Affine { .. } => "affine",
            Self::Monotone { .. } => "monotone",
            Self::Constant => "constant",
        }
    }

    /// Whether the column rises with the representative; `None` where neither changes.
    pub fn rises(self) -> Option<bool> {
        match self {
            Self::Equal => Some(true),
            Self::Affine { slope } => Some(slope > 0.0),
            Self::Monotone { rising } => Some(rising),
            Self::Constant => None,
        }
    }
}

/// The slope of the line on which all pairs of `from` and `to` lie, which are of equal length.
fn slope(from: &[f64], to: &[f64]) -> Option<f64> {
    let (&first, &last) = (from.first()?, from.last()?);
    let (&start, &end) = (to.first()?, to.last()?);
    if from.len() == 1 {
        // One value and missing ones: any line goes through it, the plainest is a shift.
        return Some(1.0);
    }
    let slope = (end - start) / (last - first);
    let off = |(&x, &y): (&f64, &f64)| (y - (start + slope * (x - first))).abs();
    let most = STRAIGHT * (end - start).abs();
    // A comparison with what is not a number, from infinite values, fails as it should.
    from.iter()
        .zip(to)
        .all(|pair| off(pair) <= most)
        .then_some(slope)
}

/// Groups `columns` of `table` by the information they carry over its rows, in the order of their
/// representatives; every column is in one group, most in one of their own. Those that are constant
/// make one group. In parallel; progress counts `columns`.
///
/// # Errors
/// [`Cancelled`] when the job was cancelled.
pub fn groups(
    table: &Table,
    columns: &[ColumnId],
    job: &JobContext,
) -> Result<Vec<Group>, Cancelled> {
    let done = AtomicUsize::new(0);
    let patterns = columns
        .par_iter()
        .map(|&id| {
            job.check()?;
            let pattern = Pattern::new(&table.column(id).values).without_many_levels();
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            job.report("columns", done, columns.len());
            Ok(pattern)
        })
        .collect::<Result<Vec<_>, Cancelled>>()?;
    let whole = |at: usize| match &patterns[at] {
        pattern if pattern.has_levels() => Cow::Borrowed(pattern),
        _ => Cow::Owned(Pattern::new(&table.column(columns[at]).values)),
    };
    let mut groups: Vec<(usize, Group)> = Vec::new();
    let mut places: HashMap<Option<u128>, usize> = HashMap::new();
    for (at, (&column, pattern)) in columns.iter().zip(&patterns).enumerate() {
        let constant = pattern.constant;
        // Constant columns have no order.
        let order = (!constant).then_some(pattern.order);
        let place = *places.entry(order).or_insert(groups.len());
        match groups.get_mut(place) {
            None => {
                let group = Group {
                    representative: column,
                    members: Vec::new(),
                    constant,
                };
                groups.push((at, group));
            }
            Some((first, group)) => group.members.push(Member {
                column,
                relation: if constant {
                    Relation::Constant
                } else {
                    Relation::between(&whole(*first), &whole(at))
                },
            }),
        }
    }
    Ok(groups.into_iter().map(|(_, group)| group).collect())
}

/// How many of `columns` differ from each other on some row; missing values are equal.
pub fn count_distinct(columns: &[Arc<Values>]) -> usize {
    let content = |column: &Arc<Values>| {
        let pattern = Pattern::new(column);
        (pattern.order, pattern.hash_of_levels())
    };
    let distinct: HashSet<_> = columns.par_iter().map(content).collect();
    distinct.len()
}
