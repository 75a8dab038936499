//! Doing what a command means where it is given.

use super::action::Invocation;
use super::place;
use super::spec::Meaning;
use crate::effect::Effect;
use crate::model::Model;
use crate::screen::Screen;

/// Does what the command that was `given` means where the user is now.
pub fn run(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let Some(action) = place::action(model, given.command) else {
        return Vec::new();
    };
    if model.data.is_none() && !(action.available)(model) {
        return Vec::new();
    }
    let is_own = place::own_action(model, given.command).is_some();
    if !is_own && matches!(given.command.spec().meaning, Meaning::OnPanes(..)) {
        model.screen = Screen::Panes;
    }
    (action.run)(model, given)
}

/// Does it only as far as it means something to the open overlay or screen itself.
pub(crate) fn run_own(model: &mut Model, given: Invocation) -> Vec<Effect> {
    match place::own_action(model, given.command) {
        Some(action) => (action.run)(model, given),
        None => Vec::new(),
    }
}
