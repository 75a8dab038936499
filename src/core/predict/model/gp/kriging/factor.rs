//! Cholesky factors that grow by a row.

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
        // The determinant is 7.24.
        assert!((factor.half_log_determinant() - 7.24_f64.ln() / 2.0).abs() < 1e-9);
    }
}
