//! The explorer on a made-up benchmark: cells of NAS-Bench-201 with accuracies by formula, and
//! predictions by formula in place of a forest. What is drawn of it depends on nothing else.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use grafscope_core::bench::{
    Benchmark, Better, Dataset, DatasetId, Origin, SideColumn, Source, Target,
};
use grafscope_core::graf;
use grafscope_core::graf::Families;
use grafscope_core::job::JobContext;
use grafscope_core::predict::{Prediction, RowPolicy, Scores, TrainRequest, TrainedModel, train};
use grafscope_core::space;
use grafscope_core::space::{Architecture, InputShape, SearchSpace};
use grafscope_core::table;
use grafscope_core::table::{Format, PredictionColumns, Unit, Values};
use grafscope_explorer::command::keymap::Keymap;
use grafscope_explorer::effect::{Answer, Effect, Job, JobKind, OpenRequest, Opened, Predicted};
use grafscope_explorer::jobs::runner::JobRunner;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::message::Message;
use grafscope_explorer::model::{Launch, Model};
use grafscope_explorer::update::start;
use grafscope_explorer::update::update;

/// Every how many rows one is trained on.
const TRAINED_EVERY: usize = 13;

/// What is made up of a benchmark.
#[derive(Clone, Copy)]
pub(crate) struct Source201 {
    /// Number of rows.
    pub(crate) rows: usize,
    /// Every how many rows one is measured; `None` for no row at all.
    pub(crate) measured_every: Option<usize>,
    /// Whether a forest makes the predictions rather than a formula.
    pub(crate) forest: bool,
}

/// The explorer on `rows` rows, trained.
pub(crate) fn explorer(rows: usize, size: Size) -> Model {
    explorer_of(Source201::full(rows), size)
}

/// The explorer on what is made up of a benchmark.
pub(crate) fn explorer_of(source: Source201, size: Size) -> Model {
    let mut model = loading(size);
    let effects = start(&mut model);
    settle(&mut model, effects, source);
    model
}

impl Source201 {
    /// Every row measured, predictions by formula.
    fn full(rows: usize) -> Self {
        Self {
            rows,
            measured_every: Some(1),
            forest: false,
        }
    }

    fn is_measured(self, row: usize) -> bool {
        self.measured_every
            .is_some_and(|every| row.is_multiple_of(every))
    }
}

/// The explorer before the benchmark is there.
pub(crate) fn loading(size: Size) -> Model {
    let launch = Launch::of(Source::named("made-up"));
    Model::new(launch, Arc::new(Keymap::builtin()), size)
}

/// Sends `message` and does all that follows from it.
pub(crate) fn send(model: &mut Model, message: Message) {
    let rows = model.table().map_or(0, |table| table.rows());
    send_of(model, message, Source201::full(rows));
}

/// Sends `message` and does all that follows from it on `source`.
pub(crate) fn send_of(model: &mut Model, message: Message, source: Source201) {
    let effects = update(model, message);
    settle(model, effects, source);
}

fn settle(model: &mut Model, effects: Vec<Effect>, source: Source201) {
    let mut effects = VecDeque::from(effects);
    let mut runner = JobRunner::default();
    while let Some(effect) = effects.pop_front() {
        let Effect::Start(generation, job) = effect else {
            continue;
        };
        let message = match job {
            Job::Open(request) => {
                let opened = Answer::Opened(Ok(opened(source, &request)));
                Some(Message::Answer(JobKind::Open, generation, opened))
            }
            Job::Train { request, level, .. } if !source.forest => {
                let predicted = Predicted::new(prediction(&request), &request.table, level);
                let trained = Answer::Trained(Ok(Arc::new(predicted)));
                Some(Message::Answer(JobKind::Train, generation, trained))
            }
            job => runner.perform(generation, job, &JobContext::default(), &mut |_| ()),
        };
        if let Some(message) = message {
            effects.extend(update(model, message));
        }
    }
}

fn opened(source: Source201, request: &OpenRequest) -> Arc<Opened> {
    let rows = source.rows;
    let space = space::find("nb201").expect("built in");
    // Spread over the space, whose size is a power of 5; more rows than it has architectures go
    // round again.
    let all = space.architectures();
    let stride = (all.len() / rows).saturating_sub(1).max(1);
    assert!(!stride.is_multiple_of(5), "{rows} rows would be much alike");
    let archs: Vec<Architecture> = (0..rows)
        .map(|row| all[row * stride % all.len()].clone())
        .collect();
    let canonical: Vec<bool> = archs
        .iter()
        .map(|arch| space.canonical(arch) == *arch)
        .collect();
    let features = graf::compute(space, &archs, Families::Published, &JobContext::default())
        .expect("nobody cancels");
    let bench = Arc::new(Benchmark {
        name: request.source.benchmark.clone(),
        doc: "Accuracies by formula.".to_owned(),
        space,
        datasets: vec![Dataset {
            name: "cifar10".to_owned(),
            input: Some(InputShape {
                side: 32,
                classes: 10,
            }),
            targets: vec![accuracy(space, &archs, source), latency(space, &archs)],
            proxies: if source.forest {
                vec![zen(space, &archs)]
            } else {
                Vec::new()
            },
            others: Vec::new(),
            predictions: Vec::new(),
            split: None,
        }],
        priors: Vec::new(),
        joins: Vec::new(),
        origin: Origin::default(),
        canonical,
        archs,
    });
    let features = Arc::new(features);
    let table = table::build(&bench, DatasetId(0), 0, &features).of_bench(&bench);
    Arc::new(Opened {
        source: request.source.clone(),
        canonical_rows: bench.canonical_rows(),
        seeds: (3, 3),
        bench,
        features,
        dataset: DatasetId(0),
        target: 0,
        widths: table
            .columns()
            .iter()
            .map(|column| column.width() as u16)
            .collect(),
        moved: None,
        underived: Vec::new(),
        measured_rows: (0..rows).filter(|&row| source.is_measured(row)).count(),
        table: Arc::new(table),
        form_widths: vec![18, 87, 6],
        splits: None,
        external: Vec::new(),
        best: None,
        files: Vec::new(),
        took: Duration::ZERO,
        grown: false,
        further: Vec::new(),
        measured_in_all: None,
    })
}

/// Operations of each kind in the canonical form of `arch`.
fn counts(space: &dyn SearchSpace, arch: &Architecture) -> [f64; 5] {
    let mut counts = [0.0; 5];
    for &id in space.canonical(arch).ids() {
        counts[usize::from(id)] += 1.0;
    }
    counts
}

/// A proxy that every third row lacks.
fn zen(space: &dyn SearchSpace, archs: &[Architecture]) -> SideColumn {
    let values = archs.iter().enumerate().map(|(row, arch)| {
        let [_, _, c3, c1, _] = counts(space, arch);
        if row % 3 == 1 {
            f64::NAN
        } else {
            10.0 * c3 + 4.0 * c1 + noise(row)
        }
    });
    SideColumn {
        name: "zen".to_owned(),
        doc: "Made up.".to_owned(),
        format: Format::Compact,
        values: Arc::new(Values::Dense(values.collect())),
    }
}

fn accuracy(space: &dyn SearchSpace, archs: &[Architecture], source: Source201) -> Target {
    let mean: Vec<f64> = archs
        .iter()
        .enumerate()
        .map(|(row, arch)| {
            if !source.is_measured(row) {
                return f64::NAN;
            }
            let [skip, _, c3, c1, pool] = counts(space, arch);
            if skip + c3 + c1 + pool < 1.0 {
                return 10.0;
            }
            let gain = 2.2 * c3 + 1.6 * c1 + 0.7 * skip;
            94.0 - 26.0 * (-0.35 * gain).exp() + noise(row)
        })
        .collect();
    let run = |by: f64| Arc::new(Values::Dense(mean.iter().map(|mean| mean + by).collect()));
    Target {
        name: "val_acc".to_owned(),
        doc: "Made up.".to_owned(),
        split: "valid".to_owned(),
        unit: Unit::Percent,
        format: Format::Fixed(2),
        better: Better::Higher,
        by_formula: false,
        std: Some(Arc::new(Values::Dense(vec![0.2; mean.len()]))),
        runs: vec![run(-0.2), run(0.0), run(0.2)],
        mean: run(0.0),
    }
}

fn latency(space: &dyn SearchSpace, archs: &[Architecture]) -> Target {
    let seconds = archs.iter().map(|arch| {
        let [skip, _, c3, c1, pool] = counts(space, arch);
        0.009 + 0.002 * c3 + 0.0015 * c1 + 0.0005 * (skip + pool)
    });
    Target {
        name: "latency".to_owned(),
        doc: "Made up.".to_owned(),
        split: String::new(),
        unit: Unit::Seconds,
        format: Format::Fixed(5),
        better: Better::Lower,
        by_formula: false,
        std: None,
        mean: Arc::new(Values::Dense(seconds.collect())),
        runs: Vec::new(),
    }
}

/// What stands for a forest: the truth, drawn to the middle and shaken.
fn prediction(request: &TrainRequest) -> Prediction {
    let truth: Vec<f64> = request.table.column(request.target).values.iter().collect();
    let rows = truth.len();
    let predicted: Vec<f64> = truth
        .iter()
        .enumerate()
        .map(|(row, truth)| 80.0 + 0.8 * (truth - 80.0) + 3.0 * noise(row + rows))
        .collect();
    let pairs = || predicted.iter().zip(&truth);
    let error: Vec<f64> = pairs()
        .map(|(predicted, truth)| predicted - truth)
        .collect();
    let (rank_true, rank_predicted) = (ranks(&truth), ranks(&predicted));
    let rank_error = rank_predicted.iter().zip(&rank_true).map(|(p, t)| p - t);
    let rmse = (error.iter().map(|error| error * error).sum::<f64>() / rows as f64).sqrt();
    let trained_on = |row: usize| row % TRAINED_EVERY == 4;
    let canonical = request.table.find("canonical").expect("built in");
    let canonical = &request.table.column(canonical).values;
    let scored = (0..rows).map(|row| canonical.get(row) > 0.0 && !trained_on(row));
    let columns = PredictionColumns {
        scored: Values::flags(scored),
        rank_error: Values::Dense(rank_error.collect()),
        predicted: Values::Dense(predicted.clone()),
        abs_error: Values::Dense(error.iter().map(|error| error.abs()).collect()),
        error: Values::Dense(error),
        rank_true: Values::Dense(rank_true),
        rank_predicted: Values::Dense(rank_predicted),
        uncertainty: Values::Dense((0..rows).map(|row| 1.5 + noise(row)).collect()),
        in_training: Values::flags((0..rows).map(trained_on)),
    };
    Prediction {
        columns: columns.map(|_, values| Arc::new(values)),
        scores: Scores {
            tau: 0.75,
            spearman: 0.9,
            r2: 0.8,
            mae: 1.5,
            rmse,
            best_of_top10_rank: 3.0,
            ..Scores::undefined(rows)
        },
        out_of_fold: None,
        n_train: rows / TRAINED_EVERY,
        n_features: request.features.columns().len(),
        n_distinct: 105,
        parts: Vec::new(),
        readable_tree: None,
        trained_model: trained_model(request),
        fit: Duration::ZERO,
        predict: Duration::ZERO,
    }
}

/// Something that was learned, from the two rows that any table here has.
fn trained_model(request: &TrainRequest) -> Arc<TrainedModel> {
    let request = TrainRequest {
        train_size: 2,
        model: "tree depth=1".parse().expect("a model"),
        rows: RowPolicy::All,
        ..request.clone()
    };
    let prediction = train(&request, &JobContext::default());
    prediction
        .expect("two rows can be learned from")
        .trained_model
}

/// Places by value, the largest first.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    let mut ranks = vec![0.0; values.len()];
    for (place, row) in order.into_iter().enumerate() {
        ranks[row] = place as f64 + 1.0;
    }
    ranks
}

/// A number from −1 to 1 that looks like chance and is the same every time.
fn noise(of: usize) -> f64 {
    let mut bits = (of as u64)
        .wrapping_add(1)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((bits ^ bits >> 31) >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}
