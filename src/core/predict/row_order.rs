//! Rows in an order in which neighbours take the same ways down the trees: each block of them then reaches a
//! third as many nodes.

use rayon::prelude::*;

use crate::job::{Cancelled, JobContext};

use super::Bins;
use super::bit_rows::{BLOCK, RowBits};
use super::ensemble::mean_of_trees;
use super::model::Estimate;
use super::tree::Tree;

/// Fewest rows that are worth the sorting, and fewest nodes of a tree: a block reaches most of fewer in any order.
const LEAST: usize = 4 * BLOCK;

/// [`mean_of_trees`] of all `trees`, of which there are some, for `rows` of `bins`, or for all of them.
pub(crate) fn mean_in_order(
    trees: &[Tree],
    centre: f64,
    bins: &Bins,
    rows: Option<&[u32]>,
    job: &JobContext,
) -> Result<Vec<Estimate>, Cancelled> {
    let predict = |bits: &_| mean_of_trees(trees, centre, bits, |_, _| RowBits::MAX, job);
    let (bits, tree) = (bins.bits_of(rows), &trees[0]);
    if bits.rows() < LEAST || tree.len() < LEAST {
        return predict(&bits);
    }
    let leaf = |row: usize| tree.leaf(bits.block(row / BLOCK), row % BLOCK);
    let places = (0..bits.rows()).into_par_iter();
    let mut order: Vec<(u32, u32)> = places.map(|row| (leaf(row), row as u32)).collect();
    order.par_sort_unstable();
    drop(bits);
    let row = |&(_, place): &(u32, u32)| rows.map_or(place, |rows| rows[place as usize]);
    let sorted: Vec<u32> = order.iter().map(row).collect();
    let sorted = predict(&bins.bits_of_rows(&sorted))?;
    let mut estimates = vec![Estimate::NONE; order.len()];
    for ((_, place), estimate) in order.into_iter().zip(sorted) {
        estimates[place as usize] = estimate;
    }
    Ok(estimates)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::column::Values;
    use crate::predict::forest::{Forest, ForestParams};

    #[test]
    fn rows_get_their_own_estimates_back() {
        let rows = 2 * LEAST;
        let column = |factor: usize, levels: usize| {
            let values = (0..rows).map(|row| (row * factor % levels) as f64);
            Arc::new(Values::Dense(values.collect()))
        };
        let bins = Bins::of_columns(&[column(7, 11), column(5, 251), column(3, 17)]);
        let training: Vec<u32> = (0..rows as u32).step_by(2).collect();
        let targets: Vec<f64> = training
            .iter()
            .map(|row| f64::from(row * 7 % 1013))
            .collect();
        let job = JobContext::default();
        let params = ForestParams::default();
        let forest = Forest::fit(&params, &bins, &training, &targets, &job).unwrap();
        assert!(forest.ensemble().trees[0].len() >= LEAST);
        let all = forest.predict_rows(&bins, None, &job).unwrap();
        let backwards: Vec<u32> = (0..rows as u32).rev().collect();
        let turned = forest.predict_rows(&bins, Some(&backwards), &job).unwrap();
        assert!(turned.iter().rev().eq(&all));
        for rows in backwards.chunks(LEAST / 2) {
            let some = forest.predict_rows(&bins, Some(rows), &job).unwrap();
            assert!(some.iter().eq(rows.iter().map(|&row| &all[row as usize])));
        }
        assert!(all[0] != all[1]);
    }
}
