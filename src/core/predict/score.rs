//! Scores of predictions.

use ndarray::Array1;
use rayon::prelude::*;

use crate::bench::Better;
use crate::table::{Direction, ordinal, sorted_places};

use super::Scores;
use super::magnitude::Magnitude;
use super::tau::tau_b;
use super::top::Top;

/// Scores `predicted` against `truth`, row by row; `truth` holds no NaN, and no score is defined where a
/// prediction is. Rows with equal true values share the better rank.
pub fn score(truth: &[f64], predicted: &[f64], better: Better) -> Scores {
    let rows = truth.len();
    if rows < 2 || predicted.iter().any(|value| value.is_nan()) {
        return Scores::undefined(rows);
    }
    let (by_truth, by_prediction) = rayon::join(|| Ranks::of(truth), || Ranks::of(predicted));
    let (is_ranked, vary) = (by_truth.vary(), by_truth.vary() && by_prediction.vary());
    let defined = |condition: bool, score: &dyn Fn() -> f64| {
        if condition { score() } else { f64::NAN }
    };
    let top = Top {
        truth,
        by_truth: &by_truth,
        by_prediction: &by_prediction,
        better,
    };
    let precision = |percent| defined(is_ranked, &|| top.precision(percent));
    let errors = Errors::of(truth, predicted);
    Scores {
        rows,
        tau: defined(vary, &|| tau_b(&by_truth.dense, &by_prediction.dense)),
        spearman: defined(vary, &|| {
            pearson(&by_truth.average(), &by_prediction.average())
        }),
        r2: defined(is_ranked, &|| errors.r2),
        mae: errors.mae,
        rmse: errors.rmse,
        best_of_top10_rank: top.best_rank(),
        precision_at_1pct: precision(1),
        precision_at_5pct: precision(5),
        precision_at_10pct: precision(10),
        ndcg_at_10: top.ndcg(),
        regret_at_10: top.regret(),
    }
}

/// Scores of the errors, whatever the size of the target.
struct Errors {
    r2: f64,
    mae: f64,
    rmse: f64,
}

impl Errors {
    fn of(truth: &[f64], predicted: &[f64]) -> Self {
        let magnitude = Magnitude::of_largest(truth.iter().chain(predicted).copied());
        let down = |numbers: &[f64]| -> Array1<f64> {
            let numbers = numbers.iter();
            numbers.map(|&number| magnitude.down(number)).collect()
        };
        let (truth, predicted) = (down(truth), down(predicted));
        let (rows, errors) = (truth.len() as f64, predicted - &truth);
        let squares = errors.dot(&errors);
        let from_mean = &truth - truth.sum() / rows;
        Self {
            r2: 1.0 - squares / from_mean.dot(&from_mean),
            mae: magnitude.up(errors.abs().sum() / rows),
            rmse: magnitude.up((squares / rows).sqrt()),
        }
    }
}

/// Kendall's tau-b of two lists of numbers, none NaN; NaN where one of them does not vary.
pub(crate) fn tau(truth: &[f64], predicted: &[f64]) -> f64 {
    let (truth, predicted) = (Ranks::of(truth), Ranks::of(predicted));
    if truth.vary() && predicted.vary() {
        tau_b(&truth.dense, &predicted.dense)
    } else {
        f64::NAN
    }
}

pub(super) struct Ranks {
    /// The rows from the smallest number to the largest; equal ones keep their order.
    pub(super) order: Vec<u32>,
    /// Place of each row's number among the distinct numbers, ascending from 0.
    dense: Vec<u32>,
    /// How many rows have each of the distinct numbers.
    sizes: Vec<u32>,
}

impl Ranks {
    #[expect(clippy::float_cmp, reason = "ties are of equal numbers")]
    fn of(numbers: &[f64]) -> Self {
        let number = |row: u32| numbers[row as usize];
        let ascending = |&number: &f64| ordinal(number, Direction::Ascending);
        let order = sorted_places(numbers.par_iter().map(ascending));
        let mut dense = vec![0; numbers.len()];
        let mut sizes: Vec<u32> = Vec::new();
        for (at, &row) in order.iter().enumerate() {
            match sizes.last_mut() {
                Some(size) if number(order[at - 1]) == number(row) => *size += 1,
                _ => sizes.push(1),
            }
            dense[row as usize] = sizes.len() as u32 - 1;
        }
        Self {
            order,
            dense,
            sizes,
        }
    }

    fn vary(&self) -> bool {
        self.sizes.len() > 1
    }

    /// For each distinct number, how many rows have a smaller one.
    fn below(&self) -> Vec<u32> {
        let below = self.sizes.iter().scan(0, |sum, size| {
            *sum += size;
            Some(*sum - size)
        });
        below.collect()
    }

    /// Ascending ranks from 1; ties share the mean of theirs.
    fn average(&self) -> Array1<f64> {
        let below = self.below();
        let rank = |&group: &u32| {
            let group = group as usize;
            f64::from(2 * below[group] + self.sizes[group] + 1) / 2.0
        };
        self.dense.iter().map(rank).collect()
    }

    /// Ranks from 1, 1 the best; ties share the best of theirs.
    pub(super) fn ranks(&self, better: Better) -> Vec<u32> {
        let rows = self.dense.len() as u32;
        let below = self.below();
        let rank = |&group: &u32| {
            let group = group as usize;
            match better {
                Better::Lower => below[group] + 1,
                Better::Higher => rows - below[group] - self.sizes[group] + 1,
            }
        };
        self.dense.iter().map(rank).collect()
    }

    /// The rows with each of the distinct numbers, from the best number on.
    pub(super) fn best_first(&self, better: Better) -> impl Iterator<Item = &[u32]> {
        let (mut rest, mut sizes) = (&self.order[..], self.sizes.iter());
        std::iter::from_fn(move || {
            let group;
            (group, rest) = match better {
                Better::Lower => rest.split_at(*sizes.next()? as usize),
                Better::Higher => {
                    let (rest, group) = rest.split_at(rest.len() - *sizes.next_back()? as usize);
                    (group, rest)
                }
            };
            Some(group)
        })
    }
}

/// The rank of each of `numbers` among those of `population`: 1 and how many of these are better. NaN
/// for those that are missing; the population holds none.
pub(crate) fn ranks(numbers: &[f64], population: &[f64], better: Better) -> Vec<f64> {
    let direction = match better {
        Better::Higher => Direction::Descending,
        Better::Lower => Direction::Ascending,
    };
    let best_first = |&number: &f64| ordinal(number, direction);
    let mut sorted: Vec<u64> = population.par_iter().map(best_first).collect();
    sorted.par_sort_unstable();
    let rank = |number: &f64| {
        if number.is_nan() {
            return f64::NAN;
        }
        let own = best_first(number);
        1.0 + sorted.partition_point(|&other| other < own) as f64
    };
    numbers.par_iter().map(rank).collect()
}

/// Pearson's correlation of two lists that both vary.
fn pearson(a: &Array1<f64>, b: &Array1<f64>) -> f64 {
    let rows = a.len() as f64;
    let (a, b) = (a - a.sum() / rows, b - b.sum() / rows);
    (a.dot(&b) / (a.dot(&a) * b.dot(&b)).sqrt()).clamp(-1.0, 1.0)
}
