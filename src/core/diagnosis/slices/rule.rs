//! The bounds of a leaf as a rule: text in the filter language, and which rows it holds for.

use std::collections::BTreeMap;

use crate::filter::quoted;
use crate::table::{ColumnId, Table};

use super::matrix::Matrix;

/// A bound: codes of a kept column up to `code`, or above it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Interval {
    pub(super) column: usize,
    pub(super) code: u8,
    pub(super) above: bool,
}

#[derive(Debug, Clone, Copy)]
struct Condition {
    column: ColumnId,
    limit: f64,
    above: bool,
    /// Whether missing values, which lie below everything, may be on this side.
    missing: bool,
}

pub(super) struct Rule(Vec<Condition>);

impl Rule {
    pub(super) fn new(bounds: &[Interval], matrix: &Matrix) -> Self {
        let mut tightest: BTreeMap<(usize, bool), u8> = BTreeMap::new();
        for bound in bounds {
            let code = tightest
                .entry((bound.column, bound.above))
                .or_insert(bound.code);
            *code = if bound.above {
                bound.code.max(*code)
            } else {
                bound.code.min(*code)
            };
        }
        let conditions = tightest.iter().map(|(&(column, above), &code)| Condition {
            column: matrix.id(column),
            limit: matrix.limit(column, code),
            above,
            missing: !above && matrix.has_missing(column),
        });
        Self(conditions.collect())
    }

    /// Whether it holds for `row`, as its text does.
    pub(super) fn holds(&self, table: &Table, row: u32) -> bool {
        self.0.iter().all(|condition| {
            let value = table.column(condition.column).values.get(row as usize);
            if value.is_nan() {
                condition.missing
            } else {
                (value > condition.limit) == condition.above
            }
        })
    }

    pub(super) fn text(&self, table: &Table) -> String {
        let terms = self.0.iter().map(|condition| {
            let name = name(table, condition.column);
            let limit = condition.limit;
            match (condition.above, condition.missing) {
                // Only missing values are below.
                (true, _) if limit.is_infinite() => format!("not missing({name})"),
                (false, true) if limit.is_infinite() => format!("missing({name})"),
                (true, _) => format!("{name} > {limit}"),
                (false, true) => format!("({name} <= {limit} or missing({name}))"),
                (false, false) => format!("{name} <= {limit}"),
            }
        });
        terms.collect::<Vec<_>>().join(" and ")
    }
}

/// The name of a column in a filter: the short one, where it is understood.
fn name(table: &Table, column: ColumnId) -> String {
    let spec = &table.column(column).spec;
    match table.resolve(&spec.short) {
        Ok(id) if id == column => spec.short.clone(),
        _ => quoted(&spec.name),
    }
}
