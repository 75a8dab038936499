//! Opening the built-in benchmark and making its table.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use grafscope_core::bench;
use grafscope_core::bench::{DatasetId, Source};
use grafscope_core::graf;
use grafscope_core::graf::Families;
use grafscope_core::job::JobContext;
use grafscope_core::table;

fn load(criterion: &mut Criterion) {
    let job = JobContext::default();
    criterion.bench_function("load nas-bench-201", |b| {
        b.iter(|| bench::open(&Source::named("nas-bench-201"), &job).expect("built in"));
    });

    let bench = bench::open(&Source::named("nas-bench-201"), &job).expect("built in");
    let features =
        graf::compute(bench.space, &bench.archs, Families::Published, &job).expect("not cancelled");
    let features = Arc::new(features);
    criterion.bench_function("build its table", |b| {
        b.iter(|| table::build(&bench, DatasetId(0), 0, &features));
    });

    let table = table::build(&bench, DatasetId(0), 0, &features);
    criterion.bench_function("widths of all columns", |b| {
        b.iter(|| -> usize { table.columns().iter().map(table::Column::width).sum() });
    });
}

/// Published files, where they are at hand (`GRAFSCOPE_DATA`, or `../shared/data`).
fn open_files(criterion: &mut Criterion) {
    let folder = std::env::var_os("GRAFSCOPE_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    for (benchmark, join) in [
        ("naslib/zc_transbench101_micro.json", None),
        (
            "nasbench201/robustness_targets.csv",
            Some("nasbench201/nb201_zc_proxies.csv"),
        ),
    ] {
        let path = folder.join(benchmark);
        if !path.exists() {
            continue;
        }
        let source = Source {
            joins: join.map(|join| folder.join(join)).into_iter().collect(),
            no_cache: true,
            ..Source::named(path.to_string_lossy())
        };
        let joined = join.map_or(String::new(), |join| format!(" with {join}"));
        criterion.bench_function(&format!("open {benchmark}{joined}"), |b| {
            b.iter(|| bench::open(&source, &JobContext::default()).expect("a published file"));
        });
    }
}

criterion_group!(benches, load, open_files);
criterion_main!(benches);
