//! Filter, scored rows only, sort, columns, plot and zoom, with undo and redo.

use crate::effect::Effect;
use crate::model::Model;
use crate::table::grid::{PINNED, PINNED_COUNT, Shown, shown_columns};
use crate::table::view_state::ViewState;
use crate::table::{columns_named, moving};
use crate::update::{inform, or_warn, refuse, requests};
use grafscope_core::column::{ARCH, Builtin};
use grafscope_core::filter;
use grafscope_core::predict::Rows;
use grafscope_core::table::{Direction, read_sort_key};

/// How many changes can be undone.
const DEPTH: usize = 100;

/// Changes the view state so that it can be undone, and arranges the rows again where needed. A
/// change that does not fit this table is not made.
pub(crate) fn change(
    model: &mut Model,
    change: impl FnOnce(&mut ViewState),
) -> Result<Vec<Effect>, requests::ArrangeError> {
    let before = model.view.clone();
    change(&mut model.view);
    // What the user changes is the user's from then on.
    model.view.automatic.columns &= model.view.columns == before.columns;
    model.view.automatic.sort &= model.view.sort == before.sort;
    if model.view == before {
        return Ok(Vec::new());
    }
    let applied = apply(model, &before);
    if applied.is_err() {
        model.view = before;
        return applied;
    }
    model.undo.push(before);
    if model.undo.len() > DEPTH {
        model.undo.remove(0);
    }
    model.redo.clear();
    applied
}

fn apply(model: &mut Model, before: &ViewState) -> Result<Vec<Effect>, requests::ArrangeError> {
    let filter_changed = model.view.filter != before.filter;
    let order_changed = model.view.sort != before.sort;
    let effects = if filter_changed || order_changed || model.view.scored_only != before.scored_only
    {
        let effects = requests::arrange(model)?;
        model.cursor.to_top = !model.live.follow;
        effects
    } else {
        Vec::new()
    };
    if filter_changed && model.settings.rows == Rows::Filtered {
        model.retrain_when_arranged = true;
    }
    if model.view.plot.names() != before.plot.names() {
        model.plot_part.window = None;
    }
    moving::keep_in_sight(model);
    Ok(effects)
}

pub(crate) fn change_or_warn(model: &mut Model, make: impl FnOnce(&mut ViewState)) -> Vec<Effect> {
    let changed = change(model, make);
    or_warn(model, changed)
}

pub(crate) fn set_filter(model: &mut Model, filter: String) -> Vec<Effect> {
    change_or_warn(model, |view| view.filter = filter)
}

/// Adds conditions to the filter in force; tells whether one of them was not in it yet.
pub(crate) fn add_to_filter(model: &mut Model, conditions: &[&str]) -> (Vec<Effect>, bool) {
    let start = model.view.filter.clone();
    let all = conditions.iter();
    let filter = all.fold(start, |filter, condition| filter::and(&filter, condition));
    let is_new = filter != model.view.filter;
    (set_filter(model, filter), is_new)
}

/// Shows scored rows only, or again all that pass the filter.
pub(crate) fn scored_only(model: &mut Model) -> Vec<Effect> {
    if model.training.trained_model.is_none() && !model.view.scored_only {
        return refuse(model, "there is no predictor yet: no row is scored");
    }
    change_or_warn(model, |view| view.scored_only = !view.scored_only)
}

/// The column under the cursor, by name; `None` for the encoding.
pub(crate) fn column_under_cursor(model: &Model) -> Option<String> {
    match shown_columns(model).get(model.cursor.column)? {
        Shown::Arch => None,
        Shown::Column(id) => Some(model.table()?.column(*id).spec.name.clone()),
    }
}

/// Sorts by the column under the cursor: alone, or `also` behind the keys there are. Numbers start
/// with the largest; the order of a column that is a key already is reversed. After both orders of an
/// error comes that of its size.
pub(crate) fn sort(model: &mut Model, also: bool) -> Vec<Effect> {
    let Some(name) = column_under_cursor(model) else {
        // The benchmark's own order is that of the encodings.
        return clear_sort(model);
    };
    let size = format!("abs({name})");
    let is_error = Builtin::named(&name).is_some_and(Builtin::is_error);
    change_or_warn(model, |view| {
        let of_column = |key: &str| key == name || key == size;
        if !also {
            view.sort.retain(|(key, _)| of_column(key));
        }
        let Some((key, direction)) = view.sort.iter_mut().find(|(key, _)| of_column(key)) else {
            return view.sort.push((name, Direction::Descending));
        };
        if is_error && *direction == Direction::Ascending {
            *key = if *key == name { size } else { name };
        }
        *direction = turn(*direction);
    })
}

/// Sorts by the column that `text` names, with its order as on the command line, alone.
pub(crate) fn sort_by(model: &mut Model, text: &str) -> Vec<Effect> {
    let sorted = sort_keys(model, text);
    match sorted {
        Ok(keys) => change_or_warn(model, |view| view.sort = keys),
        Err(reason) => refuse(model, reason),
    }
}

/// The sort that `text` means; none for the encodings.
pub(crate) fn sort_keys(model: &Model, text: &str) -> Result<Vec<(String, Direction)>, String> {
    let table = model.table().ok_or("nothing is open yet")?;
    let (keys, unknown) = columns_named::sort_keys(&[read_sort_key(text)?], table);
    unknown
        .into_iter()
        .next()
        .map_or(Ok(keys), |(_, reason)| Err(reason))
}

/// Goes to the column that `text` names, or to the first of a feature set, and shows what is not shown yet.
pub(crate) fn go_to_named(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(table) = model.table() else {
        return Vec::new();
    };
    match columns_named::named(text, &model.saved.sets, table) {
        Ok(names) => go_to_columns(model, &names),
        Err(reason) => refuse(model, reason),
    }
}

/// Goes to the column called `name`, or to the encodings, and shows it where it is not shown yet.
pub(crate) fn go_to_column(model: &mut Model, name: &str) -> Vec<Effect> {
    if name == ARCH {
        go_to_columns(model, &[])
    } else {
        go_to_columns(model, &[name.to_owned()])
    }
}

/// Goes to the first of the columns called `names`, to the encodings where there are none. Those that are not shown yet
/// come beside the one under the cursor.
fn go_to_columns(model: &mut Model, names: &[String]) -> Vec<Effect> {
    let Some(first) = names.first() else {
        model.cursor.column = 0;
        model.cursor.first_column = 0;
        return Vec::new();
    };
    let beside = (model.cursor.column + 1).saturating_sub(PINNED_COUNT);
    let effects = change_or_warn(model, |view| {
        let is_new =
            |name: &&String| !PINNED.contains(&name.as_str()) && !view.columns.contains(name);
        let new: Vec<String> = names.iter().filter(is_new).cloned().collect();
        let beside = beside.min(view.columns.len());
        view.columns.splice(beside..beside, new);
    });
    let id = model.table().and_then(|table| table.find(first));
    let mut shown = shown_columns(model).into_iter();
    let place = shown.position(|shown| matches!(shown, Shown::Column(of) if Some(of) == id));
    model.cursor.column = place.unwrap_or(model.cursor.column);
    moving::keep_in_sight(model);
    effects
}

fn turn(direction: Direction) -> Direction {
    match direction {
        Direction::Ascending => Direction::Descending,
        Direction::Descending => Direction::Ascending,
    }
}

/// Back to the benchmark's own order.
pub(crate) fn clear_sort(model: &mut Model) -> Vec<Effect> {
    change_or_warn(model, |view| view.sort.clear())
}

/// Hides the column called `name`, or shows it beside the cursor and goes there.
pub(crate) fn toggle_column(model: &mut Model, name: &str) -> Vec<Effect> {
    if model.view.columns.iter().any(|shown| shown == name) {
        change_or_warn(model, |view| view.columns.retain(|shown| shown != name))
    } else {
        go_to_column(model, name)
    }
}

pub(crate) fn hide_column(model: &mut Model) -> Vec<Effect> {
    let Some(place) = model.cursor.column.checked_sub(PINNED_COUNT) else {
        let text = "architecture, true, predicted and error are always shown";
        inform(model, text);
        return Vec::new();
    };
    change_or_warn(model, |view| {
        if place < view.columns.len() {
            view.columns.remove(place);
        }
    })
}

pub(crate) fn move_column(model: &mut Model, right: bool) -> Vec<Effect> {
    let Some(place) = model.cursor.column.checked_sub(PINNED_COUNT) else {
        return Vec::new();
    };
    let to = place.checked_add_signed(if right { 1 } else { -1 });
    match to {
        Some(to) if to < model.view.columns.len() => {
            model.cursor.column = to + PINNED_COUNT;
            change_or_warn(model, |view| view.columns.swap(place, to))
        }
        _ => Vec::new(),
    }
}

pub(crate) fn zoom(model: &mut Model) -> Vec<Effect> {
    change_or_warn(model, |view| view.zoomed = !view.zoomed)
}

pub(crate) fn undo(model: &mut Model) -> Vec<Effect> {
    let Some(earlier) = model.undo.pop() else {
        inform(model, "nothing to undo");
        return Vec::new();
    };
    model.redo.push(model.view.clone());
    go_to(model, earlier)
}

fn go_to(model: &mut Model, view: ViewState) -> Vec<Effect> {
    let before = std::mem::replace(&mut model.view, view);
    let applied = apply(model, &before);
    or_warn(model, applied)
}

pub(crate) fn redo(model: &mut Model) -> Vec<Effect> {
    let Some(later) = model.redo.pop() else {
        inform(model, "nothing to redo");
        return Vec::new();
    };
    model.undo.push(model.view.clone());
    go_to(model, later)
}
