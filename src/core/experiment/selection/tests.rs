use super::*;
use crate::bench::Better;
use crate::diagnosis::tests::table;
use crate::experiment::Verdict;
use crate::job::Cancel;
use crate::predict::{RowPolicy, generator};
use crate::table::{Group, Values};
use rand::Rng;

const ROWS: usize = 600;

/// Columns `a` and `b` make the target, `copy` is `a` upside down, the others are noise.
fn prediction_task() -> Arc<PredictionTask> {
    let mut rng = generator(1, 1);
    let mut random = || -> Vec<f64> { (0..ROWS).map(|_| rng.r#gen::<f64>()).collect() };
    let (a, b) = (random(), random());
    let noise: Vec<Vec<f64>> = (0..6).map(|_| random()).collect();
    let target = a.iter().zip(&b).map(|(a, b)| 60.0 + 20.0 * a + 10.0 * b);
    let target: Vec<f64> = target.collect();
    let upside_down = a.iter().map(|a| -a).collect();
    let mut columns = vec![
        ("val_acc".to_owned(), Group::Target, target),
        ("a".to_owned(), Group::Proxy, a),
        ("b".to_owned(), Group::Proxy, b),
        ("copy".to_owned(), Group::Proxy, upside_down),
    ];
    let noise = noise.into_iter().enumerate();
    columns.extend(noise.map(|(at, values)| (format!("noise{at}"), Group::Other, values)));
    let table = table(&columns);
    Arc::new(PredictionTask::of_table(
        ("made-up", "cifar10"),
        Arc::new(table),
        (ColumnId(0), Better::Higher),
        RowPolicy::All,
    ))
}

fn selection(direction: Direction) -> Selection {
    let prediction_task = prediction_task();
    Selection {
        features: FeatureSet::parse("zcp+other", &prediction_task.table).unwrap(),
        prediction_task,
        model: "forest trees=20".parse().unwrap(),
        train_size: 60,
        seeds: Seeds { first: 0, count: 8 },
        metric: Metric::Tau,
        tolerance: 0.005,
        direction,
    }
}

fn run(selection: &Selection, threads: usize) -> (Selected, Vec<Step>) {
    let worker_pool = WorkerPool::new(Some(threads));
    let mut steps = Vec::new();
    let mut told = |step: &Step| steps.push(step.clone());
    let selected = selection
        .run(worker_pool, &JobContext::default(), &mut told)
        .unwrap();
    (selected, steps)
}

fn names(features: &FeatureSet, selection: &Selection) -> Vec<String> {
    let name = |&id: &ColumnId| selection.name(id).to_owned();
    features.columns().iter().map(name).collect()
}

#[test]
fn noise_is_left_out_and_what_informs_is_kept() {
    let selection = selection(Direction::Backward);
    let (selected, steps) = run(&selection, 2);
    assert_eq!(names(&selected.features, &selection), ["a", "b"]);
    assert_eq!(steps, selected.path);
    assert!(selection.accepts(&selected.outer), "{:?}", selected.outer);
    assert!(
        selected.outer.test.delta.mean > 0.0,
        "without noise it is better: {:?}",
        selected.outer
    );
    // What is shown of eight seeds can be told for a single comparison.
    let outer = selection.difference(&selected.outer);
    assert!(outer.p_holm.to_bits() == outer.test.p.to_bits());
    assert!(!matches!(outer.verdict, Verdict::TooFewSeeds { .. }));
    let steps_shown = selection.differences(steps.iter().map(|step| &step.inner));
    let corrected = steps_shown.iter().zip(&steps);
    assert!(
        corrected
            .clone()
            .all(|(of, step)| of.p_holm >= step.inner.test.p)
    );
    assert_eq!(selected.rows, (300, 300));
    let sizes: Vec<usize> = steps
        .iter()
        .map(|step| step.features.columns().len())
        .collect();
    assert!(sizes.windows(2).all(|pair| pair[1] < pair[0]), "{sizes:?}");
}

#[test]
fn a_set_grows_by_what_informs_most() {
    let selection = selection(Direction::Forward);
    let (selected, steps) = run(&selection, 2);
    // `copy` is as good as `a`.
    let first = steps[0].change.as_str();
    assert!(["a added", "copy added"].contains(&first), "{first}");
    let names = names(&selected.features, &selection);
    assert!(
        names.len() == 2 && names.contains(&"b".to_owned()),
        "{names:?}"
    );
    assert!(selection.accepts(&selected.outer));
}

#[test]
fn the_steps_do_not_depend_on_the_number_of_threads() {
    let selection = selection(Direction::Backward);
    assert_eq!(run(&selection, 1), run(&selection, 3));
}

#[test]
fn the_outer_half_has_no_say_in_what_is_chosen() {
    let whole = selection(Direction::Backward);
    let (inner, outer) = halves::deal(&whole.prediction_task, whole.seeds.first);
    assert_eq!(
        (inner.table.rows(), outer.table.rows()),
        (ROWS / 2, ROWS / 2)
    );
    // Values of no inner row are made useless.
    let truth = &whole.prediction_task.table.column(ColumnId(0)).values;
    let inner_truth = inner.table.column(ColumnId(0)).values.iter();
    let inner_truth: Vec<u64> = inner_truth.map(f64::to_bits).collect();
    let spoilt = truth.iter().enumerate().map(|(row, value)| {
        if row % 2 == 0 || inner_truth.contains(&value.to_bits()) {
            value
        } else {
            100.0 - value
        }
    });
    let spoilt = Arc::new(Values::Dense(spoilt.collect()));
    let table = Arc::new(whole.prediction_task.table.with_values(ColumnId(0), spoilt));
    let prediction_task = PredictionTask::of_table(
        ("made-up", "cifar10"),
        table,
        (ColumnId(0), Better::Higher),
        RowPolicy::All,
    );
    let other = Selection {
        prediction_task: Arc::new(prediction_task),
        ..whole.clone()
    };
    let (chosen, others) = (run(&whole, 2).0, run(&other, 2).0);
    assert_eq!(chosen.path, others.path);
    assert_ne!(chosen.full_outer, others.full_outer);
}

#[test]
fn too_few_rows_and_a_stop_are_errors() {
    let mut selection = selection(Direction::Backward);
    let worker_pool = WorkerPool::new(Some(1));
    let cancel = Cancel::default();
    cancel.cancel();
    let job = JobContext::new(cancel, |_| ());
    let stopped = selection.run(worker_pool, &job, &mut |_| ()).unwrap_err();
    assert!(matches!(stopped, TrainError::Cancelled(_)));
    selection.train_size = 300;
    let refused = selection
        .run(worker_pool, &JobContext::default(), &mut |_| ())
        .unwrap_err();
    let (asked, available) = (300, 299);
    assert_eq!(refused, TrainError::TrainSize { asked, available });
}
