//! Tokens → members, whatever names mean.

use std::ops::Range;

use crate::filter::DEEPEST;

use super::names;
use super::tokens::{Kind, Token, tokens, unclosed};

pub(super) type Fault = (Range<usize>, String);

/// For each column whether it is in a set.
pub(super) type Members = Vec<bool>;

/// The set that `text` describes; `meaning` gives the members that a name stands for, or why it
/// stands for none.
pub(super) fn members(
    text: &str,
    meaning: &mut dyn FnMut(&str) -> Result<Members, String>,
) -> Result<Members, Fault> {
    let mut reader = Reader {
        text,
        tokens: tokens(text),
        at: 0,
        depth: 0,
        meaning,
    };
    let members = reader.sum()?;
    match reader.tokens.get(reader.at) {
        None => Ok(members),
        Some(token) => Err((
            token.span.clone(),
            "no parenthesis is open that this could close".to_owned(),
        )),
    }
}

struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    /// Groups that are open.
    depth: usize,
    meaning: &'a mut dyn FnMut(&str) -> Result<Members, String>,
}

impl Reader<'_> {
    /// Names and groups joined by signs, up to a closing parenthesis or the end of the text.
    fn sum(&mut self) -> Result<Members, Fault> {
        let mut members = self.term()?;
        while let Some(token) = self.tokens.get(self.at).cloned() {
            let adds = match token.kind {
                Kind::Plus => true,
                Kind::Minus => false,
                Kind::Close => break,
                Kind::Open | Kind::Name => {
                    return Err((token.span, "+ or - is missing before this".to_owned()));
                }
            };
            self.at += 1;
            for (member, named) in members.iter_mut().zip(self.term()?) {
                if named {
                    *member = adds;
                }
            }
        }
        Ok(members)
    }

    fn term(&mut self) -> Result<Members, Fault> {
        let end = self.text.len()..self.text.len();
        match self.tokens.get(self.at).cloned() {
            Some(Token {
                kind: Kind::Name,
                span,
            }) => {
                self.at += 1;
                self.name(span)
            }
            Some(Token {
                kind: Kind::Open,
                span,
            }) => self.group(span),
            other => Err((
                other.map_or(end, |token| token.span),
                format!(
                    "a name is missing; expected names joined by + and -, such as \
                     graf-node_degree+params: {}",
                    names::accepted()
                ),
            )),
        }
    }

    fn group(&mut self, open: Range<usize>) -> Result<Members, Fault> {
        if self.depth == DEEPEST {
            let reason = format!("this is nested too deeply; {DEEPEST} levels are the most");
            return Err((open, reason));
        }
        self.at += 1;
        self.depth += 1;
        let members = self.sum()?;
        self.depth -= 1;
        if self.at == self.tokens.len() {
            return Err((open, "this parenthesis is never closed".to_owned()));
        }
        self.at += 1;
        Ok(members)
    }

    fn name(&mut self, span: Range<usize>) -> Result<Members, Fault> {
        let name = &self.text[span.clone()];
        if let Some(open) = unclosed(name) {
            let mark = match &name[open..=open] {
                "(" => "parenthesis",
                _ => "backquote",
            };
            let at = span.start + open;
            return Err((at..at + 1, format!("this {mark} is never closed")));
        }
        (self.meaning)(name).map_err(|reason| (span, reason))
    }
}
