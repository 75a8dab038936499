//! How numbers are written in a few columns of a terminal.

use serde::{Deserialize, Serialize};

/// How the values of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Always this many decimals.
    Fixed(u8),
    /// Up to two decimals, none for whole numbers.
    Compact,
    /// Three significant digits, from 1000 on with an SI prefix (`12.4k`), below .01 with an exponent (`1.39e-3`): a
    /// small letter such as `m` would read as minutes or millions.
    Si,
    /// `1` or blank; a view may draw a glyph of its own, such as `✓`, for the `1`.
    Flag,
}

/// Prefixes of the powers of 1000.
const SI_PREFIXES: [&str; 7] = ["", "k", "M", "G", "T", "P", "E"];

/// Powers of ten below 1 that are written without an exponent.
const PLAIN_BELOW_ONE: i32 = 2;

impl Format {
    /// As many decimals as the largest of `values` needs to have `digits` significant digits; no letters.
    pub fn significant(values: &[f64], digits: i32) -> Self {
        let sizes = values.iter().filter(|value| value.is_finite());
        let most = sizes.fold(0.0, |most, value| value.abs().max(most));
        if most == 0.0 {
            return Self::Compact;
        }
        let decimals = digits - 1 - most.log10().floor() as i32;
        Self::Fixed(decimals.clamp(0, 12) as u8)
    }
}

/// `value` as ASCII text in `format`, empty for a missing value (NaN). Values that round to zero have
/// no sign, and a [`Format::Si`] value beyond the prefixes is written as `1.23e21`.
pub fn number(value: f64, format: Format) -> String {
    if value.is_nan() {
        return String::new();
    }
    if value.is_infinite() && format != Format::Flag {
        return value.to_string();
    }
    match format {
        Format::Fixed(decimals) => fixed(value, decimals),
        Format::Compact => {
            let text = fixed(value, 2);
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        Format::Si => si(value),
        Format::Flag if value == 0.0 => String::new(),
        Format::Flag => "1".to_owned(),
    }
}

fn fixed(value: f64, decimals: u8) -> String {
    let text = format!("{value:.*}", usize::from(decimals));
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|byte| matches!(byte, b'0' | b'.')) => rest.to_owned(),
        _ => text,
    }
}

fn si(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    // Rounded to three digits first, so that 999.95 moves on to the next prefix.
    let scientific = format!("{:.2e}", value.abs());
    let sign = if value < 0.0 { "-" } else { "" };
    let (mantissa, exponent) = scientific
        .split_once('e')
        .expect("`{:e}` writes an exponent");
    let exponent: i32 = exponent.parse().expect("`{:e}` writes a whole exponent");
    if (-PLAIN_BELOW_ONE..0).contains(&exponent) {
        return format!("{sign}{:.*}", (2 - exponent) as usize, value.abs());
    }
    let prefix = usize::try_from(exponent.div_euclid(3));
    let prefix = prefix.ok().and_then(|place| SI_PREFIXES.get(place));
    let Some(prefix) = prefix else {
        return format!("{sign}{scientific}");
    };
    let digits = mantissa.replace('.', "");
    let (whole, fraction) = digits.split_at(1 + exponent.rem_euclid(3) as usize);
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}{prefix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_keeps_its_decimals() {
        let two = |value| number(value, Format::Fixed(2));
        assert_eq!(two(91.719_999_990), "91.72");
        assert_eq!(two(100.0), "100.00");
        assert_eq!(two(-0.5), "-0.50");
        assert_eq!(two(-0.004), "0.00");
        assert_eq!(two(-0.0), "0.00");
        assert_eq!(two(99.996), "100.00");
        assert_eq!(number(1444.2186, Format::Fixed(0)), "1444");
        assert_eq!(number(-0.2, Format::Fixed(0)), "0");
    }

    #[test]
    fn compact_drops_what_says_nothing() {
        let compact = |value| number(value, Format::Compact);
        assert_eq!(compact(3.0), "3");
        assert_eq!(compact(0.75), "0.75");
        assert_eq!(compact(2.5), "2.5");
        assert_eq!(compact(0.1 + 0.2), "0.3");
        assert_eq!(compact(1.0 / 3.0), "0.33");
        assert_eq!(compact(1.999), "2");
        assert_eq!(compact(100.0), "100");
        assert_eq!(compact(15_625.0), "15625");
        assert_eq!(compact(-7.0), "-7");
        assert_eq!(compact(-0.001), "0");
        assert_eq!(compact(0.0), "0");
        assert_eq!(compact(-1e8), "-100000000");
    }

    #[test]
    fn si_has_three_digits() {
        let si = |value| number(value, Format::Si);
        assert_eq!(si(0.013_935_975), "0.0139");
        assert_eq!(si(0.001_393_597), "1.39e-3");
        assert_eq!(si(1_444.218_599), "1.44k");
        assert_eq!(si(21_000.3), "21.0k");
        assert_eq!(si(144.4), "144");
        assert_eq!(si(7.25), "7.25");
        assert_eq!(si(1.0), "1.00");
        assert_eq!(si(0.1), "0.100");
        assert_eq!(si(2.5e-6), "2.50e-6");
        assert_eq!(si(-0.013_935_975), "-0.0139");
        assert_eq!(si(0.0), "0");
        assert_eq!(si(-0.0), "0");
        assert_eq!(si(4.2e18), "4.20E");
    }

    #[test]
    fn si_rounds_into_the_next_prefix() {
        let si = |value| number(value, Format::Si);
        assert_eq!(si(999.4), "999");
        assert_eq!(si(999.95), "1.00k");
        assert_eq!(si(99.96), "100");
        assert_eq!(si(9.996), "10.0");
        assert_eq!(si(0.009_999_6), "0.0100");
        assert_eq!(si(0.999_96), "1.00");
        assert_eq!(si(0.000_999_96), "1.00e-3");
        assert_eq!(si(-999_999.0), "-1.00M");
    }

    #[test]
    fn si_beyond_the_prefixes_is_scientific() {
        assert_eq!(number(1.234e21, Format::Si), "1.23e21");
        assert_eq!(number(-1.234e21, Format::Si), "-1.23e21");
        assert_eq!(number(1e-16, Format::Si), "1.00e-16");
        assert_eq!(number(f64::MAX, Format::Si), "1.80e308");
        assert_eq!(number(f64::MIN_POSITIVE, Format::Si), "2.23e-308");
    }

    #[test]
    fn significant_decimals_are_those_of_the_largest_value() {
        let of = |values: &[f64]| Format::significant(values, 3);
        assert_eq!(of(&[0.00714, 0.0256, f64::NAN]), Format::Fixed(4));
        assert_eq!(of(&[3.2, -41.5]), Format::Fixed(1));
        assert_eq!(of(&[123_456.0]), Format::Fixed(0));
        assert_eq!(of(&[f64::NAN]), Format::Compact);
    }

    #[test]
    fn flags_are_one_or_blank() {
        assert_eq!(number(1.0, Format::Flag), "1");
        assert_eq!(number(0.0, Format::Flag), "");
    }

    #[test]
    fn missing_is_blank_and_infinity_a_word() {
        for format in [Format::Fixed(2), Format::Compact, Format::Si, Format::Flag] {
            assert_eq!(number(f64::NAN, format), "");
        }
        for format in [Format::Fixed(2), Format::Compact, Format::Si] {
            assert_eq!(number(f64::INFINITY, format), "inf");
            assert_eq!(number(f64::NEG_INFINITY, format), "-inf");
        }
    }
}
