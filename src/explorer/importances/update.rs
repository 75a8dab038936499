//! The screen of importances.

use std::sync::Arc;

pub(crate) use crate::command::Command;
use crate::effect::question::ImportanceRequest;
use crate::effect::{Effect, Generation, Job, JobKind};
use crate::export::drawing;
use crate::export::importances::ImportanceSource;
use crate::export::picture::PredictorFigure;
use crate::importances::state::{Ranked, importance_areas};
use crate::inspection::update::turned;
use crate::layout::area::Area;
use crate::layout::areas::areas;
use crate::model::Model;
use crate::overlay::popup::first_in_sight;
use crate::overlay::prompt::experiments::EXPLAINED_ROWS;
use crate::overlay::prompt::files::IMPORTANCES;
use crate::overlay::prompt::home::home_expanded;
use crate::overlay::prompt::update as prompting;
use crate::screen::layout::screen_areas;
use crate::screen::{Screen, Work};
use crate::table::grid::{Shown, shown_columns};
use crate::table::{moving, viewing};
use crate::update::{inform, requests, warn};
use grafscope_core::diagnosis::importance::{By, ImportanceOptions, Importances};

pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    if model.training.trained_model.is_none() {
        warn(model, "there is no predictor to question yet");
        return Vec::new();
    }
    model.screen = Screen::Importances;
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

pub(crate) fn take(model: &mut Model, generation: Generation, found: Arc<Importances>, done: bool) {
    if model.is_newest(JobKind::Importance, generation) {
        let screen = &mut model.inspection.importances;
        screen.found = Some(found);
        if done {
            screen.work = Work::Done;
        }
    }
}

pub(crate) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    let screen = &mut model.inspection.importances;
    match command {
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
            requests::forget(model, JobKind::Importance);
            return Some(vec![Effect::Stop(JobKind::Importance)]);
        }
        // What is not asked for is asked for anew.
        Command::Pause | Command::ClearRuns => screen.request = None,
        Command::ShowColumn => return Some(show_column(model)),
        Command::Sizes => return Some(prompting::open(model, &EXPLAINED_ROWS)),
        Command::Export if screen.found.is_some() => {
            return Some(prompting::open(model, &IMPORTANCES));
        }
        Command::Export => inform(model, "there is nothing to write yet"),
        _ => {
            let page = list_rows(model);
            let screen = &mut model.inspection.importances;
            let last = screen.listed().len().saturating_sub(1);
            let steps = moving::steps(command, page)?;
            screen.cursor = screen.cursor.saturating_add_signed(steps).min(last);
        }
    }
    Some(Vec::new())
}

fn list_rows(model: &Model) -> usize {
    let body = areas(model).map(|areas| screen_areas(areas.body).body);
    let list = body.map(|body| importance_areas(body).0);
    list.map_or(1, |list| usize::from(list.height).max(2) - 1)
}

pub(crate) fn click(model: &mut Model, body: Area, x: u16, y: u16) {
    let list = importance_areas(body).0;
    let screen = &mut model.inspection.importances;
    let lines = screen.listed().len();
    let rows = usize::from(list.height.saturating_sub(1));
    let first = first_in_sight(screen.cursor, lines, rows);
    let line = y.checked_sub(list.y + 1).map(usize::from);
    let at = line
        .map(|line| first + line)
        .filter(|_| list.contains(x, y));
    if let Some(at) = at.filter(|&at| at < lines) {
        screen.cursor = at;
    }
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
    let effects = viewing::show_column(model, &name);
    let place = shown_columns(model)
        .iter()
        .position(|&shown| shown == Shown::Column(id));
    if let Some(place) = place {
        model.cursor.column = place;
    }
    moving::keep_in_sight(model);
    effects
}

pub(crate) fn rows_text(model: &Model) -> String {
    let request = model.inspection.importances.request.as_ref();
    request.map_or_else(String::new, |of| of.options.explained.to_string())
}

pub(crate) fn set_rows(model: &mut Model, rows: usize) {
    model.inspection.importances.rows = Some(rows);
}

pub(crate) fn export(model: &mut Model, path: &str) -> Vec<Effect> {
    let found = model.inspection.importances.found.as_ref();
    let Some((importances, table)) = found.zip(model.table()) else {
        return Vec::new();
    };
    if drawing::is_picture(path) {
        let by = model.inspection.importances.by;
        let figure = PredictorFigure::Importances(Arc::clone(importances), by);
        return drawing::of_predictor(model, path, figure);
    }
    let source = ImportanceSource {
        table: Arc::clone(table),
        importances: Arc::clone(importances),
    };
    vec![Effect::write(home_expanded(path), source)]
}
