//! The sections of the help: what works where the user is, every key, the filter language, the guide.

use crate::command::Command;
use crate::command::docs::keys_text;
use crate::command::guide::{GUIDE, on_screen};
use crate::command::keymap::Context;
use crate::command::place::contexts_below;
use crate::layout::wrap::wrap;
use crate::model::{Model, Pane};
use crate::screen::Screen;
use crate::view::hints;
use grafscope_core::filter::GRAMMAR;

/// Cells of keys, and of syntax and words.
const KEYS: usize = 18;
const SYNTAX: usize = 28;
/// Most lines for the commands of the place where the user is, in 80 columns: with all other sections folded the
/// help then takes two screens of 24 rows. All commands are in sections of their own.
const HERE: usize = 16;
/// Cells of a meaning in these columns.
const MEANING: usize = 56;
/// Lines from which on a meaning is cut behind its first part there.
const LONG: usize = 3;

/// A part of the help under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpSection {
    /// Its heading.
    pub title: String,
    /// Cells that its terms have at most.
    pub(crate) terms: usize,
    /// What it explains.
    pub entries: Vec<HelpEntry>,
}

/// A key, a word or a piece of syntax, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpEntry {
    /// What is explained.
    pub term: String,
    /// The explanation, a text for each line that it starts.
    pub meanings: Vec<String>,
    /// The name of the command, where it is one.
    pub command: &'static str,
}

impl HelpEntry {
    fn of(term: &str, meaning: &str) -> Self {
        Self {
            term: term.to_owned(),
            meanings: vec![meaning.to_owned()],
            command: "",
        }
    }

    /// Whether it contains `query`, which is in lower case.
    pub(crate) fn contains(&self, query: &str) -> bool {
        let texts = self.meanings.iter().map(String::as_str);
        let mut texts = texts.chain([self.term.as_str(), self.command]);
        texts.any(|text| text.to_lowercase().contains(query))
    }
}

/// All sections, that of the place where the user is first.
pub fn sections(model: &Model) -> Vec<HelpSection> {
    let mut all = vec![keys_here(model)];
    let guide = on_screen(place(model)).map(|(term, meaning)| HelpEntry::of(term, meaning));
    let guide: Vec<_> = guide.collect();
    if !guide.is_empty() {
        all.push(HelpSection {
            title: format!("On this screen: {}", place(model)),
            terms: SYNTAX,
            entries: guide,
        });
    }
    for (title, keys) in keys_text(&model.keymap) {
        let entries = keys.into_iter().map(|(keys, name, doc)| HelpEntry {
            command: name,
            ..HelpEntry::of(&keys, doc)
        });
        all.push(HelpSection {
            title: format!("Keys: {title}"),
            terms: KEYS,
            entries: entries.collect(),
        });
    }
    let grammar = GRAMMAR.iter().map(|construct| HelpEntry {
        // Alternatives stand three blanks apart.
        term: construct.syntax.replace("   ", ", "),
        meanings: vec![
            construct.meaning.to_owned(),
            format!("such as  {}", construct.example),
        ],
        command: "",
    });
    all.push(HelpSection {
        title: "The filter language".to_owned(),
        terms: SYNTAX,
        entries: grammar.collect(),
    });
    all.extend(GUIDE.iter().map(|section| {
        let entries = section.entries.iter();
        HelpSection {
            title: section.title.to_owned(),
            terms: SYNTAX,
            entries: entries
                .map(|(term, meaning)| HelpEntry::of(term, meaning))
                .collect(),
        }
    }));
    all
}

/// What the place is called where the user is.
fn place(model: &Model) -> &'static str {
    match (model.screen, model.focus) {
        (Screen::Panes, Pane::Table) => "table",
        (Screen::Panes, Pane::Detail) => "details",
        (Screen::Panes, Pane::Plot) => "plot",
        _ => contexts_below(model)[0].name(),
    }
}

/// The commands that are of use where the user is, with their keys there.
fn keys_here(model: &Model) -> HelpSection {
    let contexts = contexts_below(model);
    let commands: Vec<Command> = match model.screen.room() {
        None => hints::on_pane(model.focus).to_vec(),
        Some(room) => {
            let actions = room.actions(model).into_iter().flatten();
            let actions = actions.filter(|action| (action.available)(model));
            actions.map(|action| action.command).collect()
        }
    };
    // A screen has keys of its own, and those that all screens have.
    let own =
        |command: &Command| model.screen == Screen::Panes || is_bound(model, contexts[0], *command);
    let commands = commands.into_iter().filter(own);
    let entries = commands.filter_map(|command| {
        let keys = contexts
            .iter()
            .map(|&context| model.keymap.keys(context, command));
        let keys = keys.into_iter().find(|keys| !keys.is_empty())?;
        let keys: Vec<_> = keys.iter().map(ToString::to_string).collect();
        let spec = command.spec();
        Some(HelpEntry {
            command: spec.name,
            ..HelpEntry::of(&keys.join(" "), in_short(spec.doc))
        })
    });
    let mut lines = 0;
    let entries = entries.filter(|entry| {
        let height = wrap(&entry.meanings[0], MEANING).len();
        let fits = lines + height <= HERE;
        lines += if fits { height } else { 0 };
        fits
    });
    HelpSection {
        title: format!("Keys here: {}", place(model)),
        terms: KEYS,
        entries: entries.collect(),
    }
}

/// `doc`, or its first part where it is long.
fn in_short(doc: &str) -> &str {
    let is_long = wrap(doc, MEANING).len() >= LONG;
    let first = doc.split_once(": ").filter(|_| is_long);
    first.map_or(doc, |(first, _)| first)
}

fn is_bound(model: &Model, context: Context, command: Command) -> bool {
    !model.keymap.keys(context, command).is_empty()
}
