//! The tree of a filter as it was written: parsing yields it, printing takes it, compiling reads it.
//!
//! Chains of one precedence are lists, not left-leaning trees, so that the height of a tree is
//! bounded by the nesting of its text and a long `a or b or c …` costs no stack.

use std::ops::Range;

use crate::column::FUNCTIONS;

/// An expression and where it stands in the text.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: Kind,
    /// Byte range in the text it was read from, without parentheses around it.
    pub span: Range<usize>,
}

/// Two expressions are equal when they say the same; where they stand does not matter.
impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A number; finite and not negative (a sign in front is [`Kind::Negative`]).
    Number {
        /// The number as written: 90 for `90%`.
        value: f64,
        /// Whether a percent sign follows it.
        percent: bool,
    },
    /// A column, as it was written: aliases and spaces are still in it.
    Column(String),
    /// `-x`
    Negative(Box<Expr>),
    /// `a + b - c` or `a * b / c`: evaluated from left to right, all operators of one precedence.
    Chain {
        /// The leftmost operand.
        first: Box<Expr>,
        /// The other operands, each with the operator before it; at least one.
        rest: Vec<(Operator, Expr)>,
    },
    /// `a < b`
    Compare {
        /// Left side.
        left: Box<Expr>,
        /// How the sides are compared.
        comparison: Comparison,
        /// Right side.
        right: Box<Expr>,
    },
    /// `x in low..high` or `x not in low..high`; both ends belong to the range.
    Within {
        /// The number that is looked for.
        of: Box<Expr>,
        /// False for `not in`.
        inside: bool,
        /// Lower end; none for `..high`.
        low: Option<Box<Expr>>,
        /// Upper end; none for `low..`. At least one end is there.
        high: Option<Box<Expr>>,
    },
    /// `abs(x)`, `top(x, 10)`; the number of arguments is not checked yet.
    Call {
        /// The function.
        function: Function,
        /// Its arguments.
        arguments: Vec<Expr>,
    },
    /// `not a`
    Not(Box<Expr>),
    /// `a and b and …`, at least two.
    All(Vec<Expr>),
    /// `a or b or …`, at least two.
    Any(Vec<Expr>),
}

/// An arithmetic operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
}

impl Operator {
    /// How it is written.
    pub fn symbol(self) -> &'static str {
        ["+", "-", "*", "/"][self as usize]
    }

    /// `+` and `-` bind less than `*` and `/`.
    pub(super) fn is_sum(self) -> bool {
        matches!(self, Self::Plus | Self::Minus)
    }

    /// The result for two numbers; missing when one of them is, and where there is none, as of `1 / 0`.
    pub fn apply(self, a: f64, b: f64) -> f64 {
        let result = match self {
            Self::Plus => a + b,
            Self::Minus => a - b,
            Self::Times => a * b,
            Self::Over => a / b,
        };
        if result.is_finite() { result } else { f64::NAN }
    }
}

/// A comparison of two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `=` or `==`
    Equal,
    /// `!=`
    NotEqual,
}

impl Comparison {
    /// How it is written.
    pub fn symbol(self) -> &'static str {
        ["<", "<=", ">", ">=", "=", "!="][self as usize]
    }

    /// Whether it holds; never when a side is missing (NaN), `!=` included.
    #[expect(clippy::float_cmp, reason = "the language's `=` is exact equality")]
    pub fn holds(self, a: f64, b: f64) -> bool {
        match self {
            Self::Less => a < b,
            Self::AtMost => a <= b,
            Self::Greater => a > b,
            Self::AtLeast => a >= b,
            Self::Equal => a == b,
            Self::NotEqual => a != b && !a.is_nan() && !b.is_nan(),
        }
    }
}

/// A function of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// Whether a number is among the largest of all rows.
    Top,
    /// Whether a number is among the smallest of all rows.
    Bottom,
    /// Whether a row is not dominated by any other.
    Pareto,
    /// Whether a row is on one of the first fronts.
    Front,
    /// Absolute value of a number.
    Abs,
    /// The smaller of two numbers.
    Min,
    /// The larger of two numbers.
    Max,
    /// Whether a row has no value.
    Missing,
}

/// How the functions are called, in the order of [`FUNCTIONS`].
const SIGNATURES: [&str; FUNCTIONS.len()] = [
    "top(x, k)",
    "bottom(x, k)",
    "pareto(x, y)",
    "front(x, y, k)",
    "abs(x)",
    "min(x, y)",
    "max(x, y)",
    "missing(x)",
];

impl Function {
    /// All functions, in the order of [`FUNCTIONS`], in which they are offered.
    pub const ALL: [Self; FUNCTIONS.len()] = [
        Self::Top,
        Self::Bottom,
        Self::Pareto,
        Self::Front,
        Self::Abs,
        Self::Min,
        Self::Max,
        Self::Missing,
    ];

    /// The function's name.
    pub fn name(self) -> &'static str {
        FUNCTIONS[self as usize]
    }

    /// The function called `name`, in capitals or not.
    pub fn find(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|function| function.name().eq_ignore_ascii_case(name))
    }

    pub(super) fn signature(self) -> &'static str {
        SIGNATURES[self as usize]
    }

    pub(super) fn arity(self) -> usize {
        self.signature().matches(',').count() + 1
    }
}
