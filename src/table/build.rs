//! The table of a benchmark: targets, costs, features and the columns a predictor fills.

use std::sync::Arc;

use crate::bench::{Benchmark, DatasetId};
use crate::graf::FeatureMatrix;

use super::Table;

/// Names of the columns that a predictor fills, in the order of the table; they are missing
/// throughout until the first prediction.
pub const PREDICTION_COLUMNS: [&str; 7] = [
    "predicted",
    "error",
    "rank_true",
    "rank_predicted",
    "rank_error",
    "tree_spread",
    "in_training",
];

/// The table of one data set of a benchmark: its targets (mean, `.std`, `.seed1` …), `params`,
/// `flops`, `canonical`, `marked`, every GRAF feature, the one-hot columns, and the columns of
/// [`PREDICTION_COLUMNS`], still missing.
pub fn build(bench: &Benchmark, dataset: DatasetId, features: &Arc<FeatureMatrix>) -> Table {
    let _ = (bench, dataset, features);
    unreachable!("skeleton")
}
