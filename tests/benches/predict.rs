//! How many architectures a second `grafscope predict` predicts: a shuffled list of NAS-Bench-201, whose
//! 15,625 architectures come again and again, with what is remembered and without; and NAS-Bench-101,
//! where each cell comes once.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::io::{Cursor, sink};
use std::sync::Arc;
use std::time::Instant;

use grafscope_core::bench;
use grafscope_core::bench::{Benchmark, DatasetId, Source};
use grafscope_core::graf;
use grafscope_core::graf::Families;
use grafscope_core::job::JobContext;
use grafscope_core::model_file::{
    Input, REMEMBERED, SavedPredictor, StreamOptions, Trained, stream,
};
use grafscope_core::predict::{FeatureSet, ModelSpec, RowPolicy, TrainRequest, train};
use grafscope_core::space::SearchSpace;
use grafscope_core::table;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

/// A benchmark of these rows: of spaces without one built in, a made-up target.
fn bench_of(space: &'static dyn SearchSpace) -> Benchmark {
    let source = match space.name() {
        "nb201" => Source::named("nas-bench-201"),
        name => Source::named(name),
    };
    let opened = bench::open(&source, &JobContext::default()).expect("it is built in");
    let mut opened = Arc::unwrap_or_clone(opened);
    if space.name() != "nb201" {
        let values = opened.archs.iter().map(|arch| {
            let ids = arch.ids().iter().zip(1..);
            ids.map(|(&id, at)| f64::from(id) * f64::from(at))
                .sum::<f64>()
        });
        let values = table::Values::Dense(values.collect());
        opened.datasets[0].targets[0].mean = Arc::new(values);
    }
    opened
}

fn predictor(bench: &Benchmark, model: &str, train_size: usize) -> SavedPredictor {
    let job = JobContext::default();
    let matrix = graf::compute(bench.space, &bench.archs, Families::Published, &job);
    let table = table::build(
        bench,
        DatasetId(0),
        0,
        &Arc::new(matrix.expect("nobody cancels")),
    );
    let table = Arc::new(table);
    let target = &bench.datasets[0].targets[0];
    let request = TrainRequest {
        target: table.find(&target.name).expect("its own column"),
        better: target.better,
        features: FeatureSet::parse("graf", &table).expect("a family"),
        train_size,
        seed: 0,
        model: model.parse::<ModelSpec>().expect("a model"),
        rows: RowPolicy::Canonical,
        table,
    };
    let prediction = train(&request, &job).expect("enough rows");
    SavedPredictor::of(&Trained {
        bench,
        dataset: DatasetId(0),
        table: &request.table,
        target: request.target,
        features: &request.features,
        model: &request.model,
        seed: request.seed,
        trained_model: &prediction.trained_model,
        scores: &prediction.scores,
    })
    .expect("a predictor")
}

/// A shuffled list of at least `lines` lines.
fn list(bench: &Benchmark, lines: usize) -> String {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(7);
    let mut archs: Vec<_> = bench.archs.iter().collect();
    let mut text = String::new();
    for _ in 0..lines.div_ceil(archs.len()) {
        archs.shuffle(&mut random);
        for arch in &archs {
            text += &bench.space.print(arch, 0);
            text.push('\n');
        }
    }
    text
}

fn measure(what: &str, predictor: &SavedPredictor, text: &str, remembered: usize) {
    let options = StreamOptions {
        remembered,
        ..StreamOptions::default()
    };
    let input = Input {
        name: "a list".to_owned(),
        bytes: Box::new(Cursor::new(text.to_owned())),
    };
    let start = Instant::now();
    let report = stream(predictor, input, &mut sink(), &options).expect("a sound list");
    let took = start.elapsed();
    println!(
        "{what}: {} lines in {took:.2?}, {:.0} lines/s",
        report.rows,
        report.rows as f64 / took.as_secs_f64()
    );
}

fn main() {
    let nb201 = bench_of(grafscope_core::space::find("nb201").expect("it is built in"));
    let again = list(&nb201, 1_000_000);
    let once = list(&nb201, 1);
    for train_size in [100, 1024] {
        for model in [
            "blend",
            "gp",
            "boosting",
            "extra-trees",
            "forest",
            "linear",
            "svr",
            "tree",
        ] {
            let predictor = predictor(&nb201, model, train_size);
            let what = format!("nb201, {model}, n {train_size}");
            measure(
                &format!("{what}, remembered"),
                &predictor,
                &again,
                REMEMBERED,
            );
            measure(&format!("{what}, each anew"), &predictor, &once, 0);
        }
    }
    let nb101 = bench_of(grafscope_core::space::find("nb101").expect("it is built in"));
    let cells = list(&nb101, 1);
    for model in ["blend", "forest"] {
        let predictor = predictor(&nb101, model, 100);
        measure(
            &format!("nb101, {model}, n 100"),
            &predictor,
            &cells,
            REMEMBERED,
        );
    }
}
