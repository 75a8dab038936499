//! Predictors: feature sets, sampling, models, honest scores.

mod attribution;
mod binning;
mod bins;
mod bit_rows;
mod codes;
mod design;
mod ensemble;
pub mod equivalence;
mod feasible;
mod feature_set;
pub mod forest;
mod hybrids;
mod interval;
mod magnitude;
mod metric;
mod model;
mod nearness;
mod own_split;
mod packed;
mod pending;
mod recipe;
mod row_codes;
mod row_order;
mod rows;
mod score;
mod split;
mod stump;
mod tau;
mod top;
mod train;
mod trained_model;
mod training_codes;
mod training_weights;
mod tree;
mod wide;
mod wilcoxon;

pub use attribution::{Attribution, Explainer, Grouping, How};
pub use bins::Bins;
pub(crate) use design::normal_quantile;
pub use design::{Coding, Design};
pub use feasible::{BoundedTarget, feasible};
pub use feature_set::{
    FeatureSet, FeatureSetError, NamedSets, NamedSetsError, PriorFeature, Provenance, SavedSets,
    families,
};
pub(crate) use forest::generator;
pub(crate) use hybrids::{Hybrids, RowOf};
pub use interval::{Conformal, Intervals};
pub(crate) use metric::null_as_nan;
pub use metric::{Metric, PerMetric, ScoreUnit, Scores};
pub(crate) use model::{Candidates, FittedModel, Kriging, TrainingData, find as find_model};
pub use model::{
    Estimate, MODELS, ModelError, ModelSpec, ParamSpec, Params, Part, Predictor, ReadableNode,
    ReadableTree, Split,
};
pub use nearness::Nearness;
pub use own_split::OwnSplit;
pub use pending::{PartialPredictions, PendingPrediction};
pub use recipe::{Origin, Recipe, RecipeColumn};
pub(crate) use rows::Eligible;
pub use rows::{RowPolicy, Rows};
pub use score::score;
pub(crate) use score::tau;
pub(crate) use split::sample;
pub(crate) use stump::best_split;
pub use train::{Prediction, Settings, TrainError, TrainRequest, Trainer, train};
pub use trained_model::TrainedModel;
pub use training_weights::{ExplainedRow, TrainingWeights, WeightKind};
pub(crate) use wilcoxon::two_sided;
pub use wilcoxon::{SignedRank, signed_rank};
