//! What commands mean in lists.

use crate::command::Command;
use crate::command::action::{Action, Invocation};
use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::list::state::{Choice, List, ListSpec};
use crate::overlay::popup::step_cursor;
use crate::overlay::{CLOSE, Overlay};
use crate::update::inform;

/// Entries that a page key moves by.
const PAGE: usize = 10;

/// Where one entry is taken.
pub(crate) const ACTIONS: &[Action] = &[
    ACCEPT,
    CLOSE,
    Action::always(Command::Previous, step),
    Action::always(Command::Next, step),
    Action::always(Command::PageDown, step),
    Action::always(Command::PageUp, step),
];

/// Where entries are ticked.
pub(crate) const TICK_ACTIONS: &[Action] = &[
    Action::always(Command::Toggle, toggle),
    CLOSE,
    ACCEPT,
    Action::always(Command::Previous, step),
    Action::always(Command::Next, step),
    Action::always(Command::PageDown, step),
    Action::always(Command::PageUp, step),
];

pub(crate) const ACCEPT: Action = Action::always(Command::Accept, accept);

/// Opens a list, unless it would have no entries.
pub(crate) fn open(model: &mut Model, spec: &'static ListSpec) -> Vec<Effect> {
    let items = (spec.items)(model);
    if items.is_empty() {
        inform(model, "there is nothing to choose from yet");
    } else {
        model.overlay = Some(Overlay::List(List::new(spec, items)));
    }
    Vec::new()
}

pub(crate) fn step(model: &mut Model, given: Invocation) -> Vec<Effect> {
    if let Some(Overlay::List(list)) = &mut model.overlay {
        step_cursor(&mut list.cursor, list.shown.len(), PAGE, given.command);
    }
    Vec::new()
}

/// Closes the list and takes the entry under the cursor, or all that are ticked.
pub(crate) fn accept(model: &mut Model, _: Invocation) -> Vec<Effect> {
    let Some(Overlay::List(list)) = model.overlay.take() else {
        return Vec::new();
    };
    match (list.spec.choice, list.selected()) {
        (Choice::One(take), Some(item)) => take(model, item),
        (Choice::One(_), None) => Vec::new(),
        (Choice::Any { take, .. }, _) => take(model, list),
    }
}

fn toggle(model: &mut Model, _: Invocation) -> Vec<Effect> {
    let Some(Overlay::List(mut list)) = model.overlay.take() else {
        return Vec::new();
    };
    let at = list.shown.get(list.cursor).copied();
    let effects = match (list.spec.choice, at) {
        (Choice::Any { toggle, .. }, Some(at)) => toggle(model, &mut list.items[at]),
        _ => Vec::new(),
    };
    model.overlay = Some(Overlay::List(list));
    effects
}
