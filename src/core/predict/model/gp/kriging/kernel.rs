//! The Matérn kernel of smoothness 5/2.

use crate::predict::wide::wide;

use super::super::kernel::exp_of_minus;

/// How alike candidates are, and how noisy their measurements.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Kernel {
    pub(super) length_scale: f64,
    /// Variance of the noise, relative to that of the targets.
    pub(super) noise: f64,
    /// How much each part of a distance counts.
    pub(super) weights: Vec<f64>,
}

impl Kernel {
    /// The similarities at squared distances, 0 to 1; `parts` are these distances part by part.
    pub(super) fn similarities(&self, parts: &[&[f32]], out: &mut [f64]) {
        let scale = 5.0_f64.sqrt() / self.length_scale;
        // With the widest registers of the machine: the results do not depend on their width.
        wide(
            #[inline(always)]
            || {
                out.fill(0.0);
                for (part, weight) in parts.iter().zip(&self.weights) {
                    for (out, &squared) in out.iter_mut().zip(*part) {
                        *out += weight * weight * f64::from(squared);
                    }
                }
                for out in &mut *out {
                    let distance = scale * out.sqrt();
                    let polynomial = 1.0 + distance + distance * distance / 3.0;
                    *out = polynomial * exp_of_minus(distance);
                }
            },
        );
    }
}
