//! Numbers of a few digits behind the point, as tables of measurements have them, in half the memory.

/// What stands for a missing number.
const MISSING: i32 = i32::MIN;

const MOST_DIGITS: usize = 9;

/// Powers of ten are exact, so the quotient is the very number that reading the digits gives.
const SCALES: [f64; MOST_DIGITS + 1] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/// Numbers with at most 9 digits behind the point and 9 in all; NaN means missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Decimals {
    /// The numbers times `scale`, and [`MISSING`].
    numbers: Vec<i32>,
    /// A power of ten.
    scale: f64,
}

impl Decimals {
    /// `None` where that would change the bits of a number.
    pub(crate) fn of(values: &[f64]) -> Option<Self> {
        let mut digits = 0;
        for &value in values {
            while coded(value, SCALES[digits]).is_none() {
                digits += 1;
                if digits > MOST_DIGITS {
                    return None;
                }
            }
        }
        // With more digits, a number from before may be too large.
        let scale = SCALES[digits];
        let numbers = values.iter().map(|&value| coded(value, scale));
        Some(Self {
            numbers: numbers.collect::<Option<_>>()?,
            scale,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.numbers.len()
    }

    pub(crate) fn get(&self, row: usize) -> f64 {
        decoded(self.numbers[row], self.scale)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = f64> {
        self.from(0)
    }

    /// From the row `first` on.
    pub(crate) fn from(&self, first: usize) -> impl Iterator<Item = f64> {
        let numbers = self.numbers[first..].iter();
        numbers.map(|&number| decoded(number, self.scale))
    }
}

fn coded(value: f64, scale: f64) -> Option<i32> {
    if value.is_nan() {
        return Some(MISSING);
    }
    let number = (value * scale).round();
    let fits = number.abs() <= f64::from(i32::MAX);
    // The other zero would not come back.
    let same = || decoded(number as i32, scale).to_bits() == value.to_bits();
    (fits && same()).then_some(number as i32)
}

fn decoded(number: i32, scale: f64) -> f64 {
    if number == MISSING {
        f64::NAN
    } else {
        f64::from(number) / scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_comes_back_to_the_bit() {
        let texts = ["93.1", "-0.0001", "1000", "999.9999", "7", "NaN"];
        let values: Vec<f64> = texts.iter().map(|text| text.parse().unwrap()).collect();
        let decimals = Decimals::of(&values).unwrap();
        assert_eq!(decimals.len(), 6);
        for (row, value) in values.iter().enumerate() {
            let kept = decimals.get(row);
            assert!(kept.to_bits() == value.to_bits() || kept.is_nan() && value.is_nan());
        }
        let from: Vec<f64> = decimals.from(2).take(3).collect();
        assert_eq!(from, values[2..5]);
    }

    #[test]
    fn other_numbers_are_not_decimals() {
        for values in [
            &[0.1 + 0.2][..],
            &[1.0 / 3.0],
            &[-0.0],
            &[3e9],
            &[f64::INFINITY],
            &[2_000_000.0, 0.0001],
        ] {
            assert_eq!(Decimals::of(values), None, "{values:?}");
        }
    }
}
