//! Normal scores: numbers replaced by the quantiles of a normal distribution that their ranks are at
//! (Blom, 1958). What is far off stays comparable, and a sentinel does no harm.

use serde::{Deserialize, Serialize};

/// Distinct numbers from which on a map is thinned out.
const MANY: usize = 1 << 15;
/// A thinned map keeps a number in so many parts of all, and each whose score is so much above that of the
/// last one kept: all of them at the ends.
const PARTS: usize = 1 << 11;
const STEP: f64 = 0.01;

/// The map from the numbers of one column to their normal scores: rising, linear between the numbers it
/// was made of, and beyond them at the slope of their whole range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct NormalScores {
    /// Distinct numbers, ascending, with their scores.
    known: Vec<(f64, f64)>,
}

impl NormalScores {
    /// The map of `numbers`; missing ones (NaN) do not count. Equal numbers share the score of their
    /// mean rank.
    #[expect(clippy::float_cmp, reason = "ties are of equal numbers")]
    pub(crate) fn of(numbers: impl Iterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = numbers.filter(|number| !number.is_nan()).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let count = sorted.len() as f64;
        let mut known = Vec::new();
        let mut start = 0;
        while start < sorted.len() {
            let value = sorted[start];
            let end = start + sorted[start..].partition_point(|&other| other == value);
            let end = end.max(start + 1);
            let mean_rank = (start + 1 + end) as f64 / 2.0;
            known.push((value, normal_quantile((mean_rank - 0.375) / (count + 0.25))));
            start = end;
        }
        Self { known }
    }

    /// Keeps some of more than [`MANY`] numbers, so that a saved predictor does not hold one for every row.
    #[must_use]
    pub(super) fn thinned(self) -> Self {
        let count = self.known.len();
        if count <= MANY {
            return self;
        }
        let stride = count.div_ceil(PARTS);
        let (mut last, mut last_score) = (0, f64::NEG_INFINITY);
        let kept = self.known.iter().enumerate().filter(|&(at, &(_, score))| {
            let keep = at + 1 == count || at - last >= stride || score - last_score >= STEP;
            if keep {
                (last, last_score) = (at, score);
            }
            keep
        });
        Self {
            known: kept.map(|(_, &known)| known).collect(),
        }
    }

    /// The score of `number`: 0 for a missing one.
    pub(crate) fn score(&self, number: f64) -> f64 {
        if number.is_nan() {
            return 0.0;
        }
        self.map(number, |&(number, score)| (number, score))
            .unwrap_or(0.0)
    }

    /// The number whose score is `score`: the only known number where there is one, NaN when there is
    /// none.
    pub(crate) fn value(&self, score: f64) -> f64 {
        let only = self.known.first().map_or(f64::NAN, |&(number, _)| number);
        self.map(score, |&(number, score)| (score, number))
            .unwrap_or(only)
    }

    /// The value at `x` of the line through the known pairs, read by `pair`; `None` with fewer than two.
    fn map(&self, x: f64, pair: impl Fn(&(f64, f64)) -> (f64, f64)) -> Option<f64> {
        let ((low, low_y), (high, high_y)) = match &*self.known {
            [low, .., high] => (pair(low), pair(high)),
            _ => return None,
        };
        let slope = (high_y - low_y) / (high - low);
        let above = self.known.partition_point(|known| pair(known).0 < x);
        Some(if above == 0 {
            low_y + (x - low) * slope
        } else if above == self.known.len() {
            high_y + (x - high) * slope
        } else {
            let ((last, last_y), (next, next_y)) =
                (pair(&self.known[above - 1]), pair(&self.known[above]));
            last_y + (x - last) / (next - last) * (next_y - last_y)
        })
    }
}

/// The normal quantile at `p`, 0 < p < 1: Wichura's algorithm AS 241 (1988), to about 1e-7.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(
            r,
            [
                59.109_374_72,
                159.291_132_02,
                50.434_271_938,
                3.387_132_717_9,
            ],
            [67.187_563_6, 78.757_757_664, 17.895_169_469],
        );
    }
    let r = (-p.min(1.0 - p).ln()).sqrt();
    let tail = if r <= 5.0 {
        ratio(
            r - 1.6,
            [
                0.170_238_211_03,
                1.306_728_481_6,
                2.756_815_39,
                1.423_437_277_7,
            ],
            [0.0, 0.120_211_329_75, 0.737_001_642_5],
        )
    } else {
        ratio(
            r - 5.0,
            [
                0.017_337_203_997,
                0.428_682_949_337,
                3.081_226_386,
                6.657_905_115,
            ],
            [0.0, 0.012_258_202_635, 0.241_978_942_25],
        )
    };
    tail.copysign(q)
}

/// A polynomial of degree 3 over one of constant term 1, coefficients from the highest power down.
fn ratio(x: f64, over: [f64; 4], under: [f64; 3]) -> f64 {
    let horner = |sum: f64, coefficient: &f64| sum * x + coefficient;
    over.iter().fold(0.0, horner) / (under.iter().fold(0.0, horner) * x + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_normal_distribution() {
        for (p, quantile) in [
            (0.5, 0.0),
            (0.841_344_746, 1.0),
            (0.977_249_868, 2.0),
            (0.001, -3.090_232_306),
            (1e-9, -5.997_807_015),
        ] {
            assert!(
                (normal_quantile(p) - quantile).abs() < 1e-6,
                "{p}: {}",
                normal_quantile(p)
            );
        }
        assert!((normal_quantile(0.3) + normal_quantile(0.7)).abs() < 1e-12);
    }

    #[test]
    fn a_map_of_many_numbers_keeps_its_ends_and_hardly_moves() {
        let all = NormalScores::of((0..50_000).map(f64::from));
        let few = all.clone().thinned();
        assert!((1000..4000).contains(&few.known.len()));
        for number in [0.0, 7.0, 25_000.0, 49_990.0, 49_999.0] {
            assert!(
                (all.score(number) - few.score(number)).abs() < STEP,
                "{number}"
            );
        }
        assert!((few.score(0.0) - all.score(0.0)).abs() < 1e-12);
        assert!((few.score(49_999.0) - all.score(49_999.0)).abs() < 1e-12);
        let some = NormalScores::of((0..1000).map(f64::from));
        assert_eq!(some.clone().thinned(), some);
    }

    #[test]
    fn scores_keep_the_order_and_share_ties() {
        let scores = NormalScores::of([3.0, -1e8, 2.0, 2.0, f64::NAN, 5.0].into_iter());
        let of = |number| scores.score(number);
        assert!(of(-1e8) < of(2.0) && of(2.0) < of(2.5) && of(2.5) < of(3.0) && of(3.0) < of(5.0));
        assert!((of(-1e8) + of(5.0)).abs() < 1e-12);
        assert!(of(f64::NAN).abs() < 1e-12);
        assert!(of(6.0) > of(5.0) && of(-2e8) < of(-1e8));
        assert!(NormalScores::of([7.0].into_iter()).score(9.0).abs() < 1e-12);
    }
}
