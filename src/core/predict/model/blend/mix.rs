//! From the predictions of the parts to one: a weighted mean of normal scores, mapped back to the target's unit.
//!
//! A few targets alone make a poor map: one network that failed bends it. So it is also fitted to what the
//! parts, each in the target's unit, predict for rows without a target, and their mean counts in the
//! prediction itself, the less the more training rows there are.

use serde::{Deserialize, Serialize};

use crate::predict::design::NormalScores;
use crate::predict::tau;

use super::super::Estimate;
use super::rising::{Point, Rising};
use super::weights::weights;

/// How many training rows the parts' own predictions count as much as.
const OWN_ROWS: f64 = 24.0;

/// Fewest training rows for using one part alone: over fewer, taus are due to chance.
const ENOUGH_ROWS: usize = 50;

/// What the parts predict for some rows.
#[derive(Debug, Default)]
pub(super) struct Predicted {
    /// As normal scores, part after part.
    pub(super) scores: Vec<Vec<f64>>,
    /// In the target's unit, part after part; NaN where a part predicts nothing.
    pub(super) means: Vec<Vec<f64>>,
}

impl Predicted {
    /// Adds a part with its map to normal scores.
    pub(super) fn push(&mut self, estimates: &[Estimate], scores: &NormalScores) {
        let means: Vec<f64> = estimates.iter().map(|estimate| estimate.mean).collect();
        let scores = means.iter().map(|&mean| scores.score(mean));
        self.scores.push(scores.collect());
        self.means.push(means);
    }

    pub(super) fn rows(&self) -> usize {
        self.means.first().map_or(0, Vec::len)
    }

    pub(super) fn some(&self, rows: &[usize]) -> Self {
        let of = |parts: &[Vec<f64>]| -> Vec<Vec<f64>> {
            let some = |all: &Vec<f64>| rows.iter().map(|&row| all[row]).collect();
            parts.iter().map(some).collect()
        };
        Self {
            scores: of(&self.scores),
            means: of(&self.means),
        }
    }

    fn mixed(&self, weights: &[f64], row: usize) -> f64 {
        let terms = weights.iter().zip(&self.scores);
        terms.map(|(weight, scores)| weight * scores[row]).sum()
    }

    /// The mean in the target's unit; NaN where no part with weight predicts anything.
    fn own(&self, weights: &[f64], row: usize) -> f64 {
        let mut own = Mean::default();
        for (&weight, means) in weights.iter().zip(&self.means) {
            own.add(weight, means[row]);
        }
        own.value()
    }
}

/// The weighted mean of what is not NaN; NaN where nothing has weight.
#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    weight: f64,
    sum: f64,
}

impl Mean {
    fn add(&mut self, weight: f64, value: f64) {
        if !value.is_nan() {
            self.weight += weight;
            self.sum += weight * value;
        }
    }

    fn value(self) -> f64 {
        self.sum / self.weight
    }
}

/// Sums of one row, to which the parts are added one after the other.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    score: f64,
    mean: Mean,
    uncertainty: Mean,
}

impl Sums {
    /// Adds a part's estimate, its mean as a normal score beside it.
    pub(super) fn add(&mut self, weight: f64, score: f64, estimate: Estimate) {
        self.score += weight * score;
        self.mean.add(weight, estimate.mean);
        self.uncertainty.add(weight, estimate.uncertainty);
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Mix {
    pub(super) weights: Vec<f64>,
    map: Rising,
    /// Share of the parts' own predictions, 0 to 1.
    own: f64,
}

impl Mix {
    /// Fits to the parts' out-of-fold predictions for rows with these targets, and to their predictions
    /// for `others` without.
    pub(super) fn fit(
        known: &Predicted,
        targets: &[f64],
        others: &Predicted,
        equal_rows: f64,
    ) -> Self {
        let scale = NormalScores::of(targets.iter().copied());
        let scores: Vec<f64> = targets.iter().map(|&target| scale.score(target)).collect();
        let mut weights = weights(&known.scores, &scores, equal_rows);
        if let Some(best) = alone(known, &weights, targets) {
            weights.fill(0.0);
            weights[best] = 1.0;
        }
        let with_target = targets.iter().enumerate().map(|(row, &y)| Point {
            count: 1.0,
            x: known.mixed(&weights, row),
            y,
        });
        let without = (0..others.rows()).map(|row| Point {
            count: OWN_ROWS / others.rows() as f64,
            x: others.mixed(&weights, row),
            y: others.own(&weights, row),
        });
        let points = with_target.chain(without.filter(|point| !point.y.is_nan()));
        Self {
            map: Rising::fit(points.collect()),
            own: OWN_ROWS / (OWN_ROWS + targets.len() as f64),
            weights,
        }
    }

    pub(super) fn estimate(&self, sums: Sums) -> Estimate {
        let mapped = self.map.value(sums.score);
        let own = sums.mean.value();
        Estimate {
            mean: if own.is_nan() {
                mapped
            } else {
                mapped + self.own * (own - mapped)
            },
            uncertainty: sums.uncertainty.value(),
        }
    }

    pub(super) fn is_sound(&self, parts: usize) -> bool {
        self.weights.len() == parts && self.map.is_sound()
    }
}

/// The part that ranks the rows better than the mix by more than one row can account for: it alone finds
/// the function that the target nearly is.
fn alone(known: &Predicted, weights: &[f64], targets: &[f64]) -> Option<usize> {
    let rows = targets.len();
    if rows < ENOUGH_ROWS {
        return None;
    }
    let mixed: Vec<f64> = (0..rows).map(|row| known.mixed(weights, row)).collect();
    let least = tau(targets, &mixed) + 1.0 / rows as f64;
    let scores = known.scores.iter();
    let taus = scores.map(|scores| tau(targets, scores)).enumerate();
    let better = taus.filter(|&(_, tau)| tau > least);
    let best = better.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    Some(best.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn predicted(parts: &[&Vec<f64>]) -> Predicted {
        let parts: Vec<Vec<f64>> = parts.iter().map(|&part| part.clone()).collect();
        Predicted {
            scores: parts.clone(),
            means: parts,
        }
    }

    fn value(mix: &Mix, known: &Predicted, row: usize) -> f64 {
        let mut sums = Sums::default();
        for (part, &weight) in mix.weights.iter().enumerate() {
            let estimate = Estimate {
                mean: known.means[part][row],
                uncertainty: 1.0,
            };
            sums.add(weight, known.scores[part][row], estimate);
        }
        mix.estimate(sums).mean
    }

    #[test]
    fn one_part_is_taken_alone_where_the_others_only_disturb_its_order() {
        let targets: Vec<f64> = (0..60).map(f64::from).collect();
        // Right about every row, but for two far off: the least squares trust the other more.
        let mut exact = targets.clone();
        exact[0] = 400.0;
        exact[1] = 500.0;
        let rough: Vec<f64> = targets.iter().map(|x| x + 9.0 * (x * 1.7).sin()).collect();
        let known = predicted(&[&rough, &exact]);
        let mix = Mix::fit(&known, &targets, &known, 0.0);
        assert_eq!(mix.weights, [0.0, 1.0]);
        let other: Vec<f64> = targets.iter().map(|x| x + 9.0 * (x * 2.9).cos()).collect();
        let known = predicted(&[&rough, &other]);
        let mix = Mix::fit(&known, &targets, &known, 0.0);
        assert!(
            mix.weights.iter().all(|weight| *weight > 0.2),
            "{:?}",
            mix.weights
        );
    }

    #[test]
    fn one_failed_network_does_not_bend_the_map() {
        // Right about all rows but the last, which failed.
        let right: Vec<f64> = (0..20).map(|at| 80.0 + f64::from(at) / 4.0).collect();
        let mut targets = right.clone();
        targets[19] = 10.0;
        let known = predicted(&[&right]);
        let mix = Mix::fit(&known, &targets, &known, 5.0);
        for row in [0, 10, 16] {
            let off = value(&mix, &known, row) - right[row];
            assert!(off.abs() < 3.0, "{row}: {off}");
        }
    }

    #[test]
    fn what_no_part_predicts_is_left_to_the_map() {
        let known = predicted(&[&vec![1.0, 2.0, f64::NAN]]);
        let known = Predicted {
            scores: vec![vec![-1.0, 1.0, 0.0]],
            ..known
        };
        let mix = Mix::fit(&known, &[1.0, 2.0, 1.5], &known, 5.0);
        let value = value(&mix, &known, 2);
        assert!((1.0..2.0).contains(&value), "{value}");
        let mut mean = Mean::default();
        mean.add(0.0, 3.0);
        mean.add(1.0, f64::NAN);
        assert!(mean.value().is_nan());
    }
}
