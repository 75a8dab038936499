//! How values of the target are written.

use crate::table::{ColumnSpec, Format, number};

/// Name, number format and unit of a target.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    /// Name of the target.
    pub target: &'a str,
    /// How numbers are written.
    pub format: Format,
    /// Symbol of the unit; empty without one.
    pub unit: &'static str,
}

impl<'a> Values<'a> {
    /// Those of a column.
    pub fn of(spec: &'a ColumnSpec) -> Self {
        Self {
            target: &spec.name,
            format: spec.format,
            unit: spec.unit.symbol(),
        }
    }

    /// `value` with its unit; empty for NaN.
    pub fn text(&self, value: f64) -> String {
        let number = number(value, self.format);
        match self.unit {
            "" => number,
            _ if number.is_empty() => number,
            unit => format!("{number} {unit}"),
        }
    }

    pub(super) fn heading(&self, name: &str) -> String {
        match self.unit {
            "" => name.to_owned(),
            unit => format!("{name} [{unit}]"),
        }
    }
}
