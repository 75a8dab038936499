//! Tree → code: every column is looked up and every operand's type checked.
//!
//! A flag column is both: a condition where one is expected, and 1 or 0 where a number is.

mod fronts;

use std::ops::Range;

use crate::encoding::EncodingQuery;
use crate::table::{ColumnId, Table, Unit};

use super::ast::{Expr, Function, Kind};
use super::code::{Code, Compiled, Cut, End, Given, Share, Single, Step};
use super::error::{FilterError, excerpt};
use super::names;

pub(super) fn compile(expr: &Expr, text: &str, table: &Table) -> Result<Compiled, FilterError> {
    let mut compiler = Compiler::new(text, table);
    let root = compiler.condition(expr)?;
    compiler.compiled.code = compiler.settled(root);
    Ok(compiler.compiled)
}

pub(super) fn compile_number(
    expr: &Expr,
    text: &str,
    table: &Table,
) -> Result<Compiled, FilterError> {
    let mut compiler = Compiler::new(text, table);
    let root = checked(compiler.number(expr)?)?;
    compiler.compiled.code = root.code;
    Ok(compiler.compiled)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reads {
    Nothing,
    One(ColumnId),
    Several,
}

impl Reads {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, reads) | (reads, Self::Nothing) => reads,
            (Self::One(a), Self::One(b)) if a == b => self,
            _ => Self::Several,
        }
    }
}

/// Code that leaves a number or a condition.
struct Piece {
    code: Code,
    reads: Reads,
    /// Place of a percent sign in it.
    sign: Option<Range<usize>>,
    /// Whether a column in it is in percent.
    in_percent: bool,
}

impl Piece {
    fn new(code: Code, reads: Reads) -> Self {
        Self {
            code,
            reads,
            sign: None,
            in_percent: false,
        }
    }

    fn constant(value: f64) -> Self {
        Self::new(vec![Step::Constant(value)], Reads::Nothing)
    }

    fn then(mut self, other: Self) -> Self {
        self.code.extend(other.code);
        self.reads = self.reads.and(other.reads);
        self.sign = self.sign.or(other.sign);
        self.in_percent |= other.in_percent;
        self
    }

    fn step(mut self, step: Step) -> Self {
        self.code.push(step);
        self
    }
}

struct Compiler<'a> {
    text: &'a str,
    table: &'a Table,
    compiled: Compiled,
}

impl<'a> Compiler<'a> {
    fn new(text: &'a str, table: &'a Table) -> Self {
        Self {
            text,
            table,
            compiled: Compiled::default(),
        }
    }
}

impl Compiler<'_> {
    fn condition(&mut self, expr: &Expr) -> Result<Piece, FilterError> {
        match &expr.kind {
            Kind::All(terms) => self.junction(terms, &Step::And),
            Kind::Any(terms) => self.junction(terms, &Step::Or),
            Kind::Not(of) => Ok(self.condition(of)?.step(Step::Not)),
            Kind::Compare {
                left,
                comparison,
                right,
            } => {
                let sides = self.number(left)?.then(self.number(right)?);
                test(sides, Step::Compare(*comparison))
            }
            Kind::Within {
                of,
                inside,
                low,
                high,
            } => self.within(of, *inside, low.as_deref(), high.as_deref()),
            Kind::Call {
                function,
                arguments,
            } => self.called_condition(*function, arguments, expr),
            Kind::Column(name) => {
                if let Some(text) = names::encoding(name) {
                    return self.encoded(text, expr);
                }
                let (column, unit) = self.column(name, expr)?;
                if unit != Unit::Flag {
                    return Err(self.no_condition(expr));
                }
                Ok(column.step(Step::Flag))
            }
            Kind::Number { .. } | Kind::Negative(_) | Kind::Chain { .. } => {
                // A fault inside is nearer to what was meant than the wrong type of the whole.
                self.number(expr)?;
                Err(self.no_condition(expr))
            }
        }
    }

    fn junction(&mut self, terms: &[Expr], step: &Step) -> Result<Piece, FilterError> {
        let terms = terms.iter().map(|term| self.condition(term));
        let terms: Vec<Piece> = terms.collect::<Result<_, _>>()?;
        let reads = terms.iter().map(|term| term.reads);
        let reads = reads.fold(Reads::Nothing, Reads::and);
        let mut code = Code::new();
        for (at, term) in terms.into_iter().enumerate() {
            code.extend(match reads {
                Reads::Several => self.settled(term),
                Reads::Nothing | Reads::One(_) => term.code,
            });
            if at > 0 {
                code.push(step.clone());
            }
        }
        Ok(Piece::new(code, reads))
    }

    /// Code of a condition that will not grow: set apart when it reads one column only.
    fn settled(&mut self, condition: Piece) -> Code {
        match condition.reads {
            Reads::One(column) => {
                let code = condition.code;
                self.compiled.singles.push(Single { column, code });
                vec![Step::Single(self.compiled.singles.len() - 1)]
            }
            Reads::Nothing | Reads::Several => condition.code,
        }
    }

    fn within(
        &mut self,
        of: &Expr,
        inside: bool,
        low: Option<&Expr>,
        high: Option<&Expr>,
    ) -> Result<Piece, FilterError> {
        if let (Some(low), Some(high)) = (low, high)
            && let (Some(least), Some(most)) = (literal(low), literal(high))
            && least > most
        {
            return Err(FilterError::at(
                low.span.start..high.span.end,
                format!("nothing is in this range: {least} is more than {most}"),
            ));
        }
        let of = self.number(of)?;
        let mut end = |bound: Option<&Expr>, open: f64| match bound {
            Some(bound) => self.number(bound),
            None => Ok(Piece::constant(open)),
        };
        let low = end(low, f64::NEG_INFINITY)?;
        let high = end(high, f64::INFINITY)?;
        test(of.then(low).then(high), Step::Within { inside })
    }

    fn called_condition(
        &mut self,
        function: Function,
        arguments: &[Expr],
        call: &Expr,
    ) -> Result<Piece, FilterError> {
        let end = match (function, arguments) {
            (Function::Missing, [of]) => return test(self.number(of)?, Step::Missing),
            (Function::Top, [_, _]) => End::High,
            (Function::Bottom, [_, _]) => End::Low,
            (Function::Pareto | Function::Front, _) => {
                return self.on_front(function, arguments, call);
            }
            _ => {
                self.number(call)?;
                return Err(self.no_condition(call));
            }
        };
        let (ranked, share) = (&arguments[0], &arguments[1]);
        let of = self.number(ranked)?;
        if of.reads == Reads::Nothing {
            let name = function.name();
            let message = format!("`{name}` ranks a column; this is the same number for all rows");
            return Err(FilterError::at(ranked.span.clone(), message));
        }
        let share = share_of(share)?;
        self.compiled.cuts.push(Cut {
            of: of.code.clone(),
            end,
            share,
        });
        test(of, Step::Reaches(self.compiled.cuts.len() - 1))
    }

    fn number(&mut self, expr: &Expr) -> Result<Piece, FilterError> {
        match &expr.kind {
            Kind::Number { value, percent } => Ok(Piece {
                sign: percent.then(|| expr.span.clone()),
                ..Piece::constant(*value)
            }),
            Kind::Column(name) => {
                let (column, unit) = self.column(name, expr)?;
                Ok(Piece {
                    in_percent: unit == Unit::Percent,
                    ..column
                })
            }
            Kind::Negative(of) => Ok(self.number(of)?.step(Step::Negate)),
            Kind::Chain { first, rest } => {
                rest.iter()
                    .try_fold(self.number(first)?, |left, (operator, right)| {
                        let sides = left.then(self.number(right)?);
                        Ok(sides.step(Step::Arithmetic(*operator)))
                    })
            }
            Kind::Call {
                function,
                arguments,
            } => self.called_number(*function, arguments, expr),
            Kind::Not(_)
            | Kind::All(_)
            | Kind::Any(_)
            | Kind::Compare { .. }
            | Kind::Within { .. } => Err(self.no_number(expr)),
        }
    }

    fn called_number(
        &mut self,
        function: Function,
        arguments: &[Expr],
        call: &Expr,
    ) -> Result<Piece, FilterError> {
        match (function, arguments) {
            (Function::Abs, [of]) => Ok(self.number(of)?.step(Step::Absolute)),
            (Function::Min | Function::Max, [a, b]) => {
                let sides = self.number(a)?.then(self.number(b)?);
                let end = match function {
                    Function::Min => End::Low,
                    _ => End::High,
                };
                Ok(sides.step(Step::Extreme(end)))
            }
            (Function::Pareto | Function::Front, _) => {
                self.on_front(function, arguments, call)?;
                Err(self.no_number(call))
            }
            _ if arguments.len() == function.arity() => Err(self.no_number(call)),
            _ => Err(wrong_arity(function, arguments.len(), call)),
        }
    }

    /// Whether the encoding has `text` in it.
    fn encoded(&mut self, text: &str, expr: &Expr) -> Result<Piece, FilterError> {
        if self.table.archs().is_none() {
            let message = "the encodings of these rows are not at hand";
            return Err(FilterError::at(expr.span.clone(), message));
        }
        let query = EncodingQuery::new(self.table.space(), text);
        Ok(self.given(Given::Encoded(query)))
    }

    fn given(&mut self, given: Given) -> Piece {
        self.compiled.given.push(given);
        let step = Step::Given(self.compiled.given.len() - 1);
        Piece::new(vec![step], Reads::Several)
    }

    fn column(&self, name: &str, expr: &Expr) -> Result<(Piece, Unit), FilterError> {
        let column = names::resolve(name, expr.span.clone(), self.text, self.table)?;
        let piece = Piece::new(vec![Step::Column(column)], Reads::One(column));
        Ok((piece, self.table.column(column).spec.unit))
    }

    fn no_condition(&self, expr: &Expr) -> FilterError {
        let shown = excerpt(self.text, &expr.span);
        let message = format!(
            "`{shown}` is a number where a condition is expected; compare it, as in `{shown} > 0`"
        );
        FilterError::at(expr.span.clone(), message)
    }

    fn no_number(&self, expr: &Expr) -> FilterError {
        let shown = excerpt(self.text, &expr.span);
        let message = format!(
            "`{shown}` is a condition where a number is expected; join conditions with `and` or `or`"
        );
        FilterError::at(expr.span.clone(), message)
    }
}

/// A condition on the numbers that are on the stack.
fn test(numbers: Piece, step: Step) -> Result<Piece, FilterError> {
    Ok(checked(numbers)?.step(step))
}

/// Numbers that are complete: here a percent sign must have found its column.
fn checked(numbers: Piece) -> Result<Piece, FilterError> {
    if let (Some(sign), false) = (&numbers.sign, numbers.in_percent) {
        return Err(FilterError::at(
            sign.clone(),
            "no column in this comparison is in percent; \
             a share of the rows is written `top(x, 10%)`",
        ));
    }
    Ok(numbers)
}

fn wrong_arity(function: Function, given: usize, call: &Expr) -> FilterError {
    let arity = function.arity();
    let plural = if arity == 1 { "" } else { "s" };
    let (name, signature) = (function.name(), function.signature());
    FilterError::at(
        call.span.clone(),
        format!("`{name}` takes {arity} argument{plural}, not {given}: `{signature}`"),
    )
}

pub(super) fn literal(expr: &Expr) -> Option<f64> {
    match &expr.kind {
        Kind::Number { value, .. } => Some(*value),
        Kind::Negative(of) => literal(of).map(|value| -value),
        _ => None,
    }
}

fn share_of(expr: &Expr) -> Result<Share, FilterError> {
    let fault = |message: &str| Err(FilterError::at(expr.span.clone(), message));
    let percent = matches!(expr.kind, Kind::Number { percent: true, .. });
    match literal(expr) {
        None => fault("how many rows is a plain number or percentage: `top(x, 10)`, `top(x, 1%)`"),
        Some(k) if k <= 0.0 => fault("how many rows must be more than 0"),
        Some(k) if percent && k > 100.0 => fault("a share of the rows is at most 100%"),
        Some(k) if percent => Ok(Share::Percent(k)),
        Some(k) if k.fract() != 0.0 => {
            fault("a number of rows is whole; a share has a percent sign")
        }
        Some(k) => Ok(Share::Count(k as usize)),
    }
}
