//! What many trees say of many rows.

use rayon::prelude::*;

use crate::job::{Cancelled, Watch};

use super::bit_rows::{BLOCK, BitRows, RowBits};
use super::model::Estimate;
use super::tree::{Reached, Tree};

/// Blocks of rows predicted at a time: they stay in the first-level cache while all trees pass.
const BLOCKS_AT_A_TIME: usize = 4;

/// Mean and standard deviation over the trees (÷ number of trees) for each row. `asks` says which
/// rows of a block ask a tree; a row that asks none gets [`Estimate::NONE`]. Sums of squares are taken
/// around `centre`.
pub(crate) fn mean_of_trees(
    trees: &[Tree],
    centre: f64,
    bits: &BitRows,
    asks: impl Fn(usize, usize) -> RowBits + Sync,
    watch: &Watch,
) -> Result<Vec<Estimate>, Cancelled> {
    over_rows(
        trees,
        bits,
        asks,
        |sums: &mut Sums, _, value| sums.add(value - centre),
        |sums| sums.estimate(centre),
        watch,
    )
}

/// For each row the mean and standard deviation (÷ number of runs) over runs of `rounds` trees, whose
/// values add up; each run starts at the value in `starts`. `asks` is asked of runs, not of trees.
pub(crate) fn mean_of_sums(
    trees: &[Tree],
    rounds: usize,
    starts: &[f64],
    bits: &BitRows,
    asks: impl Fn(usize, usize) -> RowBits + Sync,
    watch: &Watch,
) -> Result<Vec<Estimate>, Cancelled> {
    /// Most runs.
    const MOST: usize = 8;
    #[derive(Clone, Copy, Default)]
    struct Runs([(f64, bool); MOST]);
    assert!(starts.len() <= MOST, "no more than {MOST} runs are summed");
    let centre = starts.iter().sum::<f64>() / starts.len() as f64;
    over_rows(
        trees,
        bits,
        |tree, block| asks(tree / rounds, block),
        |Runs(runs): &mut Runs, tree, value| {
            let (sum, spoke) = &mut runs[tree / rounds];
            *sum += value;
            *spoke = true;
        },
        |Runs(runs)| {
            let mut sums = Sums::default();
            for (&(sum, spoke), start) in runs.iter().zip(starts) {
                if spoke {
                    sums.add(start + sum - centre);
                }
            }
            sums.estimate(centre)
        },
        watch,
    )
}

/// Sends rows down all trees: `add` takes in what a tree says of a row, `finish` makes the estimate.
fn over_rows<S: Clone + Copy + Default>(
    trees: &[Tree],
    bits: &BitRows,
    asks: impl Fn(usize, usize) -> RowBits + Sync,
    add: impl Fn(&mut S, usize, f64) + Sync,
    finish: impl Fn(S) -> Estimate + Sync,
    watch: &Watch,
) -> Result<Vec<Estimate>, Cancelled> {
    let mut out = vec![Estimate::NONE; bits.rows()];
    out.par_chunks_mut(BLOCKS_AT_A_TIME * BLOCK)
        .enumerate()
        .try_for_each(|(chunk, out)| {
            watch.check()?;
            let mut reached = Reached::default();
            let mut states = vec![S::default(); out.len()];
            for (index, tree) in trees.iter().enumerate() {
                for (at, states) in states.chunks_mut(BLOCK).enumerate() {
                    let block = chunk * BLOCKS_AT_A_TIME + at;
                    let rows = asks(index, block) & bits.present(block);
                    tree.visit(bits.block(block), rows, &mut reached, |mut rows, value| {
                        while rows != 0 {
                            add(&mut states[rows.trailing_zeros() as usize], index, value);
                            rows &= rows - 1;
                        }
                    });
                }
            }
            for (out, state) in out.iter_mut().zip(states) {
                *out = finish(state);
            }
            Ok(())
        })?;
    Ok(out)
}

/// For each fold the training rows in it: a bit a row, a word a block.
pub(crate) fn rows_of_folds(of_row: &[u8], folds: usize) -> Vec<Vec<RowBits>> {
    let blocks = of_row.len().div_ceil(BLOCK);
    let mut words = vec![vec![0; blocks]; folds];
    for (row, &fold) in of_row.iter().enumerate() {
        words[usize::from(fold)][row / BLOCK] |= 1 << (row % BLOCK);
    }
    words
}

/// Running sums of values less a constant near their mean.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    count: f64,
    sum: f64,
    squares: f64,
}

impl Sums {
    fn add(&mut self, value: f64) {
        self.count += 1.0;
        self.sum += value;
        self.squares += value * value;
    }

    fn estimate(self, centre: f64) -> Estimate {
        if self.count == 0.0 {
            return Estimate::NONE;
        }
        let mean = self.sum / self.count;
        let variance = self.squares / self.count - mean * mean;
        Estimate {
            mean: centre + mean,
            uncertainty: variance.max(0.0).sqrt(),
        }
    }
}
