//! Which rows a predictor is trained on.

use rand::Rng;

use super::forest::generator;

/// Stream of random numbers of the sample; the trees have streams 0, 1, ….
const SAMPLE_STREAM: u64 = u64::MAX;

/// Draws `size` of `pool` without replacement and returns them ascending. The same pool and seed
/// give the same rows, and a larger sample holds the smaller ones.
pub(crate) fn sample(pool: &[u32], size: usize, seed: u64) -> Vec<u32> {
    let mut rng = generator(seed, SAMPLE_STREAM);
    let mut rows = pool.to_vec();
    let size = size.min(rows.len());
    for at in 0..size {
        let other = rng.gen_range(at as u32..rows.len() as u32);
        rows.swap(at, other as usize);
    }
    rows.truncate(size);
    rows.sort_unstable();
    rows
}

#[cfg(test)]
mod tests {
    use super::sample;

    #[test]
    fn a_sample_has_distinct_rows_of_the_pool_in_order() {
        let pool: Vec<u32> = (0..100).map(|row| row * 3).collect();
        let drawn = sample(&pool, 40, 7);
        assert_eq!(drawn.len(), 40);
        assert!(drawn.is_sorted_by(|a, b| a < b));
        assert!(drawn.iter().all(|row| pool.contains(row)));
    }

    #[test]
    fn the_seed_alone_decides_and_small_samples_are_part_of_large_ones() {
        let pool: Vec<u32> = (0..1000).collect();
        let small = sample(&pool, 30, 1);
        assert_eq!(small, sample(&pool, 30, 1));
        assert_ne!(small, sample(&pool, 30, 2));
        let large = sample(&pool, 300, 1);
        assert!(small.iter().all(|row| large.contains(row)));
    }

    #[test]
    fn every_row_is_drawn_about_equally_often() {
        let pool: Vec<u32> = (0..20).collect();
        let mut counts = [0_u32; 20];
        for seed in 0..4000 {
            for row in sample(&pool, 5, seed) {
                counts[row as usize] += 1;
            }
        }
        // 1,000 expected, standard deviation 27.
        assert!(
            counts.iter().all(|count| (860..1140).contains(count)),
            "{counts:?}"
        );
    }
}
