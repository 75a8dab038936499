//! What a predictor is trained on, as the person says it: names, which stay good in other tables.

use super::{ModelSpec, Rows};

/// What a predictor is trained on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Settings {
    /// Feature set, as [`super::FeatureSet::parse`] reads it.
    pub features: String,
    /// Training size n.
    pub train_size: usize,
    /// Seed of the sample and of the model.
    pub seed: u64,
    /// The model with its parameters.
    pub model: ModelSpec,
    /// Rows that take part.
    pub rows: Rows,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            features: "graf".to_owned(),
            train_size: 100,
            seed: 0,
            model: ModelSpec::default(),
            rows: Rows::Canonical,
        }
    }
}
