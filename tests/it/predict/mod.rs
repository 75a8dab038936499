//! The predictor, from feature sets to scores.

mod equivalences;
mod error_slices;
mod experiment;
mod feature_sets;
mod forest;
mod intervals;
pub(crate) mod model_file;
mod models;
mod scale;
mod scores;
mod search;
mod training;
mod variation;
mod warm_start;

use std::sync::{Arc, OnceLock};

use grafscope_core::bench;
use grafscope_core::bench::{Better, Source};
use grafscope_core::graf::Families;
use grafscope_core::job::JobContext;
use grafscope_core::predict::{FeatureSet, Prediction, RowPolicy, TrainRequest, train};
use grafscope_core::table::{Builtin, Table};
use grafscope_core::{graf, table};

/// The table of the built-in benchmark's default data set and target.
fn builtin() -> Arc<Table> {
    static TABLE: OnceLock<Arc<Table>> = OnceLock::new();
    Arc::clone(TABLE.get_or_init(|| {
        let job = JobContext::default();
        let bench = bench::open(&Source::named("nas-bench-201"), &job).unwrap();
        let dataset = bench.find_dataset(None).unwrap();
        let features = graf::compute(bench.space, &bench.archs, Families::Published, &job).unwrap();
        Arc::new(table::build(&bench, dataset, 0, &Arc::new(features)))
    }))
}

/// A request for a predictor of `val_acc`, a column of `table`.
fn of_table(
    table: Arc<Table>,
    features: &str,
    model: &str,
    train_size: usize,
    seed: u64,
) -> TrainRequest {
    TrainRequest {
        target: table.find("val_acc").unwrap(),
        better: Better::Higher,
        features: FeatureSet::parse(features, &table).unwrap(),
        train_size,
        seed,
        model: model.parse().unwrap(),
        rows: RowPolicy::Canonical,
        table,
    }
}

fn prediction_of(request: &TrainRequest) -> Prediction {
    train(request, &JobContext::default()).unwrap()
}

/// The values of a column of the prediction.
fn column(prediction: &Prediction, name: &str) -> Vec<f64> {
    let column = Builtin::named(name).unwrap();
    prediction.columns.get(column).unwrap().iter().collect()
}

/// Repeatable numbers from 0 to 1 that follow no pattern.
fn noise(seed: u64) -> impl Iterator<Item = f64> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1_u64 << 24) as f64
    })
}
