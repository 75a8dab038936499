//! Going through the marked architectures, and asking for the SHAP values of one after the other.

use std::sync::Arc;

use crate::architecture::why::attributed::Attributed;
use crate::command::Command;
use crate::command::action::Invocation;
use crate::command::place::key_of;
use crate::effect::question::AttributeRequest;
use crate::effect::{Effect, Job};
use crate::layout::areas::areas;
use crate::model::Model;
use crate::overlay::prompt::files::SIDE_BY_SIDE;
use crate::overlay::prompt::update as prompting;
use crate::screen::Screen;
use crate::screen::experiment::moved_by;
use crate::side_by_side::page::SidePage;
use crate::side_by_side::records::records;
use crate::side_by_side::state::{MOST, compared_rows};
use crate::table::moving;
use crate::update::{inform, refuse, requests};
use grafscope_core::export::records_csv;

/// Fewest architectures that can be compared.
const LEAST: usize = 2;

pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    let marked = model.marks.len();
    if marked < LEAST {
        let key = key_of(model, Command::Mark);
        let text = format!("mark two or more architectures first: {key} marks the selected one");
        return refuse(model, text);
    }
    let screen = &mut model.inspection.side_by_side;
    (screen.first, screen.scroll) = (0, 0);
    model.screen = Screen::SideBySide;
    if marked > MOST {
        inform(
            model,
            format!("the first {MOST} of {marked} marked architectures are compared"),
        );
    }
    Vec::new()
}

pub(crate) fn run(model: &mut Model, given: Invocation) -> Vec<Effect> {
    if given.command == Command::Export {
        return prompting::open(model, &SIDE_BY_SIDE);
    }
    let page = areas(model).and_then(|areas| SidePage::new(model, areas.body));
    let Some(page) = page else { return Vec::new() };
    let screen = &mut model.inspection.side_by_side;
    let places = page.rows.len() - page.shown.len() + 1;
    match given.command {
        Command::Right => screen.first = moved_by(page.shown.start, 1, places),
        Command::Left => screen.first = moved_by(page.shown.start, -1, places),
        command => {
            let last = page.last_scroll();
            if let Some(steps) = moving::steps(command, page.height.max(2) - 1) {
                screen.scroll = moved_by(screen.scroll.min(last), steps, last + 1);
            }
        }
    }
    Vec::new()
}

/// Copies the comparison, its fields between tabs.
pub(crate) fn copy(model: &mut Model) -> Vec<Effect> {
    let lines = records(model).into_iter().map(|record| record.join("\t"));
    vec![Effect::Copy(lines.collect::<Vec<_>>().join("\n"))]
}

/// Has the comparison written to the file that the user calls `path`.
pub(crate) fn export(model: &Model, path: &str) -> Vec<Effect> {
    let records = records(model);
    let notice = "wrote the comparison to FILE";
    vec![Effect::write(path, notice, move |path| {
        records_csv(path, &records)
    })]
}

/// Asks for the SHAP values of the next architecture that has none, unless they were asked for last.
pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    let rows = compared_rows(model);
    if rows.len() < LEAST {
        model.screen = Screen::Panes;
        return None;
    }
    let explained = model.explained(&rows);
    let row = rows.iter().zip(explained).find(|(_, of)| of.is_none());
    let request = AttributeRequest {
        row: *row?.0,
        table: Arc::clone(model.table()?),
        trained_model: Arc::clone(model.training.trained_model.as_ref()?),
    };
    let screen = &mut model.inspection.side_by_side;
    let is_same = |last: &AttributeRequest| {
        last.row == request.row && Arc::ptr_eq(&last.trained_model, &request.trained_model)
    };
    if screen.asked.as_ref().is_some_and(is_same) {
        return None;
    }
    screen.asked = Some(request.clone());
    // The panes ask again for theirs when they are shown.
    model.inspection.attribution_request = None;
    Some(requests::start(model, Job::Attribute(request)))
}

/// Takes in the SHAP values of one row; those by an earlier predictor are dropped.
pub(crate) fn take(model: &mut Model, attributed: Arc<Attributed>) {
    let explained = &mut model.inspection.side_by_side.explained;
    explained.retain(|of| Arc::ptr_eq(&of.trained_model, &attributed.trained_model));
    explained.push(attributed);
}
