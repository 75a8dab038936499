//! Predicting hybrids: of a row with one more column of the other row, the distances differ by that column.

use crate::job::{Cancelled, JobContext};
use crate::predict::hybrids::{Hybrids, added};

use super::kernel::matern;
use super::points::Points;
use super::{Process, dot, round};

impl Process {
    pub(super) fn of_hybrids(
        &self,
        hybrids: &Hybrids,
        job: &JobContext,
    ) -> Result<Vec<f64>, Cancelled> {
        job.check()?;
        let [base, other] = [hybrids.base, hybrids.other].map(|of| {
            let row = std::iter::once(of.row);
            Points::new(of.design.numbers(), row, self.score_weight)
        });
        let mut from_base = vec![0.0; self.points.len()];
        self.points.distances_from(&base, &mut from_base);
        let owned = hybrids.base.design.owned();
        let mut squared = from_base.clone();
        let mut similarity = from_base.clone();
        let mut last: &[usize] = &[];
        let means = hybrids.columns.iter().map(|&columns| {
            let more = added(columns, last).unwrap_or_else(|| {
                squared.copy_from_slice(&from_base);
                columns
            });
            last = columns;
            for &column in more.iter().flat_map(|&kept| &owned[kept]) {
                self.points.shift(column, &base, &other, &mut squared);
            }
            similarity.copy_from_slice(&squared);
            matern(&mut similarity, self.length_scale);
            self.scores.value(round(dot(&similarity, &self.weights)))
        });
        Ok(means.collect())
    }
}
