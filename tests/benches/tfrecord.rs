//! Reading NAS-Bench-101 from a file as large as the published `nasbench_only108.tfrecord`: every
//! cell of the space, three runs each, with figures made up; then finding it in the cache, and its
//! features with it.

#[path = "../it/bench/tfrecord/writer.rs"]
mod writer;

use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use grafscope_core::bench;
use grafscope_core::bench::Source;
use grafscope_core::bench::cache::Cache;
use grafscope_core::graf::Families;
use grafscope_core::job::JobContext;
use grafscope_core::space;
use grafscope_core::space::SearchSpace;
use writer::{Run, file_of};

/// Writes the file and gives its length.
fn write(path: &Path) -> u64 {
    let space = space::find("nb101").expect("a built-in space");
    let mut out = BufWriter::new(File::create(path).expect("a writable folder"));
    let mut len = 0;
    for (number, arch) in space.architectures().iter().enumerate() {
        let bytes = file_of(&runs(space, &space.print(arch, 0), number));
        out.write_all(&bytes).expect("room for the file");
        len += bytes.len() as u64;
    }
    out.flush().expect("room for the file");
    len
}

/// Three runs of the cell whose encoding is `text`.
fn runs(space: &dyn SearchSpace, text: &str, number: usize) -> Vec<Run> {
    let ids: Vec<usize> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|id| id.parse().ok())
        .collect();
    let nodes = (1..=7)
        .find(|n| n * n + n >= ids.len())
        .expect("a few nodes");
    let (adjacency, operations) = ids.split_at(nodes * nodes);
    let operations: Vec<_> = operations
        .iter()
        .map(|&id| space.operations()[id].name.as_str())
        .collect();
    let run = |run: usize| {
        let figure = ((3 * number + run) * 7919 % 99_991) as f64 / 99_991.0;
        Run {
            hash: format!(
                "{:032x}",
                (number as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            ),
            epochs: 108,
            adjacency: adjacency.iter().map(usize::to_string).collect(),
            operations: operations.join(","),
            accuracies: [1.0 - figure / 100.0, figure, figure * 0.99],
            time: 500.0 + 3000.0 * figure,
            params: 1_000_000 + (number % 1000) as i64 * 10_000,
        }
    };
    (0..3).map(run).collect()
}

fn tfrecord(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("nasbench_only108.tfrecord");
    let bytes = write(&path);
    let source = Source {
        no_cache: true,
        ..Source::named(path.to_str().expect("a path of letters"))
    };
    let job = JobContext::default();
    let mut group = c.benchmark_group("tfrecord");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("open", |b| {
        b.iter(|| black_box(bench::open(&source, &job).expect("a sound file")));
    });
    let cache = Cache::at(folder.path().join("cache"), u64::MAX);
    let open = || bench::open(&source, &job).map(|bench| (*bench).clone());
    let bench = cache.benchmark(&source, &job, open).expect("a sound file");
    group.bench_function("open again", |b| {
        b.iter(|| {
            let bench = cache.benchmark(&source, &job, || unreachable!("it is in the cache"));
            black_box(bench.expect("a sound file"))
        });
    });
    group.finish();
    let families = Families::default();
    cache
        .features(&source, &bench, families, &job)
        .expect("nobody cancels");
    c.bench_function("features again", |b| {
        b.iter(|| {
            black_box(
                cache
                    .features(&source, &bench, families, &job)
                    .expect("nobody cancels"),
            )
        });
    });
}

criterion_group!(benches, tfrecord);
criterion_main!(benches);
