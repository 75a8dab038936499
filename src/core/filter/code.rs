//! What a filter is compiled to: steps for a stack machine whose values are whole chunks of rows.

use std::collections::BTreeSet;

use crate::encoding::EncodingQuery;
use crate::table::ColumnId;

use super::ast::{Comparison, Operator};

/// Steps in the order in which they run (operands before their operator).
pub(super) type Code = Vec<Step>;

/// A step: takes its operands from the stack of numbers or of conditions and puts its result there.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Column(ColumnId),
    Constant(f64),
    Negate,
    Absolute,
    Arithmetic(Operator),
    /// Takes two numbers, puts the one nearer to that end.
    Extreme(End),
    Compare(Comparison),
    /// Takes a number, a lower and an upper end; puts whether it is in between, or outside.
    Within {
        inside: bool,
    },
    /// Takes a number, puts whether it is there and not 0.
    Flag,
    Missing,
    /// Takes a number, puts whether it reaches a cut, by index into [`Compiled::cuts`].
    Reaches(usize),
    /// Puts whether the encoding fits a query, by index into [`Compiled::encoded`].
    Encoded(usize),
    Not,
    And,
    Or,
    /// Puts the condition of a single column, by index into [`Compiled::singles`].
    Single(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Low,
    High,
}

impl End {
    /// Missing when one of the two is.
    pub(super) fn of(self, a: f64, b: f64) -> f64 {
        match self {
            _ if a.is_nan() || b.is_nan() => f64::NAN,
            Self::Low => a.min(b),
            Self::High => a.max(b),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Share {
    Count(usize),
    /// This part of those that have a value, in percent, rounded up.
    Percent(f64),
}

/// A `top` or `bottom`: the value that a row must reach depends on all rows.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    pub(super) of: Code,
    pub(super) end: End,
    pub(super) share: Share,
}

/// A condition that depends on one column alone. Where that column is kept as codes, it is worked
/// out once a level instead of once a row.
#[derive(Debug, Clone)]
pub(super) struct Single {
    pub(super) column: ColumnId,
    /// The condition; no [`Step::Single`] in it.
    pub(super) code: Code,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Compiled {
    /// Leaves one condition on its stack, or one number.
    pub(super) code: Code,
    pub(super) cuts: Vec<Cut>,
    pub(super) singles: Vec<Single>,
    pub(super) encoded: Vec<EncodingQuery>,
}

impl Compiled {
    /// The columns that it reads.
    pub(super) fn columns(&self) -> BTreeSet<ColumnId> {
        let cuts = self.cuts.iter().flat_map(|cut| &cut.of);
        let singles = self.singles.iter().flat_map(|single| &single.code);
        let steps = self.code.iter().chain(cuts).chain(singles);
        let columns = steps.filter_map(|step| match step {
            Step::Column(column) => Some(*column),
            _ => None,
        });
        columns.collect()
    }
}
