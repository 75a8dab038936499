//! The forest as linfa sees it: a model fitted on a dataset of records and targets.

use linfa::DatasetBase;
use linfa::dataset::AsSingleTargets;
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, ArrayBase, Data, Ix2};

use crate::job::JobContext;

use super::super::Bins;
use super::{Forest, ForestError, ForestValidParams};

/// A fitted random forest that predicts from numbers, one column a feature. A missing number (NaN)
/// goes, at each split, where the training rows that lack it fitted better, or with the majority
/// where none lacked it.
#[derive(Debug, Clone)]
pub struct RandomForest {
    forest: Forest,
    bins: Bins,
}

impl<D, T> Fit<ArrayBase<D, Ix2>, T, ForestError> for ForestValidParams
where
    D: Data<Elem = f64>,
    T: AsSingleTargets<Elem = f64>,
{
    type Object = RandomForest;

    fn fit(
        &self,
        dataset: &DatasetBase<ArrayBase<D, Ix2>, T>,
    ) -> Result<RandomForest, ForestError> {
        let bins = Bins::of_matrix(dataset.records.view());
        let rows: Vec<u32> = (0..bins.rows() as u32).collect();
        let targets = dataset.targets.as_single_targets().to_vec();
        let forest = Forest::fit(self, &bins, &rows, &targets, &JobContext::default())?;
        Ok(RandomForest { forest, bins })
    }
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<f64>> for RandomForest {
    fn predict_inplace<'a>(&'a self, x: &'a ArrayBase<D, Ix2>, y: &mut Array1<f64>) {
        let bits = self.bins.bits_of_matrix(x.view());
        let estimates = self
            .forest
            .estimate(&bits, &JobContext::default())
            .expect("nobody holds the watch that could cancel it");
        *y = estimates.iter().map(|estimate| estimate.mean).collect();
    }

    fn default_target(&self, x: &ArrayBase<D, Ix2>) -> Array1<f64> {
        Array1::zeros(x.nrows())
    }
}
