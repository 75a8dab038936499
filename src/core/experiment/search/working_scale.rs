//! The scale that kriging works on.

/// How far the ceiling is above the best, × the distance of the best from the median.
const ROOM: f64 = 0.5;
/// Binary digits after the point: logarithms differ between systems in their last ones.
const DIGITS: i32 = 36;

/// −ln(ceiling − value), of mean 0 and standard deviation 1: what is near the best is told apart, what is
/// far below is not. More is better. A change of unit changes nothing.
pub(super) fn working(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let (Some(&worst), Some(&best)) = (sorted.first(), sorted.last()) else {
        return Vec::new();
    };
    let median = f64::midpoint(sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
    let spread = if best > median {
        best - median
    } else {
        best - worst
    };
    if spread <= 0.0 {
        return vec![0.0; values.len()];
    }
    let logs = values
        .iter()
        .map(|value| -((best - value) / spread + ROOM).ln());
    let logs: Vec<f64> = logs.collect();
    let count = logs.len() as f64;
    let mean = logs.iter().sum::<f64>() / count;
    let variance = logs
        .iter()
        .map(|log| (log - mean) * (log - mean))
        .sum::<f64>()
        / count;
    let unit = 2.0_f64.powi(DIGITS);
    let standard = |log: f64| ((log - mean) / variance.sqrt() * unit).round() / unit;
    logs.into_iter().map(standard).collect()
}

#[cfg(test)]
mod tests {
    use super::working;

    #[test]
    fn the_order_stays_and_units_do_not_matter() {
        let values = [3.0, 9.0, 8.5, 1.0, 8.9];
        let scaled = working(&values);
        assert!(scaled[1] > scaled[4] && scaled[4] > scaled[2] && scaled[2] > scaled[0]);
        assert!(scaled[0] > scaled[3]);
        // Near the best, equal steps count more.
        assert!(scaled[1] - scaled[2] > scaled[0] - scaled[3] - 0.5);
        let mean = scaled.iter().sum::<f64>() / 5.0;
        assert!(mean.abs() < 1e-9);
        let other = working(&values.map(|value| 1000.0 * value - 77.0));
        for (a, b) in scaled.iter().zip(other) {
            assert!((a - b).abs() < 1e-9);
        }
    }

    #[test]
    fn equal_values_are_all_zero() {
        assert_eq!(working(&[2.0; 4]), [0.0; 4]);
        assert!(
            working(&[1.0, 2.0, 2.0])
                .iter()
                .all(|value| value.is_finite())
        );
    }
}
