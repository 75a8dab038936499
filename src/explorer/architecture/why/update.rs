//! The SHAP values of the selected architecture: asked for when another one is selected or retrained.

use std::sync::Arc;

use crate::architecture::state::ArchitectureView;
use crate::architecture::why::attributed::Attributed;
use crate::architecture::why::state::WhyScreen;
use crate::command::Command;
use crate::effect::question::AttributeRequest;
use crate::effect::{Effect, Job};
use crate::inspection::update::turned;
use crate::layout::areas::areas;
use crate::model::Model;
use crate::overlay::popup::step_cursor;
use crate::screen::Screen;
use crate::side_by_side::update as side_by_side;
use crate::update::requests;

/// Whether SHAP values are on the screen.
fn is_shown(model: &Model) -> bool {
    match model.screen {
        Screen::Panes => areas(model).is_some_and(|areas| areas.detail.height > 0),
        Screen::Architecture => model.inspection.architecture.view == ArchitectureView::Why,
        _ => false,
    }
}

/// Asks for the SHAP values of the selected row, unless they were asked for last.
pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    if !is_shown(model) {
        return None;
    }
    let request = AttributeRequest {
        table: Arc::clone(model.table()?),
        trained_model: Arc::clone(model.training.trained_model.as_ref()?),
        row: model.selected?,
    };
    let last = model.inspection.attribution_request.as_ref();
    if last.is_some_and(|last| {
        last.row == request.row && Arc::ptr_eq(&last.trained_model, &request.trained_model)
    }) {
        return None;
    }
    model.inspection.attribution_request = Some(request.clone());
    Some(requests::start(model, Job::Attribute(request)))
}

pub(crate) fn take(model: &mut Model, attributed: Arc<Attributed>) {
    if model.screen == Screen::SideBySide {
        side_by_side::take(model, attributed);
    } else {
        model.inspection.attribution = Some(attributed);
    }
}

pub(crate) fn run(model: &mut Model, command: Command) {
    let by = model.inspection.architecture.why.by;
    let attributed = model.attributed();
    let lines = attributed.map_or(0, |attributed| attributed.grouping(by).len());
    let page = areas(model).map_or(1, |areas| usize::from(areas.body.height).max(7) - 6);
    let why = &mut model.inspection.architecture.why;
    if command == Command::NextGrouping {
        why.by = turned(&WhyScreen::ALL, by, true);
        why.cursor = 0;
        return;
    }
    step_cursor(&mut why.cursor, lines, page, command);
}
