//! Opening the built-in benchmark and making its table.

use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use grafscope::bench::{self, DatasetId, Source};
use grafscope::graf::{self, Families};
use grafscope::job::Watch;
use grafscope::table;

fn load(criterion: &mut Criterion) {
    let watch = Watch::default();
    criterion.bench_function("load nas-bench-201", |b| {
        b.iter(|| bench::open(&Source::named("nas-bench-201"), &watch).expect("built in"));
    });

    let bench = bench::open(&Source::named("nas-bench-201"), &watch).expect("built in");
    let features = graf::compute(bench.space, &bench.archs, Families::Published, &watch)
        .expect("not cancelled");
    let features = Arc::new(features);
    criterion.bench_function("build its table", |b| {
        b.iter(|| table::build(&bench, DatasetId(0), 0, &features));
    });

    let table = table::build(&bench, DatasetId(0), 0, &features);
    criterion.bench_function("widths of all columns", |b| {
        b.iter(|| -> usize { table.columns().iter().map(table::Column::width).sum() });
    });
}

criterion_group!(benches, load);
criterion_main!(benches);
