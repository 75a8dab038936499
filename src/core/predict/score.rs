//! Scores of predictions.

use ndarray::Array1;
use rayon::prelude::*;

use crate::bench::Better;
use crate::table::{Direction, ordinal, sorted_places};

use super::magnitude::Magnitude;
use super::tau::tau_b;

/// Scores over the held-out rows. A score that is not defined (fewer than two rows, no variation)
/// is NaN; so are all where a prediction is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// Number of held-out rows.
    pub rows: usize,
    /// Kendall's tau-b, −1 to 1.
    pub tau: f64,
    /// Spearman's rank correlation, −1 to 1.
    pub spearman: f64,
    /// Coefficient of determination, at most 1.
    pub r2: f64,
    /// Mean absolute error, in the target's unit.
    pub mae: f64,
    /// Root mean squared error, in the target's unit.
    pub rmse: f64,
    /// True rank (1 is best) of the best architecture among the ten predicted best.
    pub best_of_top10_rank: f64,
}

/// Architectures that a search would train before it takes the best of them.
const TOP: usize = 10;

/// Scores `predicted` against `truth`, row by row; `truth` holds no NaN.
///
/// The best of the top ten is the best true rank (1 is best, ties share the better rank) among the
/// ten rows predicted best; of equal predictions the earlier come first. All rows are ranked when there
/// are fewer than ten.
pub fn score(truth: &[f64], predicted: &[f64], better: Better) -> Scores {
    let mut scores = Scores {
        rows: truth.len(),
        tau: f64::NAN,
        spearman: f64::NAN,
        r2: f64::NAN,
        mae: f64::NAN,
        rmse: f64::NAN,
        best_of_top10_rank: f64::NAN,
    };
    if truth.len() < 2 || predicted.iter().any(|value| value.is_nan()) {
        return scores;
    }
    let (true_ranks, predicted_ranks) = rayon::join(|| Ranks::of(truth), || Ranks::of(predicted));
    let magnitude = Magnitude::of_largest(truth.iter().chain(predicted).copied());
    let down = |numbers: &[f64]| -> Array1<f64> {
        numbers
            .iter()
            .map(|&number| magnitude.down(number))
            .collect()
    };
    let (truth, predicted) = (down(truth), down(predicted));
    let (rows, errors) = (truth.len() as f64, predicted - &truth);
    let squares = errors.dot(&errors);
    scores.mae = magnitude.up(errors.abs().sum() / rows);
    scores.rmse = magnitude.up((squares / rows).sqrt());
    if true_ranks.vary() {
        let from_mean = &truth - truth.sum() / rows;
        scores.r2 = 1.0 - squares / from_mean.dot(&from_mean);
        if predicted_ranks.vary() {
            scores.tau = tau_b(&true_ranks.dense, &predicted_ranks.dense);
            scores.spearman = pearson(&true_ranks.average(), &predicted_ranks.average());
        }
    }
    scores.best_of_top10_rank = best_of_top(&true_ranks, &predicted_ranks, better);
    scores
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

struct Ranks {
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
        let mut ranks = Self {
            dense: vec![0; numbers.len()],
            sizes: Vec::new(),
        };
        for (at, &row) in order.iter().enumerate() {
            match ranks.sizes.last_mut() {
                Some(size) if number(order[at - 1]) == number(row) => *size += 1,
                _ => ranks.sizes.push(1),
            }
            ranks.dense[row as usize] = ranks.sizes.len() as u32 - 1;
        }
        ranks
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
    fn best_first(&self, better: Better) -> Vec<u32> {
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

fn best_of_top(truth: &Ranks, predicted: &Ranks, better: Better) -> f64 {
    let (true_ranks, predicted_ranks) = (truth.best_first(better), predicted.best_first(better));
    let mut order: Vec<usize> = (0..true_ranks.len()).collect();
    order.sort_by_key(|&row| predicted_ranks[row]);
    let top = order.iter().take(TOP).map(|&row| true_ranks[row]);
    top.min().map_or(f64::NAN, f64::from)
}

/// Pearson's correlation of two lists that both vary.
fn pearson(a: &Array1<f64>, b: &Array1<f64>) -> f64 {
    let rows = a.len() as f64;
    let (a, b) = (a - a.sum() / rows, b - b.sum() / rows);
    (a.dot(&b) / (a.dot(&a) * b.dot(&b)).sqrt()).clamp(-1.0, 1.0)
}
