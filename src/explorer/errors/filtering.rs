//! What is under a cursor as the filter of the table.

use crate::effect::Effect;
use crate::model::Model;
use crate::screen::Screen;
use crate::table::viewing;
use crate::update::inform;

/// Filters to `region`, which is under the cursor of the open view, and goes to the table.
pub(crate) fn filter_here(model: &mut Model, region: Option<String>) -> Vec<Effect> {
    let summary = model.inspection.errors.summary;
    let are_some = summary.is_some_and(|summary| summary.rows < summary.shown);
    filter_to(model, region, are_some)
}

/// Adds `region` to the filter, and that rows are scored where only some of those shown are and the region was counted
/// among these, and goes to the table.
pub(crate) fn filter_to(
    model: &mut Model,
    region: Option<String>,
    among_scored: bool,
) -> Vec<Effect> {
    let Some(region) = region else {
        inform(model, "there is nothing under the cursor to filter to");
        return Vec::new();
    };
    let conditions = [&*region, "scored"];
    let conditions = if among_scored {
        &conditions[..]
    } else {
        &conditions[..1]
    };
    let (effects, _) = viewing::add_to_filter(model, conditions);
    model.screen = Screen::Panes;
    inform(model, "filtered to what was under the cursor; u undoes it");
    effects
}
