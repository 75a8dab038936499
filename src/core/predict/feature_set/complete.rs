//! What Tab offers in a feature set.

use crate::filter::{self, Completion, quoted};
use crate::table::Table;

use super::NamedSets;
use super::names;
use super::tokens::{Kind, tokens};
use super::wildcard::ANY;

const MOST: usize = 50;

pub(super) fn complete(text: &str, cursor: usize, table: &Table, named: &NamedSets) -> Completion {
    let before = &text[..cursor];
    let last = tokens(before).pop();
    let start = match &last {
        // Blanks behind a name may be a part of it.
        Some(token) if token.kind == Kind::Name => token.span.start,
        Some(token) if token.kind == Kind::Close => {
            return Completion {
                span: cursor..cursor,
                candidates: Vec::new(),
            };
        }
        _ => cursor,
    };
    let word = &before[start..];
    let candidates = if word.contains(ANY) {
        like(word, table)
    } else if word.contains('(') && !word.starts_with('`') {
        return filter::complete(text, cursor, table);
    } else {
        beginning(word, table, named)
    };
    Completion {
        span: start..cursor,
        candidates,
    }
}

/// The columns that a wildcard may go on to.
fn like(word: &str, table: &Table) -> Vec<String> {
    let columns = names::columns_like(&format!("{word}{ANY}"), table);
    columns
        .into_iter()
        .map(|id| quoted(&table.column(id).spec.name))
        .take(MOST)
        .collect()
}

/// The names that begin with `word`, features up to their parenthesis.
fn beginning(word: &str, table: &Table, named: &NamedSets) -> Vec<String> {
    let bare = word.trim_start_matches('`');
    let mut candidates: Vec<String> = Vec::new();
    for name in names::all(table, named).filter(|name| name.starts_with(bare)) {
        let mut name = quoted(name);
        if !name.starts_with('`') {
            name.truncate(name.find('(').map_or(name.len(), |open| open + 1));
        }
        if name.trim_start_matches('`').starts_with(bare)
            && name != word
            && !candidates.contains(&name)
        {
            candidates.push(name);
            if candidates.len() == MOST {
                break;
            }
        }
    }
    candidates
}
