//! A mean with its interval.

use super::student::two_sided;

/// A mean of numbers, and how far the mean of what they are a sample of may be from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanInterval {
    /// How many numbers.
    pub count: usize,
    /// Their mean; NaN of none.
    pub mean: f64,
    /// Half the width of the confidence interval around it, by Student's t; NaN of fewer than two.
    pub margin: f64,
}

impl MeanInterval {
    /// The usual confidence, 95 %.
    pub const CONFIDENCE: f64 = 0.95;

    /// That of `numbers`, with a confidence between 0 and 1.
    pub fn of(numbers: impl Iterator<Item = f64> + Clone, confidence: f64) -> Self {
        let count = numbers.clone().count();
        let mean = numbers.clone().sum::<f64>() / count as f64;
        let squares: f64 = numbers
            .map(|number| (number - mean) * (number - mean))
            .sum();
        let margin = if count < 2 {
            f64::NAN
        } else {
            let freedom = count as f64 - 1.0;
            let t = two_sided(confidence, freedom as u32);
            t * (squares / freedom / count as f64).sqrt()
        };
        Self {
            count,
            mean,
            margin,
        }
    }

    /// The lower end of the interval.
    pub fn low(self) -> f64 {
        self.mean - self.margin
    }

    /// The upper end.
    pub fn high(self) -> f64 {
        self.mean + self.margin
    }
}

#[cfg(test)]
mod tests {
    use super::MeanInterval;

    #[test]
    fn the_interval_is_that_of_the_definition() {
        // Mean 3, standard deviation sqrt(7), t of two degrees of freedom 4.302653.
        let interval = MeanInterval::of([1.0, 2.0, 6.0].into_iter(), 0.95);
        let expected = 4.302_653 * (7.0_f64 / 3.0).sqrt();
        assert!((interval.mean - 3.0).abs() < 1e-12);
        assert!((interval.high() - 3.0 - expected).abs() < 1e-5);
        assert!((3.0 - interval.low() - expected).abs() < 1e-5);
    }

    #[test]
    fn one_number_has_no_interval() {
        let interval = MeanInterval::of([2.5].into_iter(), 0.95);
        assert_eq!((interval.count, interval.margin.is_nan()), (1, true));
    }
}
