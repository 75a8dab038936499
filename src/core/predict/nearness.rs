//! Which rows are near a row in the space of its features.

use std::sync::Arc;

use rayon::prelude::*;

use crate::job::{Cancelled, JobContext};

use super::design::{Design, Numbers};

/// Rows looked at between two checks for a stop.
const STRIDE: usize = 4096;

/// The rows of a design as points: each feature standardised, or as normal scores where it has many
/// values. Equal features count as often as they are in the set.
#[derive(Debug)]
pub struct Nearness {
    design: Arc<Design>,
    made: Option<Numbers>,
}

impl Nearness {
    /// The points of `design`.
    pub fn new(design: Arc<Design>) -> Self {
        let made = (!design.has_numbers()).then(|| design.make_numbers());
        Self { design, made }
    }

    /// The design.
    pub fn design(&self) -> &Arc<Design> {
        &self.design
    }

    /// The `count` rows nearest to `row`, itself left out, with their Euclidean distances; the nearest
    /// first, and of equals the one that comes first in the table.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn nearest(
        &self,
        row: u32,
        count: usize,
        job: &JobContext,
    ) -> Result<Vec<(u32, f64)>, Cancelled> {
        let all: Vec<u32> = (0..self.design.rows() as u32).collect();
        self.nearest_of(row, &all, count, job)
    }

    /// The same of the rows `among` alone.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn nearest_of(
        &self,
        row: u32,
        among: &[u32],
        count: usize,
        job: &JobContext,
    ) -> Result<Vec<(u32, f64)>, Cancelled> {
        let made = self.made.as_ref();
        let numbers = made.unwrap_or_else(|| self.design.numbers());
        let counts: Vec<f64> = numbers.columns().iter().map(|of| of.count as f64).collect();
        let own: Vec<f64> = numbers.row(row as usize).collect();
        let squared = |other: u32| -> f64 {
            let pairs = own.iter().zip(numbers.row(other as usize)).zip(&counts);
            pairs.map(|((a, b), count)| count * (a - b) * (a - b)).sum()
        };
        let order = |a: &(u32, f64), b: &(u32, f64)| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0));
        let parts: Vec<Vec<(u32, f64)>> = among
            .par_chunks(STRIDE)
            .map(|rows| {
                job.check()?;
                let others = rows.iter().filter(|&&other| other != row);
                let mut near: Vec<_> = others.map(|&other| (other, squared(other))).collect();
                near.sort_unstable_by(order);
                near.truncate(count);
                Ok(near)
            })
            .collect::<Result<_, Cancelled>>()?;
        let mut near = parts.concat();
        near.sort_unstable_by(order);
        near.truncate(count);
        for (_, distance) in &mut near {
            *distance = distance.sqrt();
        }
        Ok(near)
    }
}
