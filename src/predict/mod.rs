//! Predictors: feature sets, sampling, models, honest scores. No user interface.

mod binning;
mod bins;
mod bit_rows;
pub mod equivalence;
mod evaluate;
mod explain;
mod feature_set;
mod fitted;
pub mod forest;
mod rows;
mod score;
mod split;
mod tau;
mod train;
mod wilcoxon;

pub use bins::Bins;
pub use evaluate::{EvalRequest, EvalRun, EvalSummary, Evaluation, Spread, evaluate};
pub use explain::{ErrorRule, explain};
pub use feature_set::{
    FeatureSet, FeatureSetError, NamedSets, NamedSetsError, SavedSets, families,
};
pub use fitted::{Fitted, GLIMPSE_COLUMNS, Glimpse};
pub use rows::RowPolicy;
pub use score::{Scores, score};
pub use train::{Prediction, TrainError, TrainRequest, Trainer, train};
pub use wilcoxon::signed_rank;
