//! What is compared, and the smallest piece of work of a comparison.

use std::fmt;
use std::sync::Arc;

use crate::predict::{FeatureSet, ModelSpec};

/// A way to predict: from which features, with which model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    /// The features.
    pub features: FeatureSet,
    /// The model.
    pub model: ModelSpec,
}

/// One training run that is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// How to predict.
    pub series: Arc<Method>,
    /// Training size.
    pub train_size: usize,
    /// Seed of the sample and the model.
    pub seed: u64,
}

impl fmt::Display for Method {
    /// The feature set, then the model: `graf+zcp, forest`.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}, {}", self.features.text(), self.model)
    }
}
