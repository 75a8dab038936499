//! The list of keys, as text and as the README's table.

use std::fmt::Write;

use super::{COMMANDS, Command};
use crate::command::keymap::{Context, Keymap};
use crate::command::spec::Group;

/// The keys of `command` in all places, the places in brackets where they are not the panes.
fn keys_of(keymap: &Keymap, command: Command) -> Vec<String> {
    let explorer = keymap.keys(Context::Explorer, command);
    if !explorer.is_empty() {
        return explorer.iter().map(ToString::to_string).collect();
    }
    let mut keys: Vec<String> = Vec::new();
    for context in Context::ALL {
        for key in keymap.keys(context, command) {
            let key = key.to_string();
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys
}

/// Commands of `group` with their keys and documentation, in order.
fn listed(
    keymap: &Keymap,
    group: Group,
) -> impl Iterator<Item = (String, &'static str, &'static str)> {
    COMMANDS
        .iter()
        .filter(move |spec| spec.group == group)
        .map(|spec| {
            let keys = keys_of(keymap, spec.command).join(" ");
            (keys, spec.name, spec.doc)
        })
}

/// Heading, then `keys  name  documentation` lines, for a terminal.
pub fn keys_text(keymap: &Keymap) -> Vec<(String, Vec<[String; 3]>)> {
    Group::ALL
        .into_iter()
        .map(|group| {
            let lines = listed(keymap, group)
                .map(|(keys, name, doc)| [keys, name.to_owned(), doc.to_owned()])
                .collect();
            (group.title().to_owned(), lines)
        })
        .collect()
}

/// The keys as Markdown tables, one a group.
pub fn keys_markdown(keymap: &Keymap) -> String {
    let mut text = String::new();
    for group in Group::ALL {
        let _ = write!(
            text,
            "**{}**\n\n| keys | command | what it does |\n|---|---|---|\n",
            group.title()
        );
        for (keys, name, doc) in listed(keymap, group) {
            let keys = keys
                .split(' ')
                .map(|key| format!("`{}`", key.replace('|', "\\|")))
                .collect::<Vec<_>>()
                .join(" ");
            let _ = writeln!(text, "| {keys} | `{name}` | {doc} |");
        }
        text.push('\n');
    }
    text
}
