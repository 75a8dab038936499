//! Groups of correlated features: permuted one at a time, none seems to count.
//!
//! Features are joined, the most alike first, as long as every two of a group have an absolute Spearman
//! correlation of at least [`ALIKE`] (complete linkage: a chain of likeness is not enough).

use rayon::prelude::*;

use crate::job::{Cancelled, JobContext};
use crate::predict::{Design, Grouping};
use crate::table::Table;

/// Least absolute correlation within a group.
const ALIKE: f64 = 0.9;
/// Most rows that correlations are over.
const ROWS: usize = 1000;

/// The groups among the kept columns of `design`, by their codes over the first of `rows`: a missing
/// value counts as the smallest.
pub(super) fn clusters(
    table: &Table,
    design: &Design,
    rows: &[u32],
    job: &JobContext,
) -> Result<Grouping, Cancelled> {
    let rows = &rows[..rows.len().min(ROWS)];
    let ranks: Vec<Option<Vec<f64>>> = design
        .bins()
        .columns()
        .par_iter()
        .map(|codes| standard_ranks(rows.iter().map(|&row| codes[row as usize])))
        .collect();
    let groups = joined(&correlations(&ranks, job)?);
    let features = Grouping::features(table, design);
    let name = |group: &Vec<usize>| match group.len() - 1 {
        0 => features.names[group[0]].clone(),
        more => format!("{} +{more}", features.names[group[0]]),
    };
    let members = |group: &Vec<usize>| group.iter().map(|&column| (column, 1.0)).collect();
    Ok(Grouping {
        names: groups.iter().map(name).collect(),
        members: groups.iter().map(members).collect(),
    })
}

/// Ranks of codes, ties sharing the mean of theirs, to mean 0 and length 1; `None` when all are alike.
fn standard_ranks(codes: impl Iterator<Item = u8> + Clone) -> Option<Vec<f64>> {
    let mut counts = [0_usize; 256];
    for code in codes.clone() {
        counts[usize::from(code)] += 1;
    }
    let rows: usize = counts.iter().sum();
    let middle = (rows as f64 - 1.0) / 2.0;
    let mut below = 0;
    let ranks = counts.map(|count| {
        let rank = below as f64 + (count as f64 - 1.0) / 2.0;
        below += count;
        rank - middle
    });
    let ranks: Vec<f64> = codes.map(|code| ranks[usize::from(code)]).collect();
    let length = ranks.iter().map(|rank| rank * rank).sum::<f64>().sqrt();
    (length > 0.0).then(|| ranks.iter().map(|rank| rank / length).collect())
}

/// For each column the absolute correlation with every column after it.
fn correlations(ranks: &[Option<Vec<f64>>], job: &JobContext) -> Result<Vec<Vec<f64>>, Cancelled> {
    (0..ranks.len())
        .into_par_iter()
        .map(|at| {
            job.check()?;
            let with = |other: &Option<Vec<f64>>| match (&ranks[at], other) {
                (Some(one), Some(other)) => {
                    let terms = one.iter().zip(other);
                    terms.map(|(one, other)| one * other).sum::<f64>().abs()
                }
                _ => 0.0,
            };
            Ok(ranks[at + 1..].iter().map(with).collect())
        })
        .collect()
}

/// The groups, each ascending, in the order of their first columns.
fn joined(correlations: &[Vec<f64>]) -> Vec<Vec<usize>> {
    let between = |a: usize, b: usize| correlations[a.min(b)][a.max(b) - a.min(b) - 1];
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (at, others) in correlations.iter().enumerate() {
        let alike = others.iter().zip(at + 1..);
        let alike = alike.filter(|&(&correlation, _)| correlation >= ALIKE);
        pairs.extend(alike.map(|(_, other)| (at, other)));
    }
    // A stable sort: among equals the first columns come first.
    pairs.sort_by(|&(a, b), &(c, d)| between(c, d).total_cmp(&between(a, b)));
    let mut group_of: Vec<usize> = (0..correlations.len()).collect();
    let mut groups: Vec<Vec<usize>> = group_of.iter().map(|&at| vec![at]).collect();
    for (a, b) in pairs {
        let (first, second) = (group_of[a].min(group_of[b]), group_of[a].max(group_of[b]));
        let all_alike = || {
            let alike = |one: usize, other: &usize| between(one, *other) >= ALIKE;
            let mut each = groups[first].iter();
            each.all(|&one| groups[second].iter().all(|other| alike(one, other)))
        };
        if first == second || !all_alike() {
            continue;
        }
        let moved = std::mem::take(&mut groups[second]);
        for &column in &moved {
            group_of[column] = first;
        }
        groups[first].extend(moved);
        groups[first].sort_unstable();
    }
    groups.retain(|group| !group.is_empty());
    groups.sort_by_key(|group| group[0]);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_likeness_is_not_one_group() {
        // 0 and 1 are alike, 1 and 2 a little less, 0 and 2 are not; 3 is alone.
        let correlations = [vec![0.97, 0.8, 0.1], vec![0.92, 0.0], vec![0.2], vec![]];
        assert_eq!(joined(&correlations), [vec![0, 1], vec![2], vec![3]]);
        let all = [vec![0.97, 0.9, 0.1], vec![0.92, 0.0], vec![0.2], vec![]];
        assert_eq!(joined(&all), [vec![0, 1, 2], vec![3]]);
    }

    #[test]
    fn ranks_correlate_as_spearman_says() {
        let of = |codes: &[u8]| standard_ranks(codes.iter().copied()).unwrap();
        let (one, other) = (of(&[0, 1, 2, 3, 4]), of(&[1, 0, 2, 4, 3]));
        let sum: f64 = one.iter().zip(&other).map(|(a, b)| a * b).sum();
        // 1 - 6 × the sum of squared differences ÷ (n³ - n).
        assert!((sum - (1.0 - 6.0 * 4.0 / 120.0)).abs() < 1e-12);
        assert!(standard_ranks([7, 7].into_iter()).is_none());
        let tied = of(&[0, 0, 9]);
        assert!((tied[0] - tied[1]).abs() < 1e-12 && tied[2] > 0.0);
    }
}
