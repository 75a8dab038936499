//! How long a predictor takes: fitting, predicting, scoring, and a whole training run.

mod published;

use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use grafscope_core::bench::Better;
use grafscope_core::diagnosis::{HeldOutSet, SliceOptions, Slices};
use grafscope_core::job::JobContext;
use grafscope_core::predict::forest::{Forest, ForestParams};
use grafscope_core::predict::{Bins, FeatureSet, RowPolicy, TrainRequest, Trainer, score, train};

fn forest(criterion: &mut Criterion) {
    let Some(table) = published::nb201() else {
        return;
    };
    let job = JobContext::default();
    let target = table.find("val_accs").expect("the target");
    let truth: Vec<f64> = table.column(target).values.iter().collect();
    let features = FeatureSet::parse("graf", &table).expect("a set");
    let columns = features.columns().iter();
    let columns: Vec<_> = columns
        .map(|&id| Arc::clone(&table.column(id).values))
        .collect();
    let bins = Bins::of_columns(&columns);
    let params = ForestParams::default();
    let mut group = criterion.benchmark_group("forest");
    group
        .sample_size(20)
        .measurement_time(Duration::from_secs(3));
    group.bench_function("bins", |bencher| {
        bencher.iter(|| Bins::of_columns(&columns));
    });
    for size in [32, 100, 128, 1024] {
        // Every ninth row or so: spread over the table without drawing.
        let stride = truth.len() / size;
        let rows: Vec<u32> = (0..size).map(|at| (at * stride) as u32).collect();
        let targets: Vec<f64> = rows.iter().map(|&row| truth[row as usize]).collect();
        let fit = || Forest::fit(&params, &bins, &rows, &targets, &job).expect("a forest");
        group.bench_function(format!("fit/{size}"), |bencher| bencher.iter(fit));
        let fitted = fit();
        group.bench_function(format!("predict/{size}"), |bencher| {
            bencher.iter(|| fitted.predict(&bins, &job));
        });
        group.bench_function(format!("out_of_bag/{size}"), |bencher| {
            bencher.iter(|| fitted.out_of_bag(&bins, &rows, &job));
        });
        let request = TrainRequest {
            table: Arc::clone(&table),
            target,
            better: Better::Higher,
            features: features.clone(),
            train_size: size,
            seed: 1,
            model: "forest".parse().expect("a model"),
            rows: RowPolicy::Canonical,
        };
        group.bench_function(format!("train/first/{size}"), |bencher| {
            bencher.iter(|| train(&request, &job).expect("a prediction"));
        });
        let mut trainer = Trainer::default();
        group.bench_function(format!("train/again/{size}"), |bencher| {
            bencher.iter(|| trainer.train(&request, &job).expect("a prediction"));
        });
        let predicted = fitted.predict(&bins, &job).expect("not cancelled");
        let predicted: Vec<f64> = predicted.iter().map(|estimate| estimate.mean).collect();
        group.bench_function(format!("score/{size}"), |bencher| {
            bencher.iter(|| score(&truth, &predicted, Better::Higher));
        });
    }
    let request = TrainRequest {
        table: Arc::clone(&table),
        target,
        better: Better::Higher,
        features,
        train_size: 100,
        seed: 1,
        model: "forest".parse().expect("a model"),
        rows: RowPolicy::Canonical,
    };
    let prediction = train(&request, &job).expect("a prediction");
    let rows: Vec<u32> = (0..table.rows() as u32).collect();
    let predicted = &prediction.columns.predicted;
    let held_out = HeldOutSet::new(
        Arc::clone(&table),
        prediction.trained_model,
        predicted,
        &rows,
    );
    group.bench_function("slices", |bencher| {
        let options = SliceOptions::default();
        bencher.iter(|| Slices::find(&held_out, &options, &job).expect("not cancelled"));
    });
    group.finish();
}

criterion_group!(benches, forest);
criterion_main!(benches);
