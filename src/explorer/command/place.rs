//! Where a command is given: in an overlay, on a screen, in a pane.

use super::Command;
use super::action::{self, Action};
use super::spec::Meaning;
use crate::command::keymap::Context;
use crate::model::{Model, Pane};
use crate::screen::Screen;

/// Where keys are looked up now, the nearest place first.
pub fn contexts(model: &Model) -> &'static [Context] {
    if let Some(overlay) = &model.overlay {
        return overlay.contexts();
    }
    match model.screen.room() {
        Some(room) => room.contexts(),
        None if model.focus == Pane::Detail => &[Context::Detail, Context::Explorer],
        None => &[Context::Explorer],
    }
}

/// The key of `command` where the user is now, or else on the panes; its name where it has none.
pub(crate) fn key_of(model: &Model, command: Command) -> String {
    let mut contexts = contexts(model).iter().chain(&Context::ALL);
    let key = contexts.find_map(|&context| model.keymap.keys(context, command).first());
    key.map_or_else(|| format!("`{}`", command.spec().name), ToString::to_string)
}

/// What commands mean in the open overlay or screen, the most useful first. Nothing on the panes:
/// there they mean what their records say.
pub fn actions(model: &Model) -> Vec<&'static [Action]> {
    match &model.overlay {
        Some(overlay) => vec![overlay.actions()],
        None => model
            .screen
            .room()
            .map_or_else(Vec::new, |room| room.actions(model)),
    }
}

/// What `command` means in the open overlay or screen alone.
pub(crate) fn own_action(model: &Model, command: Command) -> Option<Action> {
    let tables = actions(model).into_iter();
    let mut found = tables.filter_map(|actions| action::action(actions, command));
    found.next().copied()
}

/// What `command` means where the user is now.
pub(crate) fn action(model: &Model, command: Command) -> Option<Action> {
    own_action(model, command).or_else(|| match command.spec().meaning {
        Meaning::InPlace => None,
        Meaning::InPanes(..) if model.overlay.is_some() || model.screen != Screen::Panes => None,
        Meaning::InPanes(..) | Meaning::OnPanes(..) | Meaning::Everywhere(..) => {
            Some(Action::of(command))
        }
    })
}
