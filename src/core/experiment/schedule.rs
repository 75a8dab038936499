//! In which order tasks are done: a few seeds everywhere first, then more.

/// Seeds of each cell that are done everywhere before any cell gets more.
const ROUNDS: [usize; 2] = [3, 10];

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
    use super::Seeds;

    #[test]
    fn rounds_hold_every_seed_once() {
        let rounds = |count| -> Vec<Vec<u64>> { Seeds { first: 5, count }.rounds().collect() };
        assert_eq!(rounds(2), [vec![5, 6]]);
        assert_eq!(rounds(3), [vec![5, 6, 7]]);
        let sizes: Vec<usize> = rounds(50).iter().map(Vec::len).collect();
        assert_eq!(sizes, [3, 7, 40]);
        assert_eq!(rounds(50).concat(), (5..55).collect::<Vec<u64>>());
        assert!(
            Seeds {
                first: u64::MAX,
                count: 2
            }
            .contains(0)
        );
        assert!(!Seeds { first: 1, count: 2 }.contains(0));
    }
}
