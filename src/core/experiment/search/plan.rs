//! How a search goes on.

use anyhow::ensure;

use super::Acquisition;

/// About how many numbers of queries are reported.
const REPORTED: usize = 16;

/// How a search goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchPlan {
    /// Architectures drawn at random to begin with, at least 2.
    pub start: usize,
    /// Architectures measured between two trainings, at least 1.
    pub batch: usize,
    /// Architectures measured in all, more than `start`.
    pub queries: usize,
    /// What is measured next.
    pub acquisition: Acquisition,
}

impl Default for SearchPlan {
    fn default() -> Self {
        Self {
            start: 8,
            batch: 1,
            queries: 128,
            acquisition: Acquisition::default(),
        }
    }
}

impl SearchPlan {
    /// Whether it can be followed with so many candidates.
    ///
    /// # Errors
    /// When it cannot: says why.
    pub fn check(&self, candidates: usize) -> anyhow::Result<()> {
        let Self {
            start,
            batch,
            queries,
            ..
        } = *self;
        ensure!(
            start >= 2,
            "a search starts with at least 2 architectures, not {start}"
        );
        ensure!(
            batch > 0,
            "a search measures at least 1 architecture at a time"
        );
        let (least, most) = (start + 1, candidates.saturating_sub(1));
        ensure!(
            (least..=most).contains(&queries),
            "{queries} queries are out of range: {least} to {most} can be made"
        );
        Ok(())
    }

    /// Numbers of queries that are reported: the start, the end, and round ones between.
    pub fn checkpoints(&self) -> Vec<usize> {
        let after_start = self.queries.saturating_sub(self.start);
        let step = after_start.div_ceil(REPORTED).max(1).next_power_of_two();
        let first = (self.start + 1).next_multiple_of(step);
        let between = (first..self.queries).step_by(step);
        [self.start]
            .into_iter()
            .chain(between)
            .chain([self.queries])
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_numbers_of_queries_are_reported() {
        let points = |start, queries| {
            let plan = SearchPlan {
                start,
                queries,
                ..SearchPlan::default()
            };
            plan.checkpoints()
        };
        assert_eq!(points(2, 6), [2, 3, 4, 5, 6]);
        assert_eq!(
            points(16, 60),
            [16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60]
        );
        assert_eq!(points(10, 128)[..4], [10, 16, 24, 32]);
        assert!(points(10, 5000).len() <= REPORTED + 2);
    }
}
