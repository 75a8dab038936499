//! Ways of writing an architecture; each reads its ids from text and writes them.

pub(super) mod compact;
mod edges;
pub(super) mod matrix;
mod sequence;

use super::super::compact::{COMPACT, HASH, hash};

pub(super) use edges::EdgeString;
pub(super) use sequence::{Position, Sequence, Style};

/// A form; its texts begin differently from those of the other forms of a space.
#[derive(Debug)]
pub(super) enum Writing {
    Sequence(Sequence),
    Edges(EdgeString),
    /// A short form of the space itself, beside those of its description: all digits, or where there are too many the
    /// first of them, `~` and a hash.
    Compact(Sequence),
}

impl Writing {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Sequence(sequence) => sequence.style.name(),
            Self::Edges(_) => "string",
            Self::Compact(_) => compact::NAME,
        }
    }

    /// Most characters of its texts.
    pub(super) fn longest(&self) -> usize {
        match self {
            Self::Sequence(sequence) => sequence.longest(),
            Self::Edges(edges) => edges.longest(),
            Self::Compact(sequence) => sequence.longest().min(COMPACT),
        }
    }

    pub(super) fn print(&self, ids: &[u8]) -> String {
        match self {
            Self::Edges(edges) => edges.print(ids),
            Self::Compact(sequence) if self.abbreviates() => {
                let digits = sequence.print(ids);
                format!("{}~{}", &digits[..COMPACT - HASH - 1], hash(ids))
            }
            Self::Sequence(sequence) | Self::Compact(sequence) => sequence.print(ids),
        }
    }

    /// Whether no architecture can be read from it.
    pub(super) fn abbreviates(&self) -> bool {
        matches!(self, Self::Compact(sequence) if sequence.longest() > COMPACT)
    }

    fn parse(&self, text: &str) -> Result<Vec<u8>, String> {
        match self {
            Self::Sequence(sequence) | Self::Compact(sequence) => sequence.parse(text),
            Self::Edges(edges) => edges.parse(text),
        }
    }

    fn opening(&self) -> &'static str {
        match self {
            Self::Sequence(sequence) | Self::Compact(sequence) => sequence.opening(),
            Self::Edges(_) => "`|`",
        }
    }

    fn opens(&self, first: char) -> bool {
        match self {
            Self::Sequence(sequence) | Self::Compact(sequence) => sequence.opens(first),
            Self::Edges(_) => first == '|',
        }
    }
}

pub(super) fn parse(writings: &[Writing], text: &str) -> Result<Vec<u8>, String> {
    let text = text.trim();
    let first = text.chars().next().ok_or("it is empty")?;
    let read = || writings.iter().filter(|writing| !writing.abbreviates());
    match read().find(|writing| writing.opens(first)) {
        Some(writing) => writing.parse(text),
        None => {
            let openings: Vec<_> = read().map(Writing::opening).collect();
            Err(match openings.as_slice() {
                [only] => format!("it does not start with {only}"),
                [most @ .., last] => {
                    format!("it starts with neither {} nor {last}", most.join(", "))
                }
                [] => "its space has no forms".to_owned(),
            })
        }
    }
}

/// What is between the parentheses of a tuple, without the comma that Python writes after a single item.
pub(in crate::space) fn in_parentheses(text: &str) -> Result<&str, String> {
    let rest = text.strip_prefix('(').ok_or("it does not start with `(`")?;
    let inner = rest.strip_suffix(')');
    let inner = inner.ok_or("the closing parenthesis is missing")?;
    Ok(inner.trim_end().strip_suffix(',').unwrap_or(inner))
}

#[cfg(test)]
mod tests {
    use super::in_parentheses;

    #[test]
    fn a_comma_before_the_closing_parenthesis_is_none() {
        assert_eq!(in_parentheses("(0,)"), Ok("0"));
        assert_eq!(in_parentheses("(0, 1 , )"), Ok("0, 1 "));
        assert_eq!(in_parentheses("(0, 1)"), Ok("0, 1"));
        assert!(in_parentheses("(0,").is_err());
    }
}
