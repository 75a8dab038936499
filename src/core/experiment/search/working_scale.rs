//! The scale that kriging works on.

/// How far the ceiling is above the best, × the distance of the best from the median.
const ROOM: f64 = 0.5;
/// Binary digits after the point: logarithms differ between systems in their last ones.
const DIGITS: i32 = 36;

/// −ln(ceiling − value), of mean 0 and standard deviation 1: what is near the best is told apart, what is
/// far below is not. More is better. A change of unit changes nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct WorkingScale {
    best: f64,
    /// 0 where all values are equal.
    spread: f64,
    /// Of the logarithms.
    mean: f64,
    deviation: f64,
}

impl WorkingScale {
    pub(super) fn of(values: &[f64]) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let at = |place: usize| sorted.get(place).copied().unwrap_or_default();
        let last = sorted.len().saturating_sub(1);
        let (worst, best) = (at(0), at(last));
        let median = f64::midpoint(at(last / 2), at(sorted.len() / 2));
        let spread = if best > median {
            best - median
        } else {
            best - worst
        };
        let mut scale = Self {
            best,
            spread: spread.max(0.0),
            mean: 0.0,
            deviation: 1.0,
        };
        if scale.spread > 0.0 {
            let logs: Vec<f64> = values.iter().map(|&value| scale.log(value)).collect();
            let count = logs.len() as f64;
            scale.mean = logs.iter().sum::<f64>() / count;
            let squares = logs
                .iter()
                .map(|log| (log - scale.mean) * (log - scale.mean));
            scale.deviation = (squares.sum::<f64>() / count).sqrt();
        }
        scale
    }

    fn log(&self, value: f64) -> f64 {
        -((self.best - value) / self.spread + ROOM).ln()
    }

    pub(super) fn scaled(&self, values: &[f64]) -> Vec<f64> {
        if self.spread <= 0.0 {
            return vec![0.0; values.len()];
        }
        let standard = |&value: &f64| rounded((self.log(value) - self.mean) / self.deviation);
        values.iter().map(standard).collect()
    }

    /// The value that is `scaled`; infinities are those of the scale: the ceiling, and nothing below.
    pub(super) fn unscaled(&self, scaled: f64) -> f64 {
        let below = (-(scaled * self.deviation + self.mean)).exp() - ROOM;
        self.best - self.spread * rounded(below)
    }
}

/// To digits that are the same on every machine.
fn rounded(number: f64) -> f64 {
    let unit = 2.0_f64.powi(DIGITS);
    (number * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::WorkingScale;

    fn working(values: &[f64]) -> Vec<f64> {
        WorkingScale::of(values).scaled(values)
    }

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
    fn values_come_back_and_none_is_above_the_ceiling() {
        let values = [3.0, 9.0, 8.5, 1.0, 8.9];
        let scale = WorkingScale::of(&values);
        for (scaled, value) in scale.scaled(&values).into_iter().zip(values) {
            assert!((scale.unscaled(scaled) - value).abs() < 1e-6);
        }
        // Half the distance of the best from the median above the best.
        assert!((scale.unscaled(99.0) - 9.25).abs() < 1e-6);
        let equal = WorkingScale::of(&[2.0; 3]);
        assert!((equal.unscaled(0.7) - 2.0).abs() < 1e-9);
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
