//! The features of many architectures: chunks of rows in parallel, column-major.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::output::Measure;
use super::plan::{Column, plan};
use super::profile::Profiles;
use super::routes::RouteMap;
use super::{Families, FeatureMatrix, stages};
use crate::column::Values;
use crate::job::{Cancelled, JobContext};
use crate::space::{Architecture, SearchSpace};

/// Rows of one step: enough to make scheduling cheap, and so few that the profiles stay in a core's cache while the
/// columns are computed.
const CHUNK: usize = 512;
const FEWEST: usize = 16;
const PROFILE_BYTES: usize = 1 << 18;

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
    let mut columns: Vec<Vec<u8>> = plan.iter().map(|_| vec![0; archs.len()]).collect();
    let done = AtomicUsize::new(0);
    let bytes = Profiles::bytes(space.operations().len(), routes.most_paths());
    let chunk = (PROFILE_BYTES / bytes).clamp(FEWEST, CHUNK);
    let nodes = chunks_of(&mut columns, archs.len(), chunk)
        .into_par_iter()
        .zip(archs.par_chunks(chunk))
        .map(|(counts, rows)| {
            job.check()?;
            let nodes = count(&routes, &plan, rows, counts);
            let before = done.fetch_add(rows.len(), Ordering::Relaxed);
            job.report("architectures", before + rows.len(), archs.len());
            Ok(nodes)
        })
        .collect::<Result<Vec<_>, Cancelled>>()?;
    let nodes = by_view(&nodes);
    let columns = plan.par_iter().zip(columns);
    let columns = columns
        .map(|(column, counts)| {
            job.check()?;
            Ok(Arc::new(coded(counts, column, &nodes)))
        })
        .collect::<Result<Vec<_>, Cancelled>>()?;
    Ok(FeatureMatrix {
        features: plan.into_iter().map(|column| column.feature).collect(),
        columns,
    })
}

/// The columns, each of `rows` rows, in chunks of `chunk` rows: first those of the first rows.
fn chunks_of(columns: &mut [Vec<u8>], rows: usize, chunk: usize) -> Vec<Vec<&mut [u8]>> {
    let width = columns.len();
    let chunks = (0..rows.div_ceil(chunk)).map(|_| Vec::with_capacity(width));
    let mut chunks: Vec<Vec<&mut [u8]>> = chunks.collect();
    for column in columns {
        for (columns, counts) in chunks.iter_mut().zip(column.chunks_mut(chunk)) {
            columns.push(counts);
        }
    }
    chunks
}

/// Writes the counts of `archs`, column by column, and returns for each view of a cell the number of nodes of
/// each row's: what means over nodes are divided by.
fn count(
    routes: &RouteMap,
    plan: &[Column],
    archs: &[Architecture],
    counts: Vec<&mut [u8]>,
) -> Vec<Vec<u8>> {
    let views = routes.profiles(archs);
    for (column, counts) in plan.iter().zip(counts) {
        let ops = column.feature.ops;
        match column.measure {
            Measure::Cell { count, .. } => count(&views[column.view], ops, counts),
            Measure::Stages => stages::count_ops(archs, ops, counts),
            Measure::Running { change, position } => {
                stages::pos_state(archs, change, position, counts);
            }
        }
    }
    views.into_iter().map(|view| view.nodes).collect()
}

/// What the chunks have of each view, one row after another; a single number where all are equal.
fn by_view(chunks: &[Vec<Vec<u8>>]) -> Vec<Vec<u8>> {
    let views = chunks.first().map_or(0, Vec::len);
    let of_view = |view: usize| {
        let each: Vec<&[u8]> = chunks.iter().map(|chunk| &*chunk[view]).collect();
        let first = each[0][0];
        if each.iter().copied().flatten().all(|&nodes| nodes == first) {
            return vec![first];
        }
        each.concat()
    };
    (0..views).map(of_view).collect()
}

fn coded(counts: Vec<u8>, column: &Column, nodes: &[Vec<u8>]) -> Values {
    let nodes = nodes.get(column.view).map(Vec::as_slice);
    match (column.measure, nodes) {
        (Measure::Cell { per_node: true, .. }, Some(&[same])) => code_over(counts, same),
        (Measure::Cell { per_node: true, .. }, Some(each)) => code(counts, each.iter().copied()),
        _ => code_over(counts, 1),
    }
}

/// Keeps fractions of one denominator, given by their numerators, coded by their distinct values.
fn code_over(mut numerators: Vec<u8>, denominator: u8) -> Values {
    let mut seen = [false; CODES];
    for &numerator in &numerators {
        seen[usize::from(numerator)] = true;
    }
    let distinct: Vec<usize> = (0..CODES).filter(|&at| seen[at]).collect();
    // Numerators 0, 1, … without a gap are their own codes.
    if distinct.last() >= Some(&distinct.len()) {
        let mut codes = [0; CODES];
        for (code, &numerator) in distinct.iter().enumerate() {
            codes[numerator] = code as u8;
        }
        for numerator in &mut numerators {
            *numerator = codes[usize::from(*numerator)];
        }
    }
    let levels = distinct
        .iter()
        .map(|&at| at as f64 / f64::from(denominator));
    Values::Coded {
        codes: numerators,
        levels: levels.collect(),
    }
}

const CODES: usize = 256;

/// Keeps fractions, given by their numerators and denominators: coded by their distinct values in the memory
/// of the numerators, unless there are too many for that.
fn code(mut over: Vec<u8>, under: impl Iterator<Item = u8> + Clone) -> Values {
    let key = |over: u8, under: u8| usize::from(under) << 8 | usize::from(over);
    let value = |key: usize| (key & 0xff) as f64 / (key >> 8) as f64;
    let mut seen = vec![false; 1 << 16];
    for (&over, under) in over.iter().zip(under.clone()) {
        seen[key(over, under)] = true;
    }
    let seen: Vec<usize> = (0..seen.len()).filter(|&key| seen[key]).collect();
    // Equal fractions such as 1/2 and 2/4 are one level: division rounds them alike.
    let mut levels: Vec<_> = seen.iter().map(|&key| value(key)).collect();
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    if levels.len() > CODES {
        let keys = over
            .iter()
            .zip(under)
            .map(|(&over, under)| key(over, under));
        return Values::Dense(keys.map(value).collect());
    }
    let mut level_of = vec![0; 1 << 16];
    for key in seen {
        level_of[key] = levels.partition_point(|&level| level < value(key)) as u8;
    }
    for (over, under) in over.iter_mut().zip(under) {
        *over = level_of[key(*over, under)];
    }
    Values::Coded {
        codes: over,
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
        let (over, under): (Vec<u8>, Vec<u8>) = fractions.into_iter().unzip();
        assert_eq!(code(over, under.into_iter()), expected);
    }

    #[test]
    fn one_denominator_codes_as_many_do() {
        for numerators in [vec![0, 2, 1, 0], vec![3, 9, 3, 255], vec![1], vec![]] {
            for denominator in [1, 5] {
                let denominators = numerators.iter().map(|_| denominator);
                let expected = code(numerators.clone(), denominators);
                assert_eq!(code_over(numerators.clone(), denominator), expected);
            }
        }
    }

    #[test]
    fn more_values_than_codes_are_kept_as_they_are() {
        let fractions = (0..=255).flat_map(|over| [(over, 1), (over, 2)]);
        let (over, under): (Vec<u8>, Vec<u8>) = fractions.clone().unzip();
        let values = code(over, under.into_iter());
        assert!(matches!(values, Values::Dense(_)));
        let expected = fractions.map(|(over, under)| f64::from(over) / f64::from(under));
        assert!(values.iter().eq(expected));
    }
}
