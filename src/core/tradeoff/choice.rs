//! What choosing by prediction attains.

use crate::job::{Cancelled, JobContext};

use super::{Objective, front, hypervolume, reference_point};

/// The front by true values beside the front by predicted ones, over the rows that have all of both.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// How many rows have a true and a predicted value of every objective.
    pub rows: usize,
    /// Rows on the front by true values, in their order.
    pub true_front: Vec<u32>,
    /// Rows on the front by predicted values, in their order.
    pub predicted_front: Vec<u32>,
    /// The worst true value of each objective.
    pub reference: Vec<f64>,
    /// Hypervolume of the front by true values.
    pub possible: f64,
    /// Hypervolume, in true values, of the rows on the front by predicted values.
    pub attained: f64,
}

impl Choice {
    /// Compares the fronts of `truth` and of `predicted`, which are the same objectives of the same rows; `None` where
    /// no row has all values.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn new(
        truth: &[Objective<'_>],
        predicted: &[Objective<'_>],
        job: &JobContext,
    ) -> Result<Option<Self>, Cancelled> {
        let all = truth.first().map_or(0, |first| first.values.len());
        let complete = |&row: &u32| {
            let mut objectives = truth.iter().chain(predicted);
            objectives.all(|of| of.values[row as usize].is_finite())
        };
        let rows: Vec<u32> = (0..all as u32).filter(complete).collect();
        let (truth, predicted) = (Part::of(truth, &rows), Part::of(predicted, &rows));
        let Some(reference) = reference_point(&truth.objectives()) else {
            return Ok(None);
        };
        let true_front = front(&truth.objectives(), job)?;
        let predicted_front = front(&predicted.objectives(), job)?;
        let volume = |front: &[u32]| {
            let part = Part::of(&truth.objectives(), front);
            hypervolume(&part.objectives(), &reference)
        };
        Ok(Some(Self {
            rows: rows.len(),
            possible: volume(&true_front),
            attained: volume(&predicted_front),
            true_front: among(&rows, &true_front),
            predicted_front: among(&rows, &predicted_front),
            reference,
        }))
    }

    /// Attained ÷ possible, at most 1. NaN where nothing is better than the reference point.
    pub fn share(&self) -> f64 {
        self.attained / self.possible
    }

    /// What is lost by choosing by prediction, as a part of what is possible: 1 − attained ÷ possible.
    pub fn regret(&self) -> f64 {
        1.0 - self.share()
    }
}

fn among(rows: &[u32], places: &[u32]) -> Vec<u32> {
    places.iter().map(|&at| rows[at as usize]).collect()
}

/// Some rows of objectives.
struct Part<'a> {
    of: Vec<Objective<'a>>,
    values: Vec<Vec<f64>>,
}

impl<'a> Part<'a> {
    fn of(objectives: &[Objective<'a>], rows: &[u32]) -> Self {
        let pick = |of: &Objective<'_>| rows.iter().map(|&row| of.values[row as usize]).collect();
        Self {
            of: objectives.to_vec(),
            values: objectives.iter().map(pick).collect(),
        }
    }

    fn objectives(&self) -> Vec<Objective<'_>> {
        let parts = self.of.iter().zip(&self.values);
        parts
            .map(|(of, values)| Objective { values, ..*of })
            .collect()
    }
}
