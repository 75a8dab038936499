//! What is under a cursor as the filter of the table.

use crate::effect::Effect;
use crate::model::Model;
use crate::screen::Screen;
use crate::table::viewing;
use crate::update::inform;
use grafscope_core::filter::{Kind, parse};

/// Filters to `region`, which is under the cursor of the open view, and goes to the table.
pub(crate) fn filter_here(model: &mut Model, region: Option<String>) -> Vec<Effect> {
    let Some(region) = region else {
        inform(model, "there is nothing under the cursor to filter to");
        return Vec::new();
    };
    let mut terms = vec![applied(model), region];
    terms.extend(scored(model).map(str::to_owned));
    terms.retain(|term| !term.is_empty());
    let effects = viewing::set_filter(model, terms.join(" and "));
    model.screen = Screen::Panes;
    inform(model, "filtered to what was under the cursor; u undoes it");
    effects
}

/// The filter that is applied, so that more can be joined to it by `and`.
fn applied(model: &Model) -> String {
    let filter = &model.view.filter;
    match parse(filter) {
        Ok(expr) if matches!(expr.kind, Kind::Any(_)) => format!("({filter})"),
        _ => filter.clone(),
    }
}

/// The condition that only the scored rows of those shown meet; none when all shown are scored.
fn scored(model: &Model) -> Option<&'static str> {
    let summary = model.inspection.errors.summary?;
    (summary.rows < summary.shown).then_some("scored")
}
