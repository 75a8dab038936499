//! What a change costs on a table of the size of NAS-Bench-101: 423,624 rows, 47 features.

#[path = "../it/support/synthetic.rs"]
mod synthetic;

use std::sync::Arc;
use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use grafscope_core::bench::Better;
use grafscope_core::job::JobContext;
use grafscope_core::predict::{FeatureSet, RowPolicy, TrainRequest, Trainer};
use grafscope_core::space;
use grafscope_core::statistics::{Frequencies, Sample, TableSummary};
use grafscope_core::table::{
    Arrangement, Builtin, Column, ColumnSpec, Format, Group, Table, Unit, Values,
};
use grafscope_explorer::effect::{Answer, Effect, Job, JobKind, Predicted};
use grafscope_explorer::input::key::keys;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::message::Message;
use grafscope_explorer::plot::request::PlotRequest;
use grafscope_explorer::plot::state::Plot;
use grafscope_explorer::update::update;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

const ROWS: usize = 423_624;

/// Rows of a table on a screen of 200 × 60.
const WINDOW: u32 = 53;

const SIZE: Size = Size {
    width: 200,
    height: 60,
};

fn column(name: &str, group: Group, values: Values) -> Column {
    Column {
        spec: Arc::new(ColumnSpec {
            name: name.to_owned(),
            short: name.to_owned(),
            group,
            unit: Unit::Number,
            format: Format::Fixed(2),
            doc: String::new(),
        }),
        values: Arc::new(values),
    }
}

/// Features of 2 to 9 values, as the 47 of NAS-Bench-101 have, and a target that depends on some of
/// them.
fn table() -> Arc<Table> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let features: Vec<Vec<u8>> = (0..47)
        .map(|at| (0..ROWS).map(|_| rng.gen_range(0..2 + at % 8)).collect())
        .collect();
    let truth: Vec<f64> = (0..ROWS)
        .map(|row| {
            let sum: f64 = features
                .iter()
                .take(12)
                .map(|codes| f64::from(codes[row]))
                .sum();
            80.0 + sum.sqrt() + rng.gen_range(-0.5..0.5)
        })
        .collect();
    let mut columns = vec![column("true", Group::Prediction, Values::Dense(truth))];
    columns.extend(Builtin::PREDICTION.map(|builtin| {
        let values = Values::Dense(vec![f64::NAN; ROWS]);
        column(builtin.name(), Group::Prediction, values)
    }));
    let canonical = Values::flags((0..ROWS).map(|_| true));
    columns.push(column("canonical", Group::Row, canonical));
    let marked = Values::flags((0..ROWS).map(|_| false));
    columns.push(column("marked", Group::Row, marked));
    columns.extend((0_u8..).zip(features).map(|(at, codes)| {
        let levels = (0..2 + at % 8).map(f64::from).collect();
        let name = format!("f{at}");
        column(&name, Group::NodeDegree, Values::Coded { codes, levels })
    }));
    let space = space::find("nb201").expect("a registered space");
    Arc::new(Table::new(space, ROWS, columns))
}

fn request(table: &Arc<Table>, seed: u64) -> TrainRequest {
    TrainRequest {
        table: Arc::clone(table),
        target: table.find("true").expect("the target"),
        better: Better::Higher,
        features: FeatureSet::parse("graf", table).expect("a set"),
        train_size: 100,
        seed,
        model: "forest".parse().expect("a model"),
        rows: RowPolicy::Canonical,
    }
}

fn training(criterion: &mut Criterion) {
    let table = table();
    let job = JobContext::default();
    let mut group = criterion.benchmark_group("423624 rows");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(5));
    group.bench_function("first training", |bencher| {
        bencher.iter(|| Trainer::default().train(&request(&table, 1), &job).is_ok());
    });
    let mut trainer = Trainer::default();
    let mut seed = 0;
    let first: Vec<u32> = (0..WINDOW).map(|at| at * 7_919).collect();
    group.bench_function(
        "retraining until the rows on screen are predicted",
        |bencher| {
            bencher.iter(|| {
                seed += 1;
                let fitted = trainer.fit(&request(&table, seed), &job).expect("fitted");
                fitted.partial(&first, &job).is_ok()
            });
        },
    );
    group.bench_function("retraining until all rows are", |bencher| {
        bencher.iter(|| {
            seed += 1;
            trainer.train(&request(&table, seed), &job).is_ok()
        });
    });
    let prediction = trainer.train(&request(&table, 1), &job).expect("trained");
    group.bench_function("widths of the predictions", |bencher| {
        bencher.iter(|| Predicted::new(prediction.clone(), &table, 0.9).widths);
    });
    let columns = prediction.columns.as_ref().by_column();
    let arrangement = Arrangement {
        rows: (0..ROWS as u32).rev().collect(),
    };
    let canvas = Size {
        width: 70,
        height: 22,
    };
    let table = Arc::new(table.with_builtin(columns));
    let request = PlotRequest::new(table, Arc::new(arrangement), canvas);
    group.bench_function("plot", |bencher| {
        bencher.iter(|| Plot::new(&request, &job).is_ok());
    });
    let mut scatter = request.clone();
    let columns = ["predicted", "f0", "f5"].map(str::to_owned);
    let [across, up, colour] = columns;
    scatter.columns.axes[0].column = across;
    scatter.columns.axes[1].column = up;
    scatter.columns.colour = Some(colour);
    group.bench_function(
        "plot of two columns with their front, coloured",
        |bencher| {
            bencher.iter(|| Plot::new(&scatter, &job).is_ok());
        },
    );
    let (table, shown) = (&request.table, &request.arrangement.rows);
    group.bench_function("statistics of all columns", |bencher| {
        bencher.iter(|| TableSummary::find(table, Sample::new(table, shown, true), &job).is_ok());
    });
    let truth = table.find("true").expect("the target");
    group.bench_function("frequencies of a column", |bencher| {
        bencher.iter(|| {
            let sample = Sample::new(table, shown, true);
            Frequencies::find(table, sample, truth, 20, &job).is_ok()
        });
    });
    group.finish();
}

/// What the drawing thread does between two frames.
fn updating(criterion: &mut Criterion) {
    let mut model = synthetic::explorer(ROWS, SIZE);
    for key in keys("jj").expect("keys") {
        synthetic::send(&mut model, Message::Key(key));
    }
    let mut group = criterion.benchmark_group("423624 rows/update");
    group.sample_size(20);
    for (name, typed) in [
        ("a row down", "j"),
        ("last row", "G"),
        ("mark all", "m"),
        ("best", "b"),
        ("worst error", "w"),
        ("sort", "lls"),
        ("retrain", "r"),
        ("open features", "f"),
        ("open columns", "c"),
        ("type a filter", "/op_count(none) > 1"),
    ] {
        let keys = keys(typed).expect("keys");
        group.bench_function(name, |bencher| {
            bencher.iter_batched_ref(
                || model.clone(),
                |model| {
                    for &key in &keys {
                        update(model, Message::Key(key));
                    }
                },
                BatchSize::LargeInput,
            );
        });
    }
    let mut training = model.clone();
    let effects = update(&mut training, Message::Key(keys("r").expect("a key")[0]));
    let table = training.table().expect("a table");
    let started = effects.into_iter().find_map(|effect| match effect {
        Effect::Start(generation, Job::Train { request, .. }) => Some((generation, request)),
        _ => None,
    });
    let (generation, request) = started.expect("a training job");
    let prediction = Trainer::default().train(&request, &JobContext::default());
    let predicted = Arc::new(Predicted::new(prediction.expect("trained"), table, 0.9));
    group.bench_function("take predictions in", |bencher| {
        bencher.iter_batched_ref(
            || training.clone(),
            |model| {
                let predicted = Arc::clone(&predicted);
                let answer = Answer::Trained(Ok(predicted));
                update(model, Message::Answer(JobKind::Train, generation, answer))
            },
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

criterion_group!(benches, training, updating);
criterion_main!(benches);
