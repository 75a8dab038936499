//! Importances against their definitions, on a table made up here.

use super::permuted::Trial;
use super::*;
use crate::bench::Better;
use crate::diagnosis::tests::table;
use crate::predict::{RowPolicy, TrainRequest, score, train};
use crate::table::{Group, Values};

const ROWS: usize = 300;

/// A target made of two features, a third that is like the first, and one that says nothing.
fn held_out(model: &str) -> HeldOutSet {
    let mut rng = generator(5, 5);
    let mut draw = |values: u32| -> Vec<f64> {
        (0..ROWS)
            .map(|_| f64::from(rng.gen_range(0..values)))
            .collect()
    };
    let (strong, weak, none) = (draw(9), draw(5), draw(6));
    let mut like = strong.clone();
    like[3] += 0.5;
    let target = (0..ROWS).map(|row| 4.0 * strong[row] + weak[row]).collect();
    let table = Arc::new(table(&[
        ("op_count(none)", Group::OpCount, strong),
        ("min_path_len(none,skip_connect)", Group::MinPathLen, like),
        ("op_count(skip_connect)", Group::OpCount, weak),
        ("synflow", Group::Proxy, none),
        ("target", Group::Target, target),
    ]));
    let request = TrainRequest {
        features: crate::predict::FeatureSet::parse("op_count+min_path_len+synflow", &table)
            .unwrap(),
        target: ColumnId(4),
        better: Better::Higher,
        train_size: 120,
        seed: 1,
        model: model.parse().unwrap(),
        rows: RowPolicy::All,
        table: Arc::clone(&table),
    };
    let prediction = train(&request, &JobContext::default()).unwrap();
    let rows: Vec<u32> = (0..ROWS as u32).collect();
    HeldOutSet::new(
        table,
        prediction.trained_model,
        &prediction.columns.predicted,
        &rows,
    )
}

const OPTIONS: ImportanceOptions = ImportanceOptions {
    explained: 50,
    permuted: 100,
    permutations: 3,
    seed: 9,
};

fn compute(held_out: &HeldOutSet) -> Importances {
    Importances::compute(held_out, OPTIONS, &JobContext::default(), &mut |_| {}).unwrap()
}

#[test]
fn those_of_single_features_are_the_same_alone() {
    for model in ["forest trees=20", "gp"] {
        let held_out = held_out(model);
        let options = ImportanceOptions {
            explained: 20,
            permuted: 0,
            seed: 0,
            ..OPTIONS
        };
        let job = JobContext::default();
        let all = Importances::compute(&held_out, options, &job, &mut |_| {}).unwrap();
        let alone = Importances::of_features(&held_out, 20, &job).unwrap();
        assert_eq!(alone.len(), all.weights(By::Feature).len());
        for (at, (id, contribution)) in alone.into_iter().enumerate() {
            assert_eq!(Some(id), all.column(By::Feature, at));
            let same = all.weights(By::Feature)[at].contribution;
            assert_eq!(contribution.to_bits(), same.to_bits());
        }
    }
}

#[test]
fn contributions_are_means_of_absolute_sums_over_unseen_rows() {
    let held_out = held_out("forest trees=20");
    let found = compute(&held_out);
    let explainer = held_out
        .trained_model
        .explainer(&JobContext::default())
        .unwrap();
    assert_eq!(found.explained.rows.len(), 50);
    assert_eq!(found.held_out, 180);
    let mut all = Vec::new();
    for (row, own) in found
        .explained
        .rows
        .iter()
        .zip(&found.explained.contributions)
    {
        assert!(held_out.rows.binary_search(row).is_ok());
        let design = held_out.trained_model.design();
        let attribution = explainer.attribute(design, *row as usize, &JobContext::default());
        assert_eq!(attribution.unwrap().contributions, **own);
        all.push(own);
    }
    let mean = |members: &[(usize, f64)]| {
        let sums = all.iter().map(|of| {
            let terms = members.iter().map(|&(kept, share)| share * of[kept]);
            terms.sum::<f64>().abs()
        });
        sums.sum::<f64>() / 50.0
    };
    for by in By::ALL {
        for (weight, members) in found.weights(by).iter().zip(&found.grouping(by).members) {
            assert!((weight.contribution - mean(members)).abs() < 1e-9, "{by:?}");
        }
    }
    assert_eq!(
        found.grouping(By::Family).names,
        ["op_count", "min_path_len", "zcp"]
    );
    // `min_path_len(none,skip_connect)` is half of either, synflow is of no operation.
    let operations = found.grouping(By::Operation);
    assert_eq!(operations.names, ["skip_connect", "none", "zcp"]);
    let halves = operations.members[0]
        .iter()
        .filter(|of| (of.1 - 0.5).abs() < 1e-12);
    assert_eq!(halves.count(), 1);
    // The first two features are almost the same.
    assert_eq!(found.grouping(By::Cluster).len(), 3);
    assert_eq!(found.weights(By::Operation)[0].loss, None);
}

#[test]
fn what_counts_is_lost_when_it_is_permuted() {
    let held_out = held_out("forest trees=20");
    let found = compute(&held_out);
    let loss = |by, name: &str| {
        let names = &found.grouping(by).names;
        let at = names.iter().position(|known| known == name).unwrap();
        found.weights(by)[at].loss.unwrap()
    };
    let strong = loss(By::Feature, "op_count(none)");
    let weak = loss(By::Feature, "op_count(skip_connect)");
    let none = loss(By::Feature, "synflow");
    assert!(weak.tau.mean > none.tau.mean + 0.01);
    assert!(none.r2.mean.abs() < 0.05 && none.mae.mean.abs() < 0.5);
    // Its double speaks for it, unless both are permuted together.
    let both = loss(By::Cluster, "op_count(none) +1");
    assert!(both.tau.mean > strong.tau.mean + 0.1 && both.r2.mean > 0.5);
    assert!(both.tau.std > 0.0);
}

#[test]
fn a_loss_is_that_of_the_scores_with_the_values_moved() {
    let held_out = held_out("extra-trees trees=10");
    let found = compute(&held_out);
    let places = order(held_out.len(), OPTIONS.seed);
    let places = &places[..100];
    let trial = Trial::new(&found, &held_out, places);
    let design = held_out.trained_model.design();
    let table = &held_out.table;
    let truth: Vec<f64> = places.iter().map(|&at| held_out.truth[at]).collect();
    let said = |moved: Option<&[usize]>| {
        let values = [0, 1, 2, 3].map(|column| {
            let value = |at: usize| {
                let from = moved.filter(|_| column == 0).map_or(at, |moved| moved[at]);
                let row = held_out.rows[places[from]];
                table.column(ColumnId(column)).values.get(row as usize)
            };
            Arc::new(Values::Dense((0..100).map(value).collect()))
        });
        let other = design.of_rows(values.into());
        let said = held_out
            .trained_model
            .predict(&other, None, &JobContext::default());
        let said: Vec<f64> = said.unwrap().iter().map(|of| of.mean).collect();
        score(&truth, &said, Better::Higher)
    };
    let whole = said(None);
    let taus = trial
        .permutations
        .iter()
        .map(|moved| whole.tau - said(Some(moved)).tau);
    let mean = taus.sum::<f64>() / 3.0;
    let loss = trial.losses(&[&[0]], &JobContext::default()).unwrap()[0];
    assert!(
        (loss.tau.mean - mean).abs() < 1e-12,
        "{} {mean}",
        loss.tau.mean
    );
    assert_eq!(found.weights(By::Feature)[0].loss, Some(loss));
}

#[test]
fn one_thread_or_many_find_the_same_and_batches_only_add() {
    for model in ["forest trees=5", "linear", "gp"] {
        let held_out = held_out(model);
        let mut rows = vec![0];
        let mut early = |found: &Importances| rows.push(found.explained.rows.len());
        let found =
            Importances::compute(&held_out, OPTIONS, &JobContext::default(), &mut early).unwrap();
        assert!(rows.windows(2).all(|pair| pair[0] <= pair[1]) && rows.contains(&8));
        let alone = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .build()
            .unwrap();
        assert_eq!(alone.install(|| compute(&held_out)), found, "{model}");
    }
}

#[test]
fn without_rows_nothing_is_known() {
    let mut held_out = held_out("linear");
    held_out.rows.clear();
    held_out.truth.clear();
    held_out.predicted.clear();
    let found = compute(&held_out);
    assert!(found.weights(By::Feature)[0].contribution.is_nan());
    assert_eq!(found.weights(By::Feature)[0].loss, None);
}
