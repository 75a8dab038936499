//! How the scores of one method differ from those of another, and what may be said about it.

use std::cmp::Ordering;
use std::fmt;

use serde::Serialize;

use crate::diagnosis::MeanInterval;
use crate::predict::signed_rank;

use super::Metric;

/// A p value below this is significant.
pub const SIGNIFICANT: f64 = 0.05;

/// The scores of a method minus those of its reference with the same seeds, tested.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairedTest {
    /// Mean of the differences with its 95 % interval, in the score's unit.
    pub delta: MeanInterval,
    /// Two-sided p value of the Wilcoxon signed-rank test; NaN without a pair.
    pub p: f64,
    /// Whether the mean and the ranks of the differences have the same sign.
    agrees: bool,
}

/// What may be said about a difference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// Significantly worse than the reference.
    Worse,
    /// Significantly better; than the best mean no method is, once all seeds have been run.
    Better,
    /// The whole interval lies within the margin.
    Equivalent {
        /// The margin, in the score's unit.
        margin: f64,
    },
    /// The test does not reject, although it could.
    NotSignificant,
    /// The test cannot reject, whatever the scores are.
    TooFewSeeds {
        /// Seeds that both have been run with.
        run: usize,
        /// Seeds from which on the test can reject.
        needed: usize,
    },
}

/// A difference in a family of comparisons.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The difference alone.
    pub test: PairedTest,
    /// Its p value, corrected for the number of comparisons (Holm).
    pub p_holm: f64,
    /// What may be said about it.
    pub verdict: Verdict,
}

impl PairedTest {
    /// The test of these differences, one per seed.
    pub fn of(differences: &[f64]) -> Self {
        let delta = MeanInterval::of(differences.iter().copied(), MeanInterval::CONFIDENCE);
        let ranks = signed_rank(differences);
        let is_empty = differences.is_empty();
        Self {
            delta,
            p: if is_empty { f64::NAN } else { ranks.p },
            agrees: match ranks.direction {
                Ordering::Greater => delta.mean > 0.0,
                Ordering::Less => delta.mean < 0.0,
                Ordering::Equal => false,
            },
        }
    }

    /// How much worse the mean is than that of the reference; negative where it is better.
    pub fn loss(&self, metric: Metric) -> f64 {
        metric.gain(0.0, self.delta.mean)
    }

    fn verdict(
        &self,
        p_holm: f64,
        comparisons: usize,
        metric: Metric,
        margin: Option<f64>,
    ) -> Verdict {
        let MeanInterval { count, .. } = self.delta;
        let needed = fewest_seeds(comparisons);
        let inside = |margin: &f64| self.delta.low() >= -margin && self.delta.high() <= *margin;
        if p_holm < SIGNIFICANT && self.agrees {
            if self.loss(metric) > 0.0 {
                Verdict::Worse
            } else {
                Verdict::Better
            }
        } else if count < needed {
            Verdict::TooFewSeeds { run: count, needed }
        } else if let Some(margin) = margin.filter(inside) {
            Verdict::Equivalent { margin }
        } else {
            Verdict::NotSignificant
        }
    }
}

/// The fewest pairs with which the smallest of `comparisons` corrected p values can be significant: the
/// smallest p value of k pairs is 2^(1 − k).
fn fewest_seeds(comparisons: usize) -> usize {
    let can_reject = |&seeds: &usize| {
        let smallest = 0.5_f64.powi(seeds as i32 - 1);
        comparisons.max(1) as f64 * smallest < SIGNIFICANT
    };
    (1..1024).find(can_reject).unwrap_or(1024)
}

/// `p_values` corrected for their number (Holm, 1979). Those that are NaN stay so and do not count.
fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.retain(|&at| !p_values[at].is_nan());
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut corrected = p_values.to_vec();
    let mut largest: f64 = 0.0;
    for (rank, &at) in order.iter().enumerate() {
        largest = largest
            .max((order.len() - rank) as f64 * p_values[at])
            .min(1.0);
        corrected[at] = largest;
    }
    corrected
}

/// How many of `family` have a p value: the number that p values are corrected for.
pub(super) fn comparisons(family: &[PairedTest]) -> usize {
    family.iter().filter(|test| !test.p.is_nan()).count()
}

/// What may be said about each difference of `family`, together. A difference counts as equivalent only
/// with a `margin`.
pub(super) fn differences(
    family: &[PairedTest],
    metric: Metric,
    margin: Option<f64>,
) -> Vec<Difference> {
    let p_values: Vec<f64> = family.iter().map(|test| test.p).collect();
    let count = comparisons(family);
    let corrected = family.iter().zip(holm(&p_values));
    let difference = |(test, p_holm): (&PairedTest, f64)| Difference {
        test: *test,
        p_holm,
        verdict: test.verdict(p_holm, count, metric, margin),
    };
    corrected.map(difference).collect()
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Worse => f.write_str("worse"),
            Self::Better => f.write_str("better"),
            Self::Equivalent { margin } => write!(f, "equivalent within ±{margin}"),
            Self::NotSignificant => f.write_str("not significantly different"),
            Self::TooFewSeeds { run, needed } => {
                let have = if *run == 1 { "has" } else { "have" };
                write!(
                    f,
                    "too few seeds to tell: {run} {have} been run, {needed} are needed"
                )
            }
        }
    }
}

impl Difference {
    /// `Δ = -0.0123 [-0.0200, -0.0046]`, with these decimals.
    pub fn delta_text(&self, decimals: usize) -> String {
        let delta = self.test.delta;
        format!(
            "Δ = {} {}",
            signed(delta.mean, decimals),
            self.interval_text(decimals)
        )
    }

    /// `[-0.0200, -0.0046]`, with these decimals; a dash where one pair or none has no interval.
    pub fn interval_text(&self, decimals: usize) -> String {
        let delta = self.test.delta;
        if delta.margin.is_nan() {
            return "–".to_owned();
        }
        let [low, high] = [delta.low(), delta.high()].map(|end| signed(end, decimals));
        format!("[{low}, {high}]")
    }

    /// `p = 0.0117`, corrected.
    pub fn p_text(&self) -> String {
        match p_value_text(self.p_holm) {
            text if text.starts_with('<') => format!("p {text}"),
            text => format!("p = {text}"),
        }
    }

    /// `1 seed`, `10 seeds`.
    pub fn seeds_text(&self) -> String {
        match self.test.delta.count {
            1 => "1 seed".to_owned(),
            count => format!("{count} seeds"),
        }
    }

    /// `Δ = -0.0123 [-0.0346, +0.0100], p = 0.4316, 10 seeds`, with these decimals of the score.
    pub fn numbers(&self, decimals: usize) -> String {
        let (p, seeds) = (self.p_text(), self.seeds_text());
        format!("{}, {p}, {seeds}", self.delta_text(decimals))
    }

    /// The verdict with its numbers: `worse (Δ = -0.0423 [-0.0546, -0.0300], p = 0.0117, 10 seeds)`.
    pub fn sentence(&self, decimals: usize) -> String {
        format!("{} ({})", self.verdict, self.numbers(decimals))
    }
}

/// A p value with four decimals.
pub fn p_value_text(p: f64) -> String {
    match p {
        p if p.is_nan() => "–".to_owned(),
        p if p < 0.0001 => "< 0.0001".to_owned(),
        p => format!("{p:.4}"),
    }
}

/// A number with its sign; a dash for what is not defined.
pub fn signed(number: f64, decimals: usize) -> String {
    if number.is_nan() {
        return "–".to_owned();
    }
    format!("{number:+.decimals$}")
}

/// A difference as JSON and CSV have it; every field is null or empty where there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DifferenceRecord {
    /// Seeds that both have.
    pub pairs: Option<usize>,
    /// Mean difference.
    pub delta: f64,
    /// Lower end of its 95 % interval.
    pub delta_low: f64,
    /// Upper end of its 95 % interval.
    pub delta_high: f64,
    /// Two-sided p value of the Wilcoxon signed-rank test.
    pub p: f64,
    /// The same, corrected (Holm).
    pub p_holm: f64,
    /// What may be said.
    pub verdict: Option<String>,
}

impl DifferenceRecord {
    /// That of a difference, if there is one.
    pub fn new(of: Option<&Difference>) -> Self {
        let number = |get: fn(&Difference) -> f64| of.map_or(f64::NAN, get);
        Self {
            pairs: of.map(|of| of.test.delta.count),
            delta: number(|of| of.test.delta.mean),
            delta_low: number(|of| of.test.delta.low()),
            delta_high: number(|of| of.test.delta.high()),
            p: number(|of| of.test.p),
            p_holm: number(|of| of.p_holm),
            verdict: of.map(|of| of.verdict.to_string()),
        }
    }
}

#[cfg(test)]
mod tests;
