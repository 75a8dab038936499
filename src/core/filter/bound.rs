//! Bounds that rows are to keep within: comparisons of columns with numbers, as filters write them.

use std::ops::Range;

use crate::table::{ColumnId, Group, Table};

use super::ast::{Comparison, Expr, Kind};
use super::compile::{compile, literal};
use super::error::{FilterError, excerpt};
use super::{names, parser};

/// What the values of a column are to keep within.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// The column.
    pub column: ColumnId,
    low: End,
    high: End,
}

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
struct End {
    at: f64,
    /// Whether the end itself is in the range.
    closed: bool,
}

impl Bound {
    /// Reads comparisons that are joined by `and`: one bound for each column. A column is one of `targets`,
    /// which are predicted, or known without training.
    ///
    /// # Errors
    /// [`FilterError`] with the place of the fault.
    pub fn parse_all(
        text: &str,
        table: &Table,
        targets: &[ColumnId],
    ) -> Result<Vec<Self>, FilterError> {
        let expr = parser::parse(text)?;
        compile(&expr, text, table)?;
        let terms = match &expr.kind {
            Kind::All(terms) => terms.as_slice(),
            _ => std::slice::from_ref(&expr),
        };
        let mut bounds: Vec<Self> = Vec::new();
        for term in terms {
            let bound = Self::of(term, text, table, targets)?;
            let Some(other) = bounds.iter_mut().find(|of| of.column == bound.column) else {
                bounds.push(bound);
                continue;
            };
            let (low, high) = (bound.low, bound.high);
            if low.at > other.low.at || low.at >= other.low.at && !low.closed {
                other.low = low;
            }
            if high.at < other.high.at || high.at <= other.high.at && !high.closed {
                other.high = high;
            }
            if other.is_empty() {
                let message = "no value is within this bound and the others on its column";
                return Err(FilterError::at(term.span.clone(), message));
            }
        }
        Ok(bounds)
    }

    fn of(
        term: &Expr,
        text: &str,
        table: &Table,
        targets: &[ColumnId],
    ) -> Result<Self, FilterError> {
        let open = |at| End { at, closed: false };
        let closed = |at| End { at, closed: true };
        let (below, above) = (open(f64::NEG_INFINITY), open(f64::INFINITY));
        let range = match &term.kind {
            Kind::Compare {
                left,
                comparison,
                right,
            } => {
                let turned = literal(left).is_some();
                let (column, number) = if turned { (right, left) } else { (left, right) };
                literal(number).and_then(|at| {
                    let (low, high) = match (comparison, turned) {
                        (Comparison::Less, false) | (Comparison::Greater, true) => {
                            (below, open(at))
                        }
                        (Comparison::AtMost, false) | (Comparison::AtLeast, true) => {
                            (below, closed(at))
                        }
                        (Comparison::Greater, false) | (Comparison::Less, true) => {
                            (open(at), above)
                        }
                        (Comparison::AtLeast, false) | (Comparison::AtMost, true) => {
                            (closed(at), above)
                        }
                        (Comparison::Equal | Comparison::NotEqual, _) => return None,
                    };
                    Some((&**column, low, high))
                })
            }
            Kind::Within {
                of,
                inside: true,
                low,
                high,
            } => {
                let end = |of: &Option<Box<Expr>>, none| match of {
                    Some(of) => literal(of).map(closed),
                    None => Some(none),
                };
                end(low, below)
                    .zip(end(high, above))
                    .map(|(low, high)| (&**of, low, high))
            }
            _ => None,
        };
        let named = range.and_then(|(column, low, high)| match &column.kind {
            Kind::Column(name) => Some((name, column.span.clone(), low, high)),
            _ => None,
        });
        let Some((name, span, low, high)) = named else {
            let message = format!(
                "`{}` is not a bound: compare a column with a number, as in `params < 1`, and join several by `and`",
                excerpt(text, &term.span)
            );
            return Err(FilterError::at(term.span.clone(), message));
        };
        let column = names::resolve(name, span.clone(), text, table)?;
        check(column, span, table, targets)?;
        Ok(Self { column, low, high })
    }

    fn is_empty(&self) -> bool {
        let (low, high) = (self.low, self.high);
        low.at > high.at || low.at >= high.at && !(low.closed && high.closed)
    }

    /// The ends of the range; infinite where there is none.
    pub fn ends(&self) -> [f64; 2] {
        [self.low.at, self.high.at]
    }

    /// Whether `value` is within it.
    pub fn holds(&self, value: f64) -> bool {
        let (low, high) = (self.low, self.high);
        (value > low.at || low.closed && value >= low.at)
            && (value < high.at || high.closed && value <= high.at)
    }
}

/// Whether a bound can be on `column`.
fn check(
    column: ColumnId,
    span: Range<usize>,
    table: &Table,
    targets: &[ColumnId],
) -> Result<(), FilterError> {
    let spec = &table.column(column).spec;
    if targets.contains(&column) || spec.group.is_feature() {
        return Ok(());
    }
    let name = &spec.name;
    let message = match spec.group {
        Group::Measured => format!(
            "`{name}` is measured by training, and nothing predicts it: make it a further target, as in -t TARGET,{name}"
        ),
        Group::Prediction => "a bound is on the target itself, as in `val_acc > 90`: \
             its prediction and how far off that may be are taken into account"
            .to_owned(),
        _ => format!("`{name}` is no target that is predicted, nor known without training"),
    };
    Err(FilterError::at(span, message))
}
