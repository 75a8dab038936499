//! The columns after the pinned ones: what to measure next, how likely bounds hold, further targets, the interval,
//! derived columns, external predictions, the features that matter to the predictor, and all that was shown before
//! features were.

use crate::model::Model;
use crate::table::grid::PINNED_COUNT;
use crate::table::moving;
use grafscope_core::column::Builtin;
use grafscope_core::table::{Group, Table};

/// How many features are shown.
const FEATURES: usize = 12;

/// The columns of an open table.
pub(crate) fn opened(model: &mut Model) {
    let Some(table) = model.table().cloned() else {
        return;
    };
    choose(model, &table);
    if model.view.automatic.columns {
        model.view.columns.clone_from(&model.automatic.columns);
    }
}

/// Chooses the columns anew after the features were ranked.
pub(crate) fn ranked(model: &mut Model) {
    if let Some(table) = model.table().cloned() {
        choose(model, &table);
    }
}

fn choose(model: &mut Model, table: &Table) {
    let usual = usual(model, table);
    let ranked = model.automatic.features.iter();
    let mut features: Vec<&str> = ranked
        .map(String::as_str)
        .filter(|name| table.find(name).is_some())
        .collect();
    if features.is_empty() {
        features = plain(table).collect();
    }
    features.truncate(FEATURES);
    let first = std::iter::once(Builtin::Interval.name())
        .chain(derived(table))
        .chain(external(table))
        .chain(features);
    let others = first.chain(usual.iter().map(String::as_str));
    model.automatic.columns = beginning_with(shown_first(model), others);
}

/// Shows the columns that were chosen last, unless the cursor is on one of those there are: nothing
/// moves below it.
pub(crate) fn show(model: &mut Model) {
    let is_away = model.cursor.column < PINNED_COUNT && model.cursor.first_column == 0;
    if model.view.automatic.columns && is_away && model.view.columns != model.automatic.columns {
        model.view.columns.clone_from(&model.automatic.columns);
        moving::keep_in_sight(model);
    }
}

/// How likely bounds hold, further targets, derived columns, external predictions, ranks and spread, the spread over seeds, size, proxies, and the plainest features.
pub(crate) fn usual(model: &Model, table: &Table) -> Vec<String> {
    let target = (model.data.as_ref()).map(|data| &data.opened.shown_target().name);
    let spread = format!("{}.std", target.map_or("", String::as_str));
    let first = [
        "rank_true",
        "rank_predicted",
        "rank_error",
        "uncertainty",
        &spread,
        "params",
        "flops",
    ];
    let named = first.into_iter().filter(|name| table.find(name).is_some());
    let proxies = table.columns().iter().map(|column| &column.spec);
    let proxies = proxies
        .filter(|spec| spec.group == Group::Proxy && !first.contains(&spec.name.as_str()))
        .map(|spec| spec.name.as_str());
    let others = derived(table)
        .chain(external(table))
        .chain(named)
        .chain(proxies)
        .chain(plain(table));
    beginning_with(shown_first(model), others)
}

/// `columns`, then `others`, each once.
fn beginning_with<'a>(
    mut columns: Vec<String>,
    others: impl Iterator<Item = &'a str>,
) -> Vec<String> {
    for name in others {
        if !columns.iter().any(|shown| shown == name) {
            columns.push(name.to_owned());
        }
    }
    columns
}

/// What to measure next, how likely bounds hold, and of further targets the true and the predicted value and the error.
fn shown_first(model: &Model) -> Vec<String> {
    let mut columns = Vec::new();
    if !model.suggesting.batch.is_empty() {
        let suggested = [Builtin::Next, Builtin::Acquisition];
        columns.extend(suggested.map(|of| of.name().to_owned()));
    }
    if !model.bounds.text.is_empty() {
        columns.push(Builtin::Feasible.name().to_owned());
    }
    let opened = model.data.iter().map(|data| &data.opened);
    for target in opened.flat_map(|opened| opened.further_targets()) {
        let name = &target.name;
        columns.push(name.clone());
        columns.extend([Builtin::Predicted, Builtin::Error].map(|of| of.of_target(name)));
    }
    columns
}

fn derived(table: &Table) -> impl Iterator<Item = &str> {
    let ids = table.derived_ids();
    ids.map(|id| table.column(id).spec.name.as_str())
}

fn external(table: &Table) -> impl Iterator<Item = &str> {
    let specs = table.columns().iter().map(|column| &column.spec);
    specs
        .filter(|spec| spec.group == Group::External)
        .map(|spec| spec.name.as_str())
}

/// Counts of operations, and shortest paths over a single one.
fn plain(table: &Table) -> impl Iterator<Item = &str> {
    let specs = table.columns().iter().map(|column| &column.spec);
    specs
        .filter(|spec| matches!(spec.group, Group::OpCount | Group::MinPathLen))
        .map(|spec| spec.name.as_str())
        .filter(|name| !name.contains(','))
}
