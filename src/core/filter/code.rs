//! What a filter is compiled to: steps for a stack machine whose values are whole chunks of rows.

use crate::table::ColumnId;

use super::ast::{Comparison, Operator};

/// Steps in the order in which they run (operands before their operator).
pub(super) type Code = Vec<Step>;

/// A step: takes its operands from the stack of numbers or of conditions and puts its result there.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// Puts the values of a column.
    Column(ColumnId),
    /// Puts a constant.
    Constant(f64),
    /// Takes a number, puts its negative.
    Negate,
    /// Takes a number, puts its absolute value.
    Absolute,
    /// Takes two numbers, puts what the operator makes of them.
    Arithmetic(Operator),
    /// Takes two numbers, puts the one nearer to that end.
    Extreme(End),
    /// Takes two numbers, puts whether the comparison holds.
    Compare(Comparison),
    /// Takes a number, a lower and an upper end; puts whether it is in between, or outside.
    Within {
        /// Whether the inside passes.
        inside: bool,
    },
    /// Takes a number, puts whether it is there and not 0.
    Flag,
    /// Takes a number, puts whether it is missing.
    Missing,
    /// Takes a number, puts whether it reaches a cut, by index into [`Compiled::cuts`].
    Reaches(usize),
    /// Takes a condition, puts the opposite.
    Not,
    /// Takes two conditions, puts whether both hold.
    And,
    /// Takes two conditions, puts whether one holds.
    Or,
    /// Puts the condition of a single column, by index into [`Compiled::singles`].
    Single(usize),
}

/// One of the two ends of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The small one.
    Low,
    /// The large one.
    High,
}

impl End {
    /// The number nearer to this end; missing when one of the two is.
    pub(super) fn of(self, a: f64, b: f64) -> f64 {
        match self {
            _ if a.is_nan() || b.is_nan() => f64::NAN,
            Self::Low => a.min(b),
            Self::High => a.max(b),
        }
    }
}

/// How many rows a `top` or `bottom` takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Share {
    /// This many.
    Count(usize),
    /// This part of those that have a value, in percent, rounded up.
    Percent(f64),
}

/// A `top` or `bottom`: the value that a row must reach depends on all rows.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    /// The number that is ranked.
    pub(super) of: Code,
    /// Which end is taken.
    pub(super) end: End,
    /// How much of it.
    pub(super) share: Share,
}

/// A condition that depends on one column alone. Where that column is kept as codes, it is worked
/// out once a level instead of once a row.
#[derive(Debug, Clone)]
pub(super) struct Single {
    /// The column.
    pub(super) column: ColumnId,
    /// The condition; no [`Step::Single`] in it.
    pub(super) code: Code,
}

/// A compiled filter.
#[derive(Debug, Clone, Default)]
pub(super) struct Compiled {
    /// Leaves one condition on the stack.
    pub(super) code: Code,
    /// The cuts that steps refer to.
    pub(super) cuts: Vec<Cut>,
    /// The single-column conditions that steps refer to.
    pub(super) singles: Vec<Single>,
}
