//! Which rows are neighbours.

use std::iter::zip;
use std::sync::{Arc, OnceLock};

use crate::bench::Benchmark;
use crate::diagnosis::RowIndex;
use crate::job::{Cancelled, JobContext};
use crate::space::{Architecture, distance};

/// The rows that take part in a search, by architecture.
#[derive(Debug)]
pub(super) struct Neighbourhood {
    bench: Arc<Benchmark>,
    index: RowIndex,
    /// Ascending.
    pool: Vec<u32>,
    /// Of each row of the pool; only looked at where rows are few and far between.
    representatives: OnceLock<Vec<Architecture>>,
}

impl Neighbourhood {
    pub(super) fn new(
        bench: &Arc<Benchmark>,
        pool: &[u32],
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        Ok(Self {
            index: RowIndex::new(bench, job)?,
            bench: Arc::clone(bench),
            pool: pool.to_vec(),
            representatives: OnceLock::new(),
        })
    }

    /// The rows one edit away from `row` that are `wanted`, ascending. Where none is, as in a file with some of the
    /// architectures of a large space, the nearest rows that are `wanted`.
    pub(super) fn of(&self, row: u32, wanted: impl Fn(u32) -> bool) -> Vec<u32> {
        let mut rows = self.one_edit_away(row);
        if rows.is_empty() {
            return self.nearest(row, wanted);
        }
        rows.retain(|&row| wanted(row));
        rows
    }

    /// An architecture that takes no part counts as the canonical one of its network.
    fn one_edit_away(&self, row: u32) -> Vec<u32> {
        let space = self.bench.space;
        let find = |arch: &Architecture| {
            let found = self.index.find(&self.bench, arch);
            found.filter(|row| self.pool.binary_search(row).is_ok())
        };
        let edits = space.edits(&self.bench.archs[row as usize]);
        let mut rows: Vec<u32> = edits
            .iter()
            .filter_map(|arch| find(arch).or_else(|| find(&space.canonical(arch))))
            .filter(|&other| other != row)
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    fn nearest(&self, row: u32, wanted: impl Fn(u32) -> bool) -> Vec<u32> {
        let space = self.bench.space;
        let representative = |row: u32| space.representative(&self.bench.archs[row as usize]);
        let representatives = self
            .representatives
            .get_or_init(|| self.pool.iter().map(|&row| representative(row)).collect());
        let centre = representative(row);
        let mut least = usize::MAX;
        let mut rows = Vec::new();
        for (&other, arch) in zip(&self.pool, representatives) {
            if other == row || !wanted(other) {
                continue;
            }
            let away = distance(space, &centre, arch);
            if away < least {
                least = away;
                rows.clear();
            }
            if away == least {
                rows.push(other);
            }
        }
        rows
    }
}
