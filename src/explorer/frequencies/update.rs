//! What keys and results do among the values of a column.

use std::sync::Arc;

use crate::command::Command;
use crate::command::action::Invocation;
use crate::effect::question::FrequencyRequest;
use crate::effect::{Effect, Job, JobKind};
use crate::errors::filtering::filter_to;
use crate::errors::update::next_of;
use crate::frequencies::state::{BINS, Order, frequency_areas};
use crate::inspection::update::turned;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::list::state::{Item, ListSpec};
use crate::overlay::list::update as lists;
use crate::overlay::popup::step_cursor;
use crate::screen::layout::{line_at, page};
use crate::screen::{Screen, Work};
use crate::statistics::update::{change_rows, over};
use crate::table::{by_cell, viewing};
use crate::update::{inform, refuse, requests};
use grafscope_core::filter;
use grafscope_core::statistics::Frequencies;

/// Every column, the one shown marked.
static COLUMN: ListSpec = ListSpec::one(
    "column",
    |model| {
        let column = &model.inspection.frequencies.column;
        Item::all_columns(model, Some(column))
    },
    |model, item| {
        show(model, item.label.clone());
        Vec::new()
    },
);

/// Opens the screen on the column of the table that is under the cursor there.
pub(crate) fn open_at_cursor(model: &mut Model) -> Vec<Effect> {
    match viewing::column_under_cursor(model) {
        Some(name) => open(model, name),
        None => refuse(
            model,
            "each architecture is there once: move the cursor to a column with numbers",
        ),
    }
}

/// Opens the screen on the column called `name`.
pub(crate) fn open(model: &mut Model, name: String) -> Vec<Effect> {
    if model.screen != Screen::Frequencies {
        model.inspection.frequencies.from = match model.screen {
            Screen::Statistics => Screen::Statistics,
            _ => Screen::Panes,
        };
    }
    model.screen = Screen::Frequencies;
    show(model, name);
    Vec::new()
}

fn show(model: &mut Model, name: String) {
    let screen = &mut model.inspection.frequencies;
    if screen.column != name {
        screen.column = name;
        screen.cursor = 0;
    }
}

/// Asks for the values, unless they were asked for last.
pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    let over = over(model)?;
    let screen = &mut model.inspection.frequencies;
    let Some(column) = over.table.find(&screen.column) else {
        screen.found = None;
        screen.request = None;
        screen.work = Work::Failed(format!("no column is called {}", screen.column));
        return None;
    };
    let bins = screen.bins;
    let request = FrequencyRequest { over, column, bins };
    if (screen.request.as_ref()).is_some_and(|last| last.is_same(&request)) {
        return None;
    }
    screen.request = Some(request.clone());
    screen.found = None;
    screen.work = Work::Running(None);
    Some(requests::start(model, Job::Frequencies(request)))
}

pub(crate) fn take(model: &mut Model, found: Arc<Frequencies>) {
    let screen = &mut model.inspection.frequencies;
    screen.cursor = screen.cursor.min(found.parts.len().saturating_sub(1));
    screen.found = Some(found);
    screen.work = Work::Done;
}

/// Goes back to where the screen was opened.
pub(crate) fn close(model: &mut Model, _: Invocation) -> Vec<Effect> {
    let screen = &mut model.inspection.frequencies;
    model.screen = screen.from;
    if !screen.work.is_running() {
        return Vec::new();
    }
    screen.work = Work::Idle;
    screen.request = None;
    vec![requests::stop(model, JobKind::Frequencies)]
}

pub(crate) fn is_binned(model: &Model) -> bool {
    let found = model.inspection.frequencies.found.as_ref();
    found.is_some_and(|found| found.is_binned())
}

pub(crate) fn run(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let can_bin = is_binned(model);
    let screen = &mut model.inspection.frequencies;
    match given.command {
        Command::FilterHere => return filter_here(model),
        Command::ExcludeValue => return exclude(model),
        Command::GoToColumn => return lists::open(model, &COLUMN),
        Command::ShowColumn => {
            let name = screen.column.clone();
            model.screen = Screen::Panes;
            return viewing::go_to_column(model, &name);
        }
        Command::ScoredOnly => change_rows(model),
        Command::SortNext => {
            screen.order = turned(&Order::ALL, screen.order, true);
            screen.reversed = false;
            screen.cursor = 0;
        }
        Command::SortTurn => {
            screen.reversed = !screen.reversed;
            screen.cursor = 0;
        }
        Command::Raise | Command::Lower if can_bin => {
            screen.bins = next_of(&BINS, screen.bins, given.command == Command::Raise);
            screen.cursor = 0;
        }
        Command::Raise | Command::Lower => {
            inform(model, "each value has a line of its own: there are no bins");
        }
        command => {
            let page = page(model, |body| frequency_areas(body).1);
            let screen = &mut model.inspection.frequencies;
            let lines = screen.listed().len();
            step_cursor(&mut screen.cursor, lines, page, command);
        }
    }
    Vec::new()
}

/// The filter that lets the rows under the cursor through, and whether they were counted among scored rows only, which are
/// not all that are shown.
pub(crate) fn condition(model: &Model) -> Option<(String, bool)> {
    let screen = &model.inspection.frequencies;
    let (part, found, table) = (screen.selected()?, screen.found.as_ref()?, model.table()?);
    let sample = &found.sample;
    let among_scored = sample.scored && sample.rows.len() < sample.shown;
    let spec = &table.column(found.column).spec;
    Some((part.span.condition(spec), among_scored))
}

fn filter_here(model: &mut Model) -> Vec<Effect> {
    let condition = condition(model);
    let among_scored = condition.as_ref().is_some_and(|of| of.1);
    filter_to(model, condition.map(|of| of.0), among_scored)
}

/// Stays on the screen, which then shows what is left.
fn exclude(model: &mut Model) -> Vec<Effect> {
    match condition(model) {
        Some((condition, _)) => by_cell::add(model, &filter::negated(&condition)),
        None => refuse(model, "there is nothing under the cursor to filter"),
    }
}

/// Tells whether a line was hit.
pub(crate) fn click(model: &mut Model, body: Area, x: u16, y: u16) -> bool {
    let list = frequency_areas(body).1;
    let screen = &mut model.inspection.frequencies;
    let lines = screen.listed().len();
    let line = line_at(list, screen.cursor, lines, x, y);
    screen.cursor = line.unwrap_or(screen.cursor);
    line.is_some()
}
