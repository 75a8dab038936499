//! Which row of a benchmark an architecture is.

use rayon::prelude::*;

use crate::bench::Benchmark;
use crate::job::{Cancelled, JobContext};
use crate::space::{Architecture, SearchSpace};

/// Rows looked at between two checks for a stop.
const STRIDE: usize = 4096;

/// The rows of a benchmark by architecture, whatever the numbering of its nodes.
#[derive(Debug)]
pub struct RowIndex {
    space: &'static dyn SearchSpace,
    /// The representative of each row, and the row; ascending.
    rows: Vec<(Architecture, u32)>,
}

impl RowIndex {
    /// The index of `bench`.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn new(bench: &Benchmark, job: &JobContext) -> Result<Self, Cancelled> {
        let space = bench.space;
        let chunks = bench.archs.par_chunks(STRIDE).enumerate();
        let parts: Vec<Vec<(Architecture, u32)>> = chunks
            .map(|(chunk, archs)| {
                job.check()?;
                let rows = archs.iter().zip((chunk * STRIDE) as u32..);
                let keyed = rows.map(|(arch, row)| (space.representative(arch), row));
                Ok(keyed.collect())
            })
            .collect::<Result<_, Cancelled>>()?;
        let mut rows = parts.concat();
        rows.par_sort_unstable();
        Ok(Self { space, rows })
    }

    /// The row of `bench`, the benchmark that this is of, that is `arch`: the one that is written like
    /// it, else the first that is the same network with its nodes numbered otherwise.
    pub fn find(&self, bench: &Benchmark, arch: &Architecture) -> Option<u32> {
        let wanted = self.space.representative(arch);
        let first = self.rows.partition_point(|(other, _)| *other < wanted);
        let alike = self.rows[first..].iter().take_while(|of| of.0 == wanted);
        let mut rows = alike.map(|&(_, row)| row);
        let exact = rows.clone().find(|&row| bench.archs[row as usize] == *arch);
        exact.or_else(|| rows.next())
    }
}
