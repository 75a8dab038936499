//! The lines of the help.

use crate::command::docs::keys_text;
use crate::command::guide::GUIDE;
use crate::layout::wrap::wrap;
use crate::model::Model;
use grafscope_core::filter::GRAMMAR;

/// Cells of keys, and of syntax and words.
const KEYS: usize = 18;
const SYNTAX: usize = 28;
/// Blanks behind them.
const GAP: usize = 2;
/// From this width on, commands are given their names as well.
const ROOM_FOR_NAMES: usize = 80;

/// The help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Help {
    /// First line shown.
    pub scroll: usize,
}

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
    let mut lines = Lines {
        done: Vec::new(),
        width,
        indent: 0,
    };
    for (title, keys) in keys_text(&model.keymap) {
        lines.start(&format!("Keys: {title}"), KEYS);
        for [keys, name, doc] in keys {
            let doc = if width >= ROOM_FOR_NAMES {
                format!("{doc}  ({name})")
            } else {
                doc
            };
            lines.entry(&keys, &[&doc]);
        }
    }
    lines.start("The filter language", SYNTAX);
    for construct in GRAMMAR {
        // Alternatives stand three blanks apart.
        let syntax = construct.syntax.replace("   ", ", ");
        let example = format!("such as  {}", construct.example);
        lines.entry(&syntax, &[construct.meaning, &example]);
    }
    for section in &GUIDE {
        lines.start(section.title, SYNTAX);
        for (term, meaning) in section.entries {
            lines.entry(term, &[meaning]);
        }
    }
    lines.done
}

/// The lines so far.
struct Lines {
    done: Vec<HelpLine>,
    /// Cells of a line.
    width: usize,
    /// Cells kept for terms in the current section.
    indent: usize,
}

impl Lines {
    /// Starts a section whose terms have up to `terms` cells.
    fn start(&mut self, title: &str, terms: usize) {
        if !self.done.is_empty() {
            self.done.push(HelpLine::Blank);
        }
        self.done.push(HelpLine::Heading(title.to_owned()));
        self.indent = terms.min(self.width * 2 / 5) + GAP;
    }

    fn entry(&mut self, term: &str, meanings: &[&str]) {
        let room = self.width.saturating_sub(self.indent);
        let mut terms = wrap(term, self.indent - GAP).into_iter();
        let mut meanings = meanings.iter().flat_map(|meaning| wrap(meaning, room));
        let indent = self.indent;
        let lines = std::iter::from_fn(|| {
            let (term, meaning) = (terms.next(), meanings.next());
            (term.is_some() || meaning.is_some()).then(|| HelpLine::Entry {
                term: term.unwrap_or_default(),
                indent,
                meaning: meaning.unwrap_or_default(),
            })
        });
        self.done.extend(lines);
    }
}
