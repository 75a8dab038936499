//! Which rows are one edit away from each other.

use std::sync::Arc;

use crate::bench::Benchmark;
use crate::diagnosis::RowIndex;
use crate::job::{Cancelled, JobContext};
use crate::space::{Architecture, EditSlot};

/// The rows that take part in a search, by architecture.
#[derive(Debug)]
pub(super) struct Neighbourhood {
    bench: Arc<Benchmark>,
    index: RowIndex,
    /// Ascending.
    pool: Vec<u32>,
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
        })
    }

    /// The rows one edit away from `row`, ascending. An architecture that takes no part counts as the
    /// canonical one of its network.
    pub(super) fn of(&self, row: u32) -> Vec<u32> {
        let space = self.bench.space;
        let edit_slots = space.edit_slots(&self.bench.archs[row as usize]);
        let find = |arch: &Architecture| {
            let found = self.index.find(&self.bench, arch);
            found.filter(|row| self.pool.binary_search(row).is_ok())
        };
        let others = edit_slots.iter().flat_map(EditSlot::others);
        let mut rows: Vec<u32> = others
            .filter_map(|(_, arch)| find(arch).or_else(|| find(&space.canonical(arch))))
            .filter(|&other| other != row)
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}
