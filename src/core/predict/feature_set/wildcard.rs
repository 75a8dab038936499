//! Names with `*`, which stands for any run of characters.

use crate::space::SearchSpace;
use crate::table::ColumnSpec;

/// What stands for any run of characters.
pub(super) const ANY: char = '*';

/// A name with wildcards, to be compared with the names of columns.
///
/// What precedes the parenthesis and what is in it are compared each by itself, in the long form or
/// in the short one: `node_degree.*(c3)` is every degree of `nor_conv_3x3` alone. Without a
/// parenthesis the whole name counts: `normal.*` is every feature of the normal cell. Case and
/// spaces do not matter.
pub(super) struct Wildcard {
    head: String,
    arguments: Option<Arguments>,
}

struct Arguments {
    written: String,
    /// With aliases replaced by the operations' names.
    full: String,
}

impl Wildcard {
    pub(super) fn new(pattern: &str, space: &dyn SearchSpace) -> Self {
        let plain: String = pattern.chars().filter(|c| !c.is_whitespace()).collect();
        let Some((head, arguments)) = plain.split_once('(') else {
            return Self {
                head: plain,
                arguments: None,
            };
        };
        let written = arguments.strip_suffix(')').unwrap_or(arguments);
        let full: Vec<&str> = written
            .split(',')
            .map(|word| {
                let mut operations = space.operations().iter();
                let known = operations.find(|op| op.alias.eq_ignore_ascii_case(word));
                known.map_or(word, |op| &op.name)
            })
            .collect();
        Self {
            head: head.to_owned(),
            arguments: Some(Arguments {
                full: full.join(","),
                written: written.to_owned(),
            }),
        }
    }

    pub(super) fn matches(&self, column: &ColumnSpec) -> bool {
        let Some(arguments) = &self.arguments else {
            return is_like(&column.name, &self.head) || is_like(&column.short, &self.head);
        };
        let (Some((head, full)), Some((short_head, short))) =
            (column.name.split_once('('), column.short.split_once('('))
        else {
            return false;
        };
        let inside =
            |text: &str, pattern: &str| is_like(text.strip_suffix(')').unwrap_or(text), pattern);
        (is_like(head, &self.head) || is_like(short_head, &self.head))
            && (inside(full, &arguments.full) || inside(short, &arguments.written))
    }
}

/// Whether `text` is `pattern` with each `*` replaced by some run of characters.
fn is_like(text: &str, pattern: &str) -> bool {
    let (text, pattern) = (text.as_bytes(), pattern.as_bytes());
    let (mut at, mut place) = (0, 0);
    // The last `*`, and the text from which it has been given up to here: one more character goes
    // to it where what follows does not fit.
    let mut last: Option<(usize, usize)> = None;
    while at < text.len() {
        match (pattern.get(place), last) {
            (Some(b'*'), _) => {
                last = Some((place, at));
                place += 1;
            }
            (Some(byte), _) if byte.eq_ignore_ascii_case(&text[at]) => {
                at += 1;
                place += 1;
            }
            (_, Some((star, from))) => {
                last = Some((star, from + 1));
                at = from + 1;
                place = star + 1;
            }
            _ => return false,
        }
    }
    pattern[place..].iter().all(|&byte| byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_run_of_characters_none_included() {
        for (text, pattern) in [
            ("", "*"),
            ("abc", "*"),
            ("abc", "a*c"),
            ("ac", "a*c"),
            ("abcbc", "a*bc"),
            ("ABC", "a**C"),
            ("aab", "*ab"),
            ("größe", "gr*e"),
        ] {
            assert!(is_like(text, pattern), "{text} {pattern}");
        }
        for (text, pattern) in [("", "a*"), ("abc", "a*b"), ("abc", "b*"), ("abc", "ab")] {
            assert!(!is_like(text, pattern), "{text} {pattern}");
        }
    }
}
