//! Bootstrap samples.

use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::super::bit_rows::{BLOCK, RowBits};

/// How often each row is drawn in a sample of so many rows: the first that a tree does with its random numbers.
pub(super) fn draw(rows: usize, rng: &mut Xoshiro256PlusPlus) -> Vec<u64> {
    let mut times = vec![0; rows];
    for _ in 0..rows {
        times[rng.gen_range(0..rows as u32) as usize] += 1;
    }
    times
}

/// The rows in the sample, a bit a row.
pub(super) fn in_sample(times: &[u64]) -> Vec<RowBits> {
    let word = |times: &[u64]| {
        let bits = (0..).zip(times);
        bits.map(|(bit, &times)| RowBits::from(times > 0) << bit)
            .sum()
    };
    times.chunks(BLOCK).map(word).collect()
}
