//! Seed noise: how far single training runs of the same architecture differ.

use serde::Serialize;

use crate::diagnosis::HeldOutSet;
use crate::diagnosis::held_out::values_of;
use crate::diagnosis::mean::squares;
use crate::job::{Cancelled, JobContext};
use crate::predict::tau;

/// What the single runs of a target say about each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Noise {
    /// Every pair of seeds, then each seed against the mean of all others where there are three or more.
    pub taus: Vec<SeedTau>,
    /// What the variance over seeds leaves of RMSE and R²; `None` where no row has two seeds.
    pub floor: Option<NoiseFloor>,
}

/// Kendall's tau-b between one seed and others, which have no run in common.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SeedTau {
    /// The seed, from 1.
    pub seed: usize,
    /// What it is compared with.
    pub against: Against,
    /// Rows that have all of them.
    pub rows: usize,
    /// Tau-b, −1 to 1; NaN where it is not defined.
    pub tau: f64,
}

/// What a seed is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Against {
    /// Another seed, from 1.
    Seed(usize),
    /// The mean of all other seeds.
    Others,
}

/// How near the measured means a predictor comes that knows what each architecture's runs are worth
/// on average: rows whose true value is the mean of k runs with variance s² are off by s²/k.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NoiseFloor {
    /// Rows with two seeds or more.
    pub rows: usize,
    /// Root of the mean of s²/k, s² unbiased; in the target's unit.
    pub rmse: f64,
    /// 1 − that squared ÷ the variance of the true values of these rows.
    pub r2: f64,
}

impl Noise {
    /// `None` where `target` has no single runs.
    pub(super) fn find(
        held_out: &HeldOutSet,
        target: &str,
        job: &JobContext,
    ) -> Result<Option<Self>, Cancelled> {
        let table = &held_out.table;
        let runs = (1..).map_while(|seed| table.find(&format!("{target}.seed{seed}")));
        let runs = runs.map(|id| values_of(&table.column(id).values, &held_out.rows));
        let runs: Vec<Vec<f64>> = runs.collect();
        if runs.is_empty() {
            return Ok(None);
        }
        let mut taus = Vec::new();
        for (seed, one) in (1..).zip(&runs) {
            for (other, values) in (1..).zip(&runs).skip(seed) {
                job.check()?;
                taus.push(SeedTau::new(seed, Against::Seed(other), one, values));
            }
        }
        if runs.len() > 2 {
            for (seed, one) in (1..).zip(&runs) {
                job.check()?;
                let mean = mean_without(&runs, seed - 1);
                taus.push(SeedTau::new(seed, Against::Others, one, &mean));
            }
        }
        taus.retain(|tau| tau.rows > 1);
        Ok(Some(Self {
            taus,
            floor: floor(&runs, &held_out.truth),
        }))
    }
}

impl SeedTau {
    fn new(seed: usize, against: Against, one: &[f64], other: &[f64]) -> Self {
        let pairs = one.iter().copied().zip(other.iter().copied());
        let (one, other): (Vec<f64>, Vec<f64>) = pairs
            .filter(|(one, other)| !one.is_nan() && !other.is_nan())
            .unzip();
        Self {
            seed,
            against,
            rows: one.len(),
            tau: if one.len() > 1 {
                tau(&one, &other)
            } else {
                f64::NAN
            },
        }
    }
}

/// For each row the mean of all runs but one; NaN where one of them is missing.
fn mean_without(runs: &[Vec<f64>], left_out: usize) -> Vec<f64> {
    let mean = |row: usize| {
        let others = runs[..left_out].iter().chain(&runs[left_out + 1..]);
        others.map(|run| run[row]).sum::<f64>() / (runs.len() - 1) as f64
    };
    (0..runs[left_out].len()).map(mean).collect()
}

fn floor(runs: &[Vec<f64>], truth: &[f64]) -> Option<NoiseFloor> {
    let mut sum = 0.0;
    let mut measured = Vec::new();
    for (row, &value) in truth.iter().enumerate() {
        let seeds = runs.iter().map(|run| run[row]);
        let seeds: Vec<f64> = seeds.filter(|value| !value.is_nan()).collect();
        if seeds.len() > 1 {
            let k = seeds.len() as f64;
            sum += squares(&seeds) / (k - 1.0) / k;
            measured.push(value);
        }
    }
    let rows = measured.len();
    if rows == 0 {
        return None;
    }
    let noise = sum / rows as f64;
    let variance = squares(&measured) / rows as f64;
    Some(NoiseFloor {
        rows,
        rmse: noise.sqrt(),
        r2: if variance > 0.0 {
            1.0 - noise / variance
        } else {
            f64::NAN
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_is_the_mean_variance_of_the_means() {
        let nan = f64::NAN;
        // s² is 2 over two seeds and 1 over three; the last row has one seed only.
        let runs = [[1.0, 4.0, 9.0], [3.0, 5.0, nan], [nan, 6.0, nan]].map(Vec::from);
        let floor = floor(&runs, &[2.0, 5.0, 9.0]).unwrap();
        let noise: f64 = f64::midpoint(2.0 / 2.0, 1.0 / 3.0);
        assert_eq!(floor.rows, 2);
        assert!((floor.rmse - noise.sqrt()).abs() < 1e-12);
        assert!((floor.r2 - (1.0 - noise / 2.25)).abs() < 1e-12);
    }

    #[test]
    fn no_row_with_two_seeds_has_no_floor() {
        assert_eq!(super::floor(&[vec![1.0], vec![f64::NAN]], &[1.0]), None);
    }

    #[test]
    fn seeds_are_compared_on_rows_that_have_both() {
        let one = [1.0, 2.0, f64::NAN, 3.0];
        let tau = SeedTau::new(1, Against::Seed(2), &one, &[5.0, 4.0, 1.0, 6.0]);
        assert_eq!(tau.rows, 3);
        assert!((tau.tau - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn the_mean_of_the_others_leaves_the_seed_out() {
        let runs = [vec![1.0], vec![2.0], vec![6.0]];
        assert_eq!(mean_without(&runs, 0), [4.0]);
        assert_eq!(mean_without(&runs, 2), [1.5]);
    }
}
