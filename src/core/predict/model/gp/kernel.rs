//! The Matérn kernel of smoothness 3/2, over many squared distances at a time.

use crate::predict::wide::wide;

/// The similarity of two rows at squared distance `squared`, 0 to 1; `scale` is √3 ÷ the length scale.
#[expect(
    clippy::inline_always,
    reason = "compiled for the registers of its caller"
)]
#[inline(always)]
fn similarity(squared: f64, scale: f64) -> f64 {
    let distance = scale * squared.max(0.0).sqrt();
    (1.0 + distance) * exp_of_minus(distance)
}

pub(super) fn matern(squared: &mut [f64], length_scale: f64) {
    let scale = 3.0_f64.sqrt() / length_scale;
    // With the widest registers of the machine: the results do not depend on their width.
    wide(
        #[inline(always)]
        || {
            for value in &mut *squared {
                *value = similarity(*value, scale);
            }
        },
    );
}

/// e to the power −`x`, for x ≥ 0, to 1e-9 of its value. Unlike the one of the system it is the same
/// on every machine, and the compiler makes it work on several numbers at a time.
#[inline(always)]
pub(super) fn exp_of_minus(x: f64) -> f64 {
    /// 2⁵² × 1.5: added to a small number, it leaves the nearest whole number in the lowest bits.
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    let power = -x.min(700.0) * std::f64::consts::LOG2_E;
    let shifted = power + SHIFT;
    let rest = (power - (shifted - SHIFT)) * std::f64::consts::LN_2;
    // The Taylor series: |rest| is at most ln 2 ÷ 2.
    let mut sum = 1.0 / 40_320.0;
    for factorial in [5_040.0, 720.0, 120.0, 24.0, 6.0, 2.0, 1.0, 1.0] {
        sum = sum * rest + 1.0 / factorial;
    }
    // Times two to the whole power, by adding it to the exponent.
    f64::from_bits(sum.to_bits().wrapping_add(shifted.to_bits() << 52))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_that_of_the_system() {
        for step in 0..7000 {
            let x = f64::from(step) * 0.1;
            let expected = (-x).exp();
            assert!((exp_of_minus(x) - expected).abs() <= 1e-9 * expected, "{x}");
        }
        assert!(exp_of_minus(1e9) < 1e-300);
    }

    #[test]
    fn similarity_falls_from_one_with_distance() {
        let mut values = [0.0, 1.0, 4.0, 100.0];
        matern(&mut values, 1.0);
        assert!((values[0] - 1.0).abs() < 1e-12);
        let at_one = (1.0 + 3.0_f64.sqrt()) * (-(3.0_f64.sqrt())).exp();
        assert!((values[1] - at_one).abs() < 1e-9);
        assert!(values[1] > values[2] && values[2] > values[3] && values[3] < 1e-5);
    }
}
