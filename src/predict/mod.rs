//! Predictors: feature sets, sampling, models, honest scores. No user interface.

mod feature_set;
mod score;
mod train;

pub use feature_set::{FeatureSet, FeatureSetError};
pub use score::Scores;
pub use train::{Prediction, RowPolicy, TrainError, TrainRequest, train};
mod explain;
pub use explain::ErrorRule;
