//! Means, with their standard deviation or their interval.

use serde::Serialize;

use crate::predict::normal_quantile;

/// Mean and standard deviation (n − 1); NaN where a number is missing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spread {
    /// The mean; NaN of nothing.
    pub mean: f64,
    /// The standard deviation; NaN of one number.
    pub std: f64,
}

impl Spread {
    /// That of some numbers.
    pub fn of(numbers: impl Iterator<Item = f64> + Clone) -> Self {
        let (count, mean, squares) = moments(numbers);
        Self {
            mean,
            std: (squares / (count - 1.0)).sqrt(),
        }
    }

    /// `mean ± std` with this many decimals; a dash for what is not defined.
    pub fn text(self, decimals: usize) -> String {
        let number = |number: f64| {
            if number.is_nan() {
                "–".to_owned()
            } else {
                format!("{number:.decimals$}")
            }
        };
        format!("{} ± {}", number(self.mean), number(self.std))
    }
}

/// How many numbers, their mean, and the sum of their squared distances from it.
fn moments(numbers: impl Iterator<Item = f64> + Clone) -> (f64, f64, f64) {
    let count = numbers.clone().count() as f64;
    let mean = numbers.clone().sum::<f64>() / count;
    (
        count,
        mean,
        numbers.map(|number| (number - mean).powi(2)).sum(),
    )
}

/// Sum of squared distances from the mean.
pub(super) fn squares(numbers: &[f64]) -> f64 {
    moments(numbers.iter().copied()).2
}

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
    /// The usual one.
    pub const CONFIDENCE: f64 = 0.95;

    /// That of `numbers`, with a confidence between 0 and 1.
    pub fn of(numbers: impl Iterator<Item = f64> + Clone, confidence: f64) -> Self {
        let (count, mean, squares) = moments(numbers);
        let freedom = count - 1.0;
        let margin = if freedom < 1.0 {
            f64::NAN
        } else {
            two_sided(confidence, freedom as u32) * (squares / freedom / count).sqrt()
        };
        Self {
            count: count as usize,
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

    /// Whether 0 is outside; of fewer than two numbers it is not.
    pub fn excludes_zero(self) -> bool {
        self.low() > 0.0 || self.high() < 0.0
    }
}

/// From this many degrees of freedom on, the expansion from the normal quantile does.
const MANY: u32 = 100;

/// The t with `freedom` degrees of freedom (at least 1) that lies between -t and t with probability
/// `confidence`, 0 < confidence < 1, to about 1e-6.
fn two_sided(confidence: f64, freedom: u32) -> f64 {
    if freedom > MANY {
        return expansion(
            normal_quantile(f64::midpoint(1.0, confidence)),
            f64::from(freedom),
        );
    }
    let mut high = 1.0;
    while inside(high, freedom) < confidence && high < 1e12 {
        high *= 2.0;
    }
    let mut low = 0.0;
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if inside(middle, freedom) < confidence {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// The probability between -t and t: the finite series for whole degrees of freedom (Abramowitz and
/// Stegun, 26.7.3 and 26.7.4).
fn inside(t: f64, freedom: u32) -> f64 {
    let angle = (t / f64::from(freedom).sqrt()).atan();
    let (sine, cosine) = angle.sin_cos();
    let odd = freedom % 2 == 1;
    let mut term = if odd { cosine } else { 1.0 };
    let mut sum = 0.0;
    let mut power = u32::from(odd);
    while power + 2 <= freedom {
        sum += term;
        power += 2;
        let k = f64::from(power);
        term *= cosine * cosine * (k - 1.0) / k;
    }
    if odd {
        std::f64::consts::FRAC_2_PI * (angle + sine * sum)
    } else {
        sine * sum
    }
}

/// From the normal quantile `z` (Abramowitz and Stegun, 26.7.5).
fn expansion(z: f64, freedom: f64) -> f64 {
    let square = z * z;
    let first = (square + 1.0) * z / 4.0;
    let second = ((5.0 * square + 16.0) * square + 3.0) * z / 96.0;
    let third = (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) * z / 384.0;
    z + (first + (second + third / freedom) / freedom) / freedom
}

#[cfg(test)]
mod tests {
    use super::{MeanInterval, Spread, two_sided};

    #[test]
    fn one_number_has_no_spread_and_a_missing_one_no_mean() {
        let spread = Spread::of([1.0, 2.0, 6.0].into_iter());
        assert!((spread.mean - 3.0).abs() < 1e-12 && (spread.std - 7.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(Spread::of([2.0].into_iter()).text(2), "2.00 ± –");
        assert_eq!(Spread::of([2.0, f64::NAN].into_iter()).text(1), "– ± –");
    }

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
        assert!(!interval.excludes_zero());
    }

    #[test]
    fn zero_is_inside_or_outside() {
        let excludes = |of: &[f64]| MeanInterval::of(of.iter().copied(), 0.95).excludes_zero();
        assert!(excludes(&[1.0, 1.1, 0.9]) && excludes(&[-1.0, -1.1, -0.9]));
        assert!(!excludes(&[1.0, -0.2, 0.5]) && !excludes(&[0.0; 3]));
    }

    // Expected values are those of scipy 1.17, `t.ppf((1 + confidence) / 2, freedom)`, and of printed
    // tables.
    #[test]
    fn quantiles_are_those_of_tables() {
        for (confidence, freedom, expected) in [
            (0.95, 1, 12.706_205),
            (0.95, 2, 4.302_653),
            (0.95, 3, 3.182_446),
            (0.95, 10, 2.228_139),
            (0.99, 5, 4.032_143),
            (0.95, 99, 1.984_217),
            (0.95, 100, 1.983_972),
            (0.95, 101, 1.983_731),
            (0.95, 1000, 1.962_339),
            (0.95, 100_000, 1.959_988),
        ] {
            let t = two_sided(confidence, freedom);
            assert!((t - expected).abs() < 2e-6, "{confidence} {freedom}: {t}");
        }
    }
}
