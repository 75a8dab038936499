//! The features of many architectures: chunks of rows in parallel, column-major.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::profile::Profiler;
use super::{Feature, FeatureMatrix, Output, plan};
use crate::job::{Cancelled, Watch};
use crate::space::{Architecture, SearchSpace};
use crate::table::Values;

/// Rows of one step: long enough to make scheduling cheap, short enough that the profiles stay in
/// a core's cache while the columns are computed.
const CHUNK: usize = 512;

/// Computes every feature of every architecture, in parallel over the current rayon pool.
///
/// # Errors
/// [`Cancelled`] when the watcher asked for a stop.
pub fn compute(
    space: &'static dyn SearchSpace,
    archs: &[Architecture],
    watch: &Watch,
) -> Result<FeatureMatrix, Cancelled> {
    let plan: Vec<_> = plan(space).collect();
    let done = AtomicUsize::new(0);
    let chunks = archs
        .par_chunks(CHUNK)
        .map(|rows| {
            watch.check()?;
            let chunk = Chunk::count(space, &plan, rows);
            let before = done.fetch_add(rows.len(), Ordering::Relaxed);
            watch.report("architectures", before + rows.len(), archs.len());
            Ok(chunk)
        })
        .collect::<Result<Vec<_>, Cancelled>>()?;
    let nodes: Vec<u8> = chunks
        .iter()
        .flat_map(|chunk| &chunk.nodes)
        .copied()
        .collect();
    let columns = plan
        .par_iter()
        .enumerate()
        .map(|(column, (_, output))| {
            watch.check()?;
            let pieces: Vec<_> = chunks.iter().map(|chunk| chunk.column(column)).collect();
            let counts = pieces.concat();
            Ok(Arc::new(if output.per_node {
                code(counts.iter().copied().zip(nodes.iter().copied()))
            } else {
                code(counts.iter().map(|&count| (count, 1)))
            }))
        })
        .collect::<Result<Vec<_>, Cancelled>>()?;
    Ok(FeatureMatrix {
        features: plan.into_iter().map(|(feature, _)| feature).collect(),
        columns,
    })
}

/// The features of some rows, as whole numbers.
struct Chunk {
    /// Number of nodes of each row's cell: what means over nodes are divided by.
    nodes: Vec<u8>,
    /// One column after another, each as long as `nodes`.
    counts: Vec<u8>,
}

impl Chunk {
    fn count(space: &dyn SearchSpace, plan: &[(Feature, &Output)], archs: &[Architecture]) -> Self {
        let mut reduce = Profiler::default();
        let profiles: Vec<_> = archs
            .iter()
            .map(|arch| reduce.profile(&space.cells(arch)[0]))
            .collect();
        let mut counts = vec![0; plan.len() * archs.len()];
        for ((feature, output), column) in plan.iter().zip(counts.chunks_exact_mut(archs.len())) {
            (output.count)(&profiles, feature.ops, column);
        }
        Self {
            nodes: profiles.iter().map(|profile| profile.nodes).collect(),
            counts,
        }
    }

    fn column(&self, column: usize) -> &[u8] {
        let rows = self.nodes.len();
        &self.counts[column * rows..][..rows]
    }
}

/// Codes fractions, given as (numerator, denominator), by their distinct values.
fn code(fractions: impl Iterator<Item = (u8, u8)> + Clone) -> Values {
    let keys = fractions.map(|(over, under)| usize::from(under) << 8 | usize::from(over));
    let value = |key: usize| (key & 0xff) as f64 / (key >> 8) as f64;
    let mut seen = vec![false; keys.clone().max().map_or(0, |key| key + 1)];
    for key in keys.clone() {
        seen[key] = true;
    }
    // Equal fractions such as 1/2 and 2/4 are one level: division rounds them alike.
    let mut levels: Vec<_> = (0..seen.len())
        .filter(|&key| seen[key])
        .map(value)
        .collect();
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    assert!(
        levels.len() <= 256,
        "cells are small: counts of their edges over counts of their nodes are few"
    );
    let level_of: Vec<_> = (0..seen.len())
        .map(|key| levels.partition_point(|&level| level < value(key)) as u8)
        .collect();
    Values::Coded {
        codes: keys.map(|key| level_of[key]).collect(),
        levels,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_distinct_and_ascending_whatever_the_denominators() {
        let fractions = [(2, 4), (3, 1), (1, 2), (0, 4), (1, 3), (0, 7)];
        let expected = Values::Coded {
            codes: vec![2, 3, 2, 0, 1, 0],
            levels: vec![0.0, 1.0 / 3.0, 0.5, 3.0],
        };
        assert_eq!(code(fractions.into_iter()), expected);
    }
}
