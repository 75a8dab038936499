//! K-fold cross-validation: each row is predicted by a model that was trained on the other folds.

use std::collections::HashMap;
use std::sync::Arc;

use rand::seq::SliceRandom;

use crate::bench::Benchmark;
use crate::predict::{RowPolicy, TrainError, generator};

/// Stream of random numbers that rows are dealt to folds with.
const FOLD_STREAM: u64 = u64::MAX - 8;

/// How rows are dealt to folds; rows of one network go to one fold.
#[derive(Debug, Clone)]
pub struct Folds {
    count: usize,
    /// For each row of the benchmark one that stands for its network.
    networks: Arc<Vec<u32>>,
}

impl Folds {
    /// `count` folds of the rows of `bench` that `rows` picks.
    pub fn new(count: usize, bench: &Benchmark, rows: &RowPolicy) -> Self {
        let networks = match rows {
            RowPolicy::All => bench.networks(),
            // Each network has one canonical row.
            _ => (0..bench.rows() as u32).collect(),
        };
        Self {
            count,
            networks: Arc::new(networks),
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether each fold can have a row, and each model two to train on.
    pub(super) fn check(&self, rows: usize) -> Result<(), TrainError> {
        let least = self.count.max(3);
        if rows >= least {
            return Ok(());
        }
        Err(TrainError::NoRows(format!(
            "{}-fold cross-validation takes n = {least} rows or more, not {rows}",
            self.count
        )))
    }

    /// `rows` dealt at random to folds whose sizes differ by the rows of a network at most, each
    /// ascending; a fold may be empty where there are fewer networks.
    pub(super) fn of(&self, rows: &[u32], seed: u64) -> Vec<Vec<u32>> {
        let mut shuffled = rows.to_vec();
        shuffled.shuffle(&mut generator(seed, FOLD_STREAM));
        let mut places = HashMap::new();
        let mut networks: Vec<Vec<u32>> = Vec::new();
        for row in shuffled {
            let place = *(places.entry(self.networks[row as usize])).or_insert(networks.len());
            match networks.get_mut(place) {
                Some(rows) => rows.push(row),
                None => networks.push(vec![row]),
            }
        }
        let mut folds = vec![Vec::new(); self.count];
        for rows in networks {
            if let Some(smallest) = folds.iter_mut().min_by_key(|fold| fold.len()) {
                smallest.extend(rows);
            }
        }
        for fold in &mut folds {
            fold.sort_unstable();
        }
        folds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_in_one_fold_and_rows_of_a_network_are_together() {
        // Rows 2k and 2k + 1 are one network.
        let networks = Arc::new((0..40).map(|row| row / 2 * 2).collect());
        let folds = Folds { count: 3, networks };
        let rows: Vec<u32> = (4..34).collect();
        let dealt = folds.of(&rows, 1);
        let mut all = dealt.concat();
        all.sort_unstable();
        assert_eq!(all, rows);
        for fold in &dealt {
            assert_eq!(fold.len(), 10);
            assert!(fold.iter().all(|row| fold.contains(&(row ^ 1))));
        }
        assert_eq!(dealt, folds.of(&rows, 1));
        assert_ne!(dealt, folds.of(&rows, 2));
        assert!(folds.check(2).is_err() && folds.check(3).is_ok());
    }
}
