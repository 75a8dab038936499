//! Predictions of many trees for many rows.

use std::ops::Range;

use rayon::prelude::*;

use crate::job::{Cancelled, JobContext};

use super::bit_rows::{BLOCK, BitRows, RowBits};
use super::model::Estimate;
use super::tree::{Reached, Tree};

/// Blocks of rows predicted at a time: they stay in the first-level cache while all trees pass.
const BLOCKS_AT_A_TIME: usize = 4;

/// Mean and standard deviation over the trees (÷ number of trees) for each row. `counted` gives the rows
/// of a block for which a tree counts; a row without any gets [`Estimate::NONE`]. Sums of squares are taken
/// around `centre`.
pub(crate) fn mean_of_trees(
    trees: &[Tree],
    centre: f64,
    bits: &BitRows,
    counted: impl Fn(usize, usize) -> RowBits + Sync,
    job: &JobContext,
) -> Result<Vec<Estimate>, Cancelled> {
    by_blocks(bits, job, |blocks, sums: &mut [Sums]| {
        let mut reached = Reached::default();
        for (index, tree) in trees.iter().enumerate() {
            for (block, sums) in blocks.clone().zip(sums.chunks_mut(BLOCK)) {
                let rows = counted(index, block) & bits.present(block);
                tree.visit(bits.block(block), rows, &mut reached, |rows, value| {
                    each(rows, |row| sums[row].add(value - centre));
                });
            }
        }
        centre
    })
}

/// For each row the mean and standard deviation (÷ number of runs) over runs of `rounds` trees, whose
/// values add up; each run starts at the value in `starts`. `counted` is given runs, not trees.
pub(crate) fn mean_of_sums(
    trees: &[Tree],
    rounds: usize,
    starts: &[f64],
    bits: &BitRows,
    counted: impl Fn(usize, usize) -> RowBits + Sync,
    job: &JobContext,
) -> Result<Vec<Estimate>, Cancelled> {
    let centre = starts.iter().sum::<f64>() / starts.len() as f64;
    by_blocks(bits, job, |blocks, sums: &mut [Sums]| {
        let mut reached = Reached::default();
        let mut run_sums = vec![0.0; sums.len()];
        for (run, (trees, start)) in trees.chunks(rounds).zip(starts).enumerate() {
            run_sums.fill(start - centre);
            for tree in trees {
                for (block, sums) in blocks.clone().zip(run_sums.chunks_mut(BLOCK)) {
                    let rows = counted(run, block) & bits.present(block);
                    tree.visit(bits.block(block), rows, &mut reached, |rows, value| {
                        each(rows, |row| sums[row] += value);
                    });
                }
            }
            let chunks = sums.chunks_mut(BLOCK).zip(run_sums.chunks(BLOCK));
            for (block, (sums, run_sums)) in blocks.clone().zip(chunks) {
                let rows = counted(run, block) & bits.present(block);
                each(rows, |row| sums[row].add(run_sums[row]));
            }
        }
        centre
    })
}

/// Gives some blocks of rows at a time to `work`, which adds to the sums of the rows and returns the value
/// that they are around.
fn by_blocks(
    bits: &BitRows,
    job: &JobContext,
    work: impl Fn(Range<usize>, &mut [Sums]) -> f64 + Sync,
) -> Result<Vec<Estimate>, Cancelled> {
    let mut out = vec![Estimate::NONE; bits.rows()];
    out.par_chunks_mut(BLOCKS_AT_A_TIME * BLOCK)
        .enumerate()
        .try_for_each(|(chunk, out)| {
            job.check()?;
            let mut sums = vec![Sums::default(); out.len()];
            let first = chunk * BLOCKS_AT_A_TIME;
            let centre = work(first..first + out.len().div_ceil(BLOCK), &mut sums);
            for (out, sums) in out.iter_mut().zip(sums) {
                *out = sums.estimate(centre);
            }
            Ok(())
        })?;
    Ok(out)
}

fn each(mut rows: RowBits, mut row: impl FnMut(usize)) {
    while rows != 0 {
        row(rows.trailing_zeros() as usize);
        rows &= rows - 1;
    }
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
