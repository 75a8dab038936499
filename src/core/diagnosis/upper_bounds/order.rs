//! The best Kendall's tau-b of any order of groups of rows. To find it is the linear ordering problem,
//! which is hard. It lies between what ordering the groups by their mean rank reaches, and what would be
//! reached if each pair of groups could be ordered, or tied, independently of the others.

use crate::job::{Cancelled, JobContext};
use crate::predict::tau;

/// Bars of the histogram of pairs of groups: by how far most of their rows agree on an order.
const BARS: usize = 4096;

/// Bounds of the best tau-b that an order of `groups` with ties reaches: one that is reached, and one
/// that is not exceeded. NaN where no order has a tau. Groups hold the true values of their rows.
pub(super) fn best_tau(groups: &[Vec<f64>], job: &JobContext) -> Result<(f64, f64), Cancelled> {
    let ranked = Ranked::new(groups);
    let all = pairs(ranked.truth.len() as u64);
    let untied = all - ranked.tied;
    if untied == 0 || groups.len() < 2 {
        return Ok((f64::NAN, f64::NAN));
    }
    job.check()?;
    let reached = tau(&ranked.truth, &ranked.mean_ranks());
    let most = most(&ranked.groups, all, untied, job)?;
    // Both are rounded; what is reached is no more than what can be.
    Ok((reached, most.min(1.0).max(reached)))
}

fn pairs(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}

/// Groups by the ranks of their true values.
struct Ranked {
    /// Twice the mean rank of each row's true value, group after group.
    truth: Vec<f64>,
    /// The same by group, ascending; the groups by their smallest rank.
    groups: Vec<Vec<u32>>,
    /// Pairs of rows with the same true value.
    tied: u64,
}

impl Ranked {
    #[expect(clippy::float_cmp, reason = "ties are of equal numbers")]
    fn new(groups: &[Vec<f64>]) -> Self {
        let mut sorted: Vec<f64> = groups.iter().flatten().map(|value| value + 0.0).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let rank = |value: f64| {
            let below = sorted.partition_point(|&other| other < value);
            let upto = sorted.partition_point(|&other| other <= value);
            (below + upto + 1) as u32
        };
        let chunks = sorted.chunk_by(|a, b| a == b);
        let tied = chunks.map(|chunk| pairs(chunk.len() as u64)).sum();
        let mut groups: Vec<Vec<u32>> = groups
            .iter()
            .map(|group| {
                let mut ranks: Vec<u32> = group.iter().map(|&value| rank(value)).collect();
                ranks.sort_unstable();
                ranks
            })
            .collect();
        groups.sort_unstable();
        Self {
            truth: groups
                .iter()
                .flatten()
                .map(|&rank| f64::from(rank))
                .collect(),
            groups,
            tied,
        }
    }

    /// For each row the mean rank of its group, group after group.
    fn mean_ranks(&self) -> Vec<f64> {
        let means = self.groups.iter().flat_map(|group| {
            let sum: u64 = group.iter().map(|&rank| u64::from(rank)).sum();
            let mean = sum as f64 / group.len() as f64;
            group.iter().map(move |_| mean)
        });
        means.collect()
    }
}

/// Pairs of groups whose rows agree on an order about equally well.
#[derive(Clone, Copy, Default)]
struct Bar {
    rows: u64,
    /// Of these, those in the better order less those in the other one.
    gain: u64,
}

/// A bound of the best tau-b: with S the gain and Q the pairs of rows of the pairs of groups that are
/// not tied, the largest S / sqrt(untied Q) over any choice of such pairs.
///
/// The best choice takes pairs by falling share of rows that agree. Within a bar the sums are
/// only known at its ends; between them the largest sum possible, by the shares that bound the bar, is
/// taken, so that the bound is rounded up.
fn most(groups: &[Vec<u32>], all: u64, untied: u64, job: &JobContext) -> Result<f64, Cancelled> {
    let within: u64 = groups.iter().map(|group| pairs(group.len() as u64)).sum();
    let mut apart = Bar {
        rows: all - within,
        gain: all - within,
    };
    let mut bars = vec![Bar::default(); BARS];
    for (at, group) in groups.iter().enumerate() {
        job.check()?;
        job.report("groups", at, groups.len());
        let last = group[group.len() - 1];
        let overlapping = groups[at + 1..].iter();
        // Those that begin beyond the end agree in full.
        for other in overlapping.take_while(|other| other[0] <= last) {
            let rows = group.len() as u64 * other.len() as u64;
            let gain = majority(group, other);
            apart.rows -= rows;
            apart.gain -= rows;
            let bar = if gain == rows {
                &mut apart
            } else {
                &mut bars[(gain * BARS as u64 / rows) as usize]
            };
            bar.rows += rows;
            bar.gain += gain;
        }
    }
    let value = |gain: f64, rows: f64| {
        if rows > 0.0 {
            gain / ((untied as f64).sqrt() * rows.sqrt())
        } else {
            0.0
        }
    };
    let (mut rows, mut gain) = (apart.rows as f64, apart.gain as f64);
    let mut most = value(gain, rows);
    for (at, bar) in bars.iter().enumerate().rev() {
        if bar.rows == 0 {
            continue;
        }
        let (low, high) = (at as f64 / BARS as f64, (at + 1) as f64 / BARS as f64);
        // From the start of the bar at most at slope `high`, to its end at least at slope `low`.
        let (added, gained) = (bar.rows as f64, bar.gain as f64);
        let corner = ((gained - low * added) / (high - low)).clamp(0.0, added);
        most = most.max(value(gain + high * corner, rows + corner));
        rows += added;
        gain += gained;
        most = most.max(value(gain, rows));
    }
    Ok(most)
}

/// How many more pairs of rows of two groups, each ascending, are in one order than in the other.
fn majority(one: &[u32], other: &[u32]) -> u64 {
    let (few, many) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let balance = |&rank: &u32| {
        let below = many.partition_point(|&of| of < rank);
        let upto = many.partition_point(|&of| of <= rank);
        below as i64 - (many.len() - upto) as i64
    };
    few.iter().map(balance).sum::<i64>().unsigned_abs()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The best tau over all orders of the groups, ties among them included.
    fn brute(groups: &[Vec<f64>]) -> f64 {
        let truth: Vec<f64> = groups.iter().flatten().copied().collect();
        let mut best = f64::NAN;
        let count = groups.len();
        for code in 0..count.pow(count as u32) {
            let place = |group: usize| (code / count.pow(group as u32) % count) as f64;
            let predicted: Vec<f64> = (0..count)
                .flat_map(|group| groups[group].iter().map(move |_| place(group)))
                .collect();
            best = best.max(tau(&truth, &predicted));
        }
        best
    }

    fn bounds(groups: &[Vec<f64>]) -> (f64, f64) {
        best_tau(groups, &JobContext::default()).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn the_best_of_all_orders_lies_between(
            groups in prop::collection::vec(prop::collection::vec(0_u8..9, 1..5), 2..6),
        ) {
            let groups: Vec<Vec<f64>> = groups
                .iter()
                .map(|group| group.iter().map(|&value| f64::from(value)).collect())
                .collect();
            let best = brute(&groups);
            let (reached, most) = bounds(&groups);
            if best.is_nan() {
                prop_assert!(reached.is_nan());
            } else {
                prop_assert!(reached.is_nan() || reached <= best + 1e-12, "{reached} {best}");
                prop_assert!(most.is_nan() || best <= most + 1e-12, "{best} {most}");
            }
        }
    }

    #[test]
    fn groups_apart_are_ordered_in_full_but_for_themselves() {
        // 6 pairs, of which 1 is within a group and cannot be ordered.
        let (reached, most) = bounds(&[vec![1.0, 2.0], vec![3.0], vec![4.0]]);
        assert!((reached - 5.0 / 30_f64.sqrt()).abs() < 1e-12);
        assert!((most - reached).abs() < 1e-12);
    }

    #[test]
    fn singles_are_ordered_in_full() {
        let (reached, most) = bounds(&[vec![3.0], vec![1.0], vec![2.0]]);
        assert!((reached - 1.0).abs() < 1e-12 && (most - 1.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_to_order_has_no_tau() {
        assert!(bounds(&[vec![1.0, 2.0]]).1.is_nan());
        assert!(bounds(&[vec![1.0], vec![1.0]]).1.is_nan());
    }
}
