//! Text → tokens.
//!
//! A name takes the parentheses behind it along, whatever is in them (`op_count(none)`,
//! `op_count(conv1x1-bn-relu)`), unless it is one of the language's functions.

use std::ops::Range;

use winnow::combinator::{alt, delimited, eof, not, opt, peek, preceded, repeat, terminated};
use winnow::error::{ErrMode, ParserError};
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location};
use winnow::token::{any, one_of, take, take_till, take_while};

use super::ast::{Comparison, Function, Operator};
use super::error::FilterError;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token<'s> {
    pub(super) kind: TokenKind<'s>,
    pub(super) span: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum TokenKind<'s> {
    Number(f64),
    /// A column's name, without its backquotes.
    Name(&'s str),
    Function(Function),
    Comparison(Comparison),
    Operator(Operator),
    And,
    Or,
    Not,
    In,
    /// `..`
    To,
    Percent,
    Open,
    Close,
    Comma,
}

const KEYWORDS: [(&str, TokenKind<'static>); 4] = [
    ("and", TokenKind::And),
    ("or", TokenKind::Or),
    ("not", TokenKind::Not),
    ("in", TokenKind::In),
];

type Text<'s> = LocatingSlice<&'s str>;
type Lexed<T> = Result<T, ErrMode<FilterError>>;

impl<'s> ParserError<Text<'s>> for FilterError {
    type Inner = Self;

    /// One alternative does not start here. Nobody reads it: the last alternative, `stray`, says
    /// what is wrong.
    fn from_input(input: &Text<'s>) -> Self {
        let at = input.current_token_start();
        Self::at(at..at, String::new())
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}

pub(super) fn lex(text: &str) -> Result<Vec<Token<'_>>, FilterError> {
    let token = alt((number, name, quoted, symbol, stray))
        .with_span()
        .map(|(kind, span)| Token { kind, span });
    let mut tokens = terminated(repeat(0.., delimited(space, token, space)), (space, eof));
    let read: Lexed<Vec<Token<'_>>> = tokens.parse_next(&mut Text::new(text));
    read.map_err(fault_of)
}

pub(super) fn fault_of(error: ErrMode<FilterError>) -> FilterError {
    match error {
        ErrMode::Backtrack(fault) | ErrMode::Cut(fault) => fault,
        ErrMode::Incomplete(_) => FilterError::at(0..0, "the text ends early"),
    }
}

pub(super) fn is_plain_name(name: &str) -> bool {
    // In parentheses, for one in a name that is never closed would take what follows along.
    let enclosed = format!("({name})");
    matches!(
        lex(&enclosed).as_deref(),
        Ok([_, token, _]) if token.kind == TokenKind::Name(name)
    )
}

/// Whether `c` may stand in a word; a dot may, too, unless another follows.
pub(super) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn space<'s>(input: &mut Text<'s>) -> Lexed<&'s str> {
    take_while(0.., char::is_whitespace).parse_next(input)
}

/// A dot that is not the start of a range's `..`.
fn dot(input: &mut Text<'_>) -> Lexed<char> {
    terminated('.', not('.')).parse_next(input)
}

fn number<'s>(input: &mut Text<'s>) -> Lexed<TokenKind<'s>> {
    let digits = || take_while(1.., |c: char| c.is_ascii_digit());
    let exponent = || opt((one_of(['e', 'E']), opt(one_of(['+', '-'])), digits()));
    let whole = (digits(), opt((dot, opt(digits()))), exponent()).void();
    let part = ('.', digits(), exponent()).void();
    let (digits, span) = alt((whole, part)).take().with_span().parse_next(input)?;
    match digits.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(TokenKind::Number(value)),
        _ => Err(cut(span, format!("the number {digits} is too large"))),
    }
}

fn name<'s>(input: &mut Text<'s>) -> Lexed<TokenKind<'s>> {
    let first = one_of(|c: char| c.is_alphabetic() || c == '_');
    let rest = repeat(0.., alt((one_of(is_word_char), dot)));
    let start = *input;
    let word = (first, rest.map(|()| ())).take().parse_next(input)?;
    if let Some((_, keyword)) = KEYWORDS.iter().find(|(k, _)| k.eq_ignore_ascii_case(word)) {
        return Ok(*keyword);
    }
    let open = opt(peek(preceded(space, '('.span()))).parse_next(input)?;
    match (open, Function::find(word)) {
        (None, _) => Ok(TokenKind::Name(word)),
        (Some(_), Some(function)) => Ok(TokenKind::Function(function)),
        (Some(open), None) => {
            *input = start;
            let Some(end) = closed(&start) else {
                let message = format!("the parenthesis after `{word}` is never closed");
                return Err(cut(open, message));
            };
            take(end).map(TokenKind::Name).parse_next(input)
        }
    }
}

/// Where the first parenthesis of `text` is closed again; where those in it do not match, where the first one is
/// closed: a part of an encoding may have any.
fn closed(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    let mut ends = text.chars().enumerate().filter_map(|(at, c)| {
        match c {
            '(' => open += 1,
            ')' => open = open.saturating_sub(1),
            _ => return None,
        }
        (c == ')').then_some((at + 1, open == 0))
    });
    let first = ends.next()?;
    let matching = std::iter::once(first)
        .chain(ends)
        .find(|&(_, matches)| matches);
    Some(matching.unwrap_or(first).0)
}

fn quoted<'s>(input: &mut Text<'s>) -> Lexed<TokenKind<'s>> {
    let mark = '`'.span().parse_next(input)?;
    let name = opt(terminated(take_till(1.., '`'), '`')).parse_next(input)?;
    let message = "a name in backquotes is expected here, as in `aa_apgd-ce`";
    name.map(TokenKind::Name).ok_or_else(|| cut(mark, message))
}

fn symbol<'s>(input: &mut Text<'s>) -> Lexed<TokenKind<'s>> {
    use TokenKind as T;
    alt((
        alt((
            "&&".value(T::And),
            "||".value(T::Or),
            "..".value(T::To),
            "%".value(T::Percent),
            "(".value(T::Open),
            ")".value(T::Close),
            ",".value(T::Comma),
        )),
        alt((
            "+".value(T::Operator(Operator::Plus)),
            "-".value(T::Operator(Operator::Minus)),
            "*".value(T::Operator(Operator::Times)),
            "/".value(T::Operator(Operator::Over)),
        )),
        slip,
        alt((
            "<=".value(T::Comparison(Comparison::AtMost)),
            "<".value(T::Comparison(Comparison::Less)),
            ">=".value(T::Comparison(Comparison::AtLeast)),
            ">".value(T::Comparison(Comparison::Greater)),
            "==".value(T::Comparison(Comparison::Equal)),
            "=".value(T::Comparison(Comparison::Equal)),
            "!=".value(T::Comparison(Comparison::NotEqual)),
            "!".value(T::Not),
        )),
    ))
    .parse_next(input)
}

fn slip<'s>(input: &mut Text<'s>) -> Lexed<TokenKind<'s>> {
    let slips = alt((
        "=>".value(">="),
        "=<".value("<="),
        "<>".value("!="),
        "~=".value("!="),
    ));
    let (meant, span) = slips.with_span().parse_next(input)?;
    let message = format!("this is no comparison; did you mean `{meant}`?");
    Err(cut(span, message))
}

fn stray<'s>(input: &mut Text<'s>) -> Lexed<TokenKind<'s>> {
    let (c, span) = any.with_span().parse_next(input)?;
    let hint = match c {
        '&' => "; did you mean `&&` or `and`?",
        '|' => "; did you mean `||` or `or`?",
        '≤' => "; did you mean `<=`?",
        '≥' => "; did you mean `>=`?",
        '≠' => "; did you mean `!=`?",
        '"' | '\'' => "; names with unusual characters stand in backquotes",
        _ => "",
    };
    Err(cut(span, format!("`{c}` has no meaning here{hint}")))
}

fn cut(span: Range<usize>, message: impl Into<String>) -> ErrMode<FilterError> {
    ErrMode::Cut(FilterError::at(span, message))
}
