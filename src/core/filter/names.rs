//! A column's name in a filter → the column, or what may have been meant.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::column::ARCH;
use crate::encoding;
use crate::table::{ColumnId, Table, did_you_mean, nearest};

use super::ast::Function;
use super::error::FilterError;
use super::lexer;

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
    if name.trim() == ARCH || self::encoding(name).is_some() {
        let message = format!(
            "`{ARCH}` is not a number; `{ARCH}(…)` is a condition: what the encoding has, as in `{ARCH}(c3~0)`"
        );
        return Err(FilterError::at(span, message));
    }
    if encoding::is_path(table.space(), name) {
        let message = format!("no row has a path such as `{}`", name.trim());
        return Err(FilterError::at(span, message));
    }
    if let Some(fault) = unknown_operation(&span, text, table) {
        return Err(fault);
    }
    let near = if unknown.near.is_empty() {
        similar(name, table)
    } else {
        unknown.near
    };
    let mut message = format!("no column is called `{name}`{}", did_you_mean(&near));
    if near.iter().any(|name| !lexer::is_plain_name(name)) {
        message.push_str(" (with the backquotes)");
    }
    Err(FilterError::at(span, message))
}

/// What the encoding is to have: `c3~0` of `arch(c3~0)`.
pub(super) fn encoding(name: &str) -> Option<&str> {
    let (head, text) = name.split_once('(')?;
    let text = text.trim_end();
    (head.trim() == ARCH).then_some(text.strip_suffix(')').unwrap_or(text))
}

/// What precedes the parenthesis of a feature's name: `op_count` of `op_count(none)`.
pub(super) fn head(name: &str) -> Option<&str> {
    name.split_once('(').map(|(head, _)| head.trim_end())
}

/// The operations that stand in the parentheses of the columns `family(…)`, in the order of the
/// table; none when there are no such columns. The family may be in its short form.
pub(super) fn operations<'t>(family: &str, table: &'t Table) -> Vec<&'t str> {
    let all = encoding::normal_name(table.space(), &format!("{family}(*)"));
    let family = head(&all);
    let mut seen = BTreeSet::new();
    table
        .columns()
        .iter()
        .map(|column| column.spec.name.as_str())
        .filter(|name| head(name) == family)
        .filter_map(|name| name.split_once('('))
        .flat_map(|(_, rest)| rest.trim_end_matches(')').split(','))
        .filter(|operation| seen.insert(*operation))
        .collect()
}

/// The error for a name such as `op_count(foo)`: the family exists, the operation does not.
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
        let names = known.iter().copied();
        let names = names.chain(aliases.iter().map(|known| known.alias.as_str()));
        let found = names
            .chain(["all", "*"])
            .any(|name| name.eq_ignore_ascii_case(operation));
        if !found {
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

/// What may have been meant where no whole name is near: a function or a family with a slip in it,
/// or a column that has `name` as a part.
fn similar(name: &str, table: &Table) -> Vec<String> {
    const MOST: usize = 3;
    let names = || table.columns().iter().map(|column| &column.spec.name);
    if let Some((before, arguments)) = name.split_once('(') {
        let functions = Function::ALL.map(|function| function.name().to_owned());
        let families: BTreeSet<String> = names()
            .filter_map(|name| head(name))
            .map(str::to_owned)
            .collect();
        let functions = nearest(before.trim(), functions.iter());
        let families = nearest(before.trim(), families.iter());
        let columns = families
            .into_iter()
            .filter_map(|family| table.resolve(&format!("{family}({arguments}")).ok())
            .map(|column| table.column(column).spec.name.clone());
        return functions.into_iter().chain(columns).take(MOST).collect();
    }
    let mut parts: Vec<&String> = names()
        .filter(|column| column.contains(name.trim()))
        .collect();
    parts.sort_by_key(|column| column.len());
    parts.into_iter().take(MOST).cloned().collect()
}
