//! A Gaussian process for searching: fitted to what is measured, it predicts all candidates, and takes
//! one more measurement in a step for each candidate and measurement.
//!
//! Length scale, noise and the weight of scores are the most probable ones; they are chosen again whenever
//! the number of measurements has grown by a twentieth.

mod candidates;
mod factor;
mod kernel;
mod posterior;

pub(crate) use candidates::Candidates;

use std::iter::zip;

use factor::Factor;
use kernel::Kernel;
use posterior::most_probable;

use crate::predict::model::Estimate;
use crate::predict::wide::wide;

/// Candidates solved for at a time: they and what is measured fit into the cache.
const BLOCK: usize = 512;
/// Growth after which the kernel is chosen again.
const GROWTH: f64 = 1.05;
/// Most measurements that the kernel is chosen on: more take long and change little.
const CHOSEN_ON: usize = 256;
/// Variance added to joint samples, so that candidates that are the same point have one.
const JITTER: f64 = 1e-6;

#[derive(Debug)]
pub(crate) struct Kriging<'a> {
    candidates: &'a Candidates,
    measured: Vec<usize>,
    /// For each measured one, part by part, the squared distances of all candidates.
    distances: Vec<Vec<Vec<f32>>>,
    kernel: Option<Kernel>,
    /// How many were measured when the kernel was chosen.
    chosen_at: usize,
    factor: Factor,
    /// The factor's solution of the similarities to each candidate: a row for each measured one.
    solved: Vec<Vec<f32>>,
    /// By how much the measured ones lower the variance of each candidate.
    explained: Vec<f64>,
    counts_noise: bool,
}

impl<'a> Kriging<'a> {
    pub(crate) fn new(candidates: &'a Candidates) -> Self {
        Self {
            candidates,
            measured: Vec::new(),
            distances: Vec::new(),
            kernel: None,
            chosen_at: 0,
            factor: Factor::default(),
            solved: Vec::new(),
            explained: vec![0.0; candidates.len()],
            counts_noise: false,
        }
    }

    /// Takes candidate `at` for measured: variances fall at once, and [`Self::fit`] takes its target.
    pub(crate) fn measure(&mut self, at: usize) {
        let parts = 0..self.candidates.parts();
        let distances = parts.map(|part| self.candidates.squared(part, at));
        self.distances.push(distances.collect());
        self.measured.push(at);
        self.solve();
    }

    /// Chooses the kernel if that is due. `targets` are those of the measured, in the order in which they
    /// were, of mean 0 and standard deviation 1.
    pub(crate) fn fit(&mut self, targets: &[f64]) {
        if self.kernel.is_some() && (targets.len() as f64) < self.chosen_at as f64 * GROWTH {
            return;
        }
        let step = targets.len().div_ceil(CHOSEN_ON).max(1);
        let places: Vec<usize> = self.measured.iter().copied().step_by(step).collect();
        let some: Vec<f64> = targets.iter().copied().step_by(step).collect();
        let pairs =
            (0..self.candidates.parts()).map(|part| self.candidates.squared_pairs(part, &places));
        self.kernel = Some(most_probable(&pairs.collect::<Vec<_>>(), &some));
        self.chosen_at = targets.len();
        self.factor = Factor::default();
        self.solved.clear();
        self.explained.fill(0.0);
        self.solve();
    }

    /// The same process over other candidates, of which the first are those measured here, in that order.
    pub(crate) fn over<'b>(&self, candidates: &'b Candidates) -> Kriging<'b> {
        let measured: Vec<usize> = (0..self.measured.len()).collect();
        let distances = |&at: &usize| {
            let parts = 0..candidates.parts();
            parts.map(|part| candidates.squared(part, at)).collect()
        };
        let mut kriging = Kriging {
            distances: measured.iter().map(distances).collect(),
            measured,
            kernel: self.kernel.clone(),
            chosen_at: self.chosen_at,
            factor: self.factor.clone(),
            ..Kriging::new(candidates)
        };
        kriging.solve();
        kriging
    }

    /// What is said of each measured one by the others, on the scale of the targets: as [`Self::means`] and
    /// [`Self::deviations`].
    pub(crate) fn leave_one_out(&self, targets: &[f64]) -> Vec<Estimate> {
        let noise = self.kernel.as_ref().map_or(0.0, |kernel| kernel.noise);
        let left_out = self.factor.leave_one_out(targets);
        let estimates = zip(left_out, targets).map(|((off, variance), target)| Estimate {
            mean: target - off,
            uncertainty: (variance - noise).max(0.0).sqrt(),
        });
        estimates.collect()
    }

    /// The mean of each candidate given the targets of the first measured ones, on their scale.
    pub(crate) fn means(&self, targets: &[f64]) -> Vec<f64> {
        let weights = self.factor.solve(targets);
        let mut means = vec![0.0; self.candidates.len()];
        wide(
            #[inline(always)]
            || {
                for (block, means) in means.chunks_mut(BLOCK).enumerate() {
                    for (solved, weight) in zip(&self.solved, &weights) {
                        for (mean, &solved) in zip(&mut *means, &solved[block * BLOCK..]) {
                            *mean += weight * f64::from(solved);
                        }
                    }
                }
            },
        );
        means
    }

    /// Whether the noise counts in [`Self::deviations`]. It is what the features do not tell, of which another
    /// architecture with the features of one that is measured has its own.
    pub(crate) fn count_noise(&mut self, counts: bool) {
        self.counts_noise = counts;
    }

    /// The standard deviation of each candidate, noise left out unless it counts, on the scale of the targets.
    pub(crate) fn deviations(&self) -> Vec<f64> {
        let counts = self.kernel.as_ref().filter(|_| self.counts_noise);
        let noise = counts.map_or(0.0, |kernel| kernel.noise);
        let explained = self.explained.iter();
        explained
            .map(|explained| ((1.0 - explained).max(0.0) + noise).sqrt())
            .collect()
    }

    /// How far above their means the candidates at `places` are in one function drawn from the process:
    /// `normal` are as many independent standard normal numbers.
    pub(crate) fn draw(&self, places: &[usize], normal: &[f64]) -> Vec<f64> {
        let Some(kernel) = &self.kernel else {
            return vec![0.0; places.len()];
        };
        let parts = 0..self.candidates.parts();
        let pairs: Vec<Vec<f32>> = parts
            .map(|part| self.candidates.squared_pairs(part, places))
            .collect();
        let pairs: Vec<&[f32]> = pairs.iter().map(Vec::as_slice).collect();
        let mut covariances = vec![0.0; places.len() * places.len()];
        kernel.similarities(&pairs, &mut covariances);
        for solved in &self.solved {
            let solved: Vec<f64> = places.iter().map(|&at| solved[at].into()).collect();
            for (row, own) in covariances.chunks_mut(places.len()).zip(&solved) {
                for (covariance, other) in zip(row, &solved) {
                    *covariance -= own * other;
                }
            }
        }
        let mut factor = Factor::default();
        for (at, row) in covariances.chunks(places.len()).enumerate() {
            factor.extend(&row[..at], row[at] + JITTER);
        }
        factor.times(normal)
    }

    /// Solves for the measured ones that have not been yet; once there is a kernel.
    fn solve(&mut self) {
        let Some(kernel) = &self.kernel else {
            return;
        };
        let start = self.solved.len();
        for (at, distances) in self.distances.iter().enumerate().skip(start) {
            // The factor may have come from the same process over other candidates.
            if at == self.factor.len() {
                let to_measured: Vec<Vec<f32>> = distances
                    .iter()
                    .map(|part| self.measured[..at].iter().map(|&of| part[of]).collect())
                    .collect();
                let to_measured: Vec<&[f32]> = to_measured.iter().map(Vec::as_slice).collect();
                let mut covariances = vec![0.0; at];
                kernel.similarities(&to_measured, &mut covariances);
                self.factor.extend(&covariances, 1.0 + kernel.noise);
            }
            self.solved.push(vec![0.0; self.candidates.len()]);
        }
        let mut sums = vec![0.0; BLOCK];
        for (block, explained) in self.explained.chunks_mut(BLOCK).enumerate() {
            let places = block * BLOCK..block * BLOCK + explained.len();
            let sums = &mut sums[..explained.len()];
            for (at, distances) in self.distances.iter().enumerate().skip(start) {
                let parts = distances.iter().map(|part| &part[places.clone()]);
                kernel.similarities(&parts.collect::<Vec<_>>(), sums);
                let (before, own) = self.solved.split_at_mut(at);
                let row = self.factor.row(at);
                let own = &mut own[0][places.clone()];
                wide(
                    #[inline(always)]
                    || {
                        for (before, factor) in zip(&*before, row) {
                            for (sum, &before) in zip(&mut *sums, &before[places.clone()]) {
                                *sum -= factor * f64::from(before);
                            }
                        }
                        for ((own, sum), explained) in zip(zip(&mut *own, &*sums), &mut *explained)
                        {
                            *own = (sum / row[at]) as f32;
                            *explained += f64::from(*own) * f64::from(*own);
                        }
                    },
                );
            }
        }
    }
}

#[cfg(test)]
mod tests;
