//! Mean and standard deviation.

use serde::{Deserialize, Serialize};

/// Mean and standard deviation (n − 1) over seeds; NaN where a run has no such score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// The mean; NaN of nothing.
    #[serde(with = "super::run::nan_as_null")]
    pub mean: f64,
    /// The standard deviation; NaN with one seed.
    #[serde(with = "super::run::nan_as_null")]
    pub std: f64,
}

impl Spread {
    /// That of some numbers.
    pub fn of(numbers: impl Iterator<Item = f64> + Clone) -> Self {
        let count = numbers.clone().count() as f64;
        let mean = numbers.clone().sum::<f64>() / count;
        let squares: f64 = numbers
            .map(|number| (number - mean) * (number - mean))
            .sum();
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

#[cfg(test)]
mod tests {
    use super::Spread;

    #[test]
    fn one_number_has_no_spread_and_a_missing_one_no_mean() {
        let spread = Spread::of([1.0, 2.0, 6.0].into_iter());
        assert!((spread.mean - 3.0).abs() < 1e-12 && (spread.std - 7.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(Spread::of([2.0].into_iter()).text(2), "2.00 ± –");
        assert_eq!(Spread::of([2.0, f64::NAN].into_iter()).text(1), "– ± –");
    }
}
