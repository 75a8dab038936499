//! What a command means in one place.

use crate::command::Command;
use crate::effect::Effect;
use crate::input::key::Key;
use crate::model::Model;

/// A command that was given, and the key that gave it, if one did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invocation {
    /// The command.
    pub command: Command,
    /// The key; `None` from the palette and the mouse.
    pub key: Option<Key>,
}

/// A command as one place understands it: a screen, a view in it, an overlay, the panes. A place
/// lists its actions in one table, the most useful first: the hint line shows them in that order.
#[derive(Debug, Clone, Copy)]
pub struct Action {
    /// The command.
    pub command: Command,
    /// Whether it would do something now.
    pub available: fn(&Model) -> bool,
    /// Does it.
    pub run: fn(&mut Model, Invocation) -> Vec<Effect>,
}

impl Action {
    /// An action that can always be taken.
    pub const fn always(command: Command, run: fn(&mut Model, Invocation) -> Vec<Effect>) -> Self {
        Self {
            command,
            available: |_| true,
            run,
        }
    }
}

/// The action of `command` among those of a place.
pub fn action(actions: &'static [Action], command: Command) -> Option<&'static Action> {
    actions.iter().find(|action| action.command == command)
}
