//! Runs of a comparison on the built-in benchmark.

use std::sync::Arc;

use grafscope_core::bench;
use grafscope_core::bench::{DatasetId, Source};
use grafscope_core::experiment::{
    ComparisonOptions, Method, Metric, PairedRuns, PredictionTask, RunGrid, Runner, Seeds, Summary,
    WorkerPool,
};
use grafscope_core::graf::Families;
use grafscope_core::job::{Cancel, Cancelled, JobContext};
use grafscope_core::predict::{FeatureSet, RowPolicy, TrainError, TrainRequest, train};
use grafscope_core::table;

fn prediction_task() -> Arc<PredictionTask> {
    let source = Source::named("nas-bench-201");
    let job = JobContext::default();
    let bench = bench::open(&source, &job).unwrap();
    let features = bench::features(&source, &bench, Families::Published, &job).unwrap();
    let table = Arc::new(table::build(&bench, DatasetId(0), 0, &Arc::new(features)));
    let prediction_task = PredictionTask::new(&bench, DatasetId(0), 0, table, RowPolicy::Canonical);
    Arc::new(prediction_task.unwrap())
}

fn grid(prediction_task: &PredictionTask, sets: &[&str]) -> RunGrid {
    let mut grid = RunGrid::new(Seeds { first: 0, count: 4 });
    grid.add_size(20).unwrap();
    for set in sets {
        let features = FeatureSet::parse(set, &prediction_task.table).unwrap();
        let model = "forest trees=5".parse().unwrap();
        grid.add_series(Method { features, model }).unwrap();
    }
    grid
}

#[test]
fn a_comparison_is_paused_changed_and_gone_on_with() {
    let prediction_task = prediction_task();
    let mut grid = grid(&prediction_task, &["op_count", "params"]);
    let mut runner = Runner::new(Some(2));
    let job = JobContext::default();
    // Whoever pauses asks for no more.
    let tasks = grid.next(3);
    let mut told = 0;
    runner
        .run(&prediction_task, tasks, &job, |task, outcome| {
            told += 1;
            assert!(grid.record(&task, outcome));
        })
        .unwrap();
    assert_eq!((told, grid.progress()), (3, (3, 8)));
    grid.remove_series(0);
    let features = FeatureSet::parse("graf", &prediction_task.table).unwrap();
    let model = "forest trees=5".parse().unwrap();
    grid.add_series(Method { features, model }).unwrap();
    let rest = grid.next(usize::MAX);
    assert_eq!(rest.len(), 8 - 1, "one run of `params` is done");
    let run = |task, outcome| {
        grid.record(&task, outcome);
    };
    runner.run(&prediction_task, rest, &job, run).unwrap();
    assert_eq!(grid.progress(), (8, 8));
    let summary = Summary::new(&grid, &ComparisonOptions::new(Metric::Tau));
    assert!(summary.cells.iter().all(|line| line[0].seeds == 4));
    assert_eq!(summary.cells[1][0].n_features, 191);
}

#[test]
fn a_stop_keeps_what_is_done() {
    let prediction_task = prediction_task();
    let mut grid = grid(&prediction_task, &["op_count"]);
    let cancel = Cancel::default();
    let job = JobContext::new(cancel.clone(), |_| ());
    let tasks = grid.next(usize::MAX);
    let stopped = Runner::new(Some(1)).run(&prediction_task, tasks, &job, |task, outcome| {
        grid.record(&task, outcome);
        cancel.cancel();
    });
    assert_eq!(stopped, Err(Cancelled));
    assert_eq!(grid.progress(), (1, 4));
}

#[test]
fn a_task_that_cannot_be_done_says_so_and_the_others_go_on() {
    let prediction_task = prediction_task();
    let mut grid = grid(&prediction_task, &["op_count"]);
    grid.add_size(9_445).unwrap();
    let tasks = grid.next(usize::MAX);
    let job = JobContext::default();
    Runner::new(Some(2))
        .run(&prediction_task, tasks, &job, |task, outcome| {
            grid.record(&task, outcome);
        })
        .unwrap();
    let summary = Summary::new(&grid, &ComparisonOptions::new(Metric::Tau));
    assert_eq!(summary.cells[0][0].seeds, 4);
    let failed = summary.cells[0][1].failed.as_ref().unwrap().to_string();
    assert!(failed.contains("2 to 9444 rows can be drawn"), "{failed}");
    assert_eq!(
        grid.progress(),
        (8, 8),
        "a cell that failed is not asked for again"
    );
}

#[test]
fn a_fingerprint_tells_data_apart() {
    let prediction_task = prediction_task();
    let grid = grid(&prediction_task, &["op_count", "params"]);
    let task = grid.next(1).remove(0);
    let fingerprint =
        |prediction_task: &PredictionTask| prediction_task.fingerprint(&task.series.features);
    let other = PredictionTask::of_table(
        ("nas-bench-201", "cifar10"),
        Arc::clone(&prediction_task.table),
        (prediction_task.target, prediction_task.better),
        RowPolicy::All,
    );
    assert_eq!(
        fingerprint(&prediction_task),
        fingerprint(&self::prediction_task())
    );
    assert_ne!(
        fingerprint(&prediction_task),
        fingerprint(&other),
        "other rows count"
    );
    let params = &grid.next(2)[1].series.features;
    assert_ne!(
        fingerprint(&prediction_task),
        prediction_task.fingerprint(params)
    );
    let content = |seed| {
        let mut task = task.clone();
        task.seed = seed;
        prediction_task.content(1, &task)
    };
    assert_eq!(content(0), content(0));
    assert_ne!(content(0), content(1), "other rows are drawn");
}

#[test]
fn pairs_are_the_runs_of_both_sides_with_each_seed() {
    let prediction_task = prediction_task();
    let tasks = grid(&prediction_task, &["op_count", "params"]).next(2);
    let [before, now] = [0, 1].map(|side| prediction_task.request(&tasks[side]));
    let runs = PairedRuns {
        before,
        now,
        seeds: Seeds { first: 3, count: 3 },
    };
    let job = JobContext::default();
    for threads in [1, 3] {
        let worker_pool = WorkerPool::new(Some(threads));
        let mut pairs = Vec::new();
        runs.run(worker_pool, &job, |seed, pair| pairs.push((seed, pair)))
            .unwrap();
        pairs.sort_by_key(|(seed, _)| *seed);
        assert!(pairs.iter().map(|(seed, _)| *seed).eq(3..6));
        for (seed, pair) in pairs {
            let scores = |request: &TrainRequest| {
                let request = TrainRequest {
                    seed,
                    ..request.clone()
                };
                train(&request, &job).unwrap().scores
            };
            assert_eq!(
                (pair.before, pair.now),
                (scores(&runs.before), scores(&runs.now))
            );
        }
    }
    let cancel = Cancel::default();
    cancel.cancel();
    let job = JobContext::new(cancel, |_| ());
    let worker_pool = WorkerPool::new(Some(1));
    let ended = runs.run(worker_pool, &job, |_, _| panic!("nothing is done"));
    assert_eq!(ended, Err(TrainError::Cancelled(Cancelled)));
}
