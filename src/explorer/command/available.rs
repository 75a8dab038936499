//! Which commands would do something now: the hint line and the palette show no others.

use super::{Command, place};
use crate::model::{Model, Pane};

/// Whether `command` would do something where the user is now.
pub fn available(model: &Model, command: Command) -> bool {
    place::action(model, command).is_some_and(|action| (action.available)(model))
}

pub(super) fn always(_: &Model) -> bool {
    true
}

pub(super) fn opened(model: &Model) -> bool {
    model.data.is_some()
}

/// Whether there are values of the target.
pub(super) fn measured(model: &Model) -> bool {
    (model.data.as_ref()).is_some_and(|data| data.opened.measured_rows > 0)
}

pub(super) fn filtered(model: &Model) -> bool {
    opened(model) && !model.view.filter.is_empty()
}

pub(super) fn bounded(model: &Model) -> bool {
    opened(model) && !model.bounds.text.is_empty()
}

pub(crate) fn several_targets(model: &Model) -> bool {
    let data = model.data.as_ref();
    data.is_some_and(|data| !data.opened.further.is_empty())
}

pub(super) fn sorted(model: &Model) -> bool {
    opened(model) && !model.view.sort.is_empty()
}

/// Whether there is a next row to find: a match, or after a jump to the worst an error.
pub(super) fn found(model: &Model) -> bool {
    !model.found.rows.is_empty() || model.inspection.errors.stepping
}

/// Whether there was a jump to go back from.
pub(super) fn jumped(model: &Model) -> bool {
    model.cursor.came_from.is_some()
}

pub(super) fn selected(model: &Model) -> bool {
    model.selected.is_some()
}

pub(crate) fn trained(model: &Model) -> bool {
    model.training.trained_model.is_some()
}

/// Whether the predictor is one tree, to be drawn.
pub(crate) fn is_tree(model: &Model) -> bool {
    let trained = model.training.current.as_ref();
    trained.is_some_and(|trained| trained.readable_tree.is_some())
}

/// Whether a kept view can be gone back to.
pub(super) fn restorable(model: &Model) -> bool {
    opened(model) && model.restore_state.offer.is_some()
}

pub(super) fn in_detail(model: &Model) -> bool {
    opened(model) && model.focus == Pane::Detail
}
