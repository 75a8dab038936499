//! Which key means which command where.

use std::collections::{BTreeMap, HashMap};

use crate::app::Key;

use super::Command;

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// In any pane.
    Explorer,
    /// In the detail pane; comes before [`Context::Explorer`].
    Detail,
    /// In a prompt.
    Prompt,
    /// In the palette and the list of targets.
    List,
    /// In the list of models.
    Models,
    /// In the panel of parameters.
    Params,
    /// In the column list.
    Columns,
    /// In the feature panel.
    Features,
    /// In the help.
    Help,
    /// In any screen of experiments.
    Screens,
    /// In the comparison; comes before [`Context::Screens`], as do the next ones.
    Compare,
    /// In the learning curves.
    Curves,
    /// In the selection of features.
    Selection,
    /// In the matrix of transfers.
    Transfer,
    /// In the search.
    Search,
    /// In the drawing of a tree.
    Tree,
    /// In the views of errors.
    Errors,
    /// In the importances.
    Importances,
    /// In the view of one architecture.
    Architecture,
}

impl Context {
    /// All places, in the order in which they are listed.
    pub const ALL: [Self; 19] = [
        Self::Explorer,
        Self::Detail,
        Self::Prompt,
        Self::List,
        Self::Models,
        Self::Params,
        Self::Columns,
        Self::Features,
        Self::Help,
        Self::Screens,
        Self::Compare,
        Self::Curves,
        Self::Selection,
        Self::Transfer,
        Self::Search,
        Self::Tree,
        Self::Errors,
        Self::Importances,
        Self::Architecture,
    ];

    /// Name in the keymap file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Explorer => "explorer",
            Self::Detail => "detail",
            Self::Prompt => "prompt",
            Self::List => "list",
            Self::Models => "models",
            Self::Params => "parameters",
            Self::Columns => "columns",
            Self::Features => "features",
            Self::Help => "help",
            Self::Screens => "screens",
            Self::Compare => "compare",
            Self::Curves => "curves",
            Self::Selection => "selection",
            Self::Transfer => "transfer",
            Self::Search => "search",
            Self::Tree => "tree",
            Self::Errors => "errors",
            Self::Importances => "importances",
            Self::Architecture => "architecture",
        }
    }

    fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.name() == name)
    }
}

/// Keys by place, and commands by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keymap {
    commands: HashMap<(Context, Key), Command>,
    keys: HashMap<(Context, Command), Vec<Key>>,
}

/// Why a keymap cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// Not TOML, or not tables of lists of keys.
    #[error("keymap: {0}")]
    Syntax(String),
    /// A place that does not exist.
    #[error("keymap: there is no place `{0}`")]
    UnknownContext(String),
    /// A command that does not exist.
    #[error("keymap: [{context}]: there is no command `{name}`")]
    UnknownCommand {
        /// The place.
        context: String,
        /// The name.
        name: String,
    },
    /// A text that is no key.
    #[error("keymap: [{context}] {name}: {key}")]
    Key {
        /// The place.
        context: String,
        /// The command.
        name: String,
        /// What is wrong with the key.
        key: crate::app::KeyError,
    },
    /// A key bound to two commands in one place.
    #[error("keymap: [{context}]: `{key}` is bound to both `{first}` and `{second}`")]
    Twice {
        /// The place.
        context: String,
        /// The key.
        key: String,
        /// One command.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
}

impl Keymap {
    /// The keymap that is built in.
    ///
    /// # Panics
    /// Never: a test reads the same text.
    pub fn builtin() -> Self {
        Self::parse(include_str!("../../assets/keymap.toml")).expect("the built-in keymap is sound")
    }

    /// Reads a keymap file.
    ///
    /// # Errors
    /// [`KeymapError`] naming the place and the fault.
    pub fn parse(text: &str) -> Result<Self, KeymapError> {
        type File = BTreeMap<String, BTreeMap<String, Vec<String>>>;
        let file: File =
            toml::from_str(text).map_err(|error| KeymapError::Syntax(error.to_string()))?;
        let mut keymap = Self::default();
        for (place, bindings) in file {
            let context =
                Context::find(&place).ok_or_else(|| KeymapError::UnknownContext(place.clone()))?;
            for (name, keys) in bindings {
                let command = Command::find(&name).ok_or_else(|| KeymapError::UnknownCommand {
                    context: place.clone(),
                    name: name.clone(),
                })?;
                for key in keys {
                    let key = key.parse().map_err(|key| KeymapError::Key {
                        context: place.clone(),
                        name: name.clone(),
                        key,
                    })?;
                    keymap.bind(context, key, command)?;
                }
            }
        }
        Ok(keymap)
    }

    fn bind(&mut self, context: Context, key: Key, command: Command) -> Result<(), KeymapError> {
        if let Some(first) = self.commands.insert((context, key), command) {
            return Err(KeymapError::Twice {
                context: context.name().to_owned(),
                key: key.to_string(),
                first: first.spec().name,
                second: command.spec().name,
            });
        }
        self.keys.entry((context, command)).or_default().push(key);
        Ok(())
    }

    /// The command that `key` means in `context`.
    pub fn command(&self, context: Context, key: Key) -> Option<Command> {
        self.commands.get(&(context, key)).copied()
    }

    /// The keys of `command` in `context`, in the order of the file.
    pub fn keys(&self, context: Context, command: Command) -> &[Key] {
        self.keys
            .get(&(context, command))
            .map_or(&[], Vec::as_slice)
    }

    /// Every binding.
    pub fn bindings(&self) -> impl Iterator<Item = (Context, Key, Command)> + '_ {
        self.commands
            .iter()
            .map(|(&(context, key), &command)| (context, key, command))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{COMMANDS, Group};

    #[test]
    fn every_command_has_a_key() {
        let keymap = Keymap::builtin();
        for spec in COMMANDS {
            let bound = Context::ALL
                .iter()
                .any(|&context| !keymap.keys(context, spec.command).is_empty());
            assert!(bound, "{} has no key", spec.name);
        }
    }

    #[test]
    fn commands_of_the_explorer_are_bound_in_its_panes() {
        let keymap = Keymap::builtin();
        for spec in COMMANDS {
            let in_panes = !keymap.keys(Context::Explorer, spec.command).is_empty()
                || !keymap.keys(Context::Detail, spec.command).is_empty();
            let inside = matches!(spec.group, Group::Inside | Group::Screen);
            assert_eq!(in_panes, !inside, "{}", spec.name);
        }
    }

    #[test]
    fn the_table_of_commands_is_in_the_order_of_the_variants() {
        for (at, spec) in COMMANDS.iter().enumerate() {
            assert_eq!(spec.command as usize, at);
            assert_eq!(Command::find(spec.name), Some(spec.command));
        }
    }

    #[test]
    fn mistakes_are_named() {
        let error = |text: &str| Keymap::parse(text).unwrap_err().to_string();
        assert!(error("[explorer]\nup = [\"k\"]\ndown = [\"k\"]").contains("both"));
        assert!(error("[explorer]\nfly = [\"k\"]").contains("no command `fly`"));
        assert!(error("[nowhere]\nup = [\"k\"]").contains("no place `nowhere`"));
        assert!(error("[explorer]\nup = [\"<nope>\"]").contains("`<nope>` is not a key"));
        assert!(error("explorer = 3").starts_with("keymap: "));
    }
}
