//! Which key means which command where.

use std::collections::HashMap;

use super::{COMMANDS, Command};
use crate::input::key::{Key, KeyError};
use grafscope_core::toml_reader::{Fault, Reader, entries};
use toml::Spanned;
use toml::de::DeValue;

macro_rules! contexts {
    ($($context:ident $name:literal)*) => {
        /// Where a key is pressed: the keymap has a table for each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the names say it")]
        pub enum Context {
            $($context,)*
        }

        impl Context {
            /// All places, in the order in which they are listed.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$context),*];

            /// Name in the keymap file.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$context => $name,)*
                }
            }
        }
    };
}

contexts! {
    Explorer "explorer"
    Detail "detail"
    Plot "plot"
    Prompt "prompt"
    List "list"
    Models "models"
    Params "parameters"
    Columns "columns"
    Features "features"
    Help "help"
    Screens "screens"
    Compare "compare"
    Curves "curves"
    Selection "selection"
    Transfer "transfer"
    Search "search"
    Learning "learning-so-far"
    Tree "tree"
    Errors "errors"
    Importances "importances"
    Statistics "statistics"
    Frequencies "frequencies"
    Architecture "architecture"
    SideBySide "side-by-side"
}

impl Context {
    fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.name() == name)
    }
}

/// Commands that lead out of a place: one of them must have a key, or nobody could leave.
const WAYS_OUT: [(Context, &[Command]); 7] = [
    (Context::Explorer, &[Command::Quit, Command::Palette]),
    (
        Context::Screens,
        &[Command::Close, Command::Quit, Command::Palette],
    ),
    (Context::Prompt, &[Command::Close]),
    (Context::List, &[Command::Close]),
    (Context::Params, &[Command::Close]),
    (Context::Features, &[Command::Close]),
    (Context::Help, &[Command::Close]),
];

/// Keys by place, and commands by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keymap {
    commands: HashMap<(Context, Key), Command>,
    keys: HashMap<(Context, Command), Vec<Key>>,
}

impl Keymap {
    /// The keymap that is built in.
    ///
    /// # Panics
    /// Never: a test reads the same text.
    pub fn builtin() -> Self {
        Self::default()
            .with(include_str!("../../../assets/keymap.toml"))
            .expect("the built-in keymap is sound")
    }

    /// This keymap with the bindings of `text` in place of what it has for the same commands in the
    /// same places. A key that is bound again is taken from the command that had it; a command with
    /// no keys in the text has none.
    ///
    /// # Errors
    /// All that is wrong in the text.
    pub fn with(&self, text: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(text);
        let table = reader.table();
        let mut bindings = Vec::new();
        let mut places = HashMap::new();
        for (place, span, value) in table.iter().flat_map(|table| entries(table.get_ref())) {
            let Some(context) = Context::find(place) else {
                let known = Context::ALL.map(Context::name);
                reader.unknown(span.start, "place", place, &known);
                continue;
            };
            places.insert(context, span.start);
            for (name, span, value) in reader.entries(value, place) {
                let Some(command) = Command::find(name) else {
                    let known: Vec<_> = COMMANDS.iter().map(|spec| spec.name).collect();
                    reader.unknown(span.start, "command", name, &known);
                    continue;
                };
                bindings.push((context, command, read_keys(&mut reader, value, name)));
            }
        }
        let mut keymap = self.clone();
        for (context, command, _) in &bindings {
            keymap.unbind(*context, *command);
        }
        let mut bound = HashMap::new();
        for (context, command, keys) in bindings {
            for (at, key) in keys {
                let name = command.spec().name;
                if let Some((first, line)) = bound.insert((context, key), (name, reader.line(at))) {
                    let reason =
                        format!("`{key}` is bound to `{name}`, and to `{first}` in line {line}");
                    reader.fault(at, reason);
                }
                keymap.bind(context, key, command);
            }
        }
        for (context, ways) in WAYS_OUT {
            let mut keys = ways.iter().map(|&command| keymap.keys(context, command));
            if let Some(&at) = places.get(&context)
                && keys.all(<[Key]>::is_empty)
            {
                let ways: Vec<_> = ways.iter().map(|command| command.spec().name).collect();
                let (name, ways) = (context.name(), ways.join(", "));
                reader.fault(
                    at,
                    format!("[{name}] has no way out; expected a key for one of: {ways}"),
                );
            }
        }
        reader.finish(keymap)
    }

    fn unbind(&mut self, context: Context, command: Command) {
        for key in self.keys.remove(&(context, command)).unwrap_or_default() {
            self.commands.remove(&(context, key));
        }
    }

    fn bind(&mut self, context: Context, key: Key, command: Command) {
        if let Some(before) = self.commands.insert((context, key), command)
            && let Some(keys) = self.keys.get_mut(&(context, before))
        {
            keys.retain(|other| *other != key);
        }
        self.keys.entry((context, command)).or_default().push(key);
    }

    /// The command that `key` means in `context`.
    pub fn command(&self, context: Context, key: Key) -> Option<Command> {
        self.commands.get(&(context, key)).copied()
    }

    /// The keys of `command` in `context`, in the order of the file.
    pub fn keys(&self, context: Context, command: Command) -> &[Key] {
        let keys = self.keys.get(&(context, command));
        keys.map_or(&[], Vec::as_slice)
    }

    /// Every binding.
    pub fn bindings(&self) -> impl Iterator<Item = (Context, Key, Command)> + '_ {
        let commands = self.commands.iter();
        commands.map(|(&(context, key), &command)| (context, key, command))
    }
}

/// The keys that `name` is bound to, each with its place in the text.
fn read_keys(reader: &mut Reader, value: &Spanned<DeValue>, name: &str) -> Vec<(usize, Key)> {
    let expected = "a list of keys, such as [\"k\", \"<up>\"]; [] for none";
    let DeValue::Array(array) = value.get_ref() else {
        reader.expected(value, name, expected);
        return Vec::new();
    };
    let read = |item: &Spanned<DeValue>| {
        let key = reader.read(item, name, expected, |text| {
            text.parse().map_err(|error: KeyError| error.to_string())
        });
        Some((item.span().start, key?))
    };
    array.iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::COMMANDS;
    use crate::command::spec::Group;

    #[test]
    fn every_command_has_a_key() {
        let keymap = Keymap::builtin();
        for spec in COMMANDS {
            let has_key = |context| !keymap.keys(context, spec.command).is_empty();
            let bound = Context::ALL.into_iter().any(has_key);
            assert!(bound, "{} has no key", spec.name);
        }
    }

    #[test]
    fn commands_of_the_explorer_are_bound_in_its_panes() {
        let keymap = Keymap::builtin();
        for spec in COMMANDS {
            let panes = [Context::Explorer, Context::Detail, Context::Plot];
            let mut panes = panes.into_iter();
            let in_panes = panes.any(|context| !keymap.keys(context, spec.command).is_empty());
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
    fn mistakes_are_named_with_their_lines() {
        let text = "[explorer]\nup = [\"k\"]\ndown = [\"k\"]\nfly = [\"k\"]\nquitt = [\"x\"]\n\
                    first = [\"<nope>\"]\nlast = 3\n[explore]\nup = []\n";
        let faults = Keymap::builtin().with(text).unwrap_err();
        let told: Vec<String> = faults
            .iter()
            .map(|fault| format!("{}: {}", fault.line, fault.reason))
            .collect();
        for part in [
            "3: `k` is bound to `down`, and to `up` in line 2",
            "4: there is no command `fly`",
            "5: there is no command `quitt`; did you mean `quit`?",
            "6: first: `<nope>` is not a key",
            "7: last: expected a list of keys",
            "8: there is no place `explore`; did you mean `explorer`?",
        ] {
            assert!(told.iter().any(|told| told.starts_with(part)), "{told:#?}");
        }
        assert_eq!(told.len(), 6, "{told:#?}");
        assert_eq!(Keymap::builtin().with("a =").unwrap_err()[0].line, 1);
    }

    #[test]
    fn a_way_out_of_every_place_is_kept() {
        let faults = |text: &str| match Keymap::builtin().with(text) {
            Ok(_) => Vec::new(),
            Err(faults) => faults,
        };
        for (context, ways) in WAYS_OUT {
            let unbound = |ways: &[Command]| -> String {
                let lines = ways.iter().map(|way| format!("{} = []\n", way.spec().name));
                format!("\n[{}]\n{}", context.name(), lines.collect::<String>())
            };
            let all = faults(&unbound(ways));
            let [fault] = all.as_slice() else {
                panic!("{}: {all:?}", context.name());
            };
            assert_eq!(fault.line, 2);
            assert!(fault.reason.contains("no way out"), "{}", fault.reason);
            assert!(faults(&unbound(&ways[1..])).is_empty());
        }
        // Keys that are given to other commands are lost as well.
        let text = "[help]\nup = [\"<esc>\", \"q\", \"?\", \"<f1>\", \"<c-c>\"]\n";
        assert_eq!(faults(text).len(), 1);
    }

    #[test]
    fn bindings_of_the_user_override_those_built_in() {
        let key = |text: &str| text.parse::<Key>().unwrap();
        let builtin = Keymap::builtin();
        let text =
            "[explorer]\nquit = []\nerrors = [\"q\"]\nup = [\"K\", \"k\"]\ncompare = [\"e\"]\n";
        let keymap = builtin.with(text).unwrap();
        let explorer = Context::Explorer;
        assert!(keymap.keys(explorer, Command::Quit).is_empty());
        assert_eq!(keymap.command(explorer, key("<c-c>")), None);
        assert_eq!(keymap.command(explorer, key("q")), Some(Command::Errors));
        assert_eq!(keymap.command(explorer, key("e")), Some(Command::Compare));
        assert_eq!(keymap.keys(explorer, Command::Up), [key("K"), key("k")]);
        assert_eq!(keymap.command(explorer, key("<up>")), None);
        // What has another meaning elsewhere keeps it.
        assert_eq!(
            keymap.command(Context::Help, key("q")),
            Some(Command::Close)
        );
        // A key taken from a command is none of its keys any more.
        let taken = builtin.with("[explorer]\nquit = [\"n\"]\n").unwrap();
        assert!(taken.keys(explorer, Command::FindNext).is_empty());
        assert_eq!(builtin.with("").unwrap(), builtin);
    }
}
