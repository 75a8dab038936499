//! What a predictor of the target may not see: the target under another name.

use std::fmt;
use std::sync::OnceLock;

use crate::bench::{Benchmark, Prior, Seen, Target, is_accuracy};
use crate::column::Values;

/// Distinct values below which an order may be one by chance.
const LEAST: usize = 8;
/// How far the squared correlation of a straight line may be from 1: some digits of the values may have
/// been rounded away.
const ROUNDED: f64 = 1e-9;
/// What is far above [`ROUNDED`], and above what sums of many values are rounded by.
const NOT_ROUNDED: f64 = 1e-7;
/// Rows that are looked at first: most columns are refuted by a few.
const SAMPLE: usize = 1 << 12;

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
    /// Some of the rows that have a value, by value.
    sample: Vec<u32>,
    /// All of them, once they are needed.
    ascending: OnceLock<Vec<u32>>,
}

impl<'a> Truth<'a> {
    pub(super) fn new(bench: &'a Benchmark, dataset: &'a str, target: &'a Target) -> Self {
        let mean = &target.mean;
        Self {
            bench,
            dataset,
            target,
            sample: ascending(mean, mean.len().div_ceil(SAMPLE).max(1)),
            ascending: OnceLock::new(),
        }
    }

    pub(super) fn leak_of(&self, values: &Values) -> Option<Leak> {
        self.is_told_by(values).then_some(Leak::SameMeasurement)
    }

    /// Whether `values` are the target in another unit, or otherwise tell its order.
    fn is_told_by(&self, values: &Values) -> bool {
        let Some(range) = values.range().filter(|range| range.0 < range.1) else {
            return false;
        };
        let truths = &*self.target.mean;
        let follows = |sign: f64| {
            rising(&self.sample, truths, values, sign).is_some()
                && follows(self.ascending(), truths, values, sign)
        };
        // In the order of the rows, which are read one after another.
        let by_row = || {
            let pairs = truths.iter().zip(values.iter());
            pairs.filter(|(truth, value)| !truth.is_nan() && !value.is_nan())
        };
        let sample = || pairs(&self.sample, truths, values);
        let most_left = most_left_of_a_line(values.len(), range);
        follows(1.0) || follows(-1.0) || !leaves_more(sample, most_left) && is_line(by_row)
    }

    fn ascending(&self) -> &[u32] {
        // Not in parallel: a thread that waits for another one's sort cannot help with it.
        self.ascending
            .get_or_init(|| ascending(&self.target.mean, 1))
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

/// Each `every`th row, if it has a value, by value.
fn ascending(values: &Values, every: usize) -> Vec<u32> {
    let rows = (0..values.len()).step_by(every);
    let present = rows.map(|row| (values.get(row), row as u32));
    let mut present: Vec<(f64, u32)> = present.filter(|(value, _)| !value.is_nan()).collect();
    present.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    present.into_iter().map(|(_, row)| row).collect()
}

/// Truths and values of `rows`, where there are both.
fn pairs(rows: &[u32], truths: &Values, values: &Values) -> impl Iterator<Item = (f64, f64)> {
    let rows = rows.iter().map(|&row| row as usize);
    let pairs = rows.map(|row| (truths.get(row), values.get(row)));
    pairs.filter(|(_, value)| !value.is_nan())
}

/// Whether values never fall as the truth, ascending in `rows`, rises, and are nearly as fine; values times `sign`.
fn follows(rows: &[u32], truths: &Values, values: &Values, sign: f64) -> bool {
    let steps = rising(rows, truths, values, sign);
    steps.is_some_and(|(truths, values)| values >= LEAST && 2 * values >= truths)
}

/// How often truths and values rise; `None` where a value falls as the truth rises.
fn rising(rows: &[u32], truths: &Values, values: &Values, sign: f64) -> Option<(usize, usize)> {
    let (mut truth, mut most, mut most_below) = (f64::NEG_INFINITY, f64::NEG_INFINITY, f64::NAN);
    let (mut rises_of_truth, mut rises) = (0, 0);
    for (of_truth, value) in pairs(rows, truths, values) {
        let value = sign * value;
        if of_truth > truth {
            truth = of_truth;
            most_below = most;
            rises_of_truth += 1;
        }
        if value < most_below {
            return None;
        }
        if value > most {
            most = value;
            rises += 1;
        }
    }
    Some((rises_of_truth, rises))
}

/// Whether values are a straight line of the truth.
fn is_line<I: Iterator<Item = (f64, f64)>>(pairs: impl Fn() -> I) -> bool {
    let Moments { count, xx, xy, yy } = Moments::of(pairs);
    count >= LEAST && xy * xy > (1.0 - ROUNDED) * xx * yy
}

/// The sum of squares that so many values in `range` may leave of a straight line: the squares of all are at most those
/// of half the range.
fn most_left_of_a_line(values: usize, range: (f64, f64)) -> f64 {
    let half = (range.1 - range.0) / 2.0;
    NOT_ROUNDED * values as f64 * half * half
}

/// Whether some of the values leave more of a straight line than all may: no line leaves less of them than their own.
fn leaves_more<I: Iterator<Item = (f64, f64)>>(some: impl Fn() -> I, most_left: f64) -> bool {
    let Moments { xx, xy, yy, .. } = Moments::of(some);
    let left = yy - xy * xy / xx;
    left > NOT_ROUNDED * yy && left > most_left
}

/// Sums of products of deviations from the means.
struct Moments {
    count: usize,
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Moments {
    fn of<I: Iterator<Item = (f64, f64)>>(pairs: impl Fn() -> I) -> Self {
        let (count, x, y) = pairs().fold((0_usize, 0.0, 0.0), |(count, x, y), of| {
            (count + 1, x + of.0, y + of.1)
        });
        let (x, y) = (x / count as f64, y / count as f64);
        let (xx, xy, yy) = pairs().fold((0.0, 0.0, 0.0), |(xx, xy, yy), of| {
            let (x, y) = (of.0 - x, of.1 - y);
            (xx + x * x, xy + x * y, yy + y * y)
        });
        Self { count, xx, xy, yy }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_refuted(rows: &[u32], truth: &Values, values: &Values) -> bool {
        let most_left = most_left_of_a_line(values.len(), values.range().unwrap_or((0.0, 0.0)));
        leaves_more(|| pairs(rows, truth, values), most_left)
    }

    fn is_told(truth: &[f64], values: &[f64]) -> bool {
        let (truth, values) = (
            Values::Dense(truth.to_vec()),
            Values::Dense(values.to_vec()),
        );
        let rows = ascending(&truth, 1);
        let by_row = || truth.iter().zip(values.iter());
        let is_line = is_line(by_row);
        assert!(!(is_line && is_refuted(&rows, &truth, &values)));
        follows(&rows, &truth, &values, 1.0) || follows(&rows, &truth, &values, -1.0) || is_line
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

    #[test]
    fn a_part_of_what_is_no_line_refutes_it() {
        let truth = Values::Dense((0..100_000).map(f64::from).collect());
        let of = |f: fn(f64) -> f64| Values::Dense(truth.iter().map(f).collect());
        let rows = ascending(&truth, 100);
        assert_eq!(rows[..3], [0, 100, 200]);
        let is_refuted = |values: &Values| is_refuted(&rows, &truth, values);
        assert!(is_refuted(&of(|x| (x * 7.0).sin())));
        assert!(is_refuted(&of(|x| x + 2e3 * (x * 7.0).sin())));
        for maybe in [
            of(|x| 3.0 * x + 0.1),
            of(|_| 2.0),
            of(|x| x + 1e-3 * (x * 7.0).sin()),
            of(|x| f64::from(u8::from(x > 99_950.0))),
        ] {
            assert!(!is_refuted(&maybe));
        }
    }
}
