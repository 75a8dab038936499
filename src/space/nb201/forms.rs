//! The three ways in which NAS-Bench-201 architectures are written.
//!
//! | form | order of the edges | operations |
//! |---|---|---|
//! | `tuple` | (1,2) (1,3) (1,4) (2,3) (2,4) (3,4) | ids as everywhere in this crate |
//! | `string` | (1,2) (1,3) (2,3) (1,4) (2,4) (3,4): by target node | names, each with its source node, from 0 |
//! | `digits` | as `string` | ids of their own, see [`DIGITS`] |

use std::fmt::Write;

use super::{AVG_POOL_3X3, EDGES, NAMES, NONE, NOR_CONV_1X1, NOR_CONV_3X3, SKIP_CONNECT};
use crate::space::Form;

/// The forms, all of the same architecture.
pub(super) const FORMS: [Form; 3] = [
    Form {
        name: "tuple",
        example: "(4, 0, 3, 1, 4, 3)",
    },
    Form {
        name: "string",
        example: "|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|avg_pool_3x3~1|nor_conv_1x1~2|",
    },
    Form {
        name: "digits",
        example: "410242",
    },
];

/// Operation ids, one an edge, in the order of [`EDGES`].
type Ids = [u8; EDGES.len()];

/// For each edge in the order of the `string` and `digits` forms, its place in [`EDGES`].
const BY_TARGET: [usize; EDGES.len()] = [0, 1, 3, 2, 4, 5];

/// The operation that each digit of the `digits` form stands for.
const DIGITS: [u8; NAMES.len()] = [NONE, SKIP_CONNECT, NOR_CONV_1X1, NOR_CONV_3X3, AVG_POOL_3X3];

/// Reads any of the forms; the error says which rule `text` breaks.
pub(super) fn parse(text: &str) -> Result<Ids, String> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('(') {
        let inner = rest
            .strip_suffix(')')
            .ok_or("the closing parenthesis is missing")?;
        parse_tuple(inner)
    } else if text.starts_with('|') {
        parse_string(text)
    } else if text.starts_with(|c: char| c.is_ascii_digit()) {
        parse_digits(text)
    } else if text.is_empty() {
        Err("it is empty".to_owned())
    } else {
        Err("it starts with neither `(`, `|` nor a digit".to_owned())
    }
}

/// Writes form number `form` of [`FORMS`].
pub(super) fn print(ids: &[u8], form: usize) -> String {
    match FORMS[form].name {
        "tuple" => {
            let ids: Vec<_> = ids.iter().map(u8::to_string).collect();
            format!("({})", ids.join(", "))
        }
        "string" => print_string(ids),
        _ => BY_TARGET
            .iter()
            .filter_map(|&edge| DIGITS.iter().position(|&id| id == ids[edge]))
            .filter_map(|digit| char::from_digit(digit as u32, 10))
            .collect(),
    }
}

/// The architecture whose `digits` form, read as a number in base 5, is `index`.
pub(super) fn from_index(index: usize) -> Ids {
    let mut ids = [0; EDGES.len()];
    let mut rest = index;
    for &edge in BY_TARGET.iter().rev() {
        ids[edge] = DIGITS[rest % DIGITS.len()];
        rest /= DIGITS.len();
    }
    ids
}

fn parse_tuple(inner: &str) -> Result<Ids, String> {
    let words: Vec<_> = inner.split(',').map(str::trim).collect();
    let words: [&str; EDGES.len()] = words
        .as_slice()
        .try_into()
        .map_err(|_| format!("it has {} ids, not {}", words.len(), EDGES.len()))?;
    let mut ids = [0; EDGES.len()];
    for (id, word) in ids.iter_mut().zip(words) {
        *id = word
            .parse()
            .ok()
            .filter(|&id| usize::from(id) < NAMES.len())
            .ok_or_else(|| format!("`{word}` is no operation id from 0 to {}", NAMES.len() - 1))?;
    }
    Ok(ids)
}

fn parse_digits(text: &str) -> Result<Ids, String> {
    let length = text.chars().count();
    if length != EDGES.len() {
        return Err(format!("it has {length} digits, not {}", EDGES.len()));
    }
    let mut ids = [0; EDGES.len()];
    for (&edge, digit) in BY_TARGET.iter().zip(text.chars()) {
        ids[edge] = digit
            .to_digit(10)
            .and_then(|digit| DIGITS.get(digit as usize))
            .copied()
            .ok_or_else(|| format!("`{digit}` is no digit from 0 to {}", DIGITS.len() - 1))?;
    }
    Ok(ids)
}

fn parse_string(text: &str) -> Result<Ids, String> {
    let mut ids = [0; EDGES.len()];
    let mut edges = BY_TARGET.iter();
    let groups: Vec<_> = text.split('+').map(str::trim).collect();
    if groups.len() != 3 {
        return Err(format!(
            "it has {} groups of edges joined by `+`, not 3",
            groups.len()
        ));
    }
    for (group, count) in groups.into_iter().zip(1..) {
        let inner = group
            .strip_prefix('|')
            .and_then(|rest| rest.strip_suffix('|'))
            .ok_or_else(|| format!("`{group}` does not begin and end with `|`"))?;
        let words: Vec<_> = inner.split('|').map(str::trim).collect();
        if words.len() != count {
            return Err(format!(
                "`{group}` has {} edges; group {count} has {count}",
                words.len()
            ));
        }
        for ((source, word), &edge) in words.into_iter().enumerate().zip(&mut edges) {
            ids[edge] = parse_edge(word, source)?;
        }
    }
    Ok(ids)
}

/// Reads `operation~source`.
fn parse_edge(word: &str, source: usize) -> Result<u8, String> {
    let (op, from) = word
        .split_once('~')
        .ok_or_else(|| format!("`{word}` names no source node: `operation~{source}`"))?;
    if from.trim().parse() != Ok(source) {
        return Err(format!(
            "`{word}` comes from node {source} by its place, not from `{}`",
            from.trim()
        ));
    }
    let op = op.trim();
    NAMES
        .iter()
        .position(|&(name, alias)| op == name || op == alias)
        .map(|id| id as u8)
        .ok_or_else(|| {
            let names = NAMES.map(|(name, _)| name).join(", ");
            format!("`{op}` is no operation: {names}")
        })
}

fn print_string(ids: &[u8]) -> String {
    let mut text = String::new();
    for &edge in &BY_TARGET {
        let (source, target) = EDGES[edge];
        if source == 0 {
            text.push_str(if target == 1 { "|" } else { "+|" });
        }
        let name = NAMES[usize::from(ids[edge])].0;
        write!(text, "{name}~{source}|").expect("a String takes any text");
    }
    text
}
