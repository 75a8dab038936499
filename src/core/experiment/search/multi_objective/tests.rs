use std::collections::HashSet;

use super::*;
use crate::bench::{self, DatasetId, Source};
use crate::experiment::PredictionTask;
use crate::graf::Families;
use crate::predict::{FeatureSet, ModelSpec, RowPolicy};
use crate::table;

/// Of these targets of the built-in benchmark, in this order.
fn search(targets: &[&str], set: &str, model: &str) -> anyhow::Result<MultiSearch> {
    let source = Source::named("nas-bench-201");
    let job = JobContext::default();
    let bench = bench::open(&source, &job)?;
    let features = Arc::new(bench::features(&source, &bench, Families::Published, &job)?);
    let id = DatasetId(0);
    let (mut tasks, mut methods) = (Vec::new(), Vec::new());
    for target in targets {
        let at = bench.dataset(id).find_target(Some(target))?;
        let table = Arc::new(table::build(&bench, id, at, &features));
        methods.push(Arc::new(Method {
            features: FeatureSet::parse(set, &table)
                .map_err(|error| anyhow::anyhow!(error.reason))?,
            model: ModelSpec::parse_guide(model)?,
        }));
        let task = PredictionTask::new(&bench, id, at, table, RowPolicy::Canonical)?;
        tasks.push(Arc::new(task));
    }
    Ok(MultiSearch {
        objectives: Arc::new(Objectives::new(tasks, None, &job)?),
        bench,
        series: vec![methods],
        baselines: vec![Baseline::Random, Baseline::Evolution],
        plan: SearchPlan {
            queries: 40,
            ..SearchPlan::default()
        },
        acquisition: MultiAcquisition::Ehvi,
        seeds: Seeds { first: 3, count: 2 },
    })
}

const BOTH: [&str; 2] = ["val_acc", "latency"];

/// Rows measured by the first method.
fn measured(search: &MultiSearch, seed: u64) -> Vec<u32> {
    let objectives = &search.objectives;
    let table = &objectives.tasks()[0].table;
    let guide = Guide::new(table, objectives.pool(), &search.series[0][0]);
    guided(&guide, search, seed, &JobContext::default()).unwrap()
}

#[test]
fn every_acquisition_function_guides_with_batches_too() {
    for (acquisition, model, batch) in [
        (MultiAcquisition::Ehvi, "kriging", 1),
        (MultiAcquisition::Ehvi, "kriging", 7),
        (MultiAcquisition::Ehvi, "extra-trees trees=5", 7),
        (MultiAcquisition::Parego, "kriging", 1),
        (MultiAcquisition::Parego, "kriging", 7),
    ] {
        let mut search = search(&BOTH, "op_count+min_path_len", model).unwrap();
        search.acquisition = acquisition;
        search.plan.batch = batch;
        search.check().unwrap();
        let rows = measured(&search, 5);
        assert_eq!(rows.len(), 40);
        assert_eq!(rows.iter().collect::<HashSet<_>>().len(), 40);
        assert_eq!(rows, measured(&search, 5));
    }
}

#[test]
fn three_targets_are_searched_too() {
    let mut search = search(&["val_acc", "latency", "params"], "op_count", "kriging").unwrap();
    search.plan.queries = 14;
    search.check().unwrap();
    assert_eq!(measured(&search, 1).len(), 14);
}

#[test]
fn hypervolumes_grow_up_to_that_of_the_front() {
    let search = search(&BOTH, "op_count", "kriging").unwrap();
    let objectives = &search.objectives;
    let all: Vec<usize> = (0..objectives.pool().len()).collect();
    let volumes = objectives.by_query(&all);
    assert!(volumes.windows(2).all(|of| of[1] > of[0] - 1e-12));
    assert!((0.0..0.9).contains(&volumes[0]));
    assert!((volumes[volumes.len() - 1] - 1.0).abs() < 1e-12);
    assert_eq!(objectives.found(&all), objectives.front_size());
    assert_eq!(objectives.found(&all[..0]), 0);
    let [accuracy, latency] = objectives.reference()[..] else {
        panic!("two targets");
    };
    assert!(accuracy < 20.0 && latency > 0.0);
}

#[test]
fn a_reference_point_is_checked() {
    let search = search(&BOTH, "op_count", "kriging").unwrap();
    let of = |reference: &[f64]| {
        let tasks = search.objectives.tasks().to_vec();
        Objectives::new(tasks, Some(reference), &JobContext::default())
    };
    let strict = of(&[80.0, 1.0]).unwrap();
    assert_eq!(strict.reference(), [80.0, 1.0]);
    let refused = |reference: &[f64]| of(reference).unwrap_err().to_string();
    assert!(refused(&[80.0]).contains("with a number for each of the 2 targets"));
    assert!(refused(&[99.0, 1.0]).contains("no row is better than the reference point val_acc 99"));
}

#[test]
fn what_cannot_be_searched_is_refused() {
    let refused = |targets: &[&str], set, model| {
        let search = search(targets, set, model);
        search
            .and_then(|search| search.check())
            .unwrap_err()
            .to_string()
    };
    assert!(refused(&["val_acc"], "op_count", "kriging").contains("1 to 3 targets, not 1"));
    let twice = refused(&["val_acc", "val_acc"], "op_count", "kriging");
    assert!(twice.contains("`val_acc` is given twice"), "{twice}");
    assert!(refused(&BOTH, "op_count", "tree").contains("tree has no uncertainty"));
    // Nobody knows the latency of what is not measured.
    let other = refused(&BOTH, "op_count+latency", "kriging");
    assert!(other.contains("latency"), "{other}");
    let mut local = search(&BOTH, "op_count", "kriging").unwrap();
    local.baselines.push(Baseline::Local);
    assert!(
        local
            .check()
            .unwrap_err()
            .to_string()
            .contains("for one target")
    );
    let mut scalarised = search(&BOTH, "op_count", "forest").unwrap();
    scalarised.acquisition = MultiAcquisition::Parego;
    assert!(
        scalarised
            .check()
            .unwrap_err()
            .to_string()
            .contains("with forest use ehvi")
    );
}
