//! Error slices: regions of the features in which a predictor errs. A decision tree over every GRAF
//! feature tells over-predicted, accurate and under-predicted rows apart; each leaf is a slice. It is
//! grown on the discovery half of the rows, and evaluated on the other, the held-out half. Listed are
//! those that hold more than their share of the error.

mod gain;
mod grow;
mod matrix;
mod rule;
mod training;

use serde::{Serialize, Serializer};

use crate::job::{Cancelled, JobContext};
use crate::predict::sample;
use crate::table::{ColumnId, Group};

use super::MeanInterval;
use super::held_out::HeldOutSet;
use grow::Grower;
use matrix::Matrix;
use rule::Rule;

pub use gain::SliceGain;
pub use training::TrainingRows;

/// Most rows that are looked at, both halves together.
const MOST_ROWS: usize = 20_000;

/// How a row is predicted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Too high, by more than the threshold.
    Over,
    /// About right.
    Right,
    /// Too low, by more than the threshold.
    Under,
}

impl Class {
    /// All classes.
    pub const ALL: [Self; 3] = [Self::Over, Self::Right, Self::Under];

    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Right => "right",
            Self::Under => "under",
        }
    }

    fn of(error: f64, threshold: f64) -> Self {
        if error > threshold {
            Self::Over
        } else if error < -threshold {
            Self::Under
        } else {
            Self::Right
        }
    }
}

/// How slices are found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SliceOptions {
    /// Most conditions of a rule: splits from the root to a leaf.
    pub depth: usize,
    /// Fewest rows of a slice, in the discovery half.
    pub least: usize,
    /// A row is over- or under-predicted when abs(error) > so many MAE; from 0 on.
    pub threshold: f64,
    /// Decides the halves, and which rows are looked at when there are more than 20,000.
    pub seed: u64,
}

impl Default for SliceOptions {
    fn default() -> Self {
        Self {
            depth: 3,
            least: 50,
            threshold: 1.0,
            seed: 0,
        }
    }
}

/// The rows of a slice in one half.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Half {
    /// How many.
    pub rows: usize,
    /// Mean error, in the target's unit; NaN of none.
    pub mean_error: f64,
    /// Mean absolute error; NaN of none.
    pub mae: f64,
    /// Share of the sum of absolute errors of the half, 0 to 1.
    #[serde(rename = "share_of_error")]
    pub share: f64,
}

/// A region of the features.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slice {
    /// The region in the filter language: the tightest bounds of each column, joined by `and`.
    pub rule: String,
    /// The class that is more frequent in it than in the whole discovery half, by the largest factor.
    #[serde(serialize_with = "class_name")]
    pub class: Class,
    /// Whether the held-out half confirms it. *Over* and *under*: its mean error has that sign, and an
    /// interval around it excludes 0. *Right*: an interval around its mean absolute error lies below that
    /// of the whole half. The intervals are Student's t, of 95 % for all slices together (Bonferroni).
    pub confirmed: bool,
    /// Share of the absolute error ÷ share of the rows, in the held-out half: above 1.
    pub lift: f64,
    /// The training rows inside.
    pub training: TrainingRows,
    /// Its rows in the discovery half.
    pub found: Half,
    /// Its rows in the held-out half.
    pub held_out: Half,
    /// Which rows these are in the discovery half, ascending.
    #[serde(skip)]
    pub found_rows: Vec<u32>,
    /// And in the held-out half.
    #[serde(skip)]
    pub held_out_rows: Vec<u32>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields over by reference"
)]
fn class_name<S: Serializer>(class: &Class, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(class.name())
}

/// The slices of some rows, those with the largest lift first.
#[derive(Debug, Clone, PartialEq)]
pub struct Slices {
    /// How they were found.
    pub options: SliceOptions,
    /// The slices; no row is in two. None where no split tells the classes apart.
    pub slices: Vec<Slice>,
    /// Leaves of the tree that are no slices: their lift is 1 or less.
    pub left_out: usize,
    /// Rows of the discovery half, and of the held-out half.
    pub rows: (usize, usize),
    /// The error up to which a row counts as about right, in the target's unit.
    pub threshold: f64,
    /// Mean absolute error of both halves.
    pub mae: (f64, f64),
}

impl Slices {
    /// Finds slices of `held_out`.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn find(
        held_out: &HeldOutSet,
        options: &SliceOptions,
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        let errors: Vec<f64> = held_out.errors().collect();
        // The rows of a half, and their errors.
        let [first, second] = halves(held_out, options.seed).map(|places| -> Part {
            let row = |at: usize| (held_out.rows[at], errors[at]);
            places.into_iter().map(|at| row(at as usize)).unzip()
        });
        let [mae, mae_second] = [&first, &second].map(|half| mean_absolute(&half.1));
        let mut found = Self {
            options: *options,
            slices: Vec::new(),
            left_out: 0,
            rows: (first.0.len(), second.0.len()),
            threshold: options.threshold * mae,
            mae: (mae, mae_second),
        };
        // Without any error there is nothing to tell apart.
        if mae.is_nan() || mae <= 0.0 {
            return Ok(found);
        }
        let columns = graf_columns(held_out);
        let matrix = Matrix::new(&held_out.table, &columns, &first.0);
        job.check()?;
        let class = |&error: &f64| Class::of(error, found.threshold);
        let classes: Vec<Class> = first.1.iter().map(class).collect();
        let leaves = Grower::new(&matrix, &classes, options, job).leaves()?;
        if leaves.len() < 2 {
            return Ok(found);
        }
        let count = leaves.len();
        for leaf in leaves {
            job.check()?;
            let rule = Rule::new(&leaf.bounds, &matrix);
            let holds = |row: u32| rule.holds(&held_out.table, row);
            let inside = |(rows, errors): &Part| -> Part {
                let pairs = rows.iter().copied().zip(errors.iter().copied());
                pairs.filter(|&(row, _)| holds(row)).unzip()
            };
            let ((found_rows, errors), (held_out_rows, errors_second)) =
                (inside(&first), inside(&second));
            let half = Half::new(&errors_second, mae_second * second.0.len() as f64);
            let share_of_rows = half.rows as f64 / second.0.len() as f64;
            let lift = half.share / share_of_rows;
            // Not a number: no row of the held-out half is in it.
            if lift.is_nan() || lift <= 1.0 {
                found.left_out += 1;
                continue;
            }
            let training = held_out.training.iter().filter(|&&row| holds(row));
            found.slices.push(Slice {
                class: leaf.class,
                confirmed: confirmed(leaf.class, &errors_second, mae_second, count),
                lift,
                training: TrainingRows {
                    inside: training.count(),
                    of: held_out.training.len(),
                    expected: share_of_rows * held_out.training.len() as f64,
                },
                found: Half::new(&errors, mae * first.0.len() as f64),
                held_out: half,
                rule: rule.text(&held_out.table),
                found_rows,
                held_out_rows,
            });
        }
        // Stable: of equals the one found first.
        found.slices.sort_by(|a, b| b.lift.total_cmp(&a.lift));
        Ok(found)
    }
}

type Part = (Vec<u32>, Vec<f64>);

/// Places of the discovery half and of the held-out half among the held-out rows.
fn halves(held_out: &HeldOutSet, seed: u64) -> [Vec<u32>; 2] {
    let all: Vec<u32> = (0..held_out.len() as u32).collect();
    let looked_at = sample(&all, MOST_ROWS, seed);
    // Another seed, or the half would be the head of the same draw.
    let first = sample(&looked_at, looked_at.len() / 2, seed.wrapping_add(1));
    let mut second = looked_at;
    second.retain(|at| first.binary_search(at).is_err());
    [first, second]
}

fn mean_absolute(errors: &[f64]) -> f64 {
    errors.iter().map(|error| error.abs()).sum::<f64>() / errors.len() as f64
}

/// Every GRAF feature of the table; where it has none every feature known without training.
fn graf_columns(held_out: &HeldOutSet) -> Vec<ColumnId> {
    let of = |belongs: fn(Group) -> bool| -> Vec<ColumnId> {
        let all = (0..held_out.table.columns().len()).map(ColumnId);
        all.filter(|&id| belongs(held_out.table.column(id).spec.group))
            .collect()
    };
    let graf = of(Group::is_graf);
    if graf.is_empty() {
        of(Group::is_feature)
    } else {
        graf
    }
}

impl Half {
    /// Rows with these errors, in a half whose absolute errors add up to `total`.
    fn new(errors: &[f64], total: f64) -> Self {
        let count = errors.len() as f64;
        let absolute: f64 = errors.iter().map(|error| error.abs()).sum();
        Self {
            rows: errors.len(),
            mean_error: errors.iter().sum::<f64>() / count,
            mae: absolute / count,
            share: if total > 0.0 { absolute / total } else { 0.0 },
        }
    }
}

/// Whether `errors`, in a half with mean absolute error `mae`, confirm a slice of class `class`, one of
/// `slices`: see [`Slice::confirmed`].
fn confirmed(class: Class, errors: &[f64], mae: f64, slices: usize) -> bool {
    let doubt = (1.0 - MeanInterval::CONFIDENCE) / slices as f64;
    let interval =
        |of: fn(f64) -> f64| MeanInterval::of(errors.iter().map(|&error| of(error)), 1.0 - doubt);
    // Without an interval, of fewer than two rows, no comparison holds.
    match class {
        Class::Over => interval(|error| error).low() > 0.0,
        Class::Under => interval(|error| error).high() < 0.0,
        Class::Right => interval(f64::abs).high() < mae,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clear_errors_are_confirmed_and_unclear_ones_are_not() {
        let over = [1.0, 1.2, 0.8, 1.1, 0.9];
        assert!(confirmed(Class::Over, &over, 2.0, 4));
        assert!(!confirmed(Class::Under, &over, 2.0, 4));
        assert!(confirmed(Class::Right, &over, 2.0, 4));
        assert!(!confirmed(Class::Right, &over, 1.0, 4));
        let mixed = [1.0, -1.2, 0.8, 1.1, -0.9];
        assert!(!confirmed(Class::Over, &mixed, 2.0, 4));
        assert!(!confirmed(Class::Over, &[3.0], 2.0, 1));
    }

    #[test]
    fn more_slices_ask_for_more() {
        let errors = [1.0, 2.0, 0.1, 0.4, 1.5];
        assert!(confirmed(Class::Over, &errors, 2.0, 1));
        assert!(!confirmed(Class::Over, &errors, 2.0, 50));
    }

    #[test]
    fn a_half_is_summed_up() {
        let half = Half::new(&[1.0, -3.0], 16.0);
        assert_eq!(
            (half.rows, half.mean_error, half.mae, half.share),
            (2, -1.0, 2.0, 0.25)
        );
    }
}
