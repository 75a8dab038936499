//! Where a command is given, in an overlay, on a screen or in a pane, and what it does there.

use super::Command;
pub use super::action::Invocation;

use super::action::Action;
use super::spec::Meaning;
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::model::{Model, Pane};
use crate::screen::Screen;

/// Where keys are looked up now, the nearest place first.
pub fn contexts(model: &Model) -> &'static [Context] {
    match &model.overlay {
        Some(overlay) => overlay.contexts(),
        None => contexts_below(model),
    }
}

/// The same without what lies over the panes or the screen.
pub(crate) fn contexts_below(model: &Model) -> &'static [Context] {
    match model.screen.room() {
        Some(room) => room.contexts(),
        None if model.focus == Pane::Detail => &[Context::Detail, Context::Explorer],
        None if model.focus == Pane::Plot => &[Context::Plot, Context::Explorer],
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
        None => (model.screen.room()).map_or_else(Vec::new, |room| room.actions(model)),
    }
}

/// What `command` means in the open overlay or screen alone.
pub(crate) fn own_action(model: &Model, command: Command) -> Option<Action> {
    let mut own = actions(model).into_iter().flatten();
    own.find(|action| action.command == command).copied()
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

/// Does what the command that was `given` means where the user is now.
pub fn run(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let Some(action) = action(model, given.command) else {
        return Vec::new();
    };
    if model.data.is_none() && !(action.available)(model) {
        return Vec::new();
    }
    let is_own = own_action(model, given.command).is_some();
    if !is_own && matches!(given.command.spec().meaning, Meaning::OnPanes(..)) {
        model.screen = Screen::Panes;
    }
    (action.run)(model, given)
}

/// Does it only as far as it means something to the open overlay or screen itself.
pub(crate) fn run_own(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let own = own_action(model, given.command);
    own.map_or_else(Vec::new, |action| (action.run)(model, given))
}
