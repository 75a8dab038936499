//! Powers of two that numbers are divided by so that their squares neither overflow nor vanish. Unlike other
//! factors they change no digit.

use serde::{Deserialize, Serialize};

/// The bits of a number that hold its exponent.
const EXPONENT: u64 = 0x7FF << 52;

/// A power of two.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Magnitude(f64);

impl Magnitude {
    pub(crate) const ONE: Self = Self(1.0);

    /// That of a number, whose quotient lies between 1 and 2; [`Self::ONE`] for 0 and what is not finite.
    fn of(number: f64) -> Self {
        if number == 0.0 || !number.is_finite() {
            return Self::ONE;
        }
        // Numbers below have no exponent of their own.
        let number = number.abs().max(f64::MIN_POSITIVE);
        Self(f64::from_bits(number.to_bits() & EXPONENT))
    }

    /// That of the number farthest from 0.
    pub(crate) fn of_largest(numbers: impl Iterator<Item = f64>) -> Self {
        Self::of(numbers.fold(0.0, |largest, number| number.abs().max(largest)))
    }

    /// That of half the range of `numbers`, or of all of them where they are equal.
    pub(crate) fn of_range(numbers: &[f64]) -> Self {
        let numbers = numbers.iter().copied();
        let lowest = numbers.clone().fold(f64::INFINITY, f64::min);
        let highest = numbers.fold(f64::NEG_INFINITY, f64::max);
        // The range itself may overflow.
        let half = highest / 2.0 - lowest / 2.0;
        Self::of(if half == 0.0 { highest } else { half })
    }

    pub(crate) fn down(self, number: f64) -> f64 {
        number / self.0
    }

    pub(crate) fn up(self, number: f64) -> f64 {
        number * self.0
    }
}

impl std::ops::Mul for Magnitude {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self(self.0 * other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_numbers_and_the_smallest_come_near_to_one() {
        for number in [1.0, -3.7, 91.6, 1e308, f64::MAX, 1e-12, 1e-307] {
            let magnitude = Magnitude::of(number);
            let down = magnitude.down(number);
            assert!((1.0..2.0).contains(&down.abs()), "{number}: {down}");
            assert_eq!(magnitude.up(down).to_bits(), number.to_bits());
        }
        for number in [0.0, f64::INFINITY, f64::NAN] {
            assert_eq!(Magnitude::of(number), Magnitude::ONE);
        }
        assert!(Magnitude::of(5e-324).down(5e-324) > 0.0);
    }

    #[test]
    fn a_range_counts_and_not_where_it_lies() {
        let of = |numbers: &[f64]| Magnitude::of_range(numbers);
        assert_eq!(of(&[1e9, 1e9 + 2.0]), Magnitude::ONE);
        assert!(of(&[-f64::MAX, f64::MAX]).down(f64::MAX) < 2.0);
        assert_eq!(of(&[7.0, 7.0]), Magnitude(4.0));
        assert_eq!(
            Magnitude::of_largest([-9.0, 4.0].into_iter()),
            Magnitude(8.0)
        );
    }
}
