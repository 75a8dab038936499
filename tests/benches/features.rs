//! How long GRAF takes for all of NAS-Bench-201.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use grafscope::graf::{self, Families};
use grafscope::job::Watch;
use grafscope::space;

fn features(criterion: &mut Criterion) {
    let space = space::find("nb201").expect("the space is registered");
    let archs = space.architectures();
    let compute = || {
        graf::compute(space, &archs, Families::Published, &Watch::default())
            .expect("nobody cancels")
    };
    criterion.bench_function("graf of all 15,625 nb201 rows", |bencher| {
        bencher.iter(|| black_box(compute()));
    });
    let matrix = compute();
    criterion.bench_function("equal columns of all 15,625 nb201 rows", |bencher| {
        bencher.iter(|| black_box(graf::equal_groups(&matrix.columns)));
    });
}

criterion_group!(benches, features);
criterion_main!(benches);
