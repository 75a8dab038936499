//! Kendall's tau-b in O(n log n) (Knight, 1966).

/// Kendall's tau-b of two rankings of the same rows, which may have ties; −1 to 1, NaN when either ranks
/// all rows equally.
///
/// The `kendalls` crate computes the same, but overflows on tables of 15,000 rows with many ties.
pub(super) fn tau_b(first: &[u32], second: &[u32]) -> f64 {
    let mut pairs: Vec<(u32, u32)> = first.iter().copied().zip(second.iter().copied()).collect();
    pairs.sort_unstable();
    let all = pairs_among(pairs.len() as u64);
    let tied_first = tied(pairs.chunk_by(|a, b| a.0 == b.0));
    let tied_both = tied(pairs.chunk_by(|a, b| a == b));
    let mut seconds: Vec<u32> = pairs.into_iter().map(|(_, second)| second).collect();
    let discordant = sort_counting(&mut seconds);
    let tied_second = tied(seconds.chunk_by(|a, b| a == b));
    // Concordant and discordant pairs are those tied in neither.
    let untied = all + tied_both - tied_first - tied_second;
    let difference = untied as f64 - 2.0 * discordant as f64;
    let (in_first, in_second) = ((all - tied_first) as f64, (all - tied_second) as f64);
    difference / (in_first.sqrt() * in_second.sqrt())
}

fn pairs_among(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}

fn tied<'a, T: 'a>(groups: impl Iterator<Item = &'a [T]>) -> u64 {
    groups.map(|group| pairs_among(group.len() as u64)).sum()
}

/// Sorts `numbers` and counts the pairs that stood in the wrong order: a merge sort from below.
fn sort_counting(numbers: &mut Vec<u32>) -> u64 {
    let count = numbers.len();
    let mut sorted = vec![0; count];
    let mut swaps = 0;
    let mut width = 1;
    while width < count {
        for start in (0..count).step_by(2 * width) {
            let middle = (start + width).min(count);
            let end = (start + 2 * width).min(count);
            let (mut left, mut right) = (start, middle);
            for place in &mut sorted[start..end] {
                if right == end || (left < middle && numbers[left] <= numbers[right]) {
                    *place = numbers[left];
                    left += 1;
                } else {
                    *place = numbers[right];
                    right += 1;
                    swaps += (middle - left) as u64;
                }
            }
        }
        std::mem::swap(numbers, &mut sorted);
        width *= 2;
    }
    swaps
}

#[cfg(test)]
mod tests {
    use super::tau_b;
    use proptest::prelude::*;

    fn naive(first: &[u32], second: &[u32]) -> f64 {
        let (mut difference, mut in_first, mut in_second) = (0.0, 0.0, 0.0);
        for i in 0..first.len() {
            for j in 0..i {
                let a = f64::from(first[i].cmp(&first[j]) as i8);
                let b = f64::from(second[i].cmp(&second[j]) as i8);
                difference += a * b;
                in_first += a * a;
                in_second += b * b;
            }
        }
        difference / (in_first.sqrt() * in_second.sqrt())
    }

    proptest! {
        #[test]
        fn it_is_what_the_definition_says(pairs in prop::collection::vec((0u32..9, 0u32..9), 2..60)) {
            let (first, second): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
            let (fast, slow) = (tau_b(&first, &second), naive(&first, &second));
            prop_assert!((fast - slow).abs() < 1e-12 || (fast.is_nan() && slow.is_nan()), "{fast} {slow}");
        }
    }

    #[test]
    fn rows_that_are_all_tied_have_no_tau() {
        assert!(tau_b(&[2, 2], &[3, 3]).is_nan());
        assert!(tau_b(&[2, 2, 2], &[3, 4, 3]).is_nan());
    }

    #[test]
    fn large_tables_with_many_ties_do_not_overflow() {
        let first: Vec<u32> = (0..500_000).map(|row| row % 3).collect();
        assert!((tau_b(&first, &first) - 1.0).abs() < 1e-12);
    }
}
