//! What a predictor goes by: how much each feature adds to its predictions of rows that it has not seen,
//! and how much worse it predicts when the feature is taken away from it.

mod clusters;
mod contributions;
mod options;
mod permuted;
#[cfg(test)]
mod tests;

pub use options::ImportanceOptions;

use std::sync::Arc;

use rand::Rng;

use crate::job::{Cancelled, JobContext};
use crate::predict::{Grouping, How, generator};
use crate::table::{ColumnId, Table};

use super::HeldOutSet;

/// What features are summed up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum By {
    /// Each by itself, with those that it stands for.
    #[default]
    Feature,
    /// Their family.
    Family,
    /// The operations that they are about.
    Operation,
    /// Features that are correlated with each other.
    Cluster,
}

impl By {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Feature, Self::Family, Self::Operation, Self::Cluster];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Feature => "feature",
            Self::Family => "family",
            Self::Operation => "operation",
            Self::Cluster => "correlated group",
        }
    }
}

/// A mean over permutations and the standard deviation over them (÷ one less than their number).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// The standard deviation; NaN of one.
    pub deviation: f64,
}

/// How much worse the predictor is when features are permuted among the rows; negative where it is better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loss {
    /// By how much Kendall's tau falls.
    pub tau: Mean,
    /// By how much R² falls.
    pub r2: Mean,
    /// By how much the mean absolute error rises, in the target's unit.
    pub mae: Mean,
}

/// How much one feature, or some together, count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight {
    /// Mean over the rows of the absolute contribution, of several features that of their sum, in the
    /// target's unit; NaN before any row is explained.
    pub contribution: f64,
    /// What is lost without; `None` before it is known, and for operations, which share their features.
    pub loss: Option<Loss>,
}

/// The contributions to the predictions of some rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Explained {
    /// The rows of the table, in the random order in which they were drawn.
    pub rows: Vec<u32>,
    /// For each the contribution of each kept column.
    pub contributions: Vec<Arc<Vec<f64>>>,
}

/// What a predictor goes by.
#[derive(Debug, Clone, PartialEq)]
pub struct Importances {
    /// Where contributions come from.
    pub how: How,
    /// What it was computed by.
    pub options: ImportanceOptions,
    /// Rows that could be explained.
    pub held_out: usize,
    /// The rows explained so far.
    pub explained: Explained,
    /// Rows that features are permuted among.
    pub permuted_rows: usize,
    /// For each kept column of the predictor's bins the column of the table.
    pub columns: Arc<Vec<Option<ColumnId>>>,
    /// In the order of [`By::ALL`].
    groupings: Arc<[Grouping; 4]>,
    weights: [Vec<Weight>; 4],
}

impl Importances {
    /// Explains rows of `judged`, then permutes features among some of them. Tells `early` how far it has
    /// come; every time the numbers are true of the rows looked at so far. The same numbers with any number of
    /// threads.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn compute(
        held_out: &HeldOutSet,
        options: ImportanceOptions,
        job: &JobContext,
        early: &mut dyn FnMut(&Self),
    ) -> Result<Self, Cancelled> {
        let (table, design) = (&*held_out.table, held_out.trained_model.design());
        let order = order(held_out.len(), options.seed);
        let explainer = held_out.trained_model.explainer(job)?;
        let sample: Vec<u32> = order.iter().map(|&at| held_out.rows[at]).collect();
        let groupings = [
            Grouping::features(table, design),
            Grouping::families(table, design),
            Grouping::operations(table, design),
            clusters::clusters(
                table,
                design,
                &sample[..sample.len().min(clusters::ROWS)],
                job,
            )?,
        ];
        let nothing = Weight {
            contribution: f64::NAN,
            loss: None,
        };
        let mut found = Self {
            how: explainer.how(),
            options,
            held_out: held_out.len(),
            explained: Explained::default(),
            permuted_rows: options.permuted.min(held_out.len()),
            columns: Arc::new(design.columns_of(table)),
            weights: std::array::from_fn(|by| vec![nothing; groupings[by].len()]),
            groupings: Arc::new(groupings),
        };
        contributions::explain(&mut found, &explainer, &sample, job, early)?;
        permuted::permute(&mut found, held_out, &order, job, early)?;
        Ok(found)
    }

    /// The sums by `by`.
    pub fn grouping(&self, by: By) -> &Grouping {
        &self.groupings[by as usize]
    }

    /// How much each of them counts.
    pub fn weights(&self, by: By) -> &[Weight] {
        &self.weights[by as usize]
    }

    /// The column of the table that number `at` of the sums by `by` is of: a feature, or the first feature
    /// of a group; `None` for families and operations.
    pub fn column(&self, by: By, at: usize) -> Option<ColumnId> {
        if matches!(by, By::Family | By::Operation) {
            return None;
        }
        let (kept, _) = *self.grouping(by).members.get(at)?.first()?;
        self.columns[kept]
    }

    /// For each row explained the value of [`Self::column`] and the contribution of all features of number
    /// `at` of the sums by `by`; empty for families and operations.
    pub fn strip(&self, table: &Table, by: By, at: usize) -> Vec<(f64, f64)> {
        let Some(id) = self.column(by, at) else {
            return Vec::new();
        };
        let values = &table.column(id).values;
        let members = &self.grouping(by).members[at];
        let rows = self.explained.rows.iter();
        let pairs = rows.zip(&self.explained.contributions);
        pairs
            .map(|(&row, contributions)| {
                let terms = members.iter();
                let sum = terms
                    .map(|&(kept, share)| share * contributions[kept])
                    .sum();
                (values.get(row as usize), sum)
            })
            .collect()
    }
}

/// The places 0 to below `count` in a random order.
fn order(count: usize, seed: u64) -> Vec<usize> {
    let mut rng = generator(seed, 0);
    let mut order: Vec<usize> = (0..count).collect();
    for at in 1..count {
        order.swap(at, rng.gen_range(0..=at as u64) as usize);
    }
    order
}
