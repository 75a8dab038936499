//! Filters made of the value under the cursor.

use crate::command::Command;
use crate::effect::Effect;
use crate::model::Model;
use crate::table::grid::{Shown, shown_columns};
use crate::table::viewing;
use crate::update::{inform, refuse};
use grafscope_core::filter;

/// Adds to the filter that rows have the value under the cursor, or with [`Command::ExcludeValue`] that they do not.
pub(crate) fn narrow(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(condition) = condition(model) else {
        return refuse(model, "there is no row under the cursor");
    };
    let condition = match command {
        Command::ExcludeValue => filter::negated(&condition),
        _ => condition,
    };
    add(model, &condition)
}

/// Adds a condition to the filter and says so.
pub(crate) fn add(model: &mut Model, condition: &str) -> Vec<Effect> {
    let (effects, is_new) = viewing::add_to_filter(model, &[condition]);
    if !effects.is_empty() {
        inform(model, format!("filtered: {condition}; u undoes it"));
    } else if !is_new {
        inform(model, format!("the filter says so already: {condition}"));
    }
    effects
}

/// What the selected row has in the column under the cursor, as stored and not as shown.
fn condition(model: &Model) -> Option<String> {
    let (data, row) = (model.data.as_ref()?, model.selected?);
    match shown_columns(model).get(model.cursor.column)? {
        Shown::Column(id) => {
            let column = data.table.column(*id);
            Some(filter::equals(
                &column.spec,
                column.values.get(row as usize),
            ))
        }
        Shown::Arch => {
            let bench = &data.opened.bench;
            let compact = bench.space.compact();
            // An abbreviation is not read as the one architecture that it stands for.
            let is_whole = !bench.space.forms()[compact].abbreviates;
            let form = if is_whole { compact } else { 0 };
            let encoding = bench.space.print(&bench.archs[row as usize], form);
            Some(filter::has_encoding(&encoding))
        }
    }
}
