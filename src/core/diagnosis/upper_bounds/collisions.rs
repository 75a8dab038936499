//! Rows that share their whole feature vector: no function of the features tells them apart.

use serde::Serialize;

use crate::diagnosis::groups::groups;
use crate::diagnosis::mean::squares;
use crate::diagnosis::{HeldOutSet, Spread};
use crate::job::{Cancelled, JobContext};
use crate::predict::sample;
use crate::table::ColumnId;

use super::order::best_tau;

/// Most rows that the bound of tau looks at.
const MOST: usize = 20_000;
const SEED: u64 = 0;
/// From so many rows a group on, on average, rows are drawn; below, whole groups.
const LARGE: usize = 20;

/// Collisions, and the best that any function of the features reaches on these rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Collisions {
    /// Rows.
    #[serde(skip)]
    pub rows: usize,
    /// Features.
    #[serde(skip)]
    pub features: usize,
    /// Distinct feature vectors.
    pub vectors: usize,
    /// Vectors that several rows share.
    pub groups: usize,
    /// Rows that share theirs.
    #[serde(rename = "rows_in_groups")]
    pub shared: usize,
    /// Mean over these groups of the standard deviation (n − 1) of their true values; 0 without groups.
    #[serde(rename = "mean_std")]
    pub mean_sd: f64,
    /// Largest range of the true values inside a group.
    pub worst_range: f64,
    /// Best R²: by the means of the groups.
    #[serde(rename = "best_r2")]
    pub r2: f64,
    /// Best mean absolute error: by the medians of the groups.
    #[serde(rename = "best_mae")]
    pub mae: f64,
    /// Best RMSE: by the means of the groups.
    #[serde(rename = "best_rmse")]
    pub rmse: f64,
    /// Tau-b of the groups ordered by their mean rank: the best tau is this or better.
    pub tau_reached: f64,
    /// The best tau is not above this.
    #[serde(rename = "tau_at_most")]
    pub tau_most: f64,
    /// Which rows the taus are over.
    #[serde(skip)]
    pub drawn: Drawn,
}

/// Which rows were looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// All of them.
    All,
    /// So many, drawn as whole groups.
    Groups(usize),
    /// So many, drawn row by row.
    Rows(usize),
}

impl Collisions {
    pub(super) fn find(
        held_out: &HeldOutSet,
        features: &[ColumnId],
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        let groups = groups(&held_out.table, features, &held_out.rows, job)?;
        let values = |group: &Vec<u32>| {
            let values = group.iter().map(|&place| held_out.truth[place as usize]);
            let mut values: Vec<f64> = values.collect();
            values.sort_unstable_by(f64::total_cmp);
            values
        };
        Self::of(groups.iter().map(values).collect(), features.len(), job)
    }

    /// Of the true values of each group, ascending.
    fn of(groups: Vec<Vec<f64>>, features: usize, job: &JobContext) -> Result<Self, Cancelled> {
        let rows: usize = groups.iter().map(Vec::len).sum();
        let shared = || groups.iter().filter(|group| group.len() > 1);
        let count = shared().count();
        let mean_sd = if count == 0 {
            0.0
        } else {
            let sd = |group: &Vec<f64>| Spread::of(group.iter().copied()).std;
            shared().map(sd).sum::<f64>() / count as f64
        };
        let range = |group: &Vec<f64>| group[group.len() - 1] - group[0];
        let squared: f64 = shared().map(|group| squares(group)).sum();
        let absolute: f64 = shared().map(|group| distances(group)).sum();
        let all: Vec<f64> = groups.iter().flatten().copied().collect();
        let total = squares(&all);
        let (vectors, shared_rows) = (groups.len(), shared().map(Vec::len).sum());
        let worst_range = shared().map(range).fold(0.0, f64::max);
        let (groups, drawn) = drawn(groups, rows);
        let (tau_reached, tau_most) = best_tau(&groups, job)?;
        Ok(Self {
            rows,
            features,
            vectors,
            groups: count,
            shared: shared_rows,
            mean_sd,
            worst_range,
            r2: if total > 0.0 {
                1.0 - squared / total
            } else {
                f64::NAN
            },
            mae: absolute / rows as f64,
            rmse: (squared / rows as f64).sqrt(),
            tau_reached,
            tau_most,
            drawn,
        })
    }
}

/// At most [`MOST`] rows. Whole groups where they are small: rows drawn one by one would seldom meet
/// another one of their group, and the bound would be too high.
fn drawn(groups: Vec<Vec<f64>>, rows: usize) -> (Vec<Vec<f64>>, Drawn) {
    if rows <= MOST {
        return (groups, Drawn::All);
    }
    if rows / groups.len() < LARGE {
        let all: Vec<u32> = (0..groups.len() as u32).collect();
        let share = MOST * groups.len() / rows;
        let picked = sample(&all, share.max(1), SEED);
        let picked = picked.iter().map(|&group| groups[group as usize].clone());
        let picked: Vec<Vec<f64>> = picked.collect();
        let rows = picked.iter().map(Vec::len).sum();
        return (picked, Drawn::Groups(rows));
    }
    let all: Vec<u32> = (0..rows as u32).collect();
    let mut picked = sample(&all, MOST, SEED).into_iter().peekable();
    let mut first = 0;
    let mut thinned = Vec::with_capacity(groups.len());
    for group in groups {
        let end = first + group.len();
        let mut kept = Vec::new();
        while let Some(row) = picked.next_if(|&row| (row as usize) < end) {
            kept.push(group[row as usize - first]);
        }
        if !kept.is_empty() {
            thinned.push(kept);
        }
        first = end;
    }
    (thinned, Drawn::Rows(MOST))
}

/// Sum of distances from the median of values that ascend.
fn distances(values: &[f64]) -> f64 {
    let median = values[values.len() / 2];
    values.iter().map(|value| (value - median).abs()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(groups: Vec<Vec<f64>>) -> Collisions {
        Collisions::of(groups, 2, &JobContext::default()).unwrap()
    }

    #[test]
    fn the_best_are_means_and_medians() {
        let found = of(vec![vec![0.0, 1.0, 5.0], vec![2.0, 4.0], vec![9.0]]);
        assert_eq!((found.rows, found.vectors), (6, 3));
        assert_eq!((found.groups, found.shared), (2, 5));
        // Squares 14 and 2 inside, 127 - 6 · 3.5² in all.
        assert!((found.rmse - (16.0_f64 / 6.0).sqrt()).abs() < 1e-12);
        assert!((found.r2 - (1.0 - 16.0 / 53.5)).abs() < 1e-12);
        assert!((found.mae - 7.0 / 6.0).abs() < 1e-12);
        assert!((found.mean_sd - f64::midpoint(7.0_f64.sqrt(), 2.0_f64.sqrt())).abs() < 1e-12);
        assert!((found.worst_range - 5.0).abs() < 1e-12);
    }

    #[test]
    fn without_collisions_nothing_is_out_of_reach() {
        let found = of(vec![vec![3.0], vec![1.0], vec![2.0]]);
        assert_eq!((found.groups, found.shared), (0, 0));
        assert!((found.r2 - 1.0).abs() < 1e-12 && found.mae.abs() < 1e-12);
        assert!((found.tau_reached - 1.0).abs() < 1e-12);
    }

    #[test]
    fn large_tables_are_drawn_from() {
        let pairs: Vec<Vec<f64>> = (0..15_000).map(|at| vec![f64::from(at); 2]).collect();
        let (groups, how) = drawn(pairs, 30_000);
        assert_eq!(how, Drawn::Groups(20_000));
        assert!(groups.iter().all(|group| group.len() == 2));
        let crowds: Vec<Vec<f64>> = (0..100).map(|at| vec![f64::from(at); 300]).collect();
        let (groups, how) = drawn(crowds, 30_000);
        assert_eq!(how, Drawn::Rows(MOST));
        assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), MOST);
        assert_eq!(groups.len(), 100);
    }
}
