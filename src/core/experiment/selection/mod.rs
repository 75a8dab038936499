//! Feature selection: the smallest set that does about as well as a full one.
//!
//! Selection sees one half of the rows, the inner one, alone; of the sets on its way the smallest is
//! taken that holds on fresh samples too. It is then compared with the full set on the outer half.

mod backward;
mod contest;
mod forward;
mod halves;

use std::sync::Arc;

use crate::job::JobContext;
use crate::predict::{FeatureSet, ModelSpec, TrainError};
use crate::table::ColumnId;

use super::difference::differences;
use super::{
    Difference, Metric, PairedTest, PredictionTask, SIGNIFICANT, Seeds, Spread, WorkerPool,
};

use contest::Contest;

/// Where selection starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the full set: what can be left out is left out, most at a time first.
    Backward,
    /// From nothing: the column that helps most is added, until the full set is not better.
    Forward,
}

/// What is selected from, and which sets are accepted.
#[derive(Debug, Clone)]
pub struct Selection {
    /// What is predicted.
    pub prediction_task: Arc<PredictionTask>,
    /// The full set.
    pub features: FeatureSet,
    /// The model.
    pub model: ModelSpec,
    /// Training size; half of the rows must be more.
    pub train_size: usize,
    /// The samples on which sets are compared.
    pub seeds: Seeds,
    /// The score that decides.
    pub metric: Metric,
    /// How much worse the mean may be, in the score's unit, 0 or more; also the margin of equivalence.
    pub tolerance: f64,
    /// Where it starts.
    pub direction: Direction,
}

/// How a set compares with the full one on the same samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Against {
    /// Mean and standard deviation of the score.
    pub score: Spread,
    /// How it differs from that of the full set.
    pub test: PairedTest,
}

impl Against {
    fn new(scores: &[f64], full: &[f64]) -> Self {
        let differences = scores.iter().zip(full).map(|(own, full)| own - full);
        Self {
            score: Spread::of(scores.iter().copied()),
            test: PairedTest::of(&differences.collect::<Vec<f64>>()),
        }
    }
}

/// A step of a selection, taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What was done: `min_path_len left out`.
    pub change: String,
    /// The set after it.
    pub features: FeatureSet,
    /// How it compares with the full one, on the inner half.
    pub inner: Against,
}

/// What a selection comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Selected {
    /// The set that was found.
    pub features: FeatureSet,
    /// The steps, from the first to the last.
    pub path: Vec<Step>,
    /// How the set after each step compares with the full one on fresh samples of the inner half.
    pub again: Vec<Against>,
    /// Score of the full set on the inner half.
    pub full_inner: Spread,
    /// Score of the full set on the outer half.
    pub full_outer: Spread,
    /// How the set compares with the full one on the outer half.
    pub outer: Against,
    /// Rows of the inner and of the outer half.
    pub rows: (usize, usize),
}

impl Selection {
    /// Selects, and calls `step` with each step as it is taken. Progress counts `sets` tried. The steps
    /// do not depend on the number of threads.
    ///
    /// # Errors
    /// [`TrainError`] when half of the rows are too few, the target is a feature, or on a stop.
    pub fn run(
        &self,
        worker_pool: WorkerPool,
        job: &JobContext,
        step: &mut dyn FnMut(&Step),
    ) -> Result<Selected, TrainError> {
        let (inner, outer) = halves::deal(&self.prediction_task, self.seeds.first);
        for half in [&inner, &outer] {
            half.check(&self.features, self.train_size)?;
        }
        let rows = (inner.pool().len(), outer.pool().len());
        let mut contest = Contest::new(self, inner, worker_pool, job)?;
        let path = match self.direction {
            Direction::Backward => backward::eliminate(&mut contest, step)?,
            Direction::Forward => forward::grow(&mut contest, step)?,
        };
        let full_inner = contest.full();
        let sets: Vec<FeatureSet> = path.iter().map(|step| step.features.clone()).collect();
        let again = contest.with_fresh_samples()?.try_all(&sets)?;
        let features = self.smallest(&sets, &again);
        let mut evaluate = Contest::new(self, outer, worker_pool, job)?;
        let outer = evaluate.try_one(&features)?;
        Ok(Selected {
            features,
            path,
            again,
            full_inner,
            full_outer: evaluate.full(),
            outer,
            rows,
        })
    }

    /// The smallest of the sets of a path that is accepted on fresh samples too: of many sets tried, the
    /// one that came out best did so partly due to chance.
    fn smallest(&self, sets: &[FeatureSet], again: &[Against]) -> FeatureSet {
        let holding = sets.iter().zip(again);
        let holding = holding.filter(|(_, again)| self.accepts(again));
        let smallest = holding.min_by_key(|(set, _)| set.columns().len());
        let otherwise = match self.direction {
            Direction::Backward => None,
            Direction::Forward => sets.last(),
        };
        let found = smallest.map(|(set, _)| set).or(otherwise);
        found.unwrap_or(&self.features).clone()
    }

    /// Whether the path may go on with a set that compares so.
    pub fn accepts(&self, against: &Against) -> bool {
        let loss = against.test.loss(self.metric);
        loss <= 0.0 || (loss <= self.tolerance && against.test.p >= SIGNIFICANT)
    }

    /// What may be said about sets that are shown together.
    pub fn differences<'a>(&self, shown: impl Iterator<Item = &'a Against>) -> Vec<Difference> {
        let family: Vec<PairedTest> = shown.map(|against| against.test).collect();
        let margin = Some(self.tolerance).filter(|&margin| margin > 0.0);
        differences(&family, self.metric, margin)
    }

    /// What may be said about one set alone.
    pub fn difference(&self, against: &Against) -> Difference {
        self.differences(std::iter::once(against)).remove(0)
    }

    fn name(&self, id: ColumnId) -> &str {
        &self.prediction_task.table.column(id).spec.name
    }

    fn set(&self, columns: Vec<ColumnId>) -> Option<FeatureSet> {
        FeatureSet::from_columns(columns, &self.prediction_task.table).ok()
    }
}

#[cfg(test)]
mod tests;
