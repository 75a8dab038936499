//! Ways of writing an architecture; each reads its ids from text and writes them.

mod edges;
pub(super) mod matrix;
mod sequence;

pub(super) use edges::EdgeString;
pub(super) use sequence::{Position, Sequence, Style};

/// A form; its texts begin differently from those of the other forms of a space.
#[derive(Debug)]
pub(super) enum Writing {
    Sequence(Sequence),
    Edges(EdgeString),
}

impl Writing {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Sequence(sequence) => sequence.style.name(),
            Self::Edges(_) => "string",
        }
    }

    pub(super) fn print(&self, ids: &[u8]) -> String {
        match self {
            Self::Sequence(sequence) => sequence.print(ids),
            Self::Edges(edges) => edges.print(ids),
        }
    }

    fn parse(&self, text: &str) -> Result<Vec<u8>, String> {
        match self {
            Self::Sequence(sequence) => sequence.parse(text),
            Self::Edges(edges) => edges.parse(text),
        }
    }

    fn opening(&self) -> &'static str {
        match self {
            Self::Sequence(sequence) => sequence.opening(),
            Self::Edges(_) => "`|`",
        }
    }

    fn opens(&self, first: char) -> bool {
        match self {
            Self::Sequence(sequence) => sequence.opens(first),
            Self::Edges(_) => first == '|',
        }
    }
}

pub(super) fn parse(writings: &[Writing], text: &str) -> Result<Vec<u8>, String> {
    let text = text.trim();
    let first = text.chars().next().ok_or("it is empty")?;
    match writings.iter().find(|writing| writing.opens(first)) {
        Some(writing) => writing.parse(text),
        None => {
            let openings: Vec<_> = writings.iter().map(Writing::opening).collect();
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

pub(in crate::space) fn in_parentheses(text: &str) -> Result<&str, String> {
    let rest = text.strip_prefix('(').ok_or("it does not start with `(`")?;
    let inner = rest.strip_suffix(')');
    Ok(inner.ok_or("the closing parenthesis is missing")?)
}
