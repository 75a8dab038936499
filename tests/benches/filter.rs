//! How long a filter and a sort take, on tables of the size of NAS-Bench-201 and NAS-Bench-101.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use grafscope_core::filter::{Program, arrange};
use grafscope_core::job::JobContext;
use grafscope_core::space;
use grafscope_core::table::{
    Column, ColumnSpec, Direction, Format, Group, SortKey, Table, Unit, Values,
};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Rows of NAS-Bench-201 and of NAS-Bench-101.
const SIZES: [usize; 2] = [15_625, 423_624];

const FILTERS: [(&str, &str); 5] = [
    ("one_dense", "val_acc > 90"),
    (
        "mixed",
        "abs(error) > 3 and min_path_len(nor_conv_3x3) <= 1 and not in_training",
    ),
    ("top", "top(val_acc, 1%) and op_count(none) >= 2"),
    ("pareto", "pareto(val_acc, min(error))"),
    (
        "fronts",
        "front(val_acc, min(error), min(op_count(none)), 3)",
    ),
];

fn column(name: &str, unit: Unit, values: Values) -> Column {
    Column {
        spec: Arc::new(ColumnSpec {
            name: name.to_owned(),
            short: name.to_owned(),
            group: Group::Target,
            unit,
            format: Format::Compact,
            doc: String::new(),
        }),
        values: Arc::new(values),
    }
}

fn table(rows: usize) -> Table {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut dense = |name, low: f64, high: f64| {
        let values = (0..rows).map(|_| rng.gen_range(low..high)).collect();
        column(name, Unit::Percent, Values::Dense(values))
    };
    let mut columns = vec![dense("val_acc", 10.0, 95.0), dense("error", -6.0, 6.0)];
    let mut coded = |name, unit, levels: u8| {
        let codes = (0..rows).map(|_| rng.gen_range(0..levels)).collect();
        let levels = (0..levels).map(f64::from).collect();
        column(name, unit, Values::Coded { codes, levels })
    };
    columns.push(coded("op_count(none)", Unit::Number, 7));
    columns.push(coded("min_path_len(nor_conv_3x3)", Unit::Number, 4));
    columns.push(coded("in_training", Unit::Flag, 2));
    let space = space::find("nb201").expect("a registered space");
    Table::new(space, rows, columns)
}

fn compile(c: &mut Criterion) {
    let table = table(100);
    for (name, text) in FILTERS {
        c.bench_function(&format!("compile/{name}"), |b| {
            b.iter(|| Program::new(black_box(text), &table));
        });
    }
}

fn passes(c: &mut Criterion) {
    let mut group = c.benchmark_group("passes");
    for rows in SIZES {
        let table = table(rows);
        for (name, text) in FILTERS {
            let program = Program::new(text, &table).expect("a filter");
            group.bench_function(BenchmarkId::new(name, rows), |b| {
                b.iter(|| program.passes(&table, &JobContext::default()));
            });
        }
    }
}

fn sort(c: &mut Criterion) {
    let mut group = c.benchmark_group("arrange");
    group.sample_size(30);
    for rows in SIZES {
        let table = table(rows);
        let key = |name, direction| SortKey {
            column: table.find(name).expect("a column of the table"),
            direction,
            by_size: false,
        };
        let accuracy = key("val_acc", Direction::Descending);
        let count = key("op_count(none)", Direction::Ascending);
        let error = key("error", Direction::Ascending);
        let filter = Program::new(FILTERS[1].1, &table).expect("a filter");
        let runs: [(&str, Option<&Program>, &[SortKey]); 5] = [
            ("dense", None, &[accuracy]),
            ("coded", None, &[count]),
            ("coded_dense", None, &[count, accuracy]),
            ("dense_dense", None, &[accuracy, error]),
            ("filter_coded_dense", Some(&filter), &[count, accuracy]),
        ];
        for (name, filter, keys) in runs {
            group.bench_function(BenchmarkId::new(name, rows), |b| {
                b.iter(|| arrange(&table, filter, keys, &JobContext::default()));
            });
        }
    }
}

criterion_group!(benches, compile, passes, sort);
criterion_main!(benches);
