//! Text → tokens. A name includes the parentheses behind it, whatever is in them
//! (`op_count(conv1x1-bn-relu)`); a parenthesis where a name is expected groups.

use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `(` around a group.
    Open,
    /// `)` around a group.
    Close,
    /// A name, with its parentheses or backquotes.
    Name,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

/// The tokens of `text`; spaces around them are no part of any. A name whose parenthesis or
/// backquote is never closed takes all that follows.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let (kind, length) = match c {
            _ if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '+' => (Kind::Plus, 1),
            '-' => (Kind::Minus, 1),
            '(' => (Kind::Open, 1),
            ')' => (Kind::Close, 1),
            _ => (Kind::Name, name_length(&text[at..])),
        };
        tokens.push(Token {
            kind,
            span: at..at + length,
        });
        at += length;
    }
    tokens
}

/// Bytes of the name that `text` begins with, up to the sign or parenthesis that ends it.
fn name_length(text: &str) -> usize {
    let (mut quoted, mut inside) = (false, false);
    let end = text.find(|c| {
        match c {
            '`' if !inside => quoted = !quoted,
            '(' if !quoted => inside = true,
            ')' if inside => inside = false,
            '+' | '-' | ')' => return !quoted && !inside,
            _ => {}
        }
        false
    });
    text[..end.unwrap_or(text.len())].trim_end().len()
}

/// The mark that opens something in a name and is never closed.
pub(super) fn unclosed(name: &str) -> Option<usize> {
    let mut open: Option<(usize, char)> = None;
    for (at, c) in name.char_indices() {
        open = match (open, c) {
            (None, '`' | '(') => Some((at, c)),
            (Some((_, '`')), '`') | (Some((_, '(')), ')') => None,
            (open, _) => open,
        };
    }
    open.map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let tokens = tokens(text).into_iter();
        tokens.map(|token| &text[token.span]).collect()
    }

    #[test]
    fn a_parenthesis_behind_a_name_is_part_of_it_and_one_elsewhere_is_not() {
        assert_eq!(
            split(" graf -( op_count(a, b-c) + zen ) "),
            ["graf", "-", "(", "op_count(a, b-c)", "+", "zen", ")"]
        );
        assert_eq!(split("((a)-b)"), ["(", "(", "a", ")", "-", "b", ")"]);
        assert_eq!(split("`a+(b`-`)`"), ["`a+(b`", "-", "`)`"]);
        assert_eq!(split("min_path_len (a)+*"), ["min_path_len (a)", "+", "*"]);
        assert_eq!(split("größe é-x"), ["größe é", "-", "x"]);
    }

    #[test]
    fn what_is_never_closed_takes_the_rest() {
        assert_eq!(split("a+b(c+d"), ["a", "+", "b(c+d"]);
        assert_eq!(split("a+`b+d"), ["a", "+", "`b+d"]);
        assert_eq!(unclosed("b(c+d"), Some(1));
        assert_eq!(unclosed("`b("), Some(0));
        assert_eq!(unclosed("`b(`"), None);
        assert_eq!(unclosed("b(`)"), None);
    }
}
