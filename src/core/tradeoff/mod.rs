//! Trade-offs between objectives: which rows are not dominated, and how much of the space those dominate.
//!
//! What is decided here and nowhere else:
//!
//! - A row dominates another when it is at least as good in every objective and better in one. So rows that are
//!   equal in every objective do not dominate each other: they are on the same front, all of them.
//! - A row that lacks a value, or has an infinite one, is on no front and dominates nothing.
//! - The reference point of a hypervolume is the worst value of each objective among the rows that are compared
//!   ([`reference_point`]).

mod attainment;
mod choice;
mod front;
mod hypervolume;
mod points;

pub use attainment::attainment_surface;
pub use choice::Choice;
pub use front::{front, fronts, ranks};
pub use hypervolume::{hypervolume, reference_point};

use crate::bench::Better;

/// One of the quantities that are traded off.
#[derive(Debug, Clone, Copy)]
pub struct Objective<'a> {
    /// A value a row, NaN where there is none; as many as every other objective has.
    pub values: &'a [f64],
    /// Which end is good.
    pub better: Better,
}

impl Objective<'_> {
    /// The value of a row turned so that lower is better.
    fn cost(&self, row: usize) -> f64 {
        // Adding zero makes -0.0 the same bits as 0.0.
        let value = self.values[row];
        0.0 + match self.better {
            Better::Higher => -value,
            Better::Lower => value,
        }
    }

    /// `cost` turned back.
    fn value(&self, cost: f64) -> f64 {
        match self.better {
            Better::Higher => 0.0 - cost,
            Better::Lower => cost,
        }
    }
}

/// Whether `a` is at least as good as `b` in every objective and better in one; never with a missing or
/// infinite value.
pub fn dominates(a: &[f64], b: &[f64], better: &[Better]) -> bool {
    let gain = |((&a, &b), better): ((&f64, &f64), &Better)| better.gain(a, b);
    let gains = || a.iter().zip(b).zip(better).map(gain);
    gains().all(|gain| gain >= 0.0 && gain.is_finite()) && gains().any(|gain| gain > 0.0)
}
