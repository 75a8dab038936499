//! How long it takes to say why one architecture is predicted what it is, which follows the cursor:
//! every model, trained on GRAF features of NAS-Bench-201.

mod published;

use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use grafscope_core::bench::Better;
use grafscope_core::job::JobContext;
use grafscope_core::predict::{FeatureSet, ModelSpec, RowPolicy, TrainRequest, train};

fn attribution(criterion: &mut Criterion) {
    let Some(table) = published::nb201() else {
        return;
    };
    let job = JobContext::default();
    let mut group = criterion.benchmark_group("attribution");
    group.sample_size(20);
    for train_size in [128, 1024] {
        for model in [
            "forest",
            "extra-trees",
            "boosting",
            "tree",
            "linear",
            "gp",
            "blend",
        ] {
            let request = TrainRequest {
                table: Arc::clone(&table),
                target: table.find("val_accs").expect("the target"),
                better: Better::Higher,
                features: FeatureSet::parse("graf", &table).expect("a set"),
                train_size,
                seed: 1,
                model: model.parse::<ModelSpec>().expect("a model"),
                rows: RowPolicy::Canonical,
            };
            let trained_model = train(&request, &job).expect("a predictor").trained_model;
            let explainer = trained_model.explainer(&job).expect("an explainer");
            let mut row = 0;
            group.bench_function(format!("{model}/{train_size}"), |bencher| {
                bencher.iter(|| {
                    row = (row + 97) % trained_model.design().rows();
                    let attribution = explainer.attribute(trained_model.design(), row, &job);
                    attribution.expect("nobody stops it")
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, attribution);
criterion_main!(benches);
