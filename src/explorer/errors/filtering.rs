//! What is under a cursor as the filter of the table.

use crate::effect::Effect;
use crate::model::Model;
use crate::screen::Screen;
use crate::table::viewing;
use crate::update::inform;
use grafscope_core::filter::{Kind, parse};
use grafscope_core::predict::Rows;

/// Filters to `region`, which is under the cursor of the open view, and goes to the table.
pub(crate) fn filter_here(model: &mut Model, region: Option<String>) -> Vec<Effect> {
    let Some(region) = region else {
        inform(model, "there is nothing under the cursor to filter to");
        return Vec::new();
    };
    let mut terms = vec![applied(model), region];
    terms.extend(scored_only(model));
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

/// Conditions that only the held-out rows of those shown meet; none when all shown are held out.
fn scored_only(model: &Model) -> Vec<String> {
    let mut terms = Vec::new();
    let summary = model.inspection.errors.summary;
    let (Some(summary), Some(data)) = (summary, &model.data) else {
        return terms;
    };
    if summary.rows == summary.shown {
        return terms;
    }
    terms.push("not in_training".to_owned());
    let opened = &data.opened;
    let trained = model.training.current.as_ref();
    let canonical = trained.is_some_and(|trained| trained.settings.rows != Rows::All);
    if canonical && opened.canonical_rows < opened.bench.rows() {
        terms.push("canonical".to_owned());
    }
    if opened.measured_rows < opened.bench.rows() {
        terms.push("not missing(true)".to_owned());
    }
    terms
}
