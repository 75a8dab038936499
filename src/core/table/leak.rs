//! What a predictor of the target may not see: the target under another name.

use std::fmt;

use rayon::prelude::*;

use crate::bench::{Benchmark, Prior, Seen, Target, is_accuracy};
use crate::column::Values;

/// Distinct values below which an order may be one by chance.
const LEAST: usize = 8;
/// How far the squared correlation of a straight line may be from 1: some digits of the values may have
/// been rounded away.
const ROUNDED: f64 = 1e-9;

/// Why a predictor of the target may not be trained on a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leak {
    /// It is the target.
    Target,
    /// It orders the rows as the target does, or in reverse.
    SameMeasurement,
    /// Its predictor was trained on the target, or predicts from it.
    SawTarget,
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Target => "it is the target",
            Self::SameMeasurement => {
                "it is the same measurement as the target, whose order of the rows it has"
            }
            Self::SawTarget => {
                "its predictor was trained on this target, so it knows true values of rows that are scored"
            }
        })
    }
}

/// The target of a table, to find out what tells it.
pub(super) struct Truth<'a> {
    bench: &'a Benchmark,
    dataset: &'a str,
    target: &'a Target,
    /// The rows that have a value, by value.
    ascending: Vec<u32>,
}

impl<'a> Truth<'a> {
    pub(super) fn new(bench: &'a Benchmark, dataset: &'a str, target: &'a Target) -> Self {
        let mean = &target.mean;
        let rows = 0..mean.len() as u32;
        let mut ascending: Vec<u32> = rows.filter(|&r| !mean.get(r as usize).is_nan()).collect();
        ascending
            .par_sort_unstable_by(|&a, &b| mean.get(a as usize).total_cmp(&mean.get(b as usize)));
        Self {
            bench,
            dataset,
            target,
            ascending,
        }
    }

    pub(super) fn leak_of(&self, values: &Values) -> Option<Leak> {
        self.is_told_by(values).then_some(Leak::SameMeasurement)
    }

    /// Whether `values` are the target in another unit, or otherwise tell its order.
    fn is_told_by(&self, values: &Values) -> bool {
        let pairs = || {
            let rows = self.ascending.iter().map(|&row| row as usize);
            let pairs = rows.map(|row| (self.target.mean.get(row), values.get(row)));
            pairs.filter(|(_, value)| !value.is_nan())
        };
        // In the order of the rows, which are read one after another.
        let by_row = || {
            let pairs = self.target.mean.iter().zip(values.iter());
            pairs.filter(|(truth, value)| !truth.is_nan() && !value.is_nan())
        };
        follows(pairs()) || follows(pairs().map(|(truth, x)| (truth, -x))) || is_line(by_row)
    }

    /// Whether the predictor of `prior` knows true values of the target.
    pub(super) fn was_seen_by(&self, prior: &Prior) -> bool {
        prior.seen.iter().any(|seen| {
            let own = self.target.name.as_str();
            let is_other = seen.benchmark != self.bench.name;
            let both_accuracies = is_accuracy(&seen.target) && is_accuracy(own);
            let same_name = seen.dataset.eq_ignore_ascii_case(self.dataset)
                && (seen.target == own || is_other && both_accuracies);
            same_name || self.values_of(seen).is_some_and(|of| self.is_told_by(of))
        })
    }

    fn values_of(&self, seen: &Seen) -> Option<&Values> {
        let dataset = self.bench.find_dataset(Some(&seen.dataset)).ok()?;
        let targets = &self.bench.dataset(dataset).targets;
        Some(&targets.iter().find(|of| of.name == seen.target)?.mean)
    }
}

/// Whether values never fall as the truth, ascending, rises, and are nearly as fine.
fn follows(pairs: impl Iterator<Item = (f64, f64)>) -> bool {
    let (mut truth, mut most, mut most_below) = (f64::NEG_INFINITY, f64::NEG_INFINITY, f64::NAN);
    let (mut truths, mut values) = (0, 0);
    for (of_truth, value) in pairs {
        if of_truth > truth {
            truth = of_truth;
            most_below = most;
            truths += 1;
        }
        if value < most_below {
            return false;
        }
        if value > most {
            most = value;
            values += 1;
        }
    }
    values >= LEAST && 2 * values >= truths
}

/// Whether values are a straight line of the truth.
fn is_line<I: Iterator<Item = (f64, f64)>>(pairs: impl Fn() -> I) -> bool {
    let (count, x, y) = pairs().fold((0_usize, 0.0, 0.0), |(count, x, y), of| {
        (count + 1, x + of.0, y + of.1)
    });
    let (x, y) = (x / count as f64, y / count as f64);
    let (xx, xy, yy) = pairs().fold((0.0, 0.0, 0.0), |(xx, xy, yy), of| {
        let (x, y) = (of.0 - x, of.1 - y);
        (xx + x * x, xy + x * y, yy + y * y)
    });
    count >= LEAST && xy * xy > (1.0 - ROUNDED) * xx * yy
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_told(truth: &[f64], values: &[f64]) -> bool {
        let mut pairs: Vec<(f64, f64)> =
            truth.iter().copied().zip(values.iter().copied()).collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let pairs = || pairs.iter().copied();
        follows(pairs()) || follows(pairs().map(|(x, y)| (x, -y))) || is_line(pairs)
    }

    #[test]
    fn the_same_measurement_is_known_in_any_unit() {
        let truth: Vec<f64> = (0..50).map(|at| f64::from(at * 37 % 50)).collect();
        let of = |f: fn(f64) -> f64| -> Vec<f64> { truth.iter().map(|&x| f(x)).collect() };
        for same in [
            of(|x| x),
            of(|x| 100.0 - x),
            of(|x| 0.371 * x + 2.0),
            of(f64::exp),
            of(|x| (x / 2.0).floor()),
        ] {
            assert!(is_told(&truth, &same), "{same:?}");
        }
        for other in [
            of(|_| 3.0),
            of(|x| f64::from(u8::from(x > 25.0))),
            of(|x| (x / 20.0).floor()),
            of(|x| x + 2.0 * (x * 7.0).sin()),
        ] {
            assert!(!is_told(&truth, &other), "{other:?}");
        }
    }

    #[test]
    fn rounding_may_change_the_order_of_what_is_nearly_equal() {
        let rounded = |sign: f64| -> Vec<f64> {
            let values = (0..50).map(f64::from);
            values
                .map(|x| (x / 2.0).floor() + sign * 1e-9 * x)
                .collect()
        };
        assert!(is_told(&rounded(1.0), &rounded(-1.0)));
    }

    #[test]
    fn an_order_of_few_values_may_be_one_by_chance() {
        assert!(!is_told(&[1.0, 2.0, 3.0], &[2.0, 4.0, 9.0]));
        assert!(!is_told(&[], &[]));
    }

    #[test]
    fn equal_truths_have_no_order() {
        let truth: Vec<f64> = (0..40).map(|at| f64::from(at / 4)).collect();
        let finer: Vec<f64> = (0..40)
            .map(|at| f64::from(at / 4 * 10 + (7 - at % 4)))
            .collect();
        assert!(is_told(&truth, &finer));
    }
}
