//! The screen of importances.

use std::sync::Arc;

use crate::command::Command;
use crate::command::action::Invocation;
use crate::effect::question::ImportanceRequest;
use crate::effect::{Effect, Job, JobKind};
use crate::export::drawing;
use crate::importances::state::{Ranked, importance_areas};
use crate::inspection::update::turned;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::popup::step_cursor;
use crate::overlay::prompt::experiments::EXPLAINED_ROWS;
use crate::overlay::prompt::files::IMPORTANCES;
use crate::overlay::prompt::update as prompting;
use crate::predictor::sampling;
use crate::screen::layout::{line_at, page, put_on};
use crate::screen::{Screen, Work};
use crate::table::viewing;
use crate::update::{inform, requests, warn};
use grafscope_core::diagnosis::HeldOutSet;
use grafscope_core::diagnosis::importance::{By, ImportanceOptions, Importances};
use grafscope_core::export::{Figure, PlotOf, Weights, importances_csv};
use grafscope_core::table::Values;

pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    if model.training.trained_model.is_none() {
        warn(model, "there is no predictor to explain yet");
        return Vec::new();
    }
    model.screen = Screen::Importances;
    sampling::say_where_none_is_held_out(model);
    Vec::new()
}

/// Asks for the importances of the predictor over the rows of the filter, unless they were asked for
/// last.
pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    let trained_model = model.training.trained_model.as_ref()?;
    let screen = &model.inspection.importances;
    let mut options = ImportanceOptions::of(trained_model);
    options.explained = screen.rows.unwrap_or(options.explained);
    let request = ImportanceRequest {
        table: Arc::clone(model.table()?),
        trained_model: Arc::clone(trained_model),
        rows: Arc::clone(&model.arrangement),
        options,
    };
    let is_same = |last: &ImportanceRequest| {
        Arc::ptr_eq(&last.trained_model, &request.trained_model)
            && Arc::ptr_eq(&last.rows, &request.rows)
            && last.options == request.options
    };
    if screen.request.as_ref().is_some_and(is_same) {
        return None;
    }
    let screen = &mut model.inspection.importances;
    let of_last = screen.request.replace(request.clone());
    if !of_last.is_some_and(|last| Arc::ptr_eq(&last.trained_model, &request.trained_model)) {
        screen.cursor = 0;
    }
    screen.found = None;
    screen.work = Work::Running(None);
    Some(requests::start(model, Job::Importance(Box::new(request))))
}

pub(crate) fn take(model: &mut Model, found: Arc<Importances>, done: bool) {
    let screen = &mut model.inspection.importances;
    screen.found = Some(found);
    if done {
        screen.work = Work::Done;
    }
}

pub(crate) fn run(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let screen = &mut model.inspection.importances;
    match given.command {
        Command::NextGrouping => {
            screen.by = turned(&By::ALL, screen.by, true);
            screen.cursor = 0;
        }
        Command::NextMetric => {
            screen.ranked = turned(&Ranked::ALL, screen.ranked, true);
            screen.cursor = 0;
        }
        Command::StopRuns if !screen.work.is_running() => model.screen = Screen::Panes,
        Command::StopRuns | Command::Pause if screen.work.is_running() => {
            screen.work = Work::Idle;
            return vec![requests::stop(model, JobKind::Importance)];
        }
        // Without a request the next `ask` makes a new one.
        Command::Pause | Command::ClearRuns => screen.request = None,
        Command::ShowColumn => return show_column(model),
        Command::Sizes => return prompting::open(model, &EXPLAINED_ROWS),
        Command::Export if screen.found.is_some() => {
            return prompting::open(model, &IMPORTANCES);
        }
        Command::Export => inform(model, "there is nothing to write yet"),
        command => {
            let page = page(model, |body| importance_areas(body).0);
            let screen = &mut model.inspection.importances;
            let lines = screen.listed().len();
            step_cursor(&mut screen.cursor, lines, page, command);
        }
    }
    Vec::new()
}

pub(crate) fn click(model: &mut Model, body: Area, x: u16, y: u16) -> bool {
    let list = importance_areas(body).0;
    let screen = &mut model.inspection.importances;
    let lines = screen.listed().len();
    let hit = line_at(list, screen.cursor, lines, x, y);
    put_on(&mut screen.cursor, hit)
}

/// Goes to the table with the column under the cursor shown, and the cursor on it.
fn show_column(model: &mut Model) -> Vec<Effect> {
    let screen = &model.inspection.importances;
    let column = screen
        .found
        .as_ref()
        .zip(screen.selected())
        .and_then(|(found, at)| found.column(screen.by, at));
    let Some((id, table)) = column.zip(model.table()) else {
        inform(model, "only a feature or a correlated group has a column");
        return Vec::new();
    };
    let name = table.column(id).spec.name.clone();
    model.screen = Screen::Panes;
    viewing::go_to_column(model, &name)
}

pub(crate) fn rows_text(model: &Model) -> String {
    let request = model.inspection.importances.request.as_ref();
    request.map_or_else(String::new, |of| of.options.explained.to_string())
}

pub(crate) fn export(model: &mut Model, path: &str) -> Vec<Effect> {
    let found = model.inspection.importances.found.as_ref();
    let Some((importances, table)) = found.zip(model.table()) else {
        return Vec::new();
    };
    if drawing::is_picture(path) {
        let by = model.inspection.importances.by;
        let found = Arc::clone(importances);
        let plot = move |of: &PlotOf, held_out: &HeldOutSet, _: &Values, _: &[u32]| {
            Figure::Importances(Weights::new(of, held_out, &found, by))
        };
        return drawing::of_predictor(model, path, Box::new(plot));
    }
    let (table, importances) = (Arc::clone(table), Arc::clone(importances));
    vec![Effect::write(
        path,
        "wrote the importances to FILE",
        move |path| importances_csv(path, &table, &importances),
    )]
}
