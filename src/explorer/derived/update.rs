//! Adding and removing derived columns, and computing them again when what they follow from has changed.

use std::sync::Arc;

use crate::automatic::columns;
use crate::derived::state::DerivedColumns;
use crate::effect::{Effect, Job, JobKind};
use crate::inspection::update as inspecting;
use crate::model::Model;
use crate::open::data::Data;
use crate::overlay::prompt::state::Problem;
use crate::table::view_state::ViewState;
use crate::table::viewing;
use crate::update::{inform, or_warn, requests, warn};
use grafscope_core::filter::{Definition, Derivation, Program, Underived};
use grafscope_core::table::{ColumnId, SortKey, Table};

/// The definitions in force, those included that do not fit the open table.
pub(crate) fn definitions(model: &Model) -> &[String] {
    let data = model.data.as_ref();
    data.map_or(&[], |data| &data.opened.source.derived)
}

fn name_of(definition: &str) -> &str {
    Definition::parse(definition).map_or("", |definition| definition.name)
}

/// What is wrong with `text`, if anything is.
pub(crate) fn check(model: &Model, text: &str) -> Result<(), Problem> {
    let Some(table) = model.table().filter(|_| !text.trim().is_empty()) else {
        return Ok(());
    };
    let definition = Definition::parse(text)?;
    let name = definition.name;
    if definition.is_removal() {
        return removable(model, name, table).map_err(Problem::from);
    }
    // One that does not fit this table is there when another target is.
    if definitions(model).iter().any(|of| name_of(of) == name) && table.find(name).is_none() {
        let message = format!(
            "`{name}` is derived already, from columns that are not here; `{name} =` removes it"
        );
        return Err(message.into());
    }
    Derivation::new(text, table)?;
    Ok(())
}

/// Whether the derived column `name` can be removed, or what uses it.
fn removable(model: &Model, name: &str, table: &Table) -> Result<(), String> {
    let all = definitions(model);
    if !all.iter().any(|of| name_of(of) == name) {
        let names: Vec<&str> = all.iter().map(|of| name_of(of)).collect();
        return Err(match names.as_slice() {
            [] => "no column is derived yet".to_owned(),
            _ => format!(
                "`{name}` is not a derived column; these are: {}",
                names.join(", ")
            ),
        });
    }
    let Some(id) = table.find(name) else {
        return Ok(());
    };
    let reader = table.derived().iter().find(|of| of.reads.contains(&id));
    if let Some(reader) = reader {
        let reader = name_of(&reader.definition);
        return Err(format!(
            "`{reader}` is derived from `{name}`: remove it first"
        ));
    }
    if Program::new(&model.view.filter, table).is_ok_and(|filter| filter.reads().contains(&id)) {
        return Err(format!("the filter uses `{name}`: clear it first"));
    }
    let features = model.saved.sets.parse(&model.settings.features, table);
    if features.is_ok_and(|set| set.columns().contains(&id)) {
        return Err(format!(
            "the predictor uses `{name}`: choose other features first"
        ));
    }
    Ok(())
}

/// Adds the column that `text` defines, or removes the one that it names with nothing behind the `=`.
pub(crate) fn define(model: &mut Model, text: &str) -> Result<Vec<Effect>, Problem> {
    check(model, text)?;
    let definition = Definition::parse(text)?;
    let Some(data) = &mut model.data else {
        return Ok(Vec::new());
    };
    let derived = &mut Arc::make_mut(&mut data.opened).source.derived;
    if !definition.is_removal() {
        derived.push(text.trim().to_owned());
        return Ok(Vec::new());
    }
    derived.retain(|of| name_of(of) != definition.name);
    Ok(forget(model, definition.name))
}

/// Takes the column `name` out of what is shown, and of what undoing would show.
fn forget(model: &mut Model, name: &str) -> Vec<Effect> {
    let Some(table) = model.table().cloned() else {
        return Vec::new();
    };
    let Some(id) = table.find(name) else {
        return Vec::new();
    };
    let changed = viewing::change(model, |view| {
        view.columns.retain(|shown| shown != name);
        view.sort.retain(|(key, direction)| {
            SortKey::resolve(key, *direction, &table).map(|key| key.column) != Ok(id)
        });
    });
    let stays = |view: &ViewState| !is_arranged_by(view, name);
    model.undo.retain(stays);
    model.redo.retain(stays);
    inform(model, format!("`{name}` is removed"));
    changed.unwrap_or_default()
}

/// Whether filter or sort may use the column `name`.
fn is_arranged_by(view: &ViewState, name: &str) -> bool {
    view.filter.contains(name) || view.sort.iter().any(|(key, _)| key.contains(name))
}

/// Asks for the derived columns where they are out of date.
pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    let (table, definitions) = model.data.as_mut()?.outdated_derived()?;
    Some(requests::start(model, Job::Derive { table, definitions }))
}

/// Takes in derived columns: shows a new one, and arranges the rows again by those that changed.
pub(crate) fn take(model: &mut Model, derived: &DerivedColumns) -> Vec<Effect> {
    let Some(data) = &mut model.data else {
        return Vec::new();
    };
    let before = names(&data.table);
    data.set_derived(derived);
    let now = names(&data.table);
    let mut effects = Vec::new();
    if now != before {
        model.alike = None;
        requests::forget(model, JobKind::Redundancy);
        columns::ranked(model);
    }
    if !now.starts_with(&before) {
        effects.extend(moved_up(model));
    }
    if now.iter().any(|name| is_arranged_by(&model.view, name)) {
        effects.extend(requests::arrange(model).unwrap_or_default());
    }
    if let Some(new) = now.iter().rev().find(|name| !before.contains(name)) {
        effects.extend(viewing::go_to_column(model, new));
    }
    tell(model, &derived.left_out);
    effects
}

/// Has nothing know a column by the place that it had before another was removed.
fn moved_up(model: &mut Model) -> Vec<Effect> {
    inspecting::opened(model);
    model.used = used(model).into_iter().collect();
    let uses_derived = model.table().is_some_and(|table| {
        let mut used = model.used.iter();
        used.any(|&id| table.derivation(id).is_some())
    });
    if !uses_derived {
        return Vec::new();
    }
    model.inspection.attribution = None;
    model.inspection.side_by_side.explained.clear();
    let trained = requests::train(model);
    or_warn(model, trained)
}

fn names(table: &Table) -> Vec<String> {
    let ids = table.derived_ids();
    ids.map(|id| table.column(id).spec.name.clone()).collect()
}

/// The features of the predictor shown.
fn used(model: &Model) -> Vec<ColumnId> {
    let trained = model.training.current.as_ref().zip(model.table());
    let set = trained.and_then(|(trained, table)| {
        let features = &trained.settings.features;
        model.saved.sets.parse(features, table).ok()
    });
    set.map_or_else(Vec::new, |set| set.columns().to_vec())
}

/// Forgets what is being derived for the table that was open `before`, and says what the new one lacks.
pub(crate) fn opened(model: &mut Model, before: &Data) {
    requests::forget(model, JobKind::Derive);
    let Some(data) = &mut model.data else { return };
    let left_out = data.opened.underived.clone();
    if model.restore_state.waiting.is_some() {
        let reasons = left_out.iter().map(ToString::to_string);
        model.restore_state.left_out.extend(reasons);
        return;
    }
    // What was defined while it was opened is not in it yet.
    let definitions = &before.opened.source.derived;
    if data.opened.source.derived != *definitions {
        let opened = Arc::make_mut(&mut data.opened);
        opened.source.derived.clone_from(definitions);
    }
    tell(model, &left_out);
}

/// What cannot be derived when the explorer starts ends it, unless a session asks for it: that goes without.
pub(crate) fn first(model: &mut Model) -> Result<(), String> {
    let Some(data) = &model.data else {
        return Ok(());
    };
    let waiting = model.restore_state.waiting.as_ref();
    let of_session = waiting.and_then(|waiting| waiting.session.derived.clone());
    let of_session = of_session.unwrap_or_default();
    for underived in &data.opened.underived {
        let Underived { definition, error } = underived;
        if !of_session.contains(definition) {
            return Err(format!("--derive:\n{}", error.render(definition)));
        }
        model.restore_state.left_out.push(underived.to_string());
    }
    Ok(())
}

fn tell(model: &mut Model, left_out: &[Underived]) {
    if let Some(first) = left_out.first() {
        let more = match left_out.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        warn(model, format!("left out here: {first}{more}"));
    }
}
