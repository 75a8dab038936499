//! Conditions that are made rather than typed.

use super::ast::{Expr, Kind};
use super::parser::parse;
use super::print::quoted;
use crate::column::{ARCH, ColumnSpec, Unit};

/// Numbers of this size are written without an exponent.
const PLAIN: std::ops::Range<f64> = 1e-5..1e15;

/// `value` in as many digits as it takes to read the same number again.
pub fn literal(value: f64) -> String {
    // Adding 0 makes one zero of two.
    let value = value + 0.0;
    if value == 0.0 || !value.is_finite() || PLAIN.contains(&value.abs()) {
        value.to_string()
    } else {
        format!("{value:e}")
    }
}

/// The condition that a row meets exactly when its value in `column` is `value`, or missing as that is.
pub fn equals(column: &ColumnSpec, value: f64) -> String {
    let name = quoted(&column.name);
    if value.is_nan() {
        format!("missing({name})")
    } else if column.unit == Unit::Flag && value > 0.0 {
        name
    } else if value.is_finite() {
        format!("{name} = {}", literal(value))
    } else {
        // There is no word for infinite numbers.
        let comparison = if value > 0.0 { '>' } else { '<' };
        format!("{name} {comparison} {}", literal(f64::MAX.copysign(value)))
    }
}

/// The condition that the architecture with this encoding meets; it is to be a whole one.
pub fn has_encoding(encoding: &str) -> String {
    quoted(&format!("{ARCH}({encoding})"))
}

/// What holds exactly where `condition` does not, missing values included. What is no condition stays.
pub fn negated(condition: &str) -> String {
    match parse(condition) {
        Ok(Expr {
            kind: Kind::Not(of),
            ..
        }) => of.to_string(),
        Ok(expr) => Kind::Not(Box::new(expr)).to_string(),
        Err(_) => condition.to_owned(),
    }
}

/// `filter` with `condition` added by `and`: the same where it is there already.
pub fn and(filter: &str, condition: &str) -> String {
    if filter.trim().is_empty() {
        return condition.to_owned();
    }
    let (given, added) = (parse(filter), parse(condition));
    if let (Ok(given), Ok(added)) = (&given, &added)
        && terms(added).iter().all(|term| terms(given).contains(term))
    {
        return filter.to_owned();
    }
    let side = |text: &str, expr: &Result<Expr, _>| match expr {
        Ok(Expr {
            kind: Kind::Any(_), ..
        }) => format!("({text})"),
        _ => text.to_owned(),
    };
    format!("{} and {}", side(filter, &given), side(condition, &added))
}

/// What is joined by `and`.
fn terms(expr: &Expr) -> &[Expr] {
    match &expr.kind {
        Kind::All(terms) => terms,
        _ => std::slice::from_ref(expr),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::Format;
    use crate::table::Group;

    fn column(name: &str, unit: Unit) -> ColumnSpec {
        ColumnSpec {
            name: name.to_owned(),
            short: name.to_owned(),
            group: Group::Other,
            unit,
            format: Format::Compact,
            doc: String::new(),
        }
    }

    #[test]
    fn numbers_are_read_again_as_they_are() {
        for value in [
            0.1 + 0.2,
            -7.25,
            1e300,
            1.5e-7,
            f64::MAX,
            f64::MIN_POSITIVE,
            123_456_789.0,
        ] {
            let text = literal(value);
            assert_eq!(text.parse::<f64>().unwrap().to_bits(), value.to_bits());
            assert!(text.len() < 30, "{text}");
        }
        assert_eq!(
            [literal(-0.0), literal(0.001), literal(90.0)],
            ["0", "0.001", "90"]
        );
    }

    #[test]
    fn a_value_of_any_kind_has_a_condition() {
        let of = |name, unit, value| equals(&column(name, unit), value);
        assert_eq!(of("x", Unit::Number, -2.5), "x = -2.5");
        assert_eq!(of("aa-b", Unit::Number, 1.0), "`aa-b` = 1");
        assert_eq!(of("x", Unit::Number, f64::NAN), "missing(x)");
        assert_eq!(of("marked", Unit::Flag, 1.0), "marked");
        // Without a value it is not marked either.
        assert_eq!(of("marked", Unit::Flag, 0.0), "marked = 0");
        assert_eq!(
            of("x", Unit::Number, f64::INFINITY),
            "x > 1.7976931348623157e308"
        );
        assert_eq!(
            of("x", Unit::Number, f64::NEG_INFINITY),
            "x < -1.7976931348623157e308"
        );
    }

    #[test]
    fn the_opposite_of_a_condition_is_one() {
        for (condition, opposite) in [
            ("x = 1", "not x = 1"),
            ("not marked", "marked"),
            ("x >= 1 and x < 2", "not (x >= 1 and x < 2)"),
            ("missing(x)", "not missing(x)"),
        ] {
            assert_eq!(negated(condition), opposite);
        }
    }

    #[test]
    fn conditions_are_added_once() {
        for (filter, condition, both) in [
            ("", "x = 1", "x = 1"),
            ("y > 2", "x = 1", "y > 2 and x = 1"),
            ("y > 2 or z", "x = 1", "(y > 2 or z) and x = 1"),
            ("y > 2", "a or b", "y > 2 and (a or b)"),
            ("y>2 and x = 1", "x=1", "y>2 and x = 1"),
            ("b < 2 and a >= 1", "a >= 1 and b < 2", "b < 2 and a >= 1"),
            ("a >= 1", "a >= 1 and b < 2", "a >= 1 and a >= 1 and b < 2"),
        ] {
            assert_eq!(and(filter, condition), both);
        }
    }
}
