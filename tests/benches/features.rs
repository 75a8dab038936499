//! How long GRAF takes for all of NAS-Bench-201 and NAS-Bench-101, and for as many DARTS
//! architectures as NAS-Bench-Suite-Zero has of NAS-Bench-301; and candidates of searches.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use grafscope_core::encoding;
use grafscope_core::experiment;
use grafscope_core::graf;
use grafscope_core::graf::{Families, FeatureMatrix};
use grafscope_core::job::JobContext;
use grafscope_core::predict::equivalence;
use grafscope_core::space;
use grafscope_core::space::{Architecture, SearchSpace};

/// Rows of the NAS-Bench-301 table of NAS-Bench-Suite-Zero.
const DARTS_ARCHITECTURES: usize = 11_221;

fn compute(space: &'static dyn SearchSpace, archs: &[Architecture]) -> FeatureMatrix {
    let job = JobContext::default();
    graf::compute(space, archs, Families::Published, &job).expect("nobody cancels")
}

fn nb201(criterion: &mut Criterion) {
    let space = space::find("nb201").expect("the space is registered");
    let archs = space.architectures();
    criterion.bench_function("graf of all 15,625 nb201 rows", |bencher| {
        bencher.iter(|| black_box(compute(space, &archs)));
    });
    let matrix = compute(space, &archs);
    criterion.bench_function("equal columns of all 15,625 nb201 rows", |bencher| {
        bencher.iter(|| black_box(equivalence::count_distinct(&matrix.columns)));
    });
}

fn nb101(criterion: &mut Criterion) {
    let space = space::find("nb101").expect("the space is registered");
    let archs = space.architectures();
    let mut group = criterion.benchmark_group("nb101");
    group.sample_size(10);
    group.bench_function("graf of all 423,624 nb101 cells", |bencher| {
        bencher.iter(|| black_box(compute(space, &archs)));
    });
    group.bench_function("encodings of all 423,624 nb101 cells", |bencher| {
        bencher.iter(|| black_box(encoding::columns(space, &archs)));
    });
    let matrix = compute(space, &archs);
    group.bench_function("distinct features of all 423,624 nb101 cells", |bencher| {
        bencher.iter(|| black_box(equivalence::count_distinct(&matrix.columns)));
    });
}

fn darts(criterion: &mut Criterion) {
    let space = space::find("darts").expect("the space is registered");
    let archs = space::sample(space, DARTS_ARCHITECTURES, 301);
    let mut group = criterion.benchmark_group("darts");
    group.sample_size(10);
    group.bench_function("graf of 11,221 darts architectures", |bencher| {
        bencher.iter(|| black_box(compute(space, &archs)));
    });
    group.bench_function("encodings of 11,221 darts architectures", |bencher| {
        bencher.iter(|| black_box(encoding::columns(space, &archs)));
    });
    let matrix = compute(space, &archs);
    group.bench_function(
        "distinct features of 11,221 darts architectures",
        |bencher| {
            bencher.iter(|| black_box(equivalence::count_distinct(&matrix.columns)));
        },
    );
}

/// What a suggestion is chosen from.
fn candidates(criterion: &mut Criterion) {
    let space = space::find("darts").expect("the space is registered");
    let measured = space::sample(space, 200, 301);
    let mut group = criterion.benchmark_group("candidates");
    group.sample_size(10);
    group.bench_function("10,000 darts candidates after 200 measured", |bencher| {
        bencher.iter(|| black_box(experiment::candidates(space, &measured, &[], 10_000, 0)));
    });
}

criterion_group!(benches, nb201, darts, nb101, candidates);
criterion_main!(benches);
