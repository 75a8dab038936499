//! What of the help is unfolded, and its lines.

use std::collections::BTreeSet;

use tui_input::Input;

use crate::layout::wrap::wrap;
use crate::overlay::help::sections::{HelpEntry, HelpSection};

/// Blanks behind terms.
const GAP: usize = 2;
/// From this width on, commands are given their names as well.
const ROOM_FOR_NAMES: usize = 80;

/// The help.
#[derive(Debug, Clone, Default)]
pub struct Help {
    /// The line under the cursor.
    pub cursor: usize,
    /// Sections that are unfolded.
    pub open: BTreeSet<usize>,
    /// Text that is searched for.
    pub query: Input,
    /// Whether keys go to it.
    pub typing: bool,
    /// The cursor and the unfolded sections when it began to be typed.
    pub(crate) before: (usize, BTreeSet<usize>),
}

impl Help {
    /// As it opens: the section of the place where the user is unfolded.
    pub fn new() -> Self {
        Self {
            open: BTreeSet::from([0]),
            ..Self::default()
        }
    }

    /// Whether the line of the search is shown.
    pub(crate) fn is_searching(&self) -> bool {
        self.typing || !self.query.value().is_empty()
    }

    /// What is searched for, in lower case; `None` for nothing.
    pub(crate) fn searched(&self) -> Option<String> {
        let query = self.query.value().trim().to_lowercase();
        (!query.is_empty()).then_some(query)
    }
}

/// Where something is in the help: a section, and an entry of it or `None` for its heading.
pub(crate) type HelpPlace = (usize, Option<usize>);

/// A line of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpLine {
    /// What it belongs to.
    pub(crate) place: HelpPlace,
    /// What it says.
    pub text: HelpText,
}

/// What a line of the help says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpText {
    /// Behind the entries of a section.
    Blank,
    /// Heading of a section.
    Heading {
        /// What it is of.
        title: String,
        /// Whether its entries follow.
        open: bool,
        /// How many it has.
        entries: usize,
    },
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

/// The lines of `sections`, those in `open` with their entries, of at most `width` cells.
pub fn help_lines(sections: &[HelpSection], open: &BTreeSet<usize>, width: usize) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    for (at, section) in sections.iter().enumerate() {
        let open = open.contains(&at);
        lines.push(HelpLine {
            place: (at, None),
            text: HelpText::Heading {
                title: section.title.clone(),
                open,
                entries: section.entries.len(),
            },
        });
        if !open {
            continue;
        }
        let indent = section.terms.min(width * 2 / 5) + GAP;
        for (entry, of) in section.entries.iter().enumerate() {
            let place = (at, Some(entry));
            let texts = entry_lines(of, indent, width);
            lines.extend(texts.map(|text| HelpLine { place, text }));
        }
        if at + 1 < sections.len() {
            lines.push(HelpLine {
                place: (at, section.entries.len().checked_sub(1)),
                text: HelpText::Blank,
            });
        }
    }
    lines
}

fn entry_lines(of: &HelpEntry, indent: usize, width: usize) -> impl Iterator<Item = HelpText> {
    let room = width.saturating_sub(indent);
    let mut terms = wrap(&of.term, indent - GAP).into_iter();
    let mut texts = of.meanings.clone();
    if width >= ROOM_FOR_NAMES && !of.command.is_empty() {
        texts = vec![format!("{}  ({})", texts.join(" "), of.command)];
    }
    let mut meanings = texts
        .into_iter()
        .flat_map(move |meaning| wrap(&meaning, room));
    std::iter::from_fn(move || {
        let (term, meaning) = (terms.next(), meanings.next());
        (term.is_some() || meaning.is_some()).then(|| HelpText::Entry {
            term: term.unwrap_or_default(),
            indent,
            meaning: meaning.unwrap_or_default(),
        })
    })
}

/// The headings and entries that contain `query`, in order; it is in lower case.
pub(crate) fn matches(sections: &[HelpSection], query: &str) -> Vec<HelpPlace> {
    let mut found = Vec::new();
    for (at, section) in sections.iter().enumerate() {
        if section.title.to_lowercase().contains(query) {
            found.push((at, None));
        }
        let entries = section.entries.iter().enumerate();
        let entries = entries.filter(|(_, entry)| entry.contains(query));
        found.extend(entries.map(|(entry, _)| (at, Some(entry))));
    }
    found
}
