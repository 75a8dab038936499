//! What keys and results do in the statistics of columns.

use std::sync::Arc;

use crate::command::Command;
use crate::command::action::Invocation;
use crate::command::available::trained;
use crate::effect::question::SummaryRequest;
use crate::effect::{Effect, Job, JobKind};
use crate::frequencies::update as frequencies;
use crate::inspection::update::turned;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::list::state::{Item, ListSpec};
use crate::overlay::list::update as lists;
use crate::overlay::popup::step_cursor;
use crate::screen::layout::{line_at, page};
use crate::screen::{Screen, Work};
use crate::statistics::state::Figure;
use crate::table::viewing;
use crate::update::{inform, requests};
use grafscope_core::statistics::TableSummary;
use grafscope_core::table::ColumnId;

/// Every column, the one under the cursor marked.
static COLUMN: ListSpec = ListSpec::one(
    "go to column",
    |model| {
        let mut items = Item::columns(model, |_| true);
        let selected = selected(model);
        for item in &mut items {
            item.chosen = Some(ColumnId(item.value)) == selected;
        }
        items
    },
    |model, item| {
        model.inspection.statistics.selected = Some(ColumnId(item.value));
        Vec::new()
    },
);

/// Opens the screen, the cursor on the column of the table that is under the cursor there.
pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    let name = viewing::column_under_cursor(model);
    let column = name.and_then(|name| model.table()?.find(&name));
    if model.screen == Screen::Panes && column.is_some() {
        model.inspection.statistics.selected = column;
    }
    model.screen = Screen::Statistics;
    Vec::new()
}

/// Which rows statistics are over now: the scored ones of those shown, unless all are asked for or none can be.
pub(crate) fn over(model: &Model) -> Option<SummaryRequest> {
    Some(SummaryRequest {
        table: Arc::clone(model.table()?),
        rows: Arc::clone(&model.arrangement),
        scored: trained(model) && !model.inspection.statistics.all_rows,
    })
}

/// Has all rows shown count, or again only the scored ones.
pub(crate) fn change_rows(model: &mut Model) {
    if trained(model) {
        let screen = &mut model.inspection.statistics;
        screen.all_rows = !screen.all_rows;
    } else {
        inform(model, "there is no predictor yet: no row is scored");
    }
}

/// Asks for the statistics, unless they were asked for last.
pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    let request = over(model)?;
    let screen = &mut model.inspection.statistics;
    if (screen.request.as_ref()).is_some_and(|last| last.is_same(&request)) {
        return None;
    }
    screen.request = Some(request.clone());
    screen.found = None;
    screen.work = Work::Running(None);
    Some(requests::start(model, Job::Summarise(request)))
}

pub(crate) fn take(model: &mut Model, found: Arc<TableSummary>) {
    let screen = &mut model.inspection.statistics;
    screen.found = Some(found);
    screen.work = Work::Done;
}

/// Leaves the screen; what is not done yet is not done in the background.
pub(crate) fn close(model: &mut Model, _: Invocation) -> Vec<Effect> {
    model.screen = Screen::Panes;
    let screen = &mut model.inspection.statistics;
    if !screen.work.is_running() {
        return Vec::new();
    }
    screen.work = Work::Idle;
    screen.request = None;
    vec![requests::stop(model, JobKind::Summarise)]
}

pub(crate) fn run(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let screen = &mut model.inspection.statistics;
    match given.command {
        Command::Frequencies => return selected_name(model, frequencies::open),
        Command::ShowColumn => {
            return selected_name(model, |model, name| {
                model.screen = Screen::Panes;
                viewing::go_to_column(model, &name)
            });
        }
        Command::GoToColumn => return lists::open(model, &COLUMN),
        Command::ScoredOnly => change_rows(model),
        Command::SortNext | Command::Right => sort(model, true),
        Command::Left => sort(model, false),
        Command::SortTurn => {
            screen.reversed = !screen.reversed;
            screen.selected = screen.listed().first().copied();
        }
        command => {
            let page = page(model, |body| body);
            let screen = &mut model.inspection.statistics;
            let listed = screen.listed();
            let mut cursor = screen.cursor(&listed);
            step_cursor(&mut cursor, listed.len(), page, command);
            screen.selected = listed.get(cursor).copied().or(screen.selected);
        }
    }
    Vec::new()
}

/// Sorts by the next figure, or by the one before it; between the last and the first is the order of the table.
fn sort(model: &mut Model, forward: bool) {
    let screen = &mut model.inspection.statistics;
    let orders: Vec<_> = std::iter::once(None).chain(Figure::ALL.map(Some)).collect();
    screen.sorted = turned(&orders, screen.sorted, forward);
    screen.reversed = false;
    screen.selected = screen.listed().first().copied();
}

/// The column under the cursor: the first one where it is on none.
pub(crate) fn selected(model: &Model) -> Option<ColumnId> {
    let screen = &model.inspection.statistics;
    let listed = screen.listed();
    listed.get(screen.cursor(&listed)).copied()
}

fn selected_name(
    model: &mut Model,
    then: impl FnOnce(&mut Model, String) -> Vec<Effect>,
) -> Vec<Effect> {
    let column = selected(model).zip(model.table());
    let name = column.map(|(id, table)| table.column(id).spec.name.clone());
    name.map_or_else(Vec::new, |name| then(model, name))
}

/// Tells whether a line was hit.
pub(crate) fn click(model: &mut Model, body: Area, x: u16, y: u16) -> bool {
    let screen = &mut model.inspection.statistics;
    let listed = screen.listed();
    let line = line_at(body, screen.cursor(&listed), listed.len(), x, y);
    if let Some(line) = line {
        screen.selected = listed.get(line).copied();
    }
    line.is_some()
}
