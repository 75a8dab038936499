//! `pareto` and `front`: what is traded off, which end of it is good, and among which rows.

use std::sync::Arc;

use crate::bench::Better;
use crate::table::{ColumnId, Unit};

use super::super::ast::{Expr, Function, Kind};
use super::super::code::{Code, Front, Given, Step};
use super::super::derive::is_condition;
use super::super::error::{FilterError, excerpt};
use super::super::names;
use super::{Compiler, Piece, Reads, checked, literal};

impl Compiler<'_> {
    pub(super) fn on_front(
        &mut self,
        function: Function,
        arguments: &[Expr],
        call: &Expr,
    ) -> Result<Piece, FilterError> {
        let (of, deepest) = match (function, arguments) {
            (Function::Front, [of @ .., count]) => (of, count_of(count)?),
            _ => (arguments, 1),
        };
        let mut objectives: Vec<(Code, Better)> = Vec::new();
        let mut among = Code::new();
        for expr in of {
            if self.is_condition(expr) {
                let is_first = among.is_empty();
                among.extend(self.condition(expr)?.code);
                among.extend((!is_first).then_some(Step::And));
                continue;
            }
            let objective = self.objective(expr)?;
            if (objectives.iter()).any(|(known, _)| self.is_same(known, &objective.0)) {
                let shown = excerpt(self.text, &expr.span);
                let message = format!(
                    "`{shown}` has the same values as another argument: nothing is traded off"
                );
                return Err(FilterError::at(expr.span.clone(), message));
            }
            objectives.push(objective);
        }
        if objectives.len() < 2 {
            let (name, signature) = (function.name(), function.signature());
            let message = format!("`{name}` trades off two numbers or more: `{signature}`");
            return Err(FilterError::at(call.span.clone(), message));
        }
        let front = Front {
            objectives,
            among,
            deepest,
        };
        Ok(self.given(Given::Front(front)))
    }

    /// Whether an argument says which rows are compared: a condition, or a column of yes and no.
    fn is_condition(&self, expr: &Expr) -> bool {
        let is_flag = |name: &str| {
            let id = names::resolve(name, expr.span.clone(), self.text, self.table);
            id.is_ok_and(|id| self.table.column(id).spec.unit == Unit::Flag)
        };
        is_condition(expr) || matches!(&expr.kind, Kind::Column(name) if is_flag(name))
    }

    /// A number, and which end of it is good: as `min(x)` or `max(x)` states it, or as its column says.
    fn objective(&mut self, expr: &Expr) -> Result<(Code, Better), FilterError> {
        let (of, stated) = match &expr.kind {
            Kind::Call {
                function,
                arguments,
            } => match (function, arguments.as_slice()) {
                (Function::Min, [of]) => (of, Some(Better::Lower)),
                (Function::Max, [of]) => (of, Some(Better::Higher)),
                _ => (expr, None),
            },
            _ => (expr, None),
        };
        let number = checked(self.number(of)?)?;
        if number.reads == Reads::Nothing {
            let message = "this is the same number for all rows: name a column";
            return Err(FilterError::at(of.span.clone(), message));
        }
        if let Some(better) = stated.or_else(|| self.better(of)) {
            return Ok((number.code, better));
        }
        let shown = excerpt(self.text, &of.span);
        let message = format!(
            "which end of `{shown}` is good is not known: write `max({shown})` or `min({shown})`"
        );
        Err(FilterError::at(of.span.clone(), message))
    }

    fn better(&self, expr: &Expr) -> Option<Better> {
        match &expr.kind {
            Kind::Column(name) => {
                let id = names::resolve(name, expr.span.clone(), self.text, self.table);
                self.table.better(id.ok()?)
            }
            Kind::Negative(of) => self.better(of).map(|better| match better {
                Better::Higher => Better::Lower,
                Better::Lower => Better::Higher,
            }),
            _ => None,
        }
    }

    /// Whether two numbers are the same, but for their signs, in every row.
    fn is_same(&self, a: &Code, b: &Code) -> bool {
        match (unsigned(a), unsigned(b)) {
            ([Step::Column(a)], [Step::Column(b)]) => a == b || self.is_copy(*a, *b),
            (a, b) => a == b,
        }
    }

    /// Whether one column has the values of another, as `true` has those of the target.
    fn is_copy(&self, a: ColumnId, b: ColumnId) -> bool {
        let [a, b] = [a, b].map(|id| &self.table.column(id).values);
        // Columns that are still to be filled have no values in common.
        Arc::ptr_eq(a, b) && a.range().is_some()
    }
}

fn unsigned(code: &Code) -> &[Step] {
    let mut code = code.as_slice();
    while let [inner @ .., Step::Negate] = code {
        code = inner;
    }
    code
}

fn count_of(expr: &Expr) -> Result<usize, FilterError> {
    let percent = matches!(expr.kind, Kind::Number { percent: true, .. });
    match literal(expr).filter(|_| !percent) {
        Some(k) if k >= 1.0 && k.fract() == 0.0 => Ok(k as usize),
        _ => Err(FilterError::at(
            expr.span.clone(),
            "how many fronts comes last, a whole number from 1 on: `front(x, y, 2)`",
        )),
    }
}
