//! How wide a column must be to show all its values.

use super::{Column, Format, Values, number};

/// The widest that [`Format::Si`] writes a positive value from 1 on within its prefixes, `12.4k`, and below 1, `1.39e-3`.
const SI_WIDTH: usize = 5;
const SMALL_SI_WIDTH: usize = 7;

/// Below this, a number's whole part is exact as an integer.
const EXACT: f64 = 1e15;

impl Column {
    /// The width of the column's widest value as [`number`] writes it, in terminal cells; 0 when all
    /// values are missing. The header is not counted.
    pub fn width(&self) -> usize {
        self.values.width(self.spec.format)
    }
}

impl Values {
    /// Cheap enough for every change of the values: only those that may be wider than all before are
    /// written out.
    pub(crate) fn width(&self, format: Format) -> usize {
        match self {
            Self::Coded { levels, .. } => widest(levels.iter().copied(), format),
            Self::Bits { .. } => widest([0.0, 1.0].into_iter(), format),
            Self::Decimals(decimals) if matches!(format, Format::Fixed(_)) => {
                // More digits before the point make a number wider, and nothing else does.
                let ends = decimals.range();
                widest(ends.into_iter().flat_map(<[f64; 2]>::from), format)
            }
            Self::Decimals(decimals) => widest(decimals.iter(), format),
            Self::Dense(values) => widest(values.iter().copied(), format),
            Self::Computed(_) => widest(self.iter(), format),
        }
    }
}

fn widest(values: impl Iterator<Item = f64>, format: Format) -> usize {
    let mut widest = 0;
    for value in values {
        if at_most(value, format) > widest {
            widest = widest.max(number(value, format).len());
        }
    }
    widest
}

/// A bound on the length of `value` in `format`, never too small.
fn at_most(value: f64, format: Format) -> usize {
    if value.is_nan() {
        return 0;
    }
    let size = value.abs();
    let sign = usize::from(value < 0.0);
    match format {
        Format::Flag => 1,
        Format::Si if size == 0.0 => 1,
        Format::Si if (1.0..1e20).contains(&size) => sign + SI_WIDTH,
        Format::Si if (1e-9..1.0).contains(&size) => sign + SMALL_SI_WIDTH,
        Format::Si => usize::MAX,
        Format::Fixed(_) | Format::Compact if size >= EXACT => usize::MAX,
        Format::Compact if value.fract() == 0.0 => sign + digits(size as u64),
        // Rounding may carry into another digit, as in 99.996.
        Format::Compact => sign + digits(size as u64 + 1) + 3,
        Format::Fixed(decimals) => sign + digits(size as u64 + 1) + 1 + usize::from(decimals),
    }
}

fn digits(whole: u64) -> usize {
    whole.max(1).ilog10() as usize + 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::column::Decimals;

    fn width(values: &[f64], format: Format) -> usize {
        Values::Dense(values.to_vec()).width(format)
    }

    #[test]
    fn the_widest_value_counts() {
        assert_eq!(width(&[9.7, 91.72, f64::NAN], Format::Fixed(2)), 5);
        assert_eq!(width(&[99.996, 1.0], Format::Fixed(2)), 6);
        assert_eq!(width(&[-9.5, 9.5], Format::Fixed(2)), 5);
        assert_eq!(width(&[1.0, 15_625.0, 0.25], Format::Compact), 5);
        assert_eq!(width(&[0.25, 12.5, 3.0], Format::Compact), 4);
        assert_eq!(width(&[0.0139, 144.0], Format::Si), 6);
        assert_eq!(width(&[144.0], Format::Si), 3);
        assert_eq!(width(&[f64::INFINITY, 1.0], Format::Compact), 3);
    }

    #[test]
    fn levels_stand_for_their_rows() {
        let coded = Values::Coded {
            codes: vec![0, 1, 1],
            levels: vec![0.5, 10.0],
        };
        assert_eq!(coded.width(Format::Compact), 3);
    }

    #[test]
    fn nothing_has_no_width() {
        assert_eq!(width(&[], Format::Fixed(2)), 0);
        assert_eq!(width(&[f64::NAN], Format::Si), 0);
    }

    #[test]
    fn numbers_kept_as_decimals_are_as_wide() {
        for values in [
            [9.5, -12.25, f64::NAN],
            [-0.004, 0.25, 99.996],
            [f64::NAN; 3],
        ] {
            let decimals = Values::Decimals(Decimals::of(&values).unwrap());
            for format in [Format::Fixed(0), Format::Fixed(2), Format::Compact] {
                assert_eq!(decimals.width(format), width(&values, format), "{values:?}");
            }
        }
    }

    fn figure() -> impl Strategy<Value = f64> {
        prop_oneof![
            proptest::num::f64::ANY,
            -1e4..1e4,
            (-20_000_i32..20_000).prop_map(f64::from),
            (0_u32..20, -2.0..2.0).prop_map(|(power, off)| 10_f64.powi(power as i32) - off),
            -1.0..1.0,
        ]
    }

    proptest! {
        #[test]
        fn no_value_is_wider_and_one_is_as_wide(
            values in proptest::collection::vec(figure(), 1..20),
            format in prop_oneof![
                (0_u8..4).prop_map(Format::Fixed),
                Just(Format::Compact),
                Just(Format::Si),
                Just(Format::Flag),
            ],
        ) {
            let widest = values.iter().map(|&value| number(value, format).len()).max();
            prop_assert_eq!(Some(width(&values, format)), widest);
        }
    }
}
