//! Folds of the training rows: what learned from all but one of them can speak about that one.

use rand::seq::SliceRandom;

use super::forest::generator;

/// Stream of random numbers that folds are drawn with; the trees have streams 0, 1, ….
const FOLD_STREAM: u64 = u64::MAX - 1;

/// Puts each of `rows` training rows into one of `folds` folds, at most as many as there are rows, of
/// equal size but for one row.
pub(crate) fn folds(rows: usize, folds: usize, seed: u64) -> Vec<u8> {
    let folds = folds.min(rows).max(1);
    let mut of_row: Vec<u8> = (0..rows).map(|row| (row % folds) as u8).collect();
    of_row.shuffle(&mut generator(seed, FOLD_STREAM));
    of_row
}

#[cfg(test)]
mod tests {
    use super::folds;

    #[test]
    fn folds_are_of_equal_size_and_drawn_by_the_seed() {
        let of_row = folds(23, 5, 1);
        let mut sizes = [0; 5];
        for &fold in &of_row {
            sizes[usize::from(fold)] += 1;
        }
        assert_eq!(sizes, [5, 5, 5, 4, 4]);
        assert_eq!(of_row, folds(23, 5, 1));
        assert_ne!(of_row, folds(23, 5, 2));
        assert_eq!(folds(2, 5, 1).iter().max(), Some(&1));
    }
}
