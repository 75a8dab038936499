//! What a filter is compiled to: steps for a stack machine whose values are whole chunks of rows.

use std::collections::BTreeSet;

use crate::bench::Better;
use crate::encoding::EncodingQuery;
use crate::table::ColumnId;

use super::ast::{Comparison, Operator};

/// Steps in the order in which they run (operands before their operator).
pub(super) type Code = Vec<Step>;

/// A step: takes its operands from the stack of numbers or of conditions and puts its result there.
#[derive(Debug, Clone, PartialEq)]
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
    /// Puts what is known before of each row, by index into [`Compiled::given`].
    Given(usize),
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

/// A condition that is not worked out from the numbers of one row.
#[derive(Debug, Clone)]
pub(super) enum Given {
    /// Whether the encoding fits.
    Encoded(EncodingQuery),
    /// Whether the row is on a front.
    Front(Front),
}

/// A `pareto` or `front`: whether a row is on one of the first fronts.
#[derive(Debug, Clone)]
pub(super) struct Front {
    pub(super) objectives: Vec<(Code, Better)>,
    /// Leaves whether a row is among those that are compared; without steps all are.
    pub(super) among: Code,
    pub(super) deepest: usize,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Compiled {
    /// Leaves one condition on its stack, or one number.
    pub(super) code: Code,
    pub(super) cuts: Vec<Cut>,
    pub(super) singles: Vec<Single>,
    pub(super) given: Vec<Given>,
}

impl Compiled {
    /// The columns that it reads.
    pub(super) fn columns(&self) -> BTreeSet<ColumnId> {
        let cuts = self.cuts.iter().flat_map(|cut| &cut.of);
        let singles = self.singles.iter().flat_map(|single| &single.code);
        let fronts = self.given.iter().filter_map(|given| match given {
            Given::Encoded(_) => None,
            Given::Front(front) => Some(front),
        });
        let objectives = fronts.flat_map(|front| {
            let objectives = front.objectives.iter().flat_map(|(code, _)| code);
            objectives.chain(&front.among)
        });
        let steps = self.code.iter().chain(cuts).chain(singles);
        let steps = steps.chain(objectives);
        let columns = steps.filter_map(|step| match step {
            Step::Column(column) => Some(*column),
            _ => None,
        });
        columns.collect()
    }
}
