//! Prediction intervals by conformal prediction (Vovk, Gammerman and Shafer, 2005; Papadopoulos,
//! Vovk and Gammerman, 2011, for intervals that are wide where the uncertainty is large).
//!
//! They reach as many times the uncertainty to both sides as hold the given share of the training rows,
//! predicted out of fold.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::column::{IntervalColumns, Operation, Values};

use super::magnitude::Magnitude;
use super::model::Estimate;
use super::trained_model::TrainedModel;

/// Share of the root mean square of the training rows' errors that is added to every uncertainty: an
/// interval of no width would be wrong for certain.
const FLOOR: f64 = 0.1;

/// Code of a row that is neither inside nor outside of its interval.
const MISSING: u8 = 2;

/// How far off training rows were, in units of what was expected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conformal {
    /// Ascending.
    ratios: Vec<f64>,
    floor: f64,
    /// Whether uncertainties of training rows and of others can be compared.
    comparable: bool,
}

impl Conformal {
    /// From the out-of-fold estimates of the training rows.
    pub fn of(trained_model: &TrainedModel) -> Self {
        Self::new(
            trained_model.out_of_fold(),
            &trained_model.targets(),
            trained_model.model.predictor.comparable_uncertainty,
        )
    }

    pub(crate) fn new(out_of_fold: &[Estimate], targets: &[f64], comparable: bool) -> Self {
        let pairs = out_of_fold.iter().zip(targets);
        let known: Vec<(f64, f64)> = pairs
            .filter(|(estimate, _)| !estimate.mean.is_nan())
            .map(|(estimate, target)| ((target - estimate.mean).abs(), estimate.uncertainty))
            .collect();
        let magnitude = Magnitude::of_largest(known.iter().map(|&(off, _)| off));
        let squares = known.iter().map(|&(off, _)| magnitude.down(off).powi(2));
        let mean = squares.sum::<f64>() / known.len() as f64;
        let mut conformal = Self {
            ratios: Vec::new(),
            floor: magnitude.up(FLOOR * mean.sqrt()),
            comparable,
        };
        let ratio = |&(off, uncertainty): &(f64, f64)| {
            let expected = conformal.expected(uncertainty);
            // 0 where every row is predicted exactly.
            if expected > 0.0 { off / expected } else { 0.0 }
        };
        let mut ratios: Vec<f64> = known.iter().map(ratio).collect();
        ratios.sort_unstable_by(f64::total_cmp);
        conformal.ratios = ratios;
        conformal
    }

    /// Training rows that determine how wide intervals are.
    pub fn rows(&self) -> usize {
        self.ratios.len()
    }

    /// The unit of an interval's width; the same for all rows without comparable uncertainties.
    fn expected(&self, uncertainty: f64) -> f64 {
        if uncertainty.is_nan() || !self.comparable {
            self.floor / FLOOR
        } else {
            uncertainty + self.floor
        }
    }

    /// How many units the intervals reach to either side; `None` where there are too few rows for the
    /// level.
    pub fn reach(&self, level: f64) -> Option<f64> {
        let rank = ((self.ratios.len() + 1) as f64 * level).ceil() as usize;
        self.ratios.get(rank.max(1) - 1).copied()
    }

    /// The probability that the true value is below `at`, given a prediction of this uncertainty, where
    /// errors to both sides are equally likely: that of the ends of the intervals, and between them by a
    /// straight line.
    pub fn below(&self, at: f64, predicted: Estimate) -> f64 {
        let off = at - predicted.mean;
        let unit = self.expected(predicted.uncertainty);
        if off.is_nan() || self.ratios.is_empty() {
            return f64::NAN;
        }
        // 0 of 0 where every row is predicted exactly.
        let ratio = if off == 0.0 { 0.0 } else { off.abs() / unit };
        let within = if at.is_infinite() {
            1.0
        } else {
            self.share_within(ratio)
        };
        f64::midpoint(1.0, within.copysign(off))
    }

    /// The share of rows that are off by at most `ratio` units.
    fn share_within(&self, ratio: f64) -> f64 {
        let before = self.ratios.partition_point(|&of| of <= ratio);
        let (last, from) = match before.checked_sub(1) {
            Some(last) => (self.ratios[last], before as f64),
            None => (0.0, 0.0),
        };
        let part = match self.ratios.get(before) {
            Some(next) => (ratio - last) / (next - last),
            None => 0.0,
        };
        (from + part) / (self.ratios.len() + 1) as f64
    }

    /// Half the width of the interval around a prediction of this uncertainty, when intervals
    /// [reach](Self::reach) so many units.
    pub fn half_width(&self, reach: f64, uncertainty: f64) -> f64 {
        reach * self.expected(uncertainty)
    }
}

/// The prediction intervals of all rows.
#[derive(Debug, Clone)]
pub struct Intervals {
    /// Share of rows that they are to hold, between 0 and 1.
    pub level: f64,
    /// New values of the columns of prediction intervals. `outside` is missing where there is no true
    /// value.
    pub columns: IntervalColumns<Arc<Values>>,
    /// Held-out rows that count in the scores.
    pub rows: usize,
    /// How many of them have their true value inside.
    pub inside: usize,
    /// Mean width over these rows, in the target's unit.
    pub width: f64,
    /// Training rows that determine how wide intervals are.
    pub calibration_rows: usize,
}

impl Intervals {
    /// The default level, in percent.
    pub const DEFAULT_PERCENT: f64 = 90.0;

    /// The intervals at `level`, above 0 and below 1, around `predicted` of all rows, whose
    /// uncertainties are `uncertainty`. All values are missing where the training rows are too few for
    /// the level: [`Self::least_rows`].
    pub fn new(
        trained_model: &TrainedModel,
        predicted: &Arc<Values>,
        uncertainty: &Values,
        level: f64,
    ) -> Self {
        let conformal = Conformal::of(trained_model);
        let reach = conformal.reach(level).unwrap_or(f64::NAN);
        let half = |uncertainty| conformal.half_width(reach, uncertainty);
        let halves = Values::dense(uncertainty.iter().map(half).collect());
        let lower = Values::computed(Operation::Difference, predicted, &halves);
        let upper = Values::computed(Operation::Sum, predicted, &halves);
        let ends = lower.iter().zip(upper.iter());
        let codes = ends
            .zip(trained_model.truth())
            .map(|((lower, upper), &truth)| {
                if truth.is_nan() || lower.is_nan() {
                    MISSING
                } else {
                    u8::from(truth < lower || truth > upper)
                }
            });
        let codes: Vec<u8> = codes.collect();
        let scored = trained_model.scored().iter();
        let held_out = scored.filter(|row| trained_model.rows().binary_search(row).is_err());
        let (mut rows, mut inside, mut width) = (0, 0, 0.0);
        for &row in held_out {
            let row = row as usize;
            rows += 1;
            inside += usize::from(codes[row] == 0);
            width += upper.get(row) - lower.get(row);
        }
        Self {
            level,
            columns: IntervalColumns {
                lower,
                upper,
                interval: halves,
                outside: Arc::new(Values::Coded {
                    codes,
                    levels: vec![0.0, 1.0, f64::NAN],
                }),
            },
            rows,
            inside,
            width: width / rows as f64,
            calibration_rows: conformal.rows(),
        }
    }

    /// Share of the held-out rows that the intervals hold, 0 to 1; NaN where there are no intervals.
    pub fn coverage(&self) -> f64 {
        if self.width.is_nan() {
            return f64::NAN;
        }
        self.inside as f64 / self.rows as f64
    }

    /// `level` in percent, without needless zeros.
    pub fn percent(level: f64) -> String {
        // Rounded: 0.999 x 100 is not 99.9 to the last digit.
        ((level * 1e8).round() / 1e6).to_string()
    }

    /// Fewest training rows that allow for intervals of `level`.
    pub fn least_rows(level: f64) -> usize {
        // Less what rounding may have added to a whole number.
        (level / (1.0 - level) - 1e-9).ceil() as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(mean: f64, uncertainty: f64) -> Estimate {
        Estimate { mean, uncertainty }
    }

    #[test]
    fn intervals_reach_as_far_as_training_rows_were_off() {
        // Off by 1, 2 .. 9 units of 1; no floor where uncertainties are this large.
        let out_of_fold: Vec<_> = (1..10).map(|off| estimate(f64::from(off), 1.0)).collect();
        let conformal = Conformal {
            floor: 0.0,
            ..Conformal::new(&out_of_fold, &[0.0; 9], true)
        };
        let floor = Conformal::new(&out_of_fold, &[0.0; 9], true).floor;
        let scaled = |off: f64| off / (1.0 + floor);
        assert_eq!(conformal.reach(0.5), Some(scaled(5.0)));
        assert_eq!(conformal.reach(0.9), Some(scaled(9.0)));
        assert_eq!(conformal.reach(0.91), None);
        assert_eq!(Intervals::least_rows(0.9), 9);
        assert_eq!(Intervals::least_rows(0.95), 19);
    }

    #[test]
    fn a_bound_at_the_end_of_an_interval_holds_with_what_is_left() {
        let out_of_fold: Vec<_> = (1..10).map(|off| estimate(f64::from(off), 1.0)).collect();
        let conformal = Conformal::new(&out_of_fold, &[0.0; 9], true);
        let at = |level: f64| {
            let reach = conformal.reach(level).unwrap();
            conformal.half_width(reach, 1.0)
        };
        let below = |at: f64| conformal.below(at, estimate(5.0, 1.0));
        assert!((below(5.0 + at(0.8)) - 0.9).abs() < 1e-12);
        assert!((below(5.0 - at(0.8)) - 0.1).abs() < 1e-12);
        assert!((below(5.0) - 0.5).abs() < 1e-12);
        // Of 9 rows one more is expected to be farther off than all: 1 in 10, half of it above.
        assert!((below(1e9) - 0.95).abs() < 1e-12);
        assert!((below(f64::INFINITY) - 1.0).abs() < 1e-12);
        assert!(below(f64::NEG_INFINITY).abs() < 1e-12);
        let steps: Vec<f64> = (-90..90).map(|at| below(f64::from(at) / 4.0)).collect();
        assert!(steps.is_sorted());
        assert!(conformal.below(1.0, Estimate::NONE).is_nan());
    }

    #[test]
    fn exact_predictions_leave_no_doubt() {
        let conformal = Conformal::new(&[estimate(1.0, 0.0); 4], &[1.0; 4], true);
        let below = |at: f64| conformal.below(at, estimate(3.0, 0.0));
        assert!((below(4.0) - 0.9).abs() < 1e-12);
        assert!((below(2.0) - 0.1).abs() < 1e-12);
    }

    #[test]
    fn rows_that_nothing_could_speak_about_do_not_count() {
        let out_of_fold = [
            estimate(3.0, f64::NAN),
            Estimate::NONE,
            estimate(1.0, f64::NAN),
        ];
        let conformal = Conformal::new(&out_of_fold, &[1.0, 9.0, 1.0], true);
        // Without uncertainties the unit is the root mean square error.
        let unit = conformal.expected(f64::NAN);
        assert!((unit - 2.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(conformal.ratios.len(), 2);
        assert!((conformal.ratios[1] * unit - 2.0).abs() < 1e-12);
    }
}
