//! Gauss-Legendre quadrature: integrals of polynomials over 0 to 1 as weighted sums.

use std::f64::consts::PI;

/// Nodes handled together.
pub(super) const LANES: usize = 4;

/// Places and weights by which a polynomial of degree up to twice their number less one is integrated
/// exactly, but for rounding.
#[derive(Debug, Clone)]
pub(super) struct Quadrature {
    /// Places between 0 and 1; a multiple of [`LANES`].
    pub(super) at: Vec<f64>,
    pub(super) weights: Vec<f64>,
}

impl Quadrature {
    pub(super) fn exact_to(degree: usize) -> Self {
        let count = (degree / 2 + 1).next_multiple_of(LANES);
        let (at, weights) = (0..count).map(|place| node(place, count)).unzip();
        Self { at, weights }
    }
}

/// The place and weight number `place` of `count`: a root of a Legendre polynomial, by Newton's method.
fn node(place: usize, count: usize) -> (f64, f64) {
    let mut x = (PI * (place as f64 + 0.75) / (count as f64 + 0.5)).cos();
    let mut slope = 0.0;
    // Converges quadratically from so near a guess.
    for _ in 0..8 {
        let value;
        (value, slope) = legendre(count, x);
        x -= value / slope;
    }
    ((1.0 - x) / 2.0, 1.0 / ((1.0 - x * x) * slope * slope))
}

/// The Legendre polynomial of `degree` at `x`, and its slope there.
fn legendre(degree: usize, x: f64) -> (f64, f64) {
    let (mut before, mut last) = (1.0, x);
    for k in 2..=degree {
        let k = k as f64;
        (before, last) = (last, ((2.0 * k - 1.0) * x * last - (k - 1.0) * before) / k);
    }
    let slope = degree as f64 * (x * last - before) / (x * x - 1.0);
    (last, slope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_integrated_exactly() {
        for degree in [0, 1, 5, 12, 31, 60] {
            let rule = Quadrature::exact_to(degree);
            assert!(rule.at.len().is_multiple_of(LANES));
            for power in 0..=degree {
                let terms = rule.at.iter().zip(&rule.weights);
                let sum: f64 = terms
                    .map(|(at, weight)| weight * at.powi(power as i32))
                    .sum();
                let exact = 1.0 / (power as f64 + 1.0);
                assert!((sum - exact).abs() < 1e-13, "{degree} {power}: {sum}");
            }
        }
    }
}
