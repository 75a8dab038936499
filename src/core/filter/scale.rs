//! Which unit an expression's numbers have.

use crate::table::{Format, Table, Unit};

use super::ast::{Expr, Function, Kind, Operator};

/// The scale of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Scale {
    /// Plain numbers, which change no unit that they are added to or multiplied with.
    Plain,
    Of(Unit, Format),
    /// Units were mixed, so there is none.
    Mixed,
}

/// The unit and format of the numbers of `expr`; `None` where they have no unit.
pub(super) fn scale(expr: &Expr, table: &Table) -> Option<(Unit, Format)> {
    match of(expr, table) {
        Scale::Of(unit, format) => Some((unit, format)),
        Scale::Plain | Scale::Mixed => None,
    }
}

fn of(expr: &Expr, table: &Table) -> Scale {
    match &expr.kind {
        Kind::Column(name) => column(name, table),
        Kind::Negative(inner) => of(inner, table),
        Kind::Chain { first, rest } => {
            let terms = rest.iter();
            terms.fold(of(first, table), |left, (operator, right)| {
                chained(left, *operator, of(right, table))
            })
        }
        Kind::Call {
            function: Function::Abs | Function::Min | Function::Max,
            arguments,
        } => {
            let scales = arguments.iter().map(|argument| of(argument, table));
            scales.fold(Scale::Plain, alike)
        }
        _ => Scale::Plain,
    }
}

fn column(name: &str, table: &Table) -> Scale {
    let Ok(id) = table.resolve(name) else {
        return Scale::Plain;
    };
    let spec = &table.column(id).spec;
    match spec.unit {
        Unit::Number | Unit::Flag => Scale::Plain,
        unit => Scale::Of(unit, spec.format),
    }
}

fn chained(left: Scale, operator: Operator, right: Scale) -> Scale {
    match (operator, left, right) {
        (Operator::Plus | Operator::Minus, ..) => alike(left, right),
        (_, scale, Scale::Plain) | (Operator::Times, Scale::Plain, scale) => scale,
        _ => Scale::Mixed,
    }
}

fn alike(left: Scale, right: Scale) -> Scale {
    match (left, right) {
        (scale, Scale::Plain) | (Scale::Plain, scale) => scale,
        (Scale::Of(one, format), Scale::Of(other, _)) if one == other => Scale::Of(one, format),
        _ => Scale::Mixed,
    }
}
