//! Wilcoxon's signed-rank test for paired samples.

/// Two-sided p value that the differences between pairs are symmetric about 0 (Wilcoxon, 1945).
///
/// Differences of 0 are left out, equal ones share their mean rank, and the distribution is exact:
/// all 2ⁿ assignments of signs to the ranks at hand. 1 when every difference is 0; NaN when one is
/// missing.
#[expect(clippy::float_cmp, reason = "ties are of equal numbers")]
pub fn signed_rank(differences: &[f64]) -> f64 {
    if differences.iter().any(|difference| difference.is_nan()) {
        return f64::NAN;
    }
    let mut sizes: Vec<(f64, bool)> = differences
        .iter()
        .filter(|&&difference| difference != 0.0)
        .map(|&difference| (difference.abs(), difference > 0.0))
        .collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Twice the ranks, so that shared ones are whole.
    let mut ranks = Vec::with_capacity(sizes.len());
    for group in sizes.chunk_by(|a, b| a.0 == b.0) {
        let rank = 2 * ranks.len() + group.len() + 1;
        ranks.extend(group.iter().map(|&(_, positive)| (rank, positive)));
    }
    let total: usize = ranks.iter().map(|&(rank, _)| rank).sum();
    let positive = ranks.iter().filter(|&&(_, positive)| positive);
    let positive: usize = positive.map(|&(rank, _)| rank).sum();
    let smaller = positive.min(total - positive);
    // Probability of each sum of the ranks whose sign is positive.
    let mut chance = vec![0.0; total + 1];
    chance[0] = 1.0;
    for &(rank, _) in &ranks {
        for sum in (0..=total).rev() {
            let with = if sum >= rank { chance[sum - rank] } else { 0.0 };
            chance[sum] = f64::midpoint(chance[sum], with);
        }
    }
    let tail: f64 = chance[..=smaller].iter().sum();
    (2.0 * tail).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::signed_rank;

    fn assert_near(p: f64, expected: f64) {
        assert!((p - expected).abs() < 1e-12, "{p} is not {expected}");
    }

    // Expected values are those of scipy 1.17, `wilcoxon(d, method="exact")`.
    #[test]
    fn p_values_are_those_of_scipy() {
        assert_near(signed_rank(&[1.0, 2.0, 3.0, 4.0, 5.0]), 0.0625);
        assert_near(
            signed_rank(&[0.1, -0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]),
            0.005_859_375,
        );
        assert_near(
            signed_rank(&[1.5, -0.5, 2.5, -3.5, 4.5, 0.25, 7.0]),
            0.296_875,
        );
    }

    #[test]
    fn no_difference_is_no_evidence() {
        assert_near(signed_rank(&[0.0, 0.0, 0.0]), 1.0);
        assert_near(signed_rank(&[]), 1.0);
        assert_near(signed_rank(&[2.0, -2.0]), 1.0);
        assert!(signed_rank(&[1.0, f64::NAN]).is_nan());
    }

    #[test]
    fn equal_differences_share_their_rank() {
        // Ranks 2, 2, 2, 4: of 16 sums of those signs, 0 and 10 are as far out.
        assert_near(signed_rank(&[1.0, 1.0, 1.0, 2.0]), 0.125);
        assert_near(signed_rank(&[-1.0, -1.0, -1.0, -2.0]), 0.125);
    }
}
