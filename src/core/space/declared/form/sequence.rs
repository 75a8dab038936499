//! A list of ids, as a tuple or as digits.

use std::fmt::Write;

use super::in_parentheses;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Style {
    /// `(4, 0, 3)`.
    Tuple,
    /// `403`.
    Digits,
}

impl Style {
    pub(in super::super) fn name(self) -> &'static str {
        match self {
            Self::Tuple => "tuple",
            Self::Digits => "digits",
        }
    }
}

#[derive(Debug, Clone)]
pub(in super::super) struct Position {
    /// Which of the architecture's ids it is.
    pub place: usize,
    /// What each written id stands for among the architecture's ids.
    pub values: Vec<u8>,
    pub what: &'static str,
}

/// The form: every id of the architecture, once.
#[derive(Debug, Clone)]
pub(in super::super) struct Sequence {
    pub style: Style,
    /// In the order in which they are written.
    pub positions: Vec<Position>,
}

impl Sequence {
    pub(super) fn opening(&self) -> &'static str {
        match self.style {
            Style::Tuple => "`(`",
            Style::Digits if self.radix() > 10 => "a digit or letter",
            Style::Digits => "a digit",
        }
    }

    pub(super) fn opens(&self, first: char) -> bool {
        match self.style {
            Style::Tuple => first == '(',
            Style::Digits if first.is_ascii_digit() => true,
            Style::Digits => first.is_ascii_alphabetic() && self.radix() > 10,
        }
    }

    pub(super) fn longest(&self) -> usize {
        match self.style {
            Style::Digits => self.positions.len(),
            Style::Tuple => {
                let most =
                    |position: &Position| (position.values.len() - 1).max(1).ilog10() as usize;
                let ids = self
                    .positions
                    .iter()
                    .map(|position| most(position) + 1 + ", ".len());
                ids.sum()
            }
        }
    }

    /// The base of the digits: the largest number of choices of a position.
    fn radix(&self) -> usize {
        let choices = self.positions.iter().map(|position| position.values.len());
        choices.max().unwrap_or(0)
    }

    pub(super) fn parse(&self, text: &str) -> Result<Vec<u8>, String> {
        match self.style {
            Style::Tuple => self.parse_tuple(in_parentheses(text)?),
            Style::Digits => self.parse_digits(text),
        }
    }

    fn parse_tuple(&self, inner: &str) -> Result<Vec<u8>, String> {
        let count = inner.split(',').count();
        if count != self.positions.len() {
            return Err(format!("it has {count} ids, not {}", self.positions.len()));
        }
        let mut ids = vec![0; count];
        for (position, word) in self.positions.iter().zip(inner.split(',')) {
            let word = word.trim();
            ids[position.place] = word
                .parse()
                .ok()
                .and_then(|id: usize| position.values.get(id).copied())
                .ok_or_else(|| {
                    let most = position.values.len() - 1;
                    format!("`{word}` is not {} from 0 to {most}", position.what)
                })?;
        }
        Ok(ids)
    }

    fn parse_digits(&self, text: &str) -> Result<Vec<u8>, String> {
        let count = text.chars().count();
        if count != self.positions.len() {
            return Err(format!(
                "it has {count} digits, not {}",
                self.positions.len()
            ));
        }
        let mut ids = vec![0; count];
        for (position, digit) in self.positions.iter().zip(text.chars()) {
            ids[position.place] = digit
                .to_digit(36)
                .and_then(|digit| position.values.get(digit as usize).copied())
                .ok_or_else(|| {
                    let most = write_digit(position.values.len() - 1);
                    format!("`{digit}` is not a digit from 0 to {most}")
                })?;
        }
        Ok(ids)
    }

    pub(super) fn print(&self, ids: &[u8]) -> String {
        let mut text = String::with_capacity(3 * ids.len());
        for (at, position) in self.positions.iter().enumerate() {
            let value = ids[position.place];
            let id = position.values.iter().position(|&known| known == value);
            let id = id.expect("an architecture of this space has ids that can be chosen");
            match self.style {
                Style::Digits => text.push(write_digit(id)),
                Style::Tuple => {
                    text.push_str(if at == 0 { "(" } else { ", " });
                    write!(text, "{id}").expect("a String takes any text");
                }
            }
        }
        if self.style == Style::Tuple {
            text.push(')');
        }
        text
    }

    /// How many architectures there are; `None` when the number is beyond counting.
    pub(in super::super) fn size(&self) -> Option<usize> {
        self.positions.iter().try_fold(1_usize, |size, position| {
            size.checked_mul(position.values.len())
        })
    }

    /// The ids that stand at `index` when all are ordered as they are written.
    pub(in super::super) fn nth(&self, index: usize) -> Vec<u8> {
        let mut ids = vec![0; self.positions.len()];
        let mut rest = index;
        for position in self.positions.iter().rev() {
            ids[position.place] = position.values[rest % position.values.len()];
            rest /= position.values.len();
        }
        ids
    }
}

fn write_digit(id: usize) -> char {
    char::from_digit(id as u32, 36).expect("a position has at most 36 choices")
}
