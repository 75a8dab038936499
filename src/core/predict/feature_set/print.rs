//! Columns → text.

use std::collections::BTreeSet;

use crate::filter::quoted;
use crate::table::{ColumnId, Group, Table};

use super::names::columns_of;
use crate::column::FAMILIES;

/// The set as text, from all of GRAF taken down or from nothing built up, whichever is shorter.
pub(super) fn shortest_text(columns: &BTreeSet<ColumnId>, table: &Table) -> String {
    let written = |from_graf: bool| {
        let mut text = String::from(if from_graf { "+graf" } else { "" });
        for group in Group::ALL {
            text += &group_text(group, from_graf && group.is_graf(), columns, table);
        }
        text
    };
    let has_graf = !columns_of(table, Group::is_graf).is_empty();
    let built_up = written(false);
    let text = match has_graf.then(|| written(true)) {
        Some(taken_down) if taken_down.len() < built_up.len() => taken_down,
        _ => built_up,
    };
    text.trim_start_matches('+').to_owned()
}

/// What to add and take away for the columns of one group, all of which are in the set already when
/// `full`, and none otherwise.
fn group_text(group: Group, full: bool, columns: &BTreeSet<ColumnId>, table: &Table) -> String {
    let of_group = columns_of(table, |other| other == group);
    let signed = |sign: &str, wanted: bool| -> String {
        let names = of_group
            .iter()
            .filter(|id| columns.contains(id) == wanted)
            .map(|&id| format!("{sign}{}", quoted(&table.column(id).spec.name)));
        names.collect()
    };
    let less_others = signed("-", false);
    let and_these = signed("+", true);
    let name = group.name();
    let (one_by_one, by_name) = if full {
        (less_others, format!("-{name}{and_these}"))
    } else {
        (and_these, format!("+{name}{less_others}"))
    };
    if FAMILIES.contains(&group) && !of_group.is_empty() && by_name.len() < one_by_one.len() {
        by_name
    } else {
        one_by_one
    }
}
