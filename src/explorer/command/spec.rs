//! What there is to say of a command: each is one record of the list.

use super::Command;
use super::action::{Available, Run};
use super::list::COMMANDS;

macro_rules! groups {
    ($($group:ident $title:literal)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Group {
            $($group,)*
        }

        impl Group {
            /// All groups, in the order in which they are listed.
            pub(crate) const ALL: [Self; [$($title),*].len()] = [$(Self::$group),*];

            pub(crate) fn title(self) -> &'static str {
                match self {
                    $(Self::$group => $title,)*
                }
            }
        }
    };
}

// The palette has none of the last two.
groups! {
    Move "Move"
    Find "Find"
    View "Filter, sort, columns"
    Predict "Predictor"
    Experiment "Comparisons and experiments"
    Rows "Marks and output"
    Plot "Plots"
    Program "Panes and program"
    Screen "In comparisons and experiments"
    Inside "In prompts, lists and panels"
}

/// What a command does where no screen and no overlay gives it a meaning of its own.
#[derive(Debug, Clone, Copy)]
pub enum Meaning {
    /// The same in every place; a screen that is open stays so unless the command opens another.
    Everywhere(Available, Run),
    /// Something that is seen on the panes: an open screen gives way to them.
    OnPanes(Available, Run),
    /// Something while the panes are open, and elsewhere nothing.
    InPanes(Available, Run),
    /// Nothing: only screens and overlays know it.
    InPlace,
}

#[derive(Debug, Clone, Copy)]
pub struct CommandSpec {
    pub command: Command,
    pub name: &'static str,
    pub hint: &'static str,
    pub group: Group,
    pub doc: &'static str,
    pub meaning: Meaning,
}

macro_rules! commands {
    ($($variant:ident $name:literal $hint:literal $group:ident $doc:literal $meaning:expr;)*) => {
        /// Something the user can tell the explorer to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command {
            $(#[doc = $doc] $variant,)*
        }

        /// Every command, in the order in which they are listed.
        pub const COMMANDS: &[$crate::command::spec::CommandSpec] = &[
            $($crate::command::spec::CommandSpec {
                command: Command::$variant,
                name: $name,
                hint: $hint,
                group: $crate::command::spec::Group::$group,
                doc: $doc,
                meaning: $meaning,
            },)*
        ];
    };
}
pub(super) use commands;

impl Command {
    /// What is known of it.
    pub fn spec(self) -> &'static CommandSpec {
        // The table has one entry a variant, in the order of the variants.
        &COMMANDS[self as usize]
    }

    /// The command called `name`.
    pub fn find(name: &str) -> Option<Self> {
        let found = COMMANDS.iter().find(|spec| spec.name == name);
        found.map(|spec| spec.command)
    }
}
