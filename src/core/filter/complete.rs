//! What Tab offers: names that continue the word before the cursor.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::table::Table;

use super::ast::Function;
use super::lexer::{self, TokenKind};
use super::names;
use super::print::quoted;

const MOST: usize = 50;

/// What Tab offers at a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// Byte range of the text that a candidate replaces.
    pub span: Range<usize>,
    /// What may stand there, best first; at most 50.
    pub candidates: Vec<String>,
}

/// Names that continue the word before byte `cursor` of `text`: columns, functions and `not` where
/// an operand is expected; `and`, `or`, `in` behind one; operations inside the parentheses of a
/// feature. Names that start with the word come before names that contain it; features of a family
/// are offered as `min_path_len(` until it is typed; a complete word is not offered again.
pub fn complete(text: &str, cursor: usize, table: &Table) -> Completion {
    let cursor = (0..=cursor.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0);
    let before = &text[..cursor];
    let (start, candidates) = if let Some((family, start)) = open_feature(before, table) {
        (start, operations(family, &before[start..], table))
    } else {
        let start = word_start(before);
        let word = &before[start..];
        let candidates = if after_operand(&before[..start]) {
            let keywords = ["and", "or", "in", "not in"].map(str::to_owned);
            let fits = |keyword: &String| starts(keyword, word);
            keywords.into_iter().filter(fits).collect()
        } else {
            operands(word, table)
        };
        (start, candidates)
    };
    Completion {
        span: start..cursor,
        candidates,
    }
}

/// The feature whose parentheses are open at the end of `before`, and where the operation that is
/// being typed starts.
fn open_feature<'t>(before: &'t str, table: &Table) -> Option<(&'t str, usize)> {
    let open = before
        .rfind(['(', ')'])
        .filter(|&at| before[at..].starts_with('('))?;
    let head = before[..open].trim_end();
    let family = &head[word_start(head)..];
    if Function::find(family).is_some() || names::operations(family, table).is_empty() {
        return None;
    }
    let inside = &before[open + 1..];
    let part = inside.rfind(',').map_or(0, |comma| comma + 1);
    let blank = inside[part..].len() - inside[part..].trim_start().len();
    Some((family, open + 1 + part + blank))
}

/// Where the word at the end of `before` starts; a backquote that is open belongs to it.
fn word_start(before: &str) -> usize {
    if before.matches('`').count() % 2 == 1 {
        return before.rfind('`').unwrap_or(before.len());
    }
    let word = |c| lexer::is_word_char(c) || c == '.';
    let start = before.trim_end_matches(word).len();
    // The two dots of a range are no part of the word behind them.
    let dots = before[start..].rfind("..").map_or(0, |dots| dots + 2);
    start + dots
}

fn after_operand(before: &str) -> bool {
    let tokens = lexer::lex(before).unwrap_or_default();
    tokens.last().is_some_and(|token| {
        matches!(
            token.kind,
            TokenKind::Name(_) | TokenKind::Number(_) | TokenKind::Percent | TokenKind::Close
        )
    })
}

fn operands(word: &str, table: &Table) -> Vec<String> {
    if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Vec::new(); // a number
    }
    let typed = word.trim_start_matches('`');
    let names = || table.columns().iter().map(|column| &*column.spec.name);
    let stems = names()
        .filter(|name| starts(name, typed))
        .map(|name| match names::head(name) {
            Some(head) => format!("{head}("),
            None => quoted(name),
        });
    let functions = Function::ALL.map(|function| format!("{}(", function.name()));
    let words = functions.into_iter().chain(["not".to_owned()]);
    let mut inside: Vec<&str> = names()
        .filter(|name| !typed.is_empty() && !starts(name, typed) && contains(name, typed))
        .collect();
    inside.sort_by_key(|name| name.len());
    let candidates = stems
        .chain(words.filter(|name| starts(name, typed)))
        .chain(inside.into_iter().map(quoted));
    distinct(candidates.filter(|name| name != word))
}

fn operations(family: &str, word: &str, table: &Table) -> Vec<String> {
    let known = names::operations(family, table);
    let of_alias = table.space().operations().iter();
    let of_alias = of_alias
        .filter(|operation| !word.is_empty() && starts(&operation.alias, word))
        .map(|operation| operation.name.as_str())
        .filter(|name| known.contains(name));
    let first = known.iter().copied().filter(|name| starts(name, word));
    let then = known.iter().copied().filter(|name| contains(name, word));
    let candidates = first.chain(of_alias).chain(then);
    distinct(candidates.filter(|&name| name != word).map(str::to_owned))
}

fn starts(name: &str, word: &str) -> bool {
    name.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

fn contains(name: &str, word: &str) -> bool {
    name.to_ascii_lowercase()
        .contains(&word.to_ascii_lowercase())
}

fn distinct(candidates: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    candidates
        .filter(|candidate| seen.insert(candidate.clone()))
        .take(MOST)
        .collect()
}
