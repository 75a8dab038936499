//! What a command means in one place.

use super::spec::Meaning;
use super::{COMMANDS, Command};
use crate::effect::Effect;
use crate::input::key::Key;
use crate::model::Model;

/// A command that was given, and the key that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invocation {
    /// What was asked for.
    pub command: Command,
    /// The key; `None` from the palette and the mouse.
    pub key: Option<Key>,
}

impl From<Command> for Invocation {
    fn from(command: Command) -> Self {
        Self { command, key: None }
    }
}

pub(crate) type Available = fn(&Model) -> bool;

pub(crate) type Run = fn(&mut Model, Invocation) -> Vec<Effect>;

/// A command as one place understands it: a screen, a view in it, an overlay, a pane. A place lists
/// its actions in one table, the most useful first: the hint line shows them in that order.
#[derive(Debug, Clone, Copy)]
pub struct Action {
    pub command: Command,
    /// Whether it would do something now. One that would not may still be run: it says why.
    pub available: Available,
    pub run: Run,
}

impl Action {
    pub const fn always(command: Command, run: Run) -> Self {
        Self::when(command, |_| true, run)
    }

    pub const fn when(command: Command, available: Available, run: Run) -> Self {
        Self {
            command,
            available,
            run,
        }
    }

    /// What `command` means where no place gives it another meaning.
    ///
    /// # Panics
    /// For a command that has a meaning in places only.
    pub const fn of(command: Command) -> Self {
        match COMMANDS[command as usize].meaning {
            Meaning::Everywhere(available, run)
            | Meaning::OnPanes(available, run)
            | Meaning::InPanes(available, run) => Self::when(command, available, run),
            Meaning::InPlace => panic!("only a place gives this command a meaning"),
        }
    }

    pub const fn each<const N: usize>(commands: [Command; N], run: Run) -> [Self; N] {
        let mut actions = [Self::always(commands[0], run); N];
        let mut at = 1;
        while at < N {
            actions[at] = Self::always(commands[at], run);
            at += 1;
        }
        actions
    }
}

/// The commands that step through the lines of a list.
pub(crate) const STEPS: [Command; 6] = [
    Command::Down,
    Command::Up,
    Command::PageDown,
    Command::PageUp,
    Command::First,
    Command::Last,
];
