//! The most probable kernel given the measured targets, on a grid: likelihood (Rasmussen and Williams,
//! 2006, section 5.4.1) times a prior of the length scale, without which ten measurements may be taken for
//! noise, or for a plane.

use super::super::round;
use super::factor::{Factor, dot};
use super::kernel::Kernel;

/// × the median distance of the measured.
const LENGTH_SCALES: [f64; 8] = [0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0];
/// The length scale has a log-normal prior: its median, and the precision of its logarithm.
const USUAL_LENGTH_SCALE: f64 = 1.4;
const PRECISION: f64 = 2.0;
const NOISES: [f64; 4] = [0.001, 0.01, 0.05, 0.2];
/// How much scores count in a distance beside counts.
const SCORE_WEIGHTS: [f64; 3] = [3.0, 1.0, 0.25];

/// Given the squared distances of all pairs, part by part, row after row, and the targets, of mean 0
/// and standard deviation 1.
pub(super) fn most_probable(parts: &[Vec<f32>], targets: &[f64]) -> Kernel {
    let weights = |&weight: &f64| match parts.len() {
        0 | 1 => vec![1.0],
        _ => vec![1.0, weight],
    };
    let tried = if parts.len() > 1 {
        SCORE_WEIGHTS.len()
    } else {
        1
    };
    let mut best: Option<(f64, Kernel)> = None;
    for weights in SCORE_WEIGHTS[..tried].iter().map(weights) {
        let median = median_distance(parts, &weights, targets.len());
        for factor in LENGTH_SCALES {
            let mut kernel = Kernel {
                length_scale: factor * median,
                noise: 0.0,
                weights: weights.clone(),
            };
            let parts: Vec<&[f32]> = parts.iter().map(Vec::as_slice).collect();
            let mut similarities = vec![0.0; targets.len() * targets.len()];
            kernel.similarities(&parts, &mut similarities);
            let prior = -PRECISION * (factor / USUAL_LENGTH_SCALE).ln().powi(2) / 2.0;
            for noise in NOISES {
                // Logarithms differ between systems in their last bit.
                let posterior = round(prior + log_likelihood(&similarities, noise, targets));
                if best.as_ref().is_none_or(|(best, _)| posterior > *best) {
                    kernel.noise = noise;
                    best = Some((posterior, kernel.clone()));
                }
            }
        }
    }
    best.map_or(
        Kernel {
            length_scale: 1.0,
            noise: NOISES[1],
            weights: vec![1.0; parts.len()],
        },
        |(_, kernel)| kernel,
    )
}

/// Up to a constant.
fn log_likelihood(similarities: &[f64], noise: f64, targets: &[f64]) -> f64 {
    let mut factor = Factor::default();
    for (at, row) in similarities.chunks(targets.len()).enumerate() {
        factor.extend(&row[..at], 1.0 + noise);
    }
    let solved = factor.solve(targets);
    -factor.half_log_determinant() - dot(&solved, &solved) / 2.0
}

/// The median of the positive distances of pairs; 1 where there are none.
fn median_distance(parts: &[Vec<f32>], weights: &[f64], points: usize) -> f64 {
    let distance = |pair: usize| -> f64 {
        let parts = parts.iter().zip(weights);
        parts
            .map(|(part, weight)| weight * weight * f64::from(part[pair]))
            .sum()
    };
    let pairs = (0..points).flat_map(|a| (a + 1..points).map(move |b| a * points + b));
    let mut distances: Vec<f64> = pairs
        .map(distance)
        .filter(|&squared| squared > 0.0)
        .collect();
    if distances.is_empty() {
        return 1.0;
    }
    let middle = distances.len() / 2;
    let (_, median, _) = distances.select_nth_unstable_by(middle, f64::total_cmp);
    median.sqrt()
}
