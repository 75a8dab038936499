//! Feature importance: mean |SHAP value| over held-out rows, and permutation importance.

mod clusters;
mod contributions;
mod permuted;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use rand::Rng;

use crate::job::{Cancelled, JobContext};
use crate::predict::{Explainer, Grouping, How, TrainedModel, generator};
use crate::table::{ColumnId, Table};

use super::{HeldOutSet, Spread};

/// How much is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ImportanceOptions {
    /// Most rows that are explained.
    pub explained: usize,
    /// Most rows that features are permuted among.
    pub permuted: usize,
    /// Times that they are.
    pub permutations: usize,
    /// Seed of the rows and of the permutations.
    pub seed: u64,
}

impl ImportanceOptions {
    /// What is usual for a predictor: fewer rows where contributions have to be estimated.
    pub fn of(trained_model: &TrainedModel) -> Self {
        let (explained, permuted) = match trained_model.how() {
            How::Exact | How::Weights => (1000, 2000),
            How::SampledShapley => (200, 500),
        };
        Self {
            explained,
            permuted,
            permutations: 5,
            seed: 0,
        }
    }
}

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

/// How much worse the predictor is when features are permuted among the rows: mean and standard
/// deviation over the permutations; negative where it is better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loss {
    /// By how much Kendall's tau falls.
    pub tau: Spread,
    /// By how much R² falls.
    pub r2: Spread,
    /// By how much the mean absolute error rises, in the target's unit.
    pub mae: Spread,
}

/// How much one feature, or some together, count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight {
    /// Mean |SHAP value| (of several features of their sum), in the target's unit; NaN before any row.
    pub contribution: f64,
    /// What is lost without; `None` before it is known, and for operations, which share their features.
    pub loss: Option<Loss>,
}

/// The SHAP values of some rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Explained {
    /// The rows of the table, in the random order in which they were drawn.
    pub rows: Vec<u32>,
    /// For each the SHAP value of each kept column.
    pub contributions: Vec<Arc<Vec<f64>>>,
}

/// Feature importances of a predictor.
#[derive(Debug, Clone, PartialEq)]
pub struct Importances {
    /// How SHAP values are computed.
    pub how: How,
    /// The options.
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
    /// Explains rows of `held_out`, then permutes features among some of them. Calls `early` with partial
    /// results, true of the rows looked at so far. The same numbers with any number of threads.
    ///
    /// # Errors
    /// [`Cancelled`].
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
            clusters::clusters(table, design, &sample, job)?,
        ];
        let mut found = Self::nothing_yet(held_out, &explainer, options, groupings);
        contributions::explain(&mut found, &explainer, &sample, job, early)?;
        permuted::permute(&mut found, held_out, &order, job, early)?;
        Ok(found)
    }

    /// The mean |SHAP value| of each single feature over `explained` rows of `held_out`, and nothing else: a
    /// fraction of what [`Self::compute`] takes.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn of_features(
        held_out: &HeldOutSet,
        explained: usize,
        job: &JobContext,
    ) -> Result<Vec<(ColumnId, f64)>, Cancelled> {
        let options = ImportanceOptions {
            explained,
            permuted: 0,
            permutations: 0,
            seed: 0,
        };
        let order = order(held_out.len(), options.seed);
        let sample = order.iter().take(explained).map(|&at| held_out.rows[at]);
        let sample: Vec<u32> = sample.collect();
        let explainer = held_out.trained_model.explainer(job)?;
        let mut groupings: [Grouping; 4] = Default::default();
        groupings[By::Feature as usize] =
            Grouping::features(&held_out.table, held_out.trained_model.design());
        let mut found = Self::nothing_yet(held_out, &explainer, options, groupings);
        contributions::explain(&mut found, &explainer, &sample, job, &mut |_| {})?;
        let weights = found.columns.iter().zip(found.weights(By::Feature));
        let weights = weights.filter_map(|(id, weight)| Some(((*id)?, weight.contribution)));
        Ok(weights
            .filter(|(_, contribution)| !contribution.is_nan())
            .collect())
    }

    fn nothing_yet(
        held_out: &HeldOutSet,
        explainer: &Explainer,
        options: ImportanceOptions,
        groupings: [Grouping; 4],
    ) -> Self {
        let nothing = Weight {
            contribution: f64::NAN,
            loss: None,
        };
        let design = held_out.trained_model.design();
        Self {
            how: explainer.how(),
            options,
            held_out: held_out.len(),
            explained: Explained::default(),
            permuted_rows: options.permuted.min(held_out.len()),
            columns: Arc::new(design.columns_of(&held_out.table)),
            weights: std::array::from_fn(|by| vec![nothing; groupings[by].len()]),
            groupings: Arc::new(groupings),
        }
    }

    /// What is summed up by `by`.
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

    /// For each row explained the value of [`Self::column`] and the SHAP value of all features of number
    /// `at` of the sums by `by`; empty for families and operations.
    pub fn strip(&self, table: &Table, by: By, at: usize) -> Vec<(f64, f64)> {
        let Some(id) = self.column(by, at) else {
            return Vec::new();
        };
        let values = &table.column(id).values;
        let members = &self.grouping(by).members[at];
        let point = |(&row, contributions): (&u32, &Arc<Vec<f64>>)| {
            let terms = members.iter();
            let terms = terms.map(|&(kept, share)| share * contributions[kept]);
            (values.get(row as usize), terms.sum())
        };
        let Explained {
            rows,
            contributions,
        } = &self.explained;
        rows.iter().zip(contributions).map(point).collect()
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
