//! Tokens → tree.
//!
//! ```text
//! any        = all { "or" all }
//! all        = negation { "and" negation }
//! negation   = "not" negation | comparison
//! comparison = sum [ ("<" | "<=" | ">" | ">=" | "=" | "!=") sum | ["not"] "in" range ]
//! range      = sum ".." [ sum ] | ".." sum
//! sum        = product { ("+" | "-") product }
//! product    = sign { ("*" | "/") sign }
//! sign       = "-" sign | operand
//! operand    = NUMBER ["%"] | NAME | FUNCTION "(" [ any { "," any } ] ")" | "(" any ")"
//! ```
//!
//! What is a number and what a condition is not this file's affair: the compiler checks it and
//! can say more about it. One token decides every choice, so a fault is final where it is met.

use std::ops::Range;

use winnow::combinator::{alt, opt, peek, repeat, separated};
use winnow::error::{ErrMode, ParserError};
use winnow::prelude::*;
use winnow::stream::{Stateful, TokenSlice};
use winnow::token::{any, one_of};

use super::ast::{Comparison, Expr, Kind, Operator};
use super::error::FilterError;
use super::lexer::{self, Token, TokenKind};

/// How deep parentheses, calls, `not` and signs may nest: far within the stack of a thread.
pub const DEEPEST: usize = 64;

#[derive(Debug, Clone, Copy)]
struct State {
    depth: usize,
    length: usize,
}

type Tokens<'t> = Stateful<TokenSlice<'t, Token<'t>>, State>;
type Parsed<T> = Result<T, ErrMode<FilterError>>;

impl<'t> ParserError<Tokens<'t>> for FilterError {
    type Inner = Self;

    fn from_input(input: &Tokens<'t>) -> Self {
        Self::at(here(input), "this is not expected here")
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}

/// Reads a filter. The tree says nothing yet about columns or types.
///
/// # Errors
/// [`FilterError`] where the text leaves the grammar.
pub fn parse(text: &str) -> Result<Expr, FilterError> {
    let tokens = lexer::lex(text)?;
    if tokens.is_empty() {
        let message = "the filter is empty; write a condition, such as `val_acc > 90`";
        return Err(FilterError::at(0..0, message));
    }
    let state = State {
        depth: 0,
        length: text.len(),
    };
    let mut input = Stateful {
        input: TokenSlice::new(&tokens),
        state,
    };
    let read = any_of(&mut input).and_then(|expr| match input.input.first() {
        None => Ok(expr),
        Some(token) => Err(leftover(token)),
    });
    read.map_err(lexer::fault_of)
}

fn any_of(input: &mut Tokens<'_>) -> Parsed<Expr> {
    let start = here(input).start;
    let terms = separated(1.., all_of, is(TokenKind::Or)).parse_next(input)?;
    Ok(joined(terms, Kind::Any, start..before(input)))
}

fn all_of(input: &mut Tokens<'_>) -> Parsed<Expr> {
    let start = here(input).start;
    let terms = separated(1.., negation, is(TokenKind::And)).parse_next(input)?;
    Ok(joined(terms, Kind::All, start..before(input)))
}

fn negation(input: &mut Tokens<'_>) -> Parsed<Expr> {
    match opt(is(TokenKind::Not)).parse_next(input)? {
        Some(word) => {
            let of = nested(input, &word, negation)?;
            Ok(expr(Kind::Not(Box::new(of)), word.start..before(input)))
        }
        None => comparison(input),
    }
}

enum Relation {
    Compare(Comparison),
    Within { inside: bool },
}

fn relation(input: &mut Tokens<'_>) -> Parsed<Relation> {
    let comparison = any.verify_map(|token: &Token<'_>| match token.kind {
        TokenKind::Comparison(comparison) => Some(Relation::Compare(comparison)),
        _ => None,
    });
    let within = (opt(is(TokenKind::Not)), is(TokenKind::In)).map(|(not, _)| Relation::Within {
        inside: not.is_none(),
    });
    alt((comparison, within)).parse_next(input)
}

fn comparison(input: &mut Tokens<'_>) -> Parsed<Expr> {
    let start = here(input).start;
    let left = sum(input)?;
    let kind = match opt(relation).parse_next(input)? {
        None => return Ok(left),
        Some(Relation::Compare(comparison)) => Kind::Compare {
            left: Box::new(left),
            comparison,
            right: Box::new(sum(input)?),
        },
        Some(Relation::Within { inside }) => range(left, inside, input)?,
    };
    let span = start..before(input);
    let next = here(input);
    if opt(peek(relation)).parse_next(input)?.is_some() {
        let message =
            "comparisons do not chain; join two with `and`, or write a range: `x in 1..3`";
        return Err(fault(next, message));
    }
    Ok(expr(kind, span))
}

fn range(of: Expr, inside: bool, input: &mut Tokens<'_>) -> Parsed<Kind> {
    let end = |there: bool, input: &mut Tokens<'_>| -> Parsed<Option<Box<Expr>>> {
        let end = there.then(|| sum(input)).transpose()?;
        Ok(end.map(Box::new))
    };
    let low = end(!next_is(input, TokenKind::To), input)?;
    let dots = here(input);
    if opt(is(TokenKind::To)).parse_next(input)?.is_none() {
        let message = "a range has two dots between its ends: `in 1..3`";
        return Err(fault(dots, message));
    }
    let high = end(starts_operand(input) || low.is_none(), input)?;
    Ok(Kind::Within {
        of: Box::new(of),
        inside,
        low,
        high,
    })
}

fn sum(input: &mut Tokens<'_>) -> Parsed<Expr> {
    chain(product, Operator::is_sum, input)
}

fn product(input: &mut Tokens<'_>) -> Parsed<Expr> {
    chain(sign, |operator| !operator.is_sum(), input)
}

fn chain(
    operand: fn(&mut Tokens<'_>) -> Parsed<Expr>,
    belongs: fn(Operator) -> bool,
    input: &mut Tokens<'_>,
) -> Parsed<Expr> {
    let operator = |input: &mut Tokens<'_>| -> Parsed<Operator> {
        let mut operator = any.verify_map(|token: &Token<'_>| match token.kind {
            TokenKind::Operator(operator) if belongs(operator) => Some(operator),
            _ => None,
        });
        operator.parse_next(input)
    };
    let start = here(input).start;
    let first = operand(input)?;
    let rest: Vec<_> = repeat(0.., (operator, operand)).parse_next(input)?;
    if rest.is_empty() {
        return Ok(first);
    }
    let first = Box::new(first);
    Ok(expr(Kind::Chain { first, rest }, start..before(input)))
}

fn sign(input: &mut Tokens<'_>) -> Parsed<Expr> {
    let minus = TokenKind::Operator(Operator::Minus);
    match opt(is(minus)).parse_next(input)? {
        Some(minus) => {
            let of = nested(input, &minus, sign)?;
            let span = minus.start..before(input);
            Ok(expr(Kind::Negative(Box::new(of)), span))
        }
        None => operand(input),
    }
}

fn operand(input: &mut Tokens<'_>) -> Parsed<Expr> {
    if !starts_operand(input) {
        return Err(missing_operand(input));
    }
    let token = any.parse_next(input)?;
    let start = token.span.start;
    let kind = match token.kind {
        TokenKind::Number(value) => Kind::Number {
            value,
            percent: opt(is(TokenKind::Percent)).parse_next(input)?.is_some(),
        },
        TokenKind::Function(function) => {
            let open = here(input);
            is(TokenKind::Open).parse_next(input)?;
            let arguments = nested(input, &open, arguments)?;
            close(&open, input)?;
            Kind::Call {
                function,
                arguments,
            }
        }
        TokenKind::Open => {
            let inner = nested(input, &token.span, any_of)?;
            close(&token.span, input)?;
            return Ok(inner);
        }
        TokenKind::Name(name) => Kind::Column(name.to_owned()),
        _ => return Err(missing_operand(input)),
    };
    Ok(expr(kind, start..before(input)))
}

fn arguments(input: &mut Tokens<'_>) -> Parsed<Vec<Expr>> {
    if next_is(input, TokenKind::Close) {
        return Ok(Vec::new());
    }
    separated(1.., any_of, is(TokenKind::Comma)).parse_next(input)
}

fn close(open: &Range<usize>, input: &mut Tokens<'_>) -> Parsed<()> {
    if opt(is(TokenKind::Close)).parse_next(input)?.is_some() {
        return Ok(());
    }
    Err(match input.input.first() {
        None => fault(open.clone(), "this parenthesis is never closed"),
        Some(token) => leftover(token),
    })
}

/// The token `kind`; yields its place.
fn is<'t>(kind: TokenKind<'static>) -> impl Parser<Tokens<'t>, Range<usize>, ErrMode<FilterError>> {
    one_of(move |token: &Token<'_>| token.kind == kind).map(|token: &Token<'_>| token.span.clone())
}

/// Runs `parser` one level deeper; `span` is what opens the level.
fn nested<T>(
    input: &mut Tokens<'_>,
    span: &Range<usize>,
    parser: fn(&mut Tokens<'_>) -> Parsed<T>,
) -> Parsed<T> {
    if input.state.depth == DEEPEST {
        let message = format!("this is nested too deeply; {DEEPEST} levels are the most");
        return Err(fault(span.clone(), message));
    }
    input.state.depth += 1;
    let read = parser(input)?;
    input.state.depth -= 1;
    Ok(read)
}

fn next_is(input: &Tokens<'_>, kind: TokenKind<'_>) -> bool {
    let next = input.input.first();
    next.is_some_and(|token| token.kind == kind)
}

fn starts_operand(input: &Tokens<'_>) -> bool {
    input.input.first().is_some_and(|token| {
        matches!(
            token.kind,
            TokenKind::Number(_)
                | TokenKind::Name(_)
                | TokenKind::Function(_)
                | TokenKind::Open
                | TokenKind::Operator(Operator::Minus)
        )
    })
}

fn here(input: &Tokens<'_>) -> Range<usize> {
    let end = input.state.length;
    let next = input.input.first();
    next.map_or(end..end, |token| token.span.clone())
}

/// End of the token before the next one.
fn before(input: &Tokens<'_>) -> usize {
    let last = input.input.previous_tokens().next();
    last.map_or(0, |token| token.span.end)
}

fn expr(kind: Kind, span: Range<usize>) -> Expr {
    Expr { kind, span }
}

/// The terms as one expression; a single term is itself.
fn joined(mut terms: Vec<Expr>, kind: fn(Vec<Expr>) -> Kind, span: Range<usize>) -> Expr {
    match terms.pop() {
        Some(only) if terms.is_empty() => only,
        last => {
            terms.extend(last);
            expr(kind(terms), span)
        }
    }
}

fn missing_operand(input: &Tokens<'_>) -> ErrMode<FilterError> {
    fault(here(input), "a column, a number or `(` is expected here")
}

fn leftover(token: &Token<'_>) -> ErrMode<FilterError> {
    let message = match token.kind {
        TokenKind::Close => "this parenthesis closes nothing",
        TokenKind::Comma => "a comma stands only between the arguments of a function",
        TokenKind::To => "a range stands behind `in`: `x in 1..3`",
        TokenKind::Percent => "a percent sign stands only behind a number",
        _ => "`and`, `or`, a comparison or an operator is expected before this",
    };
    fault(token.span.clone(), message)
}

fn fault(span: Range<usize>, message: impl Into<String>) -> ErrMode<FilterError> {
    ErrMode::Cut(FilterError::at(span, message))
}
