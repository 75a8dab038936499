//! Joining a file to what is open: asking for it, and telling what came of it.

use std::collections::HashSet;

use crate::effect::{Effect, Opened};
use crate::follow::update as following;
use crate::model::Model;
use crate::open::data::Data;
use crate::open::external;
use crate::overlay::prompt::home::home_expanded;
use crate::predictor::sampling;
use crate::update::{inform, requests};
use grafscope_core::bench::JoinReport;
use grafscope_core::table::{Group, Table};

/// Most new columns that are shown at once.
const SHOWN: usize = 16;

/// Opens again with the file at `path` joined to the rows.
pub(crate) fn join(model: &mut Model, path: &str) -> Result<Vec<Effect>, String> {
    if path.is_empty() {
        return Err("type the path of a file; tab completes it".to_owned());
    }
    let file = home_expanded(path);
    let joined = model.data.as_ref().map(|data| &data.opened.source.joins);
    if joined.is_some_and(|joined| joined.contains(&file)) {
        return Err(format!("{path} is joined already"));
    }
    Ok(requests::open_with(
        model,
        &format!("joining {path}"),
        |source| {
            source.joins.push(file);
        },
    ))
}

/// Tells what has changed from `before` to what is open now, another source of the same rows, and
/// shows the new columns.
pub(crate) fn tell(model: &mut Model, before: &Data) {
    let Some(data) = &model.data else { return };
    let now = &data.opened;
    let new = new_columns(&before.table, now);
    let joined = now.source.joins.len() > before.opened.source.joins.len();
    let text = match now.bench.joins.last().filter(|_| joined) {
        Some(report) => in_words(report, &new),
        None if now.source.follow != before.opened.source.follow => following::told(now),
        None if now.source.predictions != before.opened.source.predictions => external::told(now),
        None if sampling::changed(now, &before.opened) => sampling::told(model),
        None => format!("targets: {}", targets(now)),
    };
    inform(model, text);
    if !new.is_empty() {
        model.undo.push(model.view.clone());
        model.redo.clear();
        let new: Vec<String> = new.into_iter().take(SHOWN).collect();
        model.view.columns.retain(|shown| !new.contains(shown));
        model.view.columns.splice(0..0, new);
        model.view.automatic.columns = false;
    }
}

/// Columns of what is open now that `before` lacks and that are no mere detail of another one, nor
/// measured on other data sets.
fn new_columns(before: &Table, opened: &Opened) -> Vec<String> {
    let now = &opened.table;
    let targets: HashSet<&str> = now.columns().iter().map(|c| c.spec.name.as_str()).collect();
    let is_detail = |name: &str| {
        let of = name.rsplit_once('.').map(|(of, _)| of);
        of.is_some_and(|of| targets.contains(of))
    };
    let own: HashSet<&str> = (opened.shown_dataset().targets.iter())
        .map(|target| target.name.as_str())
        .collect();
    let columns = now.columns().iter().map(|column| &column.spec);
    columns
        .filter(|spec| match spec.group {
            Group::External | Group::Proxy | Group::Other => true,
            Group::Target | Group::Measured => own.contains(spec.name.as_str()),
            _ => false,
        })
        .filter(|spec| before.find(&spec.name).is_none() && !is_detail(&spec.name))
        .map(|spec| spec.name.clone())
        .collect()
}

fn targets(opened: &Opened) -> String {
    let targets = opened.shown_dataset().targets.iter();
    let names: Vec<&str> = targets.map(|target| target.name.as_str()).collect();
    names.join(", ")
}

fn in_words(report: &JoinReport, new: &[String]) -> String {
    let file = report.file.file_name().unwrap_or(report.file.as_os_str());
    let mut parts = vec![
        format!("{} new columns", new.len()),
        format!("{} rows matched", report.matched),
    ];
    for (count, what) in [
        (report.missing, "missing in the file"),
        (report.unknown, "of the file not in the benchmark"),
        (report.duplicated, "repeated"),
        (report.disagreed, "disagreed, the first kept"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    format!("joined {}: {}", file.display(), parts.join(", "))
}
