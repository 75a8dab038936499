use std::collections::HashSet;

use super::*;
use crate::bench::{self, DatasetId, Source};
use crate::graf::Families;
use crate::predict::{FeatureSet, ModelSpec, RowPolicy};
use crate::table;

pub(super) fn search(rows: RowPolicy, model: ModelSpec, plan: SearchPlan) -> Search {
    let source = Source::named("nas-bench-201");
    let job = JobContext::default();
    let bench = bench::open(&source, &job).unwrap();
    let features = bench::features(&source, &bench, Families::Published, &job).unwrap();
    let table = Arc::new(table::build(&bench, DatasetId(0), 0, &Arc::new(features)));
    let features = FeatureSet::parse("op_count+min_path_len", &table).unwrap();
    let task = PredictionTask::new(&bench, DatasetId(0), 0, table, rows).unwrap();
    Search {
        prediction_task: Arc::new(task),
        bench,
        series: vec![Arc::new(Method { features, model })],
        baselines: Baseline::ALL.to_vec(),
        plan,
        seeds: Seeds { first: 3, count: 2 },
    }
}

/// The rows that a search measures are distinct, take part, and begin as all do.
fn assert_sound(search: &Search, rows: &[u32], seed: u64) {
    let plan = &search.plan;
    let pool = search.prediction_task.pool();
    assert_eq!(rows.len(), plan.queries);
    assert_eq!(rows[..plan.start], search.order(seed)[..plan.start]);
    assert_eq!(rows.iter().collect::<HashSet<_>>().len(), rows.len());
    assert!(rows.iter().all(|row| pool.binary_search(row).is_ok()));
}

#[test]
fn searches_stay_inside_and_measure_nothing_twice() {
    let plan = SearchPlan {
        queries: 90,
        ..SearchPlan::default()
    };
    let job = JobContext::default();
    for rows in [RowPolicy::Canonical, RowPolicy::All] {
        let search = search(rows, ModelSpec::kriging(), plan);
        let pool = search.prediction_task.pool();
        let around = Neighbourhood::new(&search.bench, pool, &job).unwrap();
        for seed in 0..3 {
            let walk = || Walk::new(&search, &around, seed);
            assert_sound(&search, &walk().evolution(&job).unwrap(), seed);
            assert_sound(&search, &walk().local(&job).unwrap(), seed);
        }
        let neighbours = around.of(pool[17], |_| true);
        assert!(neighbours.is_sorted() && !neighbours.is_empty() && neighbours.len() <= 24);
        for row in neighbours {
            assert!(search.prediction_task.pool().binary_search(&row).is_ok());
        }
    }
}

#[test]
fn where_no_row_is_one_edit_away_the_nearest_are_neighbours() {
    let job = JobContext::default();
    let search = search(RowPolicy::All, ModelSpec::kriging(), SearchPlan::default());
    let row = |ids: [u8; 6]| {
        let mut archs = search.bench.archs.iter();
        archs.position(|arch| arch.ids() == ids).unwrap() as u32
    };
    let centre = row([0; 6]);
    let (two, three) = (row([2, 2, 0, 0, 0, 0]), row([0, 0, 0, 3, 3, 3]));
    let mut pool = vec![centre, two, three, row([4; 6])];
    pool.sort_unstable();
    let around = Neighbourhood::new(&search.bench, &pool, &job).unwrap();
    assert_eq!(around.of(centre, |_| true), [two]);
    assert_eq!(around.of(centre, |row| row != two), [three]);
    assert_eq!(around.of(centre, |_| false), [0; 0]);
}

#[test]
fn every_acquisition_function_guides_with_batches_too() {
    let job = JobContext::default();
    for acquisition in ACQUISITIONS {
        for (model, batch) in [("kriging", 1), ("kriging", 7), ("extra-trees trees=5", 7)] {
            let plan = SearchPlan {
                batch,
                queries: 30,
                acquisition,
                ..SearchPlan::default()
            };
            let model = ModelSpec::parse_guide(model).unwrap();
            let search = search(RowPolicy::Canonical, model, plan);
            search.check().unwrap();
            let guide = Guide::new(&search, &search.series[0]);
            let rows = guide.search(&search, 5, &job).unwrap();
            assert_sound(&search, &rows, 5);
            assert_eq!(rows, guide.search(&search, 5, &job).unwrap());
        }
    }
}

#[test]
fn outcomes_are_counted_from_the_first_query() {
    let plan = SearchPlan {
        start: 2,
        queries: 5,
        ..SearchPlan::default()
    };
    let search = search(RowPolicy::Canonical, ModelSpec::kriging(), plan);
    let goals = search.goals();
    let strategy = Strategy::Baseline(Baseline::Random);
    let run = |seed, best: [f64; 5]| SearchRun {
        strategy,
        seed,
        best: best.to_vec(),
    };
    let none = 10.0;
    let runs = [
        run(0, [none, none, goals.optimum, goals.optimum, goals.optimum]),
        run(1, [none, none, none, none, goals.optimum]),
        run(2, [none; 5]),
    ];
    let outcome = search.outcome(&runs, strategy, &goals);
    assert_eq!((outcome.found_optimum, outcome.searches), (2, 3));
    assert_eq!(outcome.queries_to_top_1_percent, Some(5.0));
    assert_eq!(outcome.best.len(), 4);
    let none_yet = search.outcome(&runs[2..], strategy, &goals);
    assert_eq!(none_yet.queries_to_top_01_percent, None);
    assert_eq!(search.outcome(&[], strategy, &goals).searches, 0);
}

#[test]
fn what_cannot_guide_is_refused() {
    let refused = |model: &str, plan| {
        let model = ModelSpec::parse_guide(model).unwrap();
        let search = search(RowPolicy::All, model, plan);
        search.check().unwrap_err().to_string()
    };
    let plan = SearchPlan::default();
    assert!(refused("tree", plan).contains("tree has no uncertainty"));
    let many = SearchPlan {
        queries: 9000,
        ..plan
    };
    assert!(refused("kriging", many).contains("use at most 4294"));
    let error = ModelSpec::parse_guide("krigging").unwrap_err().to_string();
    assert!(error.contains("expected one of kriging, blend"), "{error}");
    let error = ModelSpec::parse_guide("kriging noise=1").unwrap_err();
    assert!(error.to_string().contains("no parameters"), "{error}");
}
