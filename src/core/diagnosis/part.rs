//! Which part of a plot is shown: a window, and whether outliers count.

/// Interquartile ranges from the quartiles to the fences.
const REACH: f64 = 1.5;

/// Which part of a plot is shown, and on which scale.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PlotPart {
    /// The ends of the axes; everything for `None`.
    pub window: Option<Window>,
    /// Whether equal distances are equal factors, where all values are above 0.
    pub logarithmic: bool,
    /// Whether points beyond the [`Fences`] are left out.
    pub without_outliers: bool,
}

/// Lowest and highest value of both axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Of the horizontal one.
    pub across: (f64, f64),
    /// Of the vertical one.
    pub up: (f64, f64),
}

/// Tukey's fences (1977): 1.5 interquartile ranges below the lower quartile and above the upper one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fences {
    /// What is below is an outlier.
    pub low: f64,
    /// What is above is one.
    pub high: f64,
}

impl Fences {
    /// The rule in a few words.
    pub const RULE: &str = "outside 1.5 IQR";

    /// Of all there is: no outliers.
    pub const NONE: Self = Self {
        low: f64::NEG_INFINITY,
        high: f64::INFINITY,
    };

    /// Those of `values` that are finite. Where half of these are the same there are no outliers.
    pub fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
        values.sort_unstable_by(f64::total_cmp);
        if values.is_empty() {
            return Self::NONE;
        }
        let (lower, upper) = (quantile(&values, 0.25), quantile(&values, 0.75));
        let reach = REACH * (upper - lower);
        if reach > 0.0 {
            Self {
                low: lower - reach,
                high: upper + reach,
            }
        } else {
            Self::NONE
        }
    }

    /// Whether `value` is within.
    pub fn hold(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// Of at least one number, ascending; between two in proportion, as most statistics programs do.
pub(super) fn quantile(ascending: &[f64], share: f64) -> f64 {
    let place = share * (ascending.len() - 1) as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    ascending[below] + (place - place.floor()) * (ascending[above] - ascending[below])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_those_of_the_definition() {
        let fences = Fences::of([1.0, 2.0, 3.0, 4.0, 5.0, f64::NAN].into_iter());
        assert_eq!((fences.low, fences.high), (-1.0, 7.0));
        assert!(fences.hold(7.0) && !fences.hold(7.1) && !fences.hold(f64::NAN));
    }

    #[test]
    fn values_without_a_spread_have_no_outliers() {
        let same = Fences::of([1.0, 1.0, 1.0, 1.0, 9.0].into_iter());
        assert_eq!(same, Fences::NONE);
        assert_eq!(Fences::of([].into_iter()), Fences::NONE);
    }
}
