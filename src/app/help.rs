//! The lines of the help.

use unicode_width::UnicodeWidthStr;

use crate::command::{FEATURE_SETS, NUMBERS, keys_text};
use crate::filter::{Construct, GRAMMAR};

use super::model::Model;
use super::wrap::wrap;

/// A line of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpLine {
    /// Between sections.
    Blank,
    /// Heading of a section.
    Heading(String),
    /// A key, a word or a piece of syntax, and what it means; either may be empty where the other
    /// goes on.
    Entry {
        /// What is explained.
        term: String,
        /// Cells kept for terms in this section.
        indent: usize,
        /// The explanation, or a line of it.
        meaning: String,
    },
}

/// The help in lines of at most `width` cells.
pub fn help_lines(model: &Model, width: usize) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    for (title, keys) in keys_text(&model.keymap) {
        let entries = keys.into_iter().map(|[keys, name, doc]| {
            let meaning = if width >= 80 {
                format!("{doc}  ({name})")
            } else {
                doc
            };
            (keys, meaning)
        });
        section(&format!("Keys: {title}"), entries, width, &mut lines);
    }
    let own = |texts: &[(&str, &str)]| -> Vec<(String, String)> {
        let pair = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
        texts.iter().map(pair).collect()
    };
    let filters = GRAMMAR.iter().map(|construct| {
        let Construct {
            syntax,
            meaning,
            example,
        } = construct;
        let syntax = syntax.split_whitespace().collect::<Vec<_>>().join(" ");
        (syntax, format!("{meaning}  Example: {example}"))
    });
    section("The filter language", filters, width, &mut lines);
    section("Feature sets", own(FEATURE_SETS), width, &mut lines);
    section("What the numbers mean", own(NUMBERS), width, &mut lines);
    lines
}

fn section(
    title: &str,
    entries: impl IntoIterator<Item = (String, String)>,
    width: usize,
    lines: &mut Vec<HelpLine>,
) {
    if !lines.is_empty() {
        lines.push(HelpLine::Blank);
    }
    lines.push(HelpLine::Heading(title.to_owned()));
    let entries: Vec<_> = entries.into_iter().collect();
    let widest = entries.iter().map(|(term, _)| term.width()).max();
    let indent = widest.unwrap_or(0).min(width * 2 / 5) + 2;
    for (term, meaning) in entries {
        let mut terms = wrap(&term, indent.saturating_sub(2)).into_iter();
        let mut meanings = wrap(&meaning, width.saturating_sub(indent)).into_iter();
        loop {
            let (term, meaning) = (terms.next(), meanings.next());
            if term.is_none() && meaning.is_none() {
                break;
            }
            lines.push(HelpLine::Entry {
                term: term.unwrap_or_default(),
                indent,
                meaning: meaning.unwrap_or_default(),
            });
        }
    }
}
