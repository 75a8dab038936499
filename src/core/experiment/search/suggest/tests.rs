use std::collections::HashSet;

use super::*;
use crate::experiment::search::Search;
use crate::experiment::search::tests::search;
use crate::predict::RowPolicy;

/// A search on the canonical rows, and what it knows after its start.
fn begun(model: &str, options: SuggestOptions) -> (Search, SuggestQuery) {
    let plan = SearchPlan {
        batch: options.count,
        queries: 8 + options.count,
        acquisition: options.acquisition,
        ..SearchPlan::default()
    };
    let model = ModelSpec::parse_guide(model).unwrap();
    let search = search(RowPolicy::Canonical, model.clone(), plan);
    let task = &search.prediction_task;
    let features = search.series[0].features.columns();
    let mut start = search.order(options.seed);
    start.truncate(plan.start);
    let value = |&row: &u32| (row, search.goodness(row));
    let candidates = task.pool().iter().filter(|row| !start.contains(row));
    let query = SuggestQuery {
        design: Arc::new(Design::new(&task.table, features, true)),
        measured: start.iter().map(value).collect(),
        pending: Vec::new(),
        candidates: candidates.copied().collect(),
        better: Better::Higher,
        options: SuggestOptions {
            model: Some(model),
            ..options
        },
    };
    (search, query)
}

fn options(acquisition: &str, count: usize) -> SuggestOptions {
    SuggestOptions {
        count,
        acquisition: Acquisition::find(acquisition).unwrap(),
        seed: 5,
        ..SuggestOptions::default()
    }
}

fn rows(suggestions: &Suggestions) -> Vec<u32> {
    suggestions.batch.iter().map(|of| of.row).collect()
}

#[test]
fn what_is_suggested_is_what_a_search_measures_next() {
    let job = JobContext::default();
    for (model, acquisition, count) in [
        ("kriging", "ei", 1),
        ("kriging", "ei", 70),
        ("kriging", "ucb", 7),
        ("kriging", "greedy", 7),
        ("extra-trees trees=5", "ei", 7),
        ("linear", "greedy", 7),
    ] {
        let (search, query) = begun(model, options(acquisition, count));
        let guide = super::super::guide::Guide::new(&search, &search.series[0]);
        let measured = guide.search(&search, 5, &job).unwrap();
        let suggestions = query.suggest(&job).unwrap();
        assert_eq!(rows(&suggestions), measured[8..], "{model} {acquisition}");
        assert_eq!(suggestions.candidates.len(), query.candidates.len());
        assert!(suggestions.spread_out.is_none());
    }
}

#[test]
fn forecasts_are_on_the_scale_of_the_target_and_either_end_may_be_good() {
    let job = JobContext::default();
    for model in ["kriging", "extra-trees trees=5"] {
        let options = SuggestOptions {
            level: 0.5,
            ..options("ei", 5)
        };
        let (_, query) = begun(model, options);
        let high = query.suggest(&job).unwrap();
        for forecast in &high.candidates {
            assert!(forecast.lower <= forecast.predicted && forecast.predicted <= forecast.upper);
        }
        let first = high.batch[0].forecast;
        assert!((50.0..100.0).contains(&first.predicted), "{first:?}");
        let values: Vec<f64> = high
            .batch
            .iter()
            .map(|of| of.forecast.acquisition)
            .collect();
        assert!(values.is_sorted_by(|a, b| a >= b), "{values:?}");
        if model != "kriging" {
            continue;
        }
        let mut turned = query.clone();
        turned.better = Better::Lower;
        for (_, value) in &mut turned.measured {
            *value = -*value;
        }
        let low = turned.suggest(&job).unwrap();
        assert_eq!(rows(&high), rows(&low), "{model}");
        let mirrored = low.batch[0].forecast;
        assert!((first.predicted + mirrored.predicted).abs() < 1e-9);
        assert!((first.upper + mirrored.lower).abs() < 1e-9);
        // Eight measured rows are too few for 90 %.
        let wide = SuggestQuery {
            options: SuggestOptions {
                level: 0.9,
                ..query.options.clone()
            },
            ..query
        };
        assert!(wide.suggest(&job).unwrap().batch[0].forecast.upper.is_nan());
    }
}

#[test]
fn what_is_pending_is_held_out_and_takes_its_surroundings_along() {
    let job = JobContext::default();
    for model in ["kriging", "extra-trees trees=5"] {
        let (_, query) = begun(model, options("ei", 6));
        let all = rows(&query.suggest(&job).unwrap());
        // What is pending is believed as what was chosen before is.
        let (pending, rest) = all.split_at(3);
        let mut later = query.clone();
        later.pending = pending.to_vec();
        later.candidates.retain(|row| !pending.contains(row));
        later.options.count = 3;
        assert_eq!(rows(&later.suggest(&job).unwrap()), rest, "{model}");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let (_, query) = begun("kriging", options("thompson", 6));
    let job = JobContext::default();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(|| query.suggest(&job).unwrap())
    };
    let (one, three) = (with(1), with(3));
    assert_eq!(rows(&one), rows(&three));
    let bits = |of: &Suggestions| -> Vec<u64> {
        let all = of.candidates.iter();
        all.map(|forecast| forecast.acquisition.to_bits()).collect()
    };
    assert_eq!(bits(&one), bits(&three));
}

#[test]
fn without_a_model_the_batch_is_spread_out() {
    let job = JobContext::default();
    let (_, mut query) = begun("kriging", options("ei", 12));
    query.measured.truncate(3);
    query.pending = vec![query.candidates.remove(40), query.candidates.remove(4000)];
    let found = query.suggest(&job).unwrap();
    let reason = SpreadOut::TooFew {
        measured: 3,
        needed: 8,
    };
    assert_eq!(found.spread_out, Some(reason));
    assert!(found.candidates.is_empty() && found.batch[0].forecast.predicted.is_nan());
    assert_eq!(found.batch[0].nearest.len(), 3);
    let chosen = rows(&found);
    assert_eq!(chosen.iter().collect::<HashSet<_>>().len(), 12);
    assert!(chosen.iter().all(|row| query.candidates.contains(row)));
    assert_eq!(rows(&query.suggest(&job).unwrap()), chosen);
    // Farther from each other than rows drawn at random.
    let nearness = Nearness::new(Arc::clone(&query.design));
    let least = |rows: &[u32]| -> f64 {
        let of = |&row: &u32| {
            let others: Vec<u32> = rows.iter().copied().filter(|&other| other != row).collect();
            nearness.nearest_of(row, &others, 1, &job).unwrap()[0].1
        };
        rows.iter().map(of).sum()
    };
    let random: Vec<u32> = query
        .candidates
        .iter()
        .copied()
        .step_by(787)
        .take(12)
        .collect();
    assert!(least(&chosen) > least(&random));
    query.measured.clear();
    query.pending.clear();
    let none = query.suggest(&job).unwrap();
    assert_eq!(none.spread_out, Some(SpreadOut::NothingMeasured));
    assert!(none.batch[0].nearest.is_empty());
}

#[test]
fn all_that_is_left_is_suggested_and_nothing_twice() {
    let job = JobContext::default();
    for (model, measured) in [("kriging", 8), ("extra-trees trees=5", 8), ("kriging", 2)] {
        let (_, mut query) = begun(model, options("ei", 12));
        query.measured.truncate(measured);
        query.candidates.truncate(5);
        let mut found = rows(&query.suggest(&job).unwrap());
        found.sort_unstable();
        assert_eq!(found, query.candidates, "{model}");
        query.candidates.clear();
        assert!(query.suggest(&job).unwrap().batch.is_empty());
    }
}

#[test]
fn many_measurements_are_not_for_kriging() {
    let options = SuggestOptions::default();
    assert!(options.model(1000).is_kriging());
    assert_eq!(options.model(1001), ModelSpec::default());
    options.check(5000).unwrap();
    let kriging = SuggestOptions {
        model: Some(ModelSpec::kriging()),
        ..options.clone()
    };
    let error = kriging.check(1001).unwrap_err().to_string();
    assert!(
        error.contains("use at most 1000, or another model"),
        "{error}"
    );
    let linear = SuggestOptions {
        model: Some("linear".parse().unwrap()),
        ..options
    };
    let error = linear.check(9).unwrap_err().to_string();
    assert!(error.contains("linear has no uncertainty"), "{error}");
}
