//! Fitted models: how they predict, how they are calibrated, and their bytes in a file.

use std::fmt::Debug;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::column::MANY;
use crate::job::{Cancelled, JobContext};
use crate::predict::attribution::Explainable;
use crate::predict::design::{Coding, Design};
use crate::predict::hybrids::Hybrids;
use crate::predict::magnitude::Magnitude;
use crate::predict::training_weights::{ExplainedRow, TrainingWeights};

use super::{Estimate, ModelError, OnPartial, Params, Part, Predictor, ReadableTree, TrainingData};

/// Rows predicted between two checks for a stop.
const BLOCK: usize = 64;

/// Rows of a large table predicted at a time: whole blocks, so that rows share theirs with the same others.
const PIECE: usize = 1 << 16;

pub(crate) trait Regressor: ToBytes + Debug + Send + Sync {
    /// Estimates for `rows`, or for all rows of the design. The uncertainties are not calibrated.
    fn estimate(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled>;

    /// Means of `hybrids`, where there is a shorter way than to estimate them as rows of a design.
    fn hybrids(&self, _: &Hybrids, _: &JobContext) -> Result<Option<Vec<f64>>, Cancelled> {
        Ok(None)
    }

    /// Whether it is consistent and fits rows coded by `coding`, so that a file with arbitrary bytes
    /// cannot make a model that fails later.
    fn is_sound(&self, coding: &Coding) -> bool;

    /// How much each training row counts in a prediction; `None` for a model that keeps no rows.
    fn training_weights(&self, _: &ExplainedRow) -> Option<TrainingWeights> {
        None
    }

    /// What a blend is made of, with weights that add up to 1; empty for other models.
    fn parts(&self) -> Vec<Part> {
        Vec::new()
    }

    /// `None` for a model that can only be explained by its predictions.
    fn explainable(&self, _: &Design) -> Option<Explainable<'_>> {
        None
    }

    fn readable_tree(&self) -> Option<&ReadableTree> {
        None
    }
}

/// [`Serialize`] for trait objects.
pub(crate) trait ToBytes {
    fn to_bytes(&self) -> postcard::Result<Vec<u8>>;
}

impl<T: Serialize> ToBytes for T {
    fn to_bytes(&self) -> postcard::Result<Vec<u8>> {
        postcard::to_allocvec(self)
    }
}

/// Takes a value off the front of `bytes`.
pub(super) fn take<T: DeserializeOwned>(bytes: &mut &[u8]) -> Option<T> {
    let (value, rest) = postcard::take_from_bytes(bytes).ok()?;
    *bytes = rest;
    Some(value)
}

/// Takes a regressor of type `T` off the front of `bytes`.
pub(super) fn restore<T>(bytes: &mut &[u8], coding: &Coding) -> Option<Box<dyn Regressor>>
where
    T: Regressor + DeserializeOwned + 'static,
{
    let regressor: T = take(bytes)?;
    regressor.is_sound(coding).then(|| Box::new(regressor) as _)
}

/// What fitting gives: the regressor and its estimates of the training rows, each by what was not
/// fitted to that row (out-of-bag or cross-validated); [`Estimate::NONE`] where there is none.
pub(crate) type Fitted = (Box<dyn Regressor>, Vec<Estimate>);

/// A regressor with calibrated uncertainties and out-of-fold predictions.
#[derive(Debug)]
pub(crate) struct FittedModel {
    pub(crate) predictor: &'static Predictor,
    pub(crate) regressor: Arc<dyn Regressor>,
    /// Of the targets: the regressor was fitted to them divided by it.
    magnitude: Magnitude,
    /// Factor of all uncertainties.
    calibration: f64,
    /// Calibrated, in the order of the training rows and in the target's unit.
    pub(crate) out_of_fold: Vec<Estimate>,
}

impl Estimate {
    fn times(self, magnitude: Magnitude) -> Self {
        Self {
            mean: magnitude.up(self.mean),
            uncertainty: magnitude.up(self.uncertainty),
        }
    }
}

impl FittedModel {
    pub(crate) fn predict(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let mut estimates = match rows {
            None if design.rows() >= MANY => self.estimate_in_pieces(design, job)?,
            _ => self.regressor.estimate(design, rows, job)?,
        };
        for estimate in &mut estimates {
            estimate.uncertainty *= self.calibration;
            *estimate = estimate.times(self.magnitude);
        }
        Ok(estimates)
    }

    /// The means of `hybrids`, equal but for rounding to those of their [design](Hybrids::design).
    pub(crate) fn hybrids(
        &self,
        hybrids: &Hybrids,
        job: &JobContext,
    ) -> Result<Vec<f64>, Cancelled> {
        if let Some(means) = self.regressor.hybrids(hybrids, job)? {
            let means = means.into_iter();
            return Ok(means.map(|mean| self.magnitude.up(mean)).collect());
        }
        let estimates = if self.predictor.needs_numbers {
            self.predict(&hybrids.design(), None, job)?
        } else {
            self.predict(hybrids.binned(), None, job)?
        };
        Ok(estimates.iter().map(|estimate| estimate.mean).collect())
    }

    /// What a model works out on its way would take several times the memory of its estimates.
    fn estimate_in_pieces(
        &self,
        design: &Design,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        let mut estimates = Vec::with_capacity(design.rows());
        for first in (0..design.rows()).step_by(PIECE) {
            let last = design.rows().min(first + PIECE);
            let rows: Vec<u32> = (first as u32..last as u32).collect();
            estimates.extend(self.regressor.estimate(design, Some(&rows), job)?);
        }
        Ok(estimates)
    }

    pub(crate) fn explainable(&self, design: &Design) -> Option<Explainable<'_>> {
        let explainable = self.regressor.explainable(design)?;
        Some(explainable.times(self.magnitude))
    }

    pub(crate) fn readable_tree(&self) -> Option<ReadableTree> {
        let mut tree = self.regressor.readable_tree()?.clone();
        for node in &mut tree.nodes {
            node.mean = self.magnitude.up(node.mean);
        }
        Some(tree)
    }

    /// The same model of targets that are `magnitude` times as large.
    fn times(&self, magnitude: Magnitude) -> Self {
        let out_of_fold = self.out_of_fold.iter();
        Self {
            regressor: Arc::clone(&self.regressor),
            magnitude: self.magnitude * magnitude,
            out_of_fold: out_of_fold.map(|of| of.times(magnitude)).collect(),
            ..*self
        }
    }

    /// For [`Predictor::restore`].
    pub(crate) fn to_bytes(&self) -> postcard::Result<Vec<u8>> {
        let mut bytes = self.regressor.to_bytes()?;
        if self.predictor.has_uncertainty {
            bytes = postcard::to_extend(&self.calibration, bytes)?;
        }
        postcard::to_extend(&(self.magnitude, &self.out_of_fold), bytes)
    }
}

impl Predictor {
    pub(crate) fn fit(
        &'static self,
        params: &Params,
        training_data: &TrainingData,
        job: &JobContext,
        on_partial: OnPartial,
    ) -> Result<FittedModel, ModelError> {
        let magnitude = Magnitude::of_range(training_data.targets);
        let targets = training_data.targets.iter();
        let targets: Vec<f64> = targets.map(|&target| magnitude.down(target)).collect();
        let scaled = TrainingData {
            targets: &targets,
            ..*training_data
        };
        let mut on_scaled = |model: &FittedModel| on_partial(&model.times(magnitude));
        let (regressor, mut out_of_fold) = (self.fit)(params, &scaled, job, &mut on_scaled)?;
        let calibration = calibrate(&mut out_of_fold, &targets);
        for estimate in &mut out_of_fold {
            *estimate = estimate.times(magnitude);
        }
        Ok(FittedModel {
            predictor: self,
            regressor: regressor.into(),
            magnitude,
            calibration,
            out_of_fold,
        })
    }

    /// The fitted model with these [bytes](FittedModel::to_bytes), for rows coded by `coding`; `None`
    /// when they are not those of such a model.
    pub(crate) fn restore(&'static self, mut bytes: &[u8], coding: &Coding) -> Option<FittedModel> {
        let regressor = (self.restore)(&mut bytes, coding)?;
        let calibration = if self.has_uncertainty {
            take(&mut bytes)?
        } else {
            1.0
        };
        let (magnitude, out_of_fold) = take(&mut bytes)?;
        bytes.is_empty().then_some(FittedModel {
            predictor: self,
            regressor: regressor.into(),
            magnitude,
            calibration,
            out_of_fold,
        })
    }
}

/// Scales the uncertainties so that they match the squared errors on average, and returns the factor.
fn calibrate(out_of_fold: &mut [Estimate], targets: &[f64]) -> f64 {
    let pairs = out_of_fold.iter().zip(targets);
    let (mut errors, mut expected) = (0.0, 0.0);
    for (estimate, target) in pairs.filter(|(estimate, _)| !estimate.mean.is_nan()) {
        errors += (estimate.mean - target).powi(2);
        expected += estimate.uncertainty.powi(2);
    }
    let factor = (errors / expected).sqrt();
    // Not finite where nothing varies, or without uncertainties.
    let factor = if factor.is_finite() { factor } else { 1.0 };
    for estimate in out_of_fold {
        estimate.uncertainty *= factor;
    }
    factor
}

/// Estimates without uncertainty of `rows`, or of all rows of the design.
pub(super) fn means(
    design: &Design,
    rows: Option<&[u32]>,
    job: &JobContext,
    mean: impl Fn(usize) -> f64 + Sync,
) -> Result<Vec<Estimate>, Cancelled> {
    let mut estimates = vec![Estimate::NONE; rows.map_or(design.rows(), <[u32]>::len)];
    estimates
        .par_chunks_mut(BLOCK)
        .enumerate()
        .try_for_each(|(block, estimates)| {
            job.check()?;
            for (estimate, at) in estimates.iter_mut().zip(block * BLOCK..) {
                estimate.mean = mean(rows.map_or(at, |rows| rows[at] as usize));
            }
            Ok(())
        })?;
    Ok(estimates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uncertainties_become_the_size_of_the_errors() {
        let estimate = |mean, uncertainty| Estimate { mean, uncertainty };
        let mut out_of_fold = [estimate(1.0, 1.0), estimate(5.0, 2.0), Estimate::NONE];
        let factor = calibrate(&mut out_of_fold, &[3.0, 1.0, 9.0]);
        assert!((factor - 2.0).abs() < 1e-12);
        assert!((out_of_fold[1].uncertainty - 4.0).abs() < 1e-12);
        assert!((calibrate(&mut [estimate(1.0, 0.0)], &[1.0]) - 1.0).abs() < 1e-12);
    }
}
