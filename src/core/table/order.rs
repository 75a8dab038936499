//! Numbers in order, fast: as integers that order as the numbers do, sorted by all processors.

use rayon::prelude::*;

use super::Direction;

/// The places of `ordinals` from the smallest one to the largest; equal ones keep their order.
///
/// An ordinal and its place make one integer: no two are equal, so an unstable sort serves, and the
/// order does not depend on the number of threads.
pub(crate) fn sorted_places(ordinals: impl IndexedParallelIterator<Item = u64>) -> Vec<u32> {
    let mut keys: Vec<u128> = ordinals
        .enumerate()
        .map(|(place, ordinal)| u128::from(ordinal) << u32::BITS | place as u128)
        .collect();
    keys.par_sort_unstable();
    keys.into_par_iter().map(|key| key as u32).collect()
}

/// A number that orders as `value` does in this direction; the largest for a missing one.
pub(crate) fn ordinal(value: f64, direction: Direction) -> u64 {
    if value.is_nan() {
        return u64::MAX;
    }
    // As bits, positive floats order like integers and negative ones the other way round; adding
    // zero makes -0 equal to 0.
    let bits = (value + 0.0).to_bits();
    let ascending = if bits >> 63 == 0 {
        bits | 1 << 63
    } else {
        !bits
    };
    match direction {
        Direction::Ascending => ascending,
        Direction::Descending => !ascending,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_order_as_values_and_missing_comes_last() {
        let values = [f64::NEG_INFINITY, -2.5, -1e-300, 0.0, 3.0, f64::INFINITY];
        for pair in values.windows(2) {
            let [low, high] = [pair[0], pair[1]];
            assert!(ordinal(low, Direction::Ascending) < ordinal(high, Direction::Ascending));
            assert!(ordinal(low, Direction::Descending) > ordinal(high, Direction::Descending));
        }
        for direction in [Direction::Ascending, Direction::Descending] {
            assert_eq!(ordinal(-0.0, direction), ordinal(0.0, direction));
            for value in values {
                assert!(ordinal(value, direction) < ordinal(f64::NAN, direction));
                assert!(ordinal(value, direction) < ordinal(-f64::NAN, direction));
            }
        }
    }

    #[test]
    fn equal_ones_keep_their_order() {
        let ordinals: Vec<u64> = vec![7, 1, 7, u64::MAX, 1, 7];
        assert_eq!(sorted_places(ordinals.into_par_iter()), [1, 4, 0, 2, 5, 3]);
    }
}
