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
        let mut numbers = Vec::with_capacity(values.len());
        for &value in values {
            let mut number = coded(value, SCALES[digits]);
            while number.is_none() {
                digits += 1;
                let scale = *SCALES.get(digits)?;
                // With more digits, a number from before may be too large.
                for (number, &value) in numbers.iter_mut().zip(values) {
                    *number = coded(value, scale)?;
                }
                number = coded(value, scale);
            }
            numbers.extend(number);
        }
        let scale = SCALES[digits];
        Some(Self { numbers, scale })
    }

    /// Numbers as [`Self::numbers`] has them, with [`Self::digits`].
    pub(crate) fn restore(numbers: Vec<i32>, digits: u8) -> Option<Self> {
        let scale = *SCALES.get(usize::from(digits))?;
        Some(Self { numbers, scale })
    }

    /// Digits behind the point.
    pub(crate) fn digits(&self) -> u8 {
        SCALES.partition_point(|&scale| scale < self.scale) as u8
    }

    /// The numbers without their point.
    pub(crate) fn numbers(&self) -> &[i32] {
        &self.numbers
    }

    pub(crate) fn len(&self) -> usize {
        self.numbers.len()
    }

    pub(crate) fn get(&self, row: usize) -> f64 {
        decoded(self.numbers[row], self.scale)
    }

    /// The smallest and the largest number.
    pub(super) fn range(&self) -> Option<(f64, f64)> {
        let all = self.numbers.iter();
        // The lowest code stands for a missing number, which one less makes the highest.
        let least = all.clone().map(|number| number.wrapping_sub(1)).min()?;
        let least = least.wrapping_add(1);
        let most = all.copied().max()?;
        let decode = |number| decoded(number, self.scale);
        (most != MISSING).then(|| (decode(least), decode(most)))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = f64> + Clone {
        self.from(0)
    }

    /// From the row `first` on.
    pub(crate) fn from(&self, first: usize) -> impl Iterator<Item = f64> + Clone {
        let numbers = self.numbers[first..].iter();
        numbers.map(|&number| decoded(number, self.scale))
    }
}

fn coded(value: f64, scale: f64) -> Option<i32> {
    if value.is_nan() {
        return Some(MISSING);
    }
    // The nearest whole number, cheaper than by `round`; one out of range becomes another one.
    let number = (value * scale + 0.5_f64.copysign(value)) as i32;
    // The other zero would not come back.
    (decoded(number, scale).to_bits() == value.to_bits()).then_some(number)
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
        let again = Decimals::restore(decimals.numbers().to_vec(), decimals.digits());
        assert_eq!(again.as_ref(), Some(&decimals));
        assert_eq!(Decimals::restore(vec![1], 10), None);
        assert_eq!(decimals.range(), Some((-0.0001, 1000.0)));
        let missing = Decimals::of(&[f64::NAN; 2]).unwrap();
        assert_eq!(missing.range(), None);
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
