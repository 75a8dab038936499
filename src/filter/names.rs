//! A column's name in a filter → the column, or what may have been meant.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::table::{ColumnId, Table, did_you_mean, nearest};

use super::ast::Function;
use super::error::FilterError;
use super::print::quoted;

/// The column that `name`, standing at `span` of `text`, means.
pub(super) fn resolve(
    name: &str,
    span: Range<usize>,
    text: &str,
    table: &Table,
) -> Result<ColumnId, FilterError> {
    let unknown = match table.resolve(name) {
        Ok(column) => return Ok(column),
        Err(unknown) => unknown,
    };
    if let Some(fault) = unknown_operation(&span, text, table) {
        return Err(fault);
    }
    let near = if unknown.near.is_empty() {
        similar(name, table)
    } else {
        unknown.near
    };
    let near: Vec<String> = near.iter().map(|name| quoted(name)).collect();
    let message = format!("no column is called `{name}`{}", did_you_mean(&near));
    Err(FilterError::at(span, message))
}

/// What precedes the parenthesis of a feature's name: `op_count` of `op_count(none)`.
pub(super) fn head(name: &str) -> Option<&str> {
    name.split_once('(').map(|(head, _)| head.trim_end())
}

/// The operations that stand in the parentheses of the columns `head(…)`, in the order of the
/// table; none when there are no such columns.
pub(super) fn operations<'t>(head_name: &str, table: &'t Table) -> Vec<&'t str> {
    let mut seen = BTreeSet::new();
    table
        .columns()
        .iter()
        .map(|column| column.spec.name.as_str())
        .filter(|name| head(name) == Some(head_name))
        .filter_map(|name| name.split_once('('))
        .flat_map(|(_, rest)| rest.trim_end_matches(')').split(','))
        .filter(|operation| seen.insert(*operation))
        .collect()
}

/// The fault of a name such as `op_count(foo)`, whose family there is, but not the operation.
/// (`*`, all operations, is none of its own.)
fn unknown_operation(span: &Range<usize>, text: &str, table: &Table) -> Option<FilterError> {
    let written = &text[span.clone()];
    let (family, inside) = written.strip_suffix(')')?.split_once('(')?;
    let known = operations(family.trim_end(), table);
    if known.is_empty() {
        return None;
    }
    let aliases = table.space().operations();
    let mut start = span.start + family.len() + 1;
    for part in inside.split(',') {
        let operation = part.trim();
        let alias = aliases.iter().any(|known| known.alias == operation);
        if operation != "*" && !alias && !known.contains(&operation) {
            let at = start + (part.len() - part.trim_start().len());
            let names: Vec<String> = known.iter().map(|&name| name.to_owned()).collect();
            let hint = did_you_mean(&nearest(operation, names.iter()));
            let stop = if hint.is_empty() { ";" } else { "" };
            let message = format!(
                "no operation is called `{operation}`{hint}{stop} `{}` takes {}",
                family.trim_end(),
                known.join(", ")
            );
            return Some(FilterError::at(at..at + operation.len(), message));
        }
        start += part.len() + 1;
    }
    None
}

/// Columns that have `name` as a part, and functions that are called nearly so.
fn similar(name: &str, table: &Table) -> Vec<String> {
    const MOST: usize = 3;
    let names: Vec<String> = Function::ALL.map(|f| f.name().to_owned()).to_vec();
    let functions = nearest(head(name).unwrap_or(name), names.iter());
    let mut parts: Vec<&str> = table
        .columns()
        .iter()
        .map(|column| column.spec.name.as_str())
        .filter(|column| column.contains(name.trim()))
        .collect();
    parts.sort_by_key(|column| column.len());
    let parts = parts.into_iter().map(str::to_owned);
    let functions = functions.into_iter().filter(|_| head(name).is_some());
    functions.chain(parts).take(MOST).collect()
}
