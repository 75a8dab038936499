//! Error slices: regions of the features in which a predictor errs, found on one half of the judged
//! rows and judged on the other.
//!
//! A decision tree tells rows predicted too high, about right and too low apart, by every GRAF feature,
//! whatever the predictor itself uses. Each leaf is a slice. What is said of a slice comes from rows that
//! the tree was not grown on.

mod grow;
mod matrix;
mod rule;
mod verdict;

pub use verdict::Half;

use serde::{Serialize, Serializer};

use crate::job::{Cancelled, JobContext};
use crate::predict::sample;
use crate::table::{ColumnId, Group};

use super::held_out::HeldOutSet;
use grow::Grower;
use matrix::Matrix;

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

/// How slices are looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SliceOptions {
    /// Conditions of a rule at most: splits from the root to a leaf.
    pub depth: usize,
    /// Fewest rows of a slice, in the half that it is found on.
    pub least: usize,
    /// A row is predicted too high, or too low, when it is off by more than so many times the mean
    /// absolute error; from 0 on.
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

/// A region of the features.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slice {
    /// The region in the filter language: the tightest bounds of each column, joined by `and`.
    pub rule: String,
    /// The class that is more frequent in it than in the whole half that it was found on, by the largest
    /// factor.
    #[serde(serialize_with = "class_name")]
    pub class: Class,
    /// Whether the other half confirms it. *Over* and *under*: its mean error has that sign, and an
    /// interval around it excludes 0. *Right*: an interval around its mean absolute error lies below that
    /// of the whole half. The intervals are Student's t, of 95 % for all slices together (Bonferroni).
    pub confirmed: bool,
    /// What its rows are like in the half that it was found on.
    pub found: Half,
    /// What they are like in the other half.
    pub held_out: Half,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields over by reference"
)]
fn class_name<S: Serializer>(class: &Class, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(class.name())
}

/// The slices of some rows, those with the largest share of the error first.
#[derive(Debug, Clone, PartialEq)]
pub struct Slices {
    /// How they were looked for.
    pub options: SliceOptions,
    /// The slices; every row is in exactly one. None where no split tells the classes apart.
    pub slices: Vec<Slice>,
    /// Rows of the half that they were found on, and of the other.
    pub rows: (usize, usize),
    /// The error up to which a row counts as about right, in the target's unit.
    pub threshold: f64,
    /// Mean absolute error of both halves.
    pub mae: (f64, f64),
}

impl Slices {
    /// Finds slices of `judged`.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn find(
        held_out: &HeldOutSet,
        options: &SliceOptions,
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        let (found_on, judged_on) = halves(held_out, options.seed);
        let errors: Vec<f64> = held_out.errors().collect();
        let of =
            |places: &[u32]| -> Vec<f64> { places.iter().map(|&at| errors[at as usize]).collect() };
        let (first, second) = (of(&found_on), of(&judged_on));
        let mae = (mean_absolute(&first), mean_absolute(&second));
        let mut found = Self {
            options: *options,
            slices: Vec::new(),
            rows: (first.len(), second.len()),
            threshold: options.threshold * mae.0,
            mae,
        };
        // Without any error there is nothing to tell apart.
        if mae.0.is_nan() || mae.0 <= 0.0 {
            return Ok(found);
        }
        let rows = |places: &[u32]| -> Vec<u32> {
            places
                .iter()
                .map(|&at| held_out.rows[at as usize])
                .collect()
        };
        let (rows_first, rows_second) = (rows(&found_on), rows(&judged_on));
        let columns = graf_columns(held_out);
        let matrix = Matrix::new(&held_out.table, &columns, &rows_first);
        job.check()?;
        let class = |&error: &f64| Class::of(error, found.threshold);
        let classes: Vec<Class> = first.iter().map(class).collect();
        let leaves = Grower::new(&matrix, &classes, options, job).leaves()?;
        if leaves.len() < 2 {
            return Ok(found);
        }
        let count = leaves.len();
        for leaf in leaves {
            job.check()?;
            let rule = leaf.rule(&matrix);
            let inside = |rows: &[u32], errors: &[f64]| -> Vec<f64> {
                let pairs = rows.iter().zip(errors);
                let inside = pairs.filter(|&(&row, _)| rule.holds(&held_out.table, row));
                inside.map(|(_, &error)| error).collect()
            };
            let errors = (inside(&rows_first, &first), inside(&rows_second, &second));
            found.slices.push(Slice {
                class: leaf.class,
                confirmed: verdict::confirmed(leaf.class, &errors.1, mae.1, count),
                found: Half::new(&errors.0, mae.0 * first.len() as f64),
                held_out: Half::new(&errors.1, mae.1 * second.len() as f64),
                rule: rule.text(&held_out.table),
            });
        }
        // Stable: of equals the one found first.
        found
            .slices
            .sort_by(|a, b| b.held_out.share.total_cmp(&a.held_out.share));
        Ok(found)
    }
}

/// Places among the judged rows: those that slices are found on, and those that they are judged on.
fn halves(held_out: &HeldOutSet, seed: u64) -> (Vec<u32>, Vec<u32>) {
    let all: Vec<u32> = (0..held_out.len() as u32).collect();
    let looked_at = sample(&all, MOST_ROWS, seed);
    // Another seed, or the half would be the head of the same draw.
    let first = sample(&looked_at, looked_at.len() / 2, seed.wrapping_add(1));
    let second = looked_at
        .into_iter()
        .filter(|at| first.binary_search(at).is_err());
    (first.clone(), second.collect())
}

fn mean_absolute(errors: &[f64]) -> f64 {
    errors.iter().map(|error| error.abs()).sum::<f64>() / errors.len() as f64
}

/// Every GRAF feature of the table; where it has none every feature known without training.
fn graf_columns(held_out: &HeldOutSet) -> Vec<ColumnId> {
    let of = |belongs: fn(Group) -> bool| -> Vec<ColumnId> {
        let columns = held_out.table.columns().iter().enumerate();
        columns
            .filter(|(_, column)| belongs(column.spec.group))
            .map(|(at, _)| ColumnId(at))
            .collect()
    };
    let graf = of(Group::is_graf);
    if graf.is_empty() {
        of(Group::is_feature)
    } else {
        graf
    }
}
