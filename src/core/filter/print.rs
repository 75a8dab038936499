//! A tree as text, with no more parentheses than needed; reading the text gives the same tree.

use std::fmt::{self, Display, Formatter};

use super::ast::{Expr, Kind};
use super::lexer;

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl Display for Kind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let inner = self.level() + 1;
        match self {
            Self::Number { value, percent } => {
                write!(f, "{value}{}", if *percent { "%" } else { "" })
            }
            Self::Column(name) => f.write_str(&quoted(name)),
            // Prefixes nest without parentheses: `--x`, `not not a`.
            Self::Negative(of) => write!(f, "-{}", At(of, self.level())),
            Self::Not(of) => write!(f, "not {}", At(of, self.level())),
            Self::Chain { first, rest } => {
                At(first, inner).fmt(f)?;
                rest.iter().try_for_each(|(operator, operand)| {
                    write!(f, " {} {}", operator.symbol(), At(operand, inner))
                })
            }
            Self::Compare {
                left,
                comparison,
                right,
            } => {
                let symbol = comparison.symbol();
                write!(f, "{} {symbol} {}", At(left, inner), At(right, inner))
            }
            Self::Within {
                of,
                inside,
                low,
                high,
            } => {
                let word = if *inside { "in" } else { "not in" };
                write!(f, "{} {word} ", At(of, inner))?;
                low.iter().try_for_each(|low| At(low, inner).fmt(f))?;
                f.write_str("..")?;
                high.iter().try_for_each(|high| At(high, inner).fmt(f))
            }
            Self::Call {
                function,
                arguments,
            } => {
                write!(f, "{}(", function.name())?;
                joined(f, arguments, ", ", 0)?;
                f.write_str(")")
            }
            Self::All(terms) => joined(f, terms, " and ", inner),
            Self::Any(terms) => joined(f, terms, " or ", inner),
        }
    }
}

impl Kind {
    /// How tightly it binds; operands must bind at least as tightly as their place demands.
    fn level(&self) -> u8 {
        match self {
            Self::Any(_) => 0,
            Self::All(_) => 1,
            Self::Not(_) => 2,
            Self::Compare { .. } | Self::Within { .. } => 3,
            Self::Chain { rest, .. } if rest.iter().all(|(operator, _)| operator.is_sum()) => 4,
            Self::Chain { .. } => 5,
            Self::Negative(_) => 6,
            Self::Number { .. } | Self::Column(_) | Self::Call { .. } => 7,
        }
    }
}

/// An expression in a place that takes only what binds at least this tightly.
struct At<'e>(&'e Expr, u8);

impl Display for At<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(expr, least) = self;
        if expr.kind.level() >= *least {
            expr.fmt(f)
        } else {
            write!(f, "({expr})")
        }
    }
}

fn joined(f: &mut Formatter<'_>, terms: &[Expr], between: &str, least: u8) -> fmt::Result {
    for (at, term) in terms.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        At(term, least).fmt(f)?;
    }
    Ok(())
}

/// A column's name as it is written in a filter: in backquotes where it would not be read as one
/// name.
pub fn quoted(name: &str) -> String {
    if lexer::is_plain_name(name) {
        name.to_owned()
    } else {
        format!("`{name}`")
    }
}
