//! Cholesky factors that grow by a row.

use rayon::prelude::*;

/// Least variance that a row keeps given those before it: rounding must not make it negative.
const LEAST: f64 = 1e-9;

/// The lower triangle whose product with itself is a covariance matrix.
#[derive(Debug, Clone, Default)]
pub(super) struct Factor {
    rows: Vec<Vec<f64>>,
}

impl Factor {
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn row(&self, at: usize) -> &[f64] {
        &self.rows[at]
    }

    /// Adds a row, given its covariances with those before it and its own variance.
    pub(super) fn extend(&mut self, covariances: &[f64], variance: f64) {
        let mut row = self.solve(covariances);
        let rest = variance - dot(&row, &row);
        row.push(rest.max(LEAST).sqrt());
        self.rows.push(row);
    }

    /// The vector whose product with the triangle is `right`; of its first rows where that is shorter.
    pub(super) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let mut solved = Vec::with_capacity(right.len() + 1);
        for (at, (row, right)) in self.rows.iter().zip(right).enumerate() {
            let known = dot(&row[..at], &solved);
            solved.push((right - known) / row[at]);
        }
        solved
    }

    /// Half the logarithm of the covariance matrix's determinant.
    pub(super) fn half_log_determinant(&self) -> f64 {
        let rows = self.rows.iter().enumerate();
        rows.map(|(at, row)| row[at].ln()).sum()
    }

    /// How far each of `right` is from what the others say of it, and the variance of that (Rasmussen and
    /// Williams, 2006, section 5.4.2).
    pub(super) fn leave_one_out(&self, right: &[f64]) -> Vec<(f64, f64)> {
        let solved = self.solve(right);
        let of = |at: usize| {
            let mut unit = vec![0.0; right.len()];
            unit[at] = 1.0;
            // Column `at` of the inverse triangle: the inverse of the covariance is made of these.
            let column = self.solve(&unit);
            let variance = 1.0 / dot(&column, &column);
            (dot(&column, &solved) * variance, variance)
        };
        (0..right.len()).into_par_iter().map(of).collect()
    }

    /// The product of the triangle and a vector.
    pub(super) fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.rows.iter().map(|row| dot(row, vector)).collect()
    }
}

/// Over the shorter of the two, in order.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_factor_times_itself_is_the_covariance() {
        let covariance = [[4.0, 2.0, 0.6], [2.0, 3.0, 0.4], [0.6, 0.4, 1.0]];
        let mut factor = Factor::default();
        for (at, row) in covariance.iter().enumerate() {
            factor.extend(&row[..at], row[at]);
        }
        for (a, row) in covariance.iter().enumerate() {
            for (b, expected) in row.iter().enumerate() {
                let product = dot(factor.row(a), factor.row(b));
                assert!((product - expected).abs() < 1e-12, "{a} {b}");
            }
        }
        let solved = factor.solve(&[1.0, -2.0, 0.5]);
        let back = factor.times(&solved);
        for (back, right) in back.iter().zip([1.0, -2.0, 0.5]) {
            assert!((back - right).abs() < 1e-12);
        }
        let left_out = factor.leave_one_out(&[1.0, -2.0, 0.5]);
        // The third given the first two: their covariance is 4 2, 2 3, its inverse 3 -2, -2 4 over 8.
        let (weights, variance) = ([1.0 / 8.0, 0.4 / 8.0], 1.0 - (0.6 / 8.0 + 0.16 / 8.0));
        let said = weights[0] - 2.0 * weights[1];
        assert!((left_out[2].0 - (0.5 - said)).abs() < 1e-12);
        assert!((left_out[2].1 - variance).abs() < 1e-12);
        // The determinant is 7.24.
        assert!((factor.half_log_determinant() - 7.24_f64.ln() / 2.0).abs() < 1e-9);
    }
}
