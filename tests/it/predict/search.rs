//! Searches on the built-in benchmark.

use std::sync::Arc;

use grafscope_core::bench;
use grafscope_core::bench::{DatasetId, Source};
use grafscope_core::experiment::{
    Baseline, Method, MultiAcquisition, MultiRun, MultiSearch, Objectives, PredictionTask, Search,
    SearchPlan, SearchRun, Seeds, Strategy, WorkerPool,
};
use grafscope_core::graf::Families;
use grafscope_core::job::JobContext;
use grafscope_core::predict::{FeatureSet, ModelSpec, RowPolicy};
use grafscope_core::table;

fn search(dataset: usize, seeds: usize, baselines: Vec<Baseline>) -> Search {
    let source = Source::named("nas-bench-201");
    let job = JobContext::default();
    let bench = bench::open(&source, &job).unwrap();
    let features = bench::features(&source, &bench, Families::Published, &job).unwrap();
    let dataset = DatasetId(dataset);
    let table = Arc::new(table::build(&bench, dataset, 0, &Arc::new(features)));
    let features = FeatureSet::parse("graf", &table).unwrap();
    let task = PredictionTask::new(&bench, dataset, 0, table, RowPolicy::All).unwrap();
    Search {
        prediction_task: Arc::new(task),
        bench,
        series: vec![Arc::new(Method {
            features,
            model: ModelSpec::kriging(),
        })],
        baselines,
        plan: SearchPlan::default(),
        seeds: Seeds {
            first: 0,
            count: seeds,
        },
    }
}

fn runs(search: &Search, threads: Option<usize>) -> Vec<SearchRun> {
    let mut runs = Vec::new();
    let worker_pool = WorkerPool::new(threads);
    let job = JobContext::default();
    search.check().unwrap();
    search.run(worker_pool, &job, |run| runs.push(run)).unwrap();
    runs.sort_by_key(|run| (run.strategy, run.seed));
    runs
}

#[test]
fn searches_do_not_depend_on_the_number_of_threads() {
    let mut search = search(0, 2, Baseline::ALL.to_vec());
    search.plan.queries = 40;
    let (one, three) = (runs(&search, Some(1)), runs(&search, Some(3)));
    assert_eq!(one.len(), 8);
    for (one, three) in one.iter().zip(&three) {
        assert_eq!((one.strategy, one.seed), (three.strategy, three.seed));
        let bits = |run: &SearchRun| {
            run.best
                .iter()
                .map(|best| best.to_bits())
                .collect::<Vec<_>>()
        };
        assert_eq!(bits(one), bits(three));
    }
}

/// Searches for trade-offs of accuracy and latency on the built-in benchmark.
fn multi_search(acquisition: MultiAcquisition, queries: usize) -> MultiSearch {
    let source = Source::named("nas-bench-201");
    let job = JobContext::default();
    let bench = bench::open(&source, &job).unwrap();
    let features = Arc::new(bench::features(&source, &bench, Families::Published, &job).unwrap());
    let id = DatasetId(0);
    let of_target = |name: &str| {
        let target = bench.dataset(id).find_target(Some(name)).unwrap();
        let table = Arc::new(table::build(&bench, id, target, &features));
        let method = Method {
            features: FeatureSet::parse("graf", &table).unwrap(),
            model: ModelSpec::kriging(),
        };
        let task = PredictionTask::new(&bench, id, target, table, RowPolicy::Canonical).unwrap();
        (Arc::new(task), Arc::new(method))
    };
    let (tasks, methods) = ["val_acc", "latency"].map(of_target).into_iter().unzip();
    MultiSearch {
        objectives: Arc::new(Objectives::new(tasks, None, &job).unwrap()),
        bench,
        series: vec![methods],
        baselines: vec![Baseline::Random, Baseline::Evolution],
        plan: SearchPlan {
            queries,
            ..SearchPlan::default()
        },
        acquisition,
        seeds: Seeds { first: 0, count: 3 },
    }
}

fn multi_runs(search: &MultiSearch, threads: Option<usize>) -> Vec<MultiRun> {
    let mut runs = Vec::new();
    search.check().unwrap();
    let (worker_pool, job) = (WorkerPool::new(threads), JobContext::default());
    search.run(worker_pool, &job, |run| runs.push(run)).unwrap();
    runs.sort_by_key(|run| (run.strategy, run.seed));
    runs
}

#[test]
fn searches_for_trade_offs_do_not_depend_on_the_number_of_threads() {
    for acquisition in MultiAcquisition::ALL {
        let search = multi_search(acquisition, 24);
        let (one, three) = (multi_runs(&search, Some(1)), multi_runs(&search, Some(3)));
        assert_eq!(one.len(), 9);
        let bits = |runs: &[MultiRun]| -> Vec<u64> {
            let volumes = runs.iter().flat_map(|run| &run.hypervolume);
            volumes.map(|volume| volume.to_bits()).collect()
        };
        assert_eq!(bits(&one), bits(&three));
        assert_eq!(one, three);
    }
}

#[test]
fn guided_searches_find_better_trade_offs_than_random_ones() {
    for acquisition in MultiAcquisition::ALL {
        let search = multi_search(acquisition, 60);
        let runs = multi_runs(&search, None);
        let [guided, random] = [Strategy::Guided(0), Strategy::Baseline(Baseline::Random)]
            .map(|strategy| search.outcome(&runs, strategy));
        let last = |of: &[grafscope_core::experiment::Spread]| of[of.len() - 1].mean;
        let (guided, random) = (last(&guided.hypervolume), last(&random.hypervolume));
        assert!(
            guided > random && guided <= 1.0,
            "{acquisition:?}: {guided} {random}"
        );
    }
}

/// The published neural predictors are at 91.49 after 32 queries and find the optimum after 96 to 128
/// (FLAN, ICML 2024).
#[test]
#[ignore = "takes a minute; run it after a change of what guides searches"]
fn searches_reach_their_goals() {
    let search = search(0, 50, Vec::new());
    let runs = runs(&search, None);
    let mean = |queries: usize| runs.iter().map(|run| run.best[queries - 1]).sum::<f64>() / 50.0;
    // FLAN (ICML 2024) publishes 91.49, 91.55, 91.57 after 32, 48, 64: the first is out of reach.
    for (queries, goal) in [(32, 91.40), (48, 91.58), (64, 91.60)] {
        assert!(mean(queries) >= goal, "{queries}: {}", mean(queries));
    }
    let optimum = search.goals().optimum;
    let found = runs.iter().filter(|run| run.best[95] >= optimum).count();
    assert!(found >= 49, "{found}");
    for dataset in [1, 2] {
        let search = self::search(dataset, 20, vec![Baseline::Random]);
        let runs = self::runs(&search, None);
        let goals = search.goals();
        let [guided, random] = [Strategy::Guided(0), Strategy::Baseline(Baseline::Random)]
            .map(|strategy| search.outcome(&runs, strategy, &goals));
        assert!(guided.found_optimum > random.found_optimum);
    }
}
