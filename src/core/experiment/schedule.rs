//! Training sizes and seeds, and in which order tasks are done: a few seeds everywhere first.

/// The smallest size of a learning curve.
const FIRST: usize = 16;

/// Training sizes of a new comparison, as far as there are rows.
pub const USUAL_SIZES: [usize; 4] = [16, 32, 64, 128];

/// Feature sets of a new comparison, as far as there are such columns.
pub const USUAL_SETS: [&str; 5] = ["graf", "zcp", "zcp+graf", "flops+params", "onehot"];

/// Seeds of each cell that are done everywhere before any cell gets more.
const ROUNDS: [usize; 2] = [3, 10];

/// 16, 32, 64 … up to `most`; `most` itself when it is smaller than that.
pub fn train_sizes(most: usize) -> Vec<usize> {
    if most < FIRST {
        return vec![most];
    }
    let doubled = std::iter::successors(Some(FIRST), |size| size.checked_mul(2));
    doubled.take_while(|&size| size <= most).collect()
}

/// The seeds of a comparison, each one more than the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeds {
    /// The first.
    pub first: u64,
    /// How many.
    pub count: usize,
}

impl Seeds {
    /// All of them in order.
    pub fn iter(self) -> impl Iterator<Item = u64> + Clone {
        (0..self.count as u64).map(move |at| self.first.wrapping_add(at))
    }

    /// Whether `seed` is one of them.
    pub fn contains(self, seed: u64) -> bool {
        seed.wrapping_sub(self.first) < self.count as u64
    }

    /// The seeds in rounds: those of a round are done everywhere before the next begins.
    pub(super) fn rounds(self) -> impl Iterator<Item = Vec<u64>> {
        let ends = ROUNDS.into_iter().filter(move |&end| end < self.count);
        let mut start = 0;
        ends.chain([self.count]).map(move |end| {
            let round = self.iter().skip(start).take(end - start).collect();
            start = end;
            round
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Seeds, train_sizes};

    #[test]
    fn sizes_double() {
        assert_eq!(train_sizes(100), [16, 32, 64]);
        assert_eq!(train_sizes(1024).len(), 7);
        assert_eq!(train_sizes(9), [9]);
        assert!(!train_sizes(usize::MAX).is_empty());
    }

    #[test]
    fn rounds_hold_every_seed_once() {
        let rounds = |count| -> Vec<Vec<u64>> { Seeds { first: 5, count }.rounds().collect() };
        assert_eq!(rounds(2), [vec![5, 6]]);
        assert_eq!(rounds(3), [vec![5, 6, 7]]);
        let sizes: Vec<usize> = rounds(50).iter().map(Vec::len).collect();
        assert_eq!(sizes, [3, 7, 40]);
        assert_eq!(rounds(50).concat(), (5..55).collect::<Vec<u64>>());
        let holds_zero = |first| Seeds { first, count: 2 }.contains(0);
        assert!(holds_zero(u64::MAX) && !holds_zero(1));
    }
}
