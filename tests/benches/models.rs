//! How long each model takes to fit and to predict all 9,445 published rows of NAS-Bench-201 from GRAF
//! and the proxies, and how soon a blend shows its first part.

mod published;

use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use grafscope_core::bench::Better;
use grafscope_core::job::JobContext;
use grafscope_core::predict::{FeatureSet, ModelSpec, RowPolicy, TrainRequest, Trainer};

const MODELS: [&str; 9] = [
    "forest",
    "extra-trees",
    "boosting rounds=100 learning_rate=0.15",
    "boosting",
    "gp",
    "blend",
    "linear",
    "svr",
    "tree",
];

fn models(criterion: &mut Criterion) {
    let Some(table) = published::nb201() else {
        return;
    };
    let job = JobContext::default();
    let mut group = criterion.benchmark_group("models");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(3));
    for train_size in [128, 1024] {
        let request = |model: &str| TrainRequest {
            table: Arc::clone(&table),
            target: table.find("val_accs").expect("the target"),
            better: Better::Higher,
            features: FeatureSet::parse("graf+zcp", &table).expect("a set"),
            train_size,
            seed: 1,
            model: model.parse::<ModelSpec>().expect("a model"),
            rows: RowPolicy::Canonical,
        };
        for model in MODELS {
            let request = request(model);
            let mut trainer = Trainer::default();
            group.bench_function(format!("{model}/{train_size}"), |bencher| {
                bencher.iter_custom(|times| {
                    let once = |_| {
                        let trained = trainer.train(&request, &job).expect("a predictor");
                        trained.fit + trained.predict
                    };
                    (0..times).map(once).sum()
                });
            });
        }
        let request = request("blend");
        let mut trainer = Trainer::default();
        let screen: Vec<u32> = (0..60).collect();
        group.bench_function(format!("first part of a blend/{train_size}"), |bencher| {
            bencher.iter_custom(|times| {
                let once = |_| {
                    let start = Instant::now();
                    let mut first = None;
                    trainer
                        .fit_showing(&request, &screen, &job, &mut |_| {
                            first.get_or_insert_with(|| start.elapsed());
                        })
                        .expect("a predictor");
                    first.expect("a part shown early")
                };
                (0..times).map(once).sum::<Duration>()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, models);
criterion_main!(benches);
