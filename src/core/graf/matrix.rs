//! The features of many architectures: chunks of rows in parallel, column-major.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::output::Measure;
use super::plan::{Column, plan};
use super::profile::Profile;
use super::routes::RouteMap;
use super::{Families, FeatureMatrix, stages};
use crate::column::Values;
use crate::job::{Cancelled, JobContext};
use crate::space::{Architecture, SearchSpace};

/// Rows of one step: long enough to make scheduling cheap, short enough that the profiles stay in
/// a core's cache while the columns are computed.
const CHUNK: usize = 512;

/// Computes every feature of every architecture, in parallel over the current rayon pool.
///
/// # Errors
/// [`Cancelled`] when the job was cancelled.
pub fn compute(
    space: &'static dyn SearchSpace,
    archs: &[Architecture],
    families: Families,
    job: &JobContext,
) -> Result<FeatureMatrix, Cancelled> {
    follow(plan(space, families), space, archs, job)
}

/// Computes those features whose names are `wanted`, of any family, as [`compute`] does.
///
/// # Errors
/// [`Cancelled`] when the job was cancelled.
pub fn compute_named(
    space: &'static dyn SearchSpace,
    archs: &[Architecture],
    wanted: impl Fn(&str) -> bool,
    job: &JobContext,
) -> Result<FeatureMatrix, Cancelled> {
    let mut plan = plan(space, Families::WithLongestPath);
    plan.retain(|column| wanted(&column.feature.name));
    follow(plan, space, archs, job)
}

fn follow(
    plan: Vec<Column>,
    space: &'static dyn SearchSpace,
    archs: &[Architecture],
    job: &JobContext,
) -> Result<FeatureMatrix, Cancelled> {
    let routes = RouteMap::new(space, archs, job)?;
    let done = AtomicUsize::new(0);
    let chunks = archs
        .par_chunks(CHUNK)
        .map(|rows| {
            job.check()?;
            let chunk = Chunk::count(&routes, &plan, rows);
            let before = done.fetch_add(rows.len(), Ordering::Relaxed);
            job.report("architectures", before + rows.len(), archs.len());
            Ok(chunk)
        })
        .collect::<Result<Vec<_>, Cancelled>>()?;
    let columns = plan
        .par_iter()
        .enumerate()
        .map(|(place, column)| {
            job.check()?;
            Ok(Arc::new(join(&chunks, place, column)))
        })
        .collect::<Result<Vec<_>, Cancelled>>()?;
    Ok(FeatureMatrix {
        features: plan.into_iter().map(|column| column.feature).collect(),
        columns,
    })
}

struct Chunk {
    rows: usize,
    /// For each view of a cell the number of nodes of each row's: what means over nodes are divided
    /// by.
    nodes: Vec<Vec<u8>>,
    /// One column after another, each as long as there are rows.
    counts: Vec<u8>,
}

impl Chunk {
    fn count(routes: &RouteMap, plan: &[Column], archs: &[Architecture]) -> Self {
        let views = routes.profiles(archs);
        let mut counts = vec![0; plan.len() * archs.len()];
        for (column, counts) in plan.iter().zip(counts.chunks_exact_mut(archs.len())) {
            let ops = column.feature.ops;
            match column.measure {
                Measure::Cell { count, .. } => count(&views[column.view], ops, counts),
                Measure::Stages => stages::count_ops(archs, ops, counts),
                Measure::Running { change, position } => {
                    stages::pos_state(archs, change, position, counts);
                }
            }
        }
        let nodes = |view: &Vec<Profile>| view.iter().map(|profile| profile.nodes).collect();
        Self {
            rows: archs.len(),
            nodes: views.iter().map(nodes).collect(),
            counts,
        }
    }

    fn column(&self, place: usize) -> &[u8] {
        &self.counts[place * self.rows..][..self.rows]
    }
}

fn join(chunks: &[Chunk], place: usize, column: &Column) -> Values {
    let counts: Vec<_> = chunks.iter().map(|chunk| chunk.column(place)).collect();
    let counts = counts.concat();
    if let Measure::Cell { per_node: true, .. } = column.measure {
        let nodes = chunks.iter().flat_map(|chunk| &chunk.nodes[column.view]);
        code(counts.iter().copied().zip(nodes.copied()))
    } else {
        code(counts.iter().map(|&count| (count, 1)))
    }
}

const CODES: usize = 256;

/// Keeps fractions, given as (numerator, denominator): coded by their distinct values, unless there
/// are too many for that.
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
    if levels.len() > CODES {
        return Values::Dense(keys.map(value).collect());
    }
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

    #[test]
    fn more_values_than_codes_are_kept_as_they_are() {
        let fractions = (0..=255).flat_map(|over| [(over, 1), (over, 2)]);
        let values = code(fractions.clone());
        assert!(matches!(values, Values::Dense(_)));
        let expected = fractions.map(|(over, under)| f64::from(over) / f64::from(under));
        assert!(values.iter().eq(expected));
    }
}
