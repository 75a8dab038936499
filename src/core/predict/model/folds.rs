//! Folds of the training rows: what is fitted to all but one of them predicts that one.

use rand::seq::{SliceRandom, index};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::job::JobContext;
use crate::predict::bit_rows::{BLOCK, RowBits};
use crate::predict::forest::generator;

use super::{Estimate, ModelError, Regressor, TrainingData};

/// Stream of random numbers that folds are drawn with; the trees have streams 0, 1, ….
const FOLD_STREAM: u64 = u64::MAX - 1;

/// Folds of models that are cross-validated.
const FOLDS: usize = 5;

/// A partition of the training rows into folds whose sizes differ by at most one.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Folds {
    pub(super) of_row: Vec<u8>,
    pub(super) count: usize,
}

impl Folds {
    /// At most `count` folds, and at most as many as there are rows.
    pub(super) fn new(rows: usize, count: usize, seed: u64) -> Self {
        let count = count.min(rows).max(1);
        let mut of_row: Vec<u8> = (0..rows).map(|row| (row % count) as u8).collect();
        of_row.shuffle(&mut generator(seed, FOLD_STREAM));
        Self { of_row, count }
    }

    pub(super) fn split(&self, fold: usize) -> (Vec<usize>, Vec<usize>) {
        (0..self.of_row.len()).partition(|&row| usize::from(self.of_row[row]) == fold)
    }

    pub(super) fn others(&self, fold: usize) -> Vec<u32> {
        let rows = self.of_row.iter().zip(0..);
        let others = rows.filter(|&(&of_row, _)| usize::from(of_row) != fold);
        others.map(|(_, row)| row).collect()
    }

    /// For each fold the rows in it: a bit a row, a word a block.
    pub(super) fn bits(&self) -> Vec<Vec<RowBits>> {
        let blocks = self.of_row.len().div_ceil(BLOCK);
        let mut words = vec![vec![0; blocks]; self.count];
        for (row, &fold) in self.of_row.iter().enumerate() {
            words[usize::from(fold)][row / BLOCK] |= 1 << (row % BLOCK);
        }
        words
    }
}

/// Fits to all training rows, and for the out-of-fold predictions to all folds but one.
pub(super) fn cross_validated<R: Regressor>(
    training_data: &TrainingData,
    job: &JobContext,
    fit: impl Fn(&TrainingData) -> Result<R, ModelError> + Sync,
) -> Result<(R, Vec<Estimate>), ModelError> {
    job.check()?;
    let regressor = fit(training_data)?;
    let folds = Folds::new(training_data.rows.len(), FOLDS, training_data.seed);
    let predicted: Vec<_> = (0..folds.count)
        .into_par_iter()
        .map(|fold| {
            job.check()?;
            let (own, others) = folds.split(fold);
            let estimates = if others.is_empty() {
                vec![Estimate::NONE; own.len()]
            } else {
                let rows: Vec<u32> = own.iter().map(|&at| training_data.rows[at]).collect();
                training_data.with_only(&others, &fit)?.estimate(
                    training_data.design,
                    Some(&rows),
                    job,
                )?
            };
            Ok::<_, ModelError>((own, estimates))
        })
        .collect::<Result<_, _>>()?;
    let mut out_of_fold = vec![Estimate::NONE; training_data.rows.len()];
    for (row, estimate) in predicted
        .into_iter()
        .flat_map(|(own, estimates)| own.into_iter().zip(estimates))
    {
        out_of_fold[row] = estimate;
    }
    Ok((regressor, out_of_fold))
}

/// Random places below `count`, at most `most` of them, ascending.
pub(super) fn random_places(count: usize, most: usize, rng: &mut Xoshiro256PlusPlus) -> Vec<usize> {
    let mut places = index::sample(rng, count, most.min(count)).into_vec();
    places.sort_unstable();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_are_of_equal_size_and_drawn_by_the_seed() {
        let of_row = |rows, seed| Folds::new(rows, 5, seed).of_row;
        let mut sizes = [0; 5];
        for fold in of_row(23, 1) {
            sizes[usize::from(fold)] += 1;
        }
        assert_eq!(sizes, [5, 5, 5, 4, 4]);
        assert_eq!(of_row(23, 1), of_row(23, 1));
        assert_ne!(of_row(23, 1), of_row(23, 2));
        assert_eq!(Folds::new(2, 5, 1).count, 2);
        assert_eq!(of_row(2, 1).iter().max(), Some(&1));
    }
}
