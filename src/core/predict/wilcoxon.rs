//! Wilcoxon's signed-rank test for paired samples.

use std::cmp::Ordering;

/// Most differences that the exact distribution is worked out for: its cost grows with their cube.
const EXACT: usize = 256;

/// What the ranks of some differences say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignedRank {
    /// Two-sided p value that the differences are symmetric about 0.
    pub p: f64,
    /// Whether the ranks of positive differences have the larger sum (`Greater`), or those of negative ones.
    pub direction: Ordering,
}

/// The test of the differences between pairs (Wilcoxon, 1945).
///
/// Differences of 0 are ignored and equal ones share their mean rank. The distribution is exact up to 256
/// differences, and otherwise normal with the variance that ties leave. The p value is 1 when every
/// difference is 0; NaN when one is missing.
#[expect(clippy::float_cmp, reason = "ties are of equal numbers")]
pub fn signed_rank(differences: &[f64]) -> SignedRank {
    if differences.iter().any(|difference| difference.is_nan()) {
        return SignedRank {
            p: f64::NAN,
            direction: Ordering::Equal,
        };
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
    let negative = total - positive;
    SignedRank {
        p: p_value(&ranks, total, positive.min(negative)),
        direction: positive.cmp(&negative),
    }
}

/// That of doubled `ranks` with their signs: their sum is `total`, the smaller of its parts `smaller`.
fn p_value(ranks: &[(usize, bool)], total: usize, smaller: usize) -> f64 {
    if ranks.len() > EXACT {
        // Each rank counts or not with the same chance: a quarter of its square is its variance. Ranks
        // are doubled here.
        let squares: f64 = ranks.iter().map(|&(rank, _)| (rank as f64).powi(2)).sum();
        let off = total as f64 / 2.0 - smaller as f64;
        return two_sided(off / (squares / 4.0).sqrt());
    }
    // Probability of each sum of the ranks whose sign is positive.
    let mut chance = vec![0.0; total + 1];
    chance[0] = 1.0;
    for &(rank, _) in ranks {
        for sum in (0..=total).rev() {
            let with = if sum >= rank { chance[sum - rank] } else { 0.0 };
            chance[sum] = f64::midpoint(chance[sum], with);
        }
    }
    let tail: f64 = chance[..=smaller].iter().sum();
    (2.0 * tail).min(1.0)
}

/// Chance that a standard normal number is at least `z` ≥ 0 away from 0, to a relative error of 1.2e-7:
/// the complementary error function as in Press et al., *Numerical Recipes* (2nd edition), 6.2.
pub(crate) fn two_sided(z: f64) -> f64 {
    const POWERS: [f64; 10] = [
        0.170_872_77,
        -0.822_152_23,
        1.488_515_87,
        -1.135_203_98,
        0.278_868_07,
        -0.186_288_06,
        0.096_784_18,
        0.374_091_96,
        1.000_023_68,
        -1.265_512_23,
    ];
    let x = z / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.5 * x);
    let sum = POWERS.iter().fold(0.0, |sum, power| sum * t + power);
    (t * (sum - x * x).exp()).min(1.0)
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{EXACT, two_sided};

    fn signed_rank(differences: &[f64]) -> f64 {
        super::signed_rank(differences).p
    }

    #[test]
    fn the_direction_is_that_of_the_larger_rank_sum() {
        let direction = |of: &[f64]| super::signed_rank(of).direction;
        assert_eq!(direction(&[1.0, 2.0, -4.0, 3.0]), Ordering::Greater);
        // One outlier turns the mean, not the ranks.
        assert_eq!(direction(&[-1.0, -2.0, -3.0, 50.0]), Ordering::Less);
        assert_eq!(direction(&[1.0, -1.0, 0.0]), Ordering::Equal);
        assert_eq!(direction(&[1.0, f64::NAN]), Ordering::Equal);
        assert_eq!(direction(&[]), Ordering::Equal);
    }

    #[test]
    fn tails_of_the_normal_distribution_are_those_of_tables() {
        for (z, p) in [
            (0.0, 1.0),
            (1.0, 0.317_310_507_9),
            (1.959_963_985, 0.05),
            (5.0, 5.733_031_4e-7),
        ] {
            assert!((two_sided(z) / p - 1.0).abs() < 2e-7, "{z}");
        }
    }

    #[test]
    fn many_differences_go_on_where_few_end() {
        // Two in five are negative and ranks are spread: the two ways agree at the border.
        let differences = |count: usize| -> Vec<f64> {
            let sign = |at: usize| if at * 7 % 16 < 7 { -1.0 } else { 1.0 };
            (0..count)
                .map(|at| sign(at) * (1 + at % 50) as f64)
                .collect()
        };
        let (exact, normal) = (
            signed_rank(&differences(EXACT)),
            signed_rank(&differences(EXACT + 1)),
        );
        assert!((exact - normal).abs() < 0.02, "{exact} {normal}");
        let p = signed_rank(&vec![1.0; 5000]);
        assert!(p < 1e-100, "{p}");
    }

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
