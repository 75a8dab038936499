//! What is said of a slice, and whether rows that it was not found on say so too.

use serde::Serialize;

use crate::diagnosis::mean::MeanInterval;

use super::Class;

/// The rows of a slice in one half.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Half {
    /// How many.
    pub rows: usize,
    /// Mean error, in the target's unit; NaN of none.
    pub mean_error: f64,
    /// Mean absolute error; NaN of none.
    pub mae: f64,
    /// Share of the sum of absolute errors of the half, 0 to 1.
    #[serde(rename = "share_of_error")]
    pub share: f64,
}

impl Half {
    /// Rows with these errors, in a half whose absolute errors add up to `total`.
    pub(super) fn new(errors: &[f64], total: f64) -> Self {
        let count = errors.len() as f64;
        let absolute: f64 = errors.iter().map(|error| error.abs()).sum();
        Self {
            rows: errors.len(),
            mean_error: errors.iter().sum::<f64>() / count,
            mae: absolute / count,
            share: if total > 0.0 { absolute / total } else { 0.0 },
        }
    }
}

/// Whether `errors`, in a half with mean absolute error `mae`, confirm a slice of class `class`, one of
/// `slices`: see [`super::Slice::confirmed`].
pub(super) fn confirmed(class: Class, errors: &[f64], mae: f64, slices: usize) -> bool {
    let doubt = (1.0 - MeanInterval::CONFIDENCE) / slices as f64;
    let interval =
        |of: fn(f64) -> f64| MeanInterval::of(errors.iter().map(|&error| of(error)), 1.0 - doubt);
    // Without an interval, of fewer than two rows, no comparison holds.
    match class {
        Class::Over => interval(|error| error).low() > 0.0,
        Class::Under => interval(|error| error).high() < 0.0,
        Class::Right => interval(f64::abs).high() < mae,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clear_errors_are_confirmed_and_unclear_ones_are_not() {
        let over = [1.0, 1.2, 0.8, 1.1, 0.9];
        assert!(confirmed(Class::Over, &over, 2.0, 4));
        assert!(!confirmed(Class::Under, &over, 2.0, 4));
        assert!(confirmed(Class::Right, &over, 2.0, 4));
        assert!(!confirmed(Class::Right, &over, 1.0, 4));
        let mixed = [1.0, -1.2, 0.8, 1.1, -0.9];
        assert!(!confirmed(Class::Over, &mixed, 2.0, 4));
        assert!(!confirmed(Class::Over, &[3.0], 2.0, 1));
    }

    #[test]
    fn more_slices_ask_for_more() {
        let errors = [1.0, 2.0, 0.1, 0.4, 1.5];
        assert!(confirmed(Class::Over, &errors, 2.0, 1));
        assert!(!confirmed(Class::Over, &errors, 2.0, 50));
    }

    #[test]
    fn a_half_is_summed_up() {
        let half = Half::new(&[1.0, -3.0], 16.0);
        assert_eq!(
            (half.rows, half.mean_error, half.mae, half.share),
            (2, -1.0, 2.0, 0.25)
        );
    }
}
