use std::sync::Arc;

use grafscope::job::{Cancel, Watch};
use grafscope::predict::Bins;
use grafscope::predict::forest::{Estimate, Forest, ForestError, ForestParams, ForestValidParams};
use grafscope::table::Values;
use linfa::traits::{Fit, Predict};
use linfa::{Dataset, ParamGuard};
use ndarray::{Array1, Array2};
use proptest::prelude::*;

use super::noise;

fn params(trees: usize, seed: u64) -> ForestValidParams {
    ForestParams::new().trees(trees).seed(seed).check().unwrap()
}

/// Some columns of few and of many distinct values, and a target that depends on them.
fn sample(rows: usize) -> (Bins, Vec<u32>, Vec<f64>) {
    let mut numbers = noise(3);
    let mut column = |levels: f64| -> Vec<f64> {
        (0..rows)
            .map(|_| (numbers.next().unwrap() * levels).floor())
            .collect()
    };
    let columns = [column(3.0), column(7.0), column(50.0), column(1e6)];
    let targets = (0..rows)
        .map(|row| 3.0 * columns[0][row] + columns[1][row] * columns[2][row] / 20.0)
        .collect();
    let columns = columns.map(|column| Arc::new(Values::Dense(column)));
    (
        Bins::of_columns(&columns),
        (0..rows as u32).collect(),
        targets,
    )
}

fn bits(estimates: &[Estimate]) -> Vec<(u64, u64)> {
    let bits = estimates
        .iter()
        .map(|it| (it.mean.to_bits(), it.spread.to_bits()));
    bits.collect()
}

#[test]
fn a_linfa_dataset_is_learnt() {
    let mut numbers = noise(1);
    let features = Array2::from_shape_fn((400, 3), |_| numbers.next().unwrap());
    let truth =
        |row: ndarray::ArrayView1<f64>| 10.0 * row[0] + if row[1] > 0.5 { 5.0 } else { 0.0 };
    let targets: Array1<f64> = features.rows().into_iter().map(truth).collect();
    let model = ForestParams::new()
        .fit(&Dataset::new(features, targets))
        .unwrap();
    let unseen = Array2::from_shape_fn((200, 3), |_| numbers.next().unwrap());
    let predicted = model.predict(&unseen);
    let errors = unseen
        .rows()
        .into_iter()
        .zip(&predicted)
        .map(|(row, p)| (truth(row) - p).abs());
    let mae = errors.sum::<f64>() / 200.0;
    assert!(mae < 0.5, "{mae}");
}

#[test]
fn a_tree_predicts_the_rows_of_its_sample_exactly_and_the_others_out_of_bag() {
    let (bins, rows, targets) = sample(300);
    let watch = Watch::default();
    let forest = Forest::fit(&params(1, 5), &bins, &rows, &targets, &watch).unwrap();
    let predicted = forest.predict(&bins, &watch).unwrap();
    let out_of_bag = forest.out_of_bag(&bins, &rows, &watch).unwrap();
    let mut in_bag = 0;
    for ((estimate, out), target) in predicted.iter().zip(&out_of_bag).zip(&targets) {
        assert!(estimate.spread.abs() < 1e-12);
        if out.mean.is_nan() {
            in_bag += 1;
            assert!(
                (estimate.mean - target).abs() < 1e-6,
                "{} for {target}",
                estimate.mean
            );
        } else {
            assert_eq!(out, estimate);
        }
    }
    // 1 − 1/e of the rows are expected in a bootstrap sample, with a standard deviation of 5.
    assert!((170..210).contains(&in_bag), "{in_bag}");
}

#[test]
fn estimates_are_means_and_spreads_over_the_trees() {
    let (bins, rows, targets) = sample(100);
    let watch = Watch::default();
    let forest = Forest::fit(&params(40, 9), &bins, &rows, &targets, &watch).unwrap();
    let out_of_bag = forest.out_of_bag(&bins, &rows, &watch).unwrap();
    let predicted = forest.predict(&bins, &watch).unwrap();
    let (low, high) = (0.0, 25.0);
    for (seen, unseen) in predicted.iter().zip(&out_of_bag) {
        assert!((low..=high).contains(&seen.mean) && (low..=high).contains(&unseen.mean));
        assert!(seen.spread >= 0.0 && unseen.spread >= 0.0);
    }
    let mean_error = |estimates: &[Estimate]| {
        let errors = estimates
            .iter()
            .zip(&targets)
            .map(|(it, target)| (it.mean - target).abs());
        errors.sum::<f64>() / targets.len() as f64
    };
    // Fitted values flatter; out-of-bag ones do not.
    assert!(mean_error(&out_of_bag) > 1.5 * mean_error(&predicted));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let (bins, rows, targets) = sample(700);
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let watch = Watch::default();
            let forest = Forest::fit(&params(30, 2), &bins, &rows, &targets, &watch).unwrap();
            let predicted = forest.predict(&bins, &watch).unwrap();
            let out_of_bag = forest.out_of_bag(&bins, &rows, &watch).unwrap();
            (bits(&predicted), bits(&out_of_bag))
        })
    };
    let one = run(1);
    assert_eq!(one, run(3));
    let watch = Watch::default();
    let other = Forest::fit(&params(30, 3), &bins, &rows, &targets, &watch).unwrap();
    assert_ne!(one.0, bits(&other.predict(&bins, &watch).unwrap()));
}

#[test]
fn columns_that_say_nothing_new_are_left_out() {
    let dense = |numbers: &[f64]| Arc::new(Values::Dense(numbers.to_vec()));
    let bins = Bins::of_columns(&[
        dense(&[1.0, 1.0, 1.0, 1.0]),
        dense(&[0.0, 1.0, 2.0, 1.0]),
        dense(&[5.0, 7.0, 90.0, 7.0]),
        dense(&[0.0, -1.0, -2.0, -1.0]),
        dense(&[0.0, 1.0, 1.0, 1.0]),
        Arc::new(Values::Coded {
            codes: vec![1, 4, 6, 4],
            levels: (0..9).map(f64::from).collect(),
        }),
        dense(&[f64::NAN; 4]),
    ]);
    assert_eq!(bins.kept(), [1, 4]);
}

#[test]
fn without_features_the_mean_is_predicted() {
    let columns = [Arc::new(Values::Dense(vec![4.0; 50]))];
    let bins = Bins::of_columns(&columns);
    let rows: Vec<u32> = (0..40).collect();
    let targets: Vec<f64> = rows.iter().map(|&row| f64::from(row)).collect();
    let watch = Watch::default();
    let forest = Forest::fit(&params(200, 1), &bins, &rows, &targets, &watch).unwrap();
    let predicted = forest.predict(&bins, &watch).unwrap();
    assert_eq!(predicted.len(), 50);
    assert!(predicted.iter().all(|it| (it.mean - 19.5).abs() < 0.5));
}

#[test]
fn a_missing_feature_counts_as_the_lowest() {
    let features = Array2::from_shape_fn((40, 1), |(row, _)| (row % 4) as f64);
    let targets: Array1<f64> = features.column(0).mapv(|x| x * 2.0);
    let model = params(50, 1).fit(&Dataset::new(features, targets)).unwrap();
    let asked = ndarray::array![[0.0], [f64::NAN], [f64::INFINITY], [3.0]];
    let predicted = model.predict(&asked);
    assert_eq!(predicted[0].to_bits(), predicted[1].to_bits());
    assert_eq!(predicted[2].to_bits(), predicted[3].to_bits());
}

#[test]
fn what_cannot_be_learnt_is_refused() {
    assert!(matches!(
        ForestParams::new().trees(0).check(),
        Err(ForestError::NoTrees)
    ));
    let (bins, rows, mut targets) = sample(10);
    let watch = Watch::default();
    let none = Forest::fit(&params(5, 1), &bins, &[], &[], &watch);
    assert!(matches!(none, Err(ForestError::Rows { rows: 0 })));
    targets[3] = f64::NAN;
    let missing = Forest::fit(&params(5, 1), &bins, &rows, &targets, &watch);
    assert!(matches!(missing, Err(ForestError::Target { row: 3, .. })));
    let cancel = Cancel::default();
    let watch = Watch::new(cancel.clone(), |_| ());
    cancel.cancel();
    let cancelled = Forest::fit(&params(5, 1), &bins, &rows, &[1.0; 10], &watch);
    assert!(matches!(cancelled, Err(ForestError::Cancelled(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_predicted_value_is_a_mean_of_targets_and_follows_the_column(
        cut in 1_usize..39,
        low in -1e6..1e6_f64,
        gap in 1e-3..1e3_f64,
    ) {
        let column: Vec<f64> = (0..40).map(f64::from).collect();
        let bins = Bins::of_columns(&[Arc::new(Values::Dense(column))]);
        let rows: Vec<u32> = (0..40).collect();
        let targets: Vec<f64> = (0..40).map(|row| if row < cut { low } else { low + gap }).collect();
        let watch = Watch::default();
        let forest = Forest::fit(&params(25, 7), &bins, &rows, &targets, &watch).unwrap();
        let predicted = forest.predict(&bins, &watch).unwrap();
        let slack = gap * 1e-6 + low.abs() * 1e-12;
        for pair in predicted.windows(2) {
            prop_assert!(pair[0].mean <= pair[1].mean + slack);
        }
        for it in predicted {
            prop_assert!((low - slack..=low + gap + slack).contains(&it.mean));
        }
    }
}
