//! Contributions to a weighted sum, in normal scores: weight × (number − mean over the training rows). All
//! are then scaled by one factor to add up in the target's unit; where they cancel out, the factor is the
//! slope of the map there.

use crate::predict::design::{Design, NormalScores};
use crate::predict::magnitude::Magnitude;

use super::Attribution;

/// A weighted sum of the numbers of a design, mapped from scores to the target's unit.
#[derive(Debug)]
pub(crate) struct WeightedSum<'a> {
    pub(crate) intercept: f64,
    /// One a column of the numbers.
    pub(crate) weights: &'a [f64],
    pub(crate) scores: &'a NormalScores,
    /// Of the target's unit in terms of what the scores are mapped to.
    pub(crate) magnitude: Magnitude,
}

#[derive(Debug)]
pub(super) struct Weights {
    coefficients: Vec<f64>,
    means: Vec<f64>,
    scores: NormalScores,
    magnitude: Magnitude,
    middle: f64,
    width: usize,
}

/// Sums of scores less than this cancel out: scores are of size 1.
const NOTHING: f64 = 1e-6;

impl Weights {
    /// `sum` was fitted to `rows` of `design`.
    pub(super) fn new(sum: &WeightedSum, design: &Design, rows: &[u32]) -> Self {
        let numbers = design.numbers();
        let mut means = vec![0.0; sum.weights.len()];
        for &row in rows {
            for (mean, number) in means.iter_mut().zip(numbers.row(row as usize)) {
                *mean += number / rows.len() as f64;
            }
        }
        let at_means = sum.weights.iter().zip(&means);
        let at_means: f64 = at_means.map(|(weight, mean)| weight * mean).sum();
        Self {
            coefficients: sum.weights.to_vec(),
            means,
            scores: sum.scores.clone(),
            magnitude: sum.magnitude,
            middle: sum.intercept + at_means,
            width: design.bins().kept().len(),
        }
    }

    pub(super) fn attribute(&self, design: &Design, row: usize) -> Attribution {
        let mut contributions = vec![0.0; self.width];
        let numbers = design.numbers().row(row).zip(&self.means);
        let owners = design.owners().into_iter();
        for (((number, mean), weight), owner) in numbers.zip(&self.coefficients).zip(owners) {
            if let Some(contribution) = contributions.get_mut(owner) {
                *contribution += weight * (number - mean);
            }
        }
        let sum: f64 = contributions.iter().sum();
        let value = |score| self.magnitude.up(self.scores.value(score));
        let base = value(self.middle);
        let prediction = value(self.middle + sum);
        let factor = if sum.abs() > NOTHING {
            (prediction - base) / sum
        } else {
            let (low, high) = (self.middle - NOTHING, self.middle + NOTHING);
            (value(high) - value(low)) / (high - low)
        };
        for contribution in &mut contributions {
            *contribution *= factor;
        }
        Attribution {
            base,
            prediction,
            contributions,
            spread: None,
        }
    }
}
