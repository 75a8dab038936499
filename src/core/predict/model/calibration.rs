//! Uncertainties in the target's unit.

use std::fmt::Debug;

use serde::{Deserialize, Serialize};

use crate::job::{Cancelled, JobContext};
use crate::predict::attribution::Explainable;
use crate::predict::design::{Coding, Design};
use crate::predict::training_weights::{ExplainedRow, TrainingWeights};

use super::state::Sound;
use super::{Estimate, FittedModel};

/// What has learned, and is unsure in a unit of its own.
pub(super) trait Uncalibrated: Debug + Send + Sync + Sound {
    /// As [`FittedModel::predict`], but for the unit of the uncertainties.
    fn estimate(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled>;

    /// As [`FittedModel::training_weights`].
    fn training_weights(&self, asked: &ExplainedRow) -> Option<TrainingWeights> {
        let _ = asked;
        None
    }

    /// As [`FittedModel::anatomy`].
    fn explainable(&self) -> Option<Explainable<'_>> {
        None
    }
}

/// A predictor whose uncertainties are scaled.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Calibrated<P> {
    predictor: P,
    factor: f64,
    out_of_fold: Vec<Estimate>,
}

impl<P: Uncalibrated> Calibrated<P> {
    /// Scales `predictor` by `unseen`, what it says of training rows that it did not learn from, whose
    /// targets are `targets`.
    pub(super) fn new(predictor: P, mut out_of_fold: Vec<Estimate>, targets: &[f64]) -> Self {
        Self {
            predictor,
            factor: calibration(&mut out_of_fold, targets),
            out_of_fold,
        }
    }
}

impl<P: Sound> Sound for Calibrated<P> {
    fn is_sound(&self, coding: &Coding) -> bool {
        self.predictor.is_sound(coding)
    }
}

impl<P: Uncalibrated + Serialize> FittedModel for Calibrated<P> {
    fn predict(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let mut estimates = self.predictor.estimate(design, rows, job)?;
        for estimate in &mut estimates {
            estimate.uncertainty *= self.factor;
        }
        Ok(estimates)
    }

    fn out_of_fold(&self) -> &[Estimate] {
        &self.out_of_fold
    }

    fn training_weights(&self, asked: &ExplainedRow) -> Option<TrainingWeights> {
        self.predictor.training_weights(asked)
    }

    fn explainable(&self, _: &Design) -> Option<Explainable<'_>> {
        self.predictor.explainable()
    }

    fn state(&self) -> postcard::Result<Vec<u8>> {
        postcard::to_allocvec(self)
    }
}

/// Scales the uncertainties of estimates of training rows that were not learned from, so that squared
/// errors are on average what they say, and gives the factor for all other rows.
pub(super) fn calibration(out_of_fold: &mut [Estimate], targets: &[f64]) -> f64 {
    let pairs = out_of_fold.iter().zip(targets);
    let known = pairs.filter(|(estimate, _)| !estimate.mean.is_nan());
    let (mut errors, mut expected) = (0.0, 0.0);
    for (estimate, target) in known {
        errors += (estimate.mean - target).powi(2);
        expected += estimate.uncertainty.powi(2);
    }
    let factor = (errors / expected).sqrt();
    // Where nothing varies there is nothing to scale.
    let factor = if factor.is_finite() { factor } else { 1.0 };
    for estimate in out_of_fold {
        estimate.uncertainty *= factor;
    }
    factor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uncertainties_become_the_size_of_the_errors() {
        let estimate = |mean, uncertainty| Estimate { mean, uncertainty };
        let mut out_of_fold = [estimate(1.0, 1.0), estimate(5.0, 2.0), Estimate::NONE];
        let factor = calibration(&mut out_of_fold, &[3.0, 1.0, 9.0]);
        assert!((factor - 2.0).abs() < 1e-12);
        assert!((out_of_fold[1].uncertainty - 4.0).abs() < 1e-12);
        assert!((calibration(&mut [estimate(1.0, 0.0)], &[1.0]) - 1.0).abs() < 1e-12);
    }
}
