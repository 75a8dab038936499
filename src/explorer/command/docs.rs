//! The keys and the guide, as text and as Markdown.

use std::fmt::Write;

use super::{COMMANDS, Command};
use crate::command::guide::GUIDE;
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

/// The keys of a command, its name, its documentation.
pub type KeysOf = (String, &'static str, &'static str);

/// Commands of `group` with their keys and documentation, in order.
fn listed(keymap: &Keymap, group: Group) -> impl Iterator<Item = KeysOf> {
    COMMANDS
        .iter()
        .filter(move |spec| spec.group == group)
        .map(|spec| {
            let keys = keys_of(keymap, spec.command).join(" ");
            (keys, spec.name, spec.doc)
        })
}

/// Heading, then `keys  name  documentation` lines, for a terminal.
pub fn keys_text(keymap: &Keymap) -> Vec<(&'static str, Vec<KeysOf>)> {
    Group::ALL
        .into_iter()
        .map(|group| (group.title(), listed(keymap, group).collect()))
        .collect()
}

/// The keys as Markdown tables, one per group.
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

/// The guide as Markdown tables, one per section.
pub fn guide_markdown() -> String {
    let mut text = String::new();
    for section in &GUIDE {
        let _ = write!(
            text,
            "**{}**\n\n| term | meaning |\n|---|---|\n",
            section.title
        );
        for (term, meaning) in section.entries {
            let term = code(term);
            let meaning = meaning.replace('|', "\\|").replace('*', "\\*");
            let _ = writeln!(text, "| {term} | {meaning} |");
        }
        text.push('\n');
    }
    text
}

/// `text` as code, in more backquotes where it has some itself.
fn code(text: &str) -> String {
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}
