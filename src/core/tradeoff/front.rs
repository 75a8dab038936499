//! Non-dominated sorting: the front of each row.

use rayon::prelude::*;

use crate::job::{Cancelled, JobContext};

use super::Objective;
use super::points::{Points, as_good};

/// Rows that are sorted first, to know which of the others need not be looked at.
const SAMPLE: usize = 2048;

/// Points between two looks at whether the job was cancelled.
const PACE: usize = 1024;

/// The rows that no other dominates, in their order.
///
/// # Errors
/// [`Cancelled`] when the job was cancelled.
pub fn front(objectives: &[Objective<'_>], job: &JobContext) -> Result<Vec<u32>, Cancelled> {
    Ok(fronts(objectives, 1, job)?.pop().unwrap_or_default())
}

/// The first `deepest` fronts, fewer where there are no more, each with its rows in their order: the first holds
/// the rows that no other dominates, the next those that only rows of earlier fronts dominate.
///
/// # Errors
/// [`Cancelled`] when the job was cancelled.
pub fn fronts(
    objectives: &[Objective<'_>],
    deepest: usize,
    job: &JobContext,
) -> Result<Vec<Vec<u32>>, Cancelled> {
    let mut fronts: Vec<Vec<u32>> = Vec::new();
    for (row, rank) in (0..).zip(ranks(objectives, deepest, job)?) {
        let rank = rank as usize;
        if rank > fronts.len() {
            fronts.resize(rank, Vec::new());
        }
        if rank > 0 {
            fronts[rank - 1].push(row);
        }
    }
    Ok(fronts)
}

/// The front of each row, the first is 1; 0 for rows behind the `deepest` front and for those that lack a value.
///
/// # Errors
/// [`Cancelled`] when the job was cancelled.
pub fn ranks(
    objectives: &[Objective<'_>],
    deepest: usize,
    job: &JobContext,
) -> Result<Vec<u32>, Cancelled> {
    let rows = objectives.first().map_or(0, |first| first.values.len());
    let mut ranks = vec![0; rows];
    if rows == 0 || deepest == 0 {
        return Ok(ranks);
    }
    let sample = Points::of(objectives, (0..rows).step_by(rows.div_ceil(SAMPLE)), |_| {
        true
    });
    let shield = Shield::new(&sample, deepest, job)?;
    let points = Points::of(objectives, 0..rows, |point| !shield.dominates(point));
    for (&row, rank) in points.rows.iter().zip(sorted(&points, deepest, job)?) {
        ranks[row as usize] = rank;
    }
    Ok(ranks)
}

/// Points behind which no row of the first fronts lies: the deepest front of a sample. What they dominate is
/// on a later front than they are, and they are on no earlier one among all rows than in the sample.
enum Shield {
    Steps(Steps),
    Points(Vec<Vec<f64>>),
}

impl Shield {
    fn new(sample: &Points, deepest: usize, job: &JobContext) -> Result<Self, Cancelled> {
        let ranks = sorted(sample, deepest, job)?;
        let last = sample.iter().zip(ranks);
        let last = last.filter(|&(_, rank)| rank as usize == deepest);
        let last = last.map(|(point, _)| point);
        if sample.width != 2 {
            return Ok(Self::Points(last.map(<[f64]>::to_vec).collect()));
        }
        let mut steps = Steps::default();
        last.for_each(|point| steps.add([point[0], point[1]]));
        Ok(Self::Steps(steps))
    }

    fn dominates(&self, point: &[f64]) -> bool {
        match self {
            Self::Steps(steps) => {
                let step = steps.below([point[0], point[1]]);
                step.is_some_and(|step| step[..] != *point)
            }
            Self::Points(points) => points.iter().any(|of| as_good(of, point) && of != point),
        }
    }
}

/// The front of each point, 0 behind the `deepest`.
fn sorted(points: &Points, deepest: usize, job: &JobContext) -> Result<Vec<u32>, Cancelled> {
    if points.width == 2 {
        pairs(points, deepest, job)
    } else {
        tuples(points, deepest, job)
    }
}

/// Two coordinates: a sweep along the first. A front dominates a point when its lowest second coordinate up to
/// there does, and that rises from front to front.
fn pairs(points: &Points, deepest: usize, job: &JobContext) -> Result<Vec<u32>, Cancelled> {
    let mut order: Vec<([f64; 2], u32)> = points.iter().map(|p| [p[0], p[1]]).zip(0..).collect();
    order.par_sort_unstable_by(|(a, _), (b, _)| {
        a[0].total_cmp(&b[0]).then_with(|| a[1].total_cmp(&b[1]))
    });
    job.check()?;
    let mut ranks = vec![0; points.len()];
    let mut lowest: Vec<f64> = Vec::new();
    let mut before = ([f64::NAN; 2], 0);
    for (point, at) in order {
        if point[..] != before.0[..] {
            let front = lowest.partition_point(|&least| least <= point[1]);
            if front < deepest {
                lowest.resize(lowest.len().max(front + 1), point[1]);
                lowest[front] = point[1];
            }
            before = (point, rank(front, deepest));
        }
        ranks[at as usize] = before.1;
    }
    Ok(ranks)
}

/// Any number of coordinates: each point, in lexicographic order, is compared with the fronts so far. Whatever a front
/// dominates, those before it do, so the first that does not is found by halving.
fn tuples(points: &Points, deepest: usize, job: &JobContext) -> Result<Vec<u32>, Cancelled> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.par_sort_unstable_by(|&a, &b| {
        let pairs = points.point(a).iter().zip(points.point(b));
        let mut orders = pairs.map(|(a, b)| a.total_cmp(b));
        orders.find(|order| order.is_ne()).unwrap_or(a.cmp(&b))
    });
    let mut ranks = vec![0; points.len()];
    let mut fronts: Vec<Front> = Vec::new();
    let mut before: (&[f64], u32) = (&[], 0);
    for (done, at) in order.into_iter().enumerate() {
        if done % PACE == 0 {
            job.check()?;
        }
        let point = points.point(at);
        if point != before.0 {
            let front = fronts.partition_point(|front| front.is_as_good(point));
            if front == fronts.len() && front < deepest {
                fronts.push(Front::new(points.width));
            }
            if front < deepest {
                fronts[front].add(point);
            }
            before = (point, rank(front, deepest));
        }
        ranks[at] = before.1;
    }
    Ok(ranks)
}

/// A front to which points are added in lexicographic order: none has a lower first coordinate than those before.
enum Front<'p> {
    /// Of three coordinates the last two.
    Steps(Steps),
    Points(Vec<&'p [f64]>),
}

impl<'p> Front<'p> {
    fn new(width: usize) -> Self {
        match width {
            3 => Self::Steps(Steps::default()),
            _ => Self::Points(Vec::new()),
        }
    }

    /// Whether one of its points is nowhere worse than the next one.
    fn is_as_good(&self, point: &[f64]) -> bool {
        match self {
            Self::Steps(steps) => steps.below([point[1], point[2]]).is_some(),
            Self::Points(points) => points.iter().any(|of| as_good(of, point)),
        }
    }

    fn add(&mut self, point: &'p [f64]) {
        match self {
            Self::Steps(steps) => steps.add([point[1], point[2]]),
            Self::Points(points) => points.push(point),
        }
    }
}

/// Points by two coordinates, of which the second falls as the first rises.
#[derive(Default)]
struct Steps(Vec<[f64; 2]>);

impl Steps {
    /// One that is nowhere worse than `point`.
    fn below(&self, point: [f64; 2]) -> Option<[f64; 2]> {
        let before = self.0.partition_point(|step| step[0] <= point[0]);
        let step = self.0[before.checked_sub(1)?];
        (step[1] <= point[1]).then_some(step)
    }

    /// Adds a point, and drops those that it is as good as.
    fn add(&mut self, point: [f64; 2]) {
        if self.below(point).is_some() {
            return;
        }
        let from = self.0.partition_point(|step| step[0] < point[0]);
        let worse = self.0[from..].partition_point(|step| step[1] >= point[1]);
        self.0.splice(from..from + worse, [point]);
    }
}

fn rank(front: usize, deepest: usize) -> u32 {
    if front < deepest { front as u32 + 1 } else { 0 }
}
