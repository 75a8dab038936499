use std::sync::Arc;

use grafscope_core::job::{Cancel, JobContext};
use grafscope_core::predict::Bins;
use grafscope_core::predict::Estimate;
use grafscope_core::predict::forest::{Forest, ForestError, ForestParams};
use grafscope_core::table::Values;
use proptest::prelude::*;

use super::noise;

fn params(trees: usize, seed: u64) -> ForestParams {
    ForestParams {
        trees,
        seed,
        ..ForestParams::default()
    }
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
        .map(|it| (it.mean.to_bits(), it.uncertainty.to_bits()));
    bits.collect()
}

#[test]
fn held_out_rows_are_predicted() {
    let mut numbers = noise(1);
    let mut column = || -> Vec<f64> { (0..600).map(|_| numbers.next().unwrap()).collect() };
    let columns = [column(), column(), column()];
    let truth: Vec<f64> = (0..600)
        .map(|row| 10.0 * columns[0][row] + if columns[1][row] > 0.5 { 5.0 } else { 0.0 })
        .collect();
    let bins = Bins::of_columns(&columns.map(|column| Arc::new(Values::Dense(column))));
    let rows: Vec<u32> = (0..400).collect();
    let job = JobContext::default();
    let forest = Forest::fit(&params(100, 0), &bins, &rows, &truth[..400], &job).unwrap();
    let predicted = forest.predict(&bins, &job).unwrap();
    let pairs = truth.iter().zip(&predicted).skip(400);
    let mae = pairs
        .map(|(truth, it)| (truth - it.mean).abs())
        .sum::<f64>()
        / 200.0;
    assert!(mae < 0.5, "{mae}");
}

#[test]
fn a_tree_predicts_the_rows_of_its_sample_exactly_and_the_others_out_of_bag() {
    let (bins, rows, targets) = sample(300);
    let job = JobContext::default();
    let forest = Forest::fit(&params(1, 5), &bins, &rows, &targets, &job).unwrap();
    let predicted = forest.predict(&bins, &job).unwrap();
    let out_of_bag = forest.out_of_bag(&bins, &rows, &job).unwrap();
    let mut in_bag = 0;
    for ((estimate, out), target) in predicted.iter().zip(&out_of_bag).zip(&targets) {
        assert!(estimate.uncertainty.abs() < 1e-12);
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
    let job = JobContext::default();
    let forest = Forest::fit(&params(40, 9), &bins, &rows, &targets, &job).unwrap();
    let out_of_bag = forest.out_of_bag(&bins, &rows, &job).unwrap();
    let predicted = forest.predict(&bins, &job).unwrap();
    let (low, high) = (0.0, 25.0);
    for (seen, held_out) in predicted.iter().zip(&out_of_bag) {
        assert!((low..=high).contains(&seen.mean) && (low..=high).contains(&held_out.mean));
        assert!(seen.uncertainty >= 0.0 && held_out.uncertainty >= 0.0);
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
            let job = JobContext::default();
            let forest = Forest::fit(&params(30, 2), &bins, &rows, &targets, &job).unwrap();
            let predicted = forest.predict(&bins, &job).unwrap();
            let out_of_bag = forest.out_of_bag(&bins, &rows, &job).unwrap();
            (bits(&predicted), bits(&out_of_bag))
        })
    };
    let one = run(1);
    assert_eq!(one, run(3));
    let job = JobContext::default();
    let other = Forest::fit(&params(30, 3), &bins, &rows, &targets, &job).unwrap();
    assert_ne!(one.0, bits(&other.predict(&bins, &job).unwrap()));
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
        dense(&[f64::NAN, 1.0, 2.0, 1.0]),
        dense(&[f64::NAN, 9.0, 8.0, 9.0]),
    ]);
    // What is missing is no lowest value: the last but one splits otherwise than the second.
    assert_eq!(bins.kept(), [1, 4, 7]);
}

#[test]
fn without_features_the_mean_is_predicted() {
    let columns = [Arc::new(Values::Dense(vec![4.0; 50]))];
    let bins = Bins::of_columns(&columns);
    let rows: Vec<u32> = (0..40).collect();
    let targets: Vec<f64> = rows.iter().map(|&row| f64::from(row)).collect();
    let job = JobContext::default();
    let forest = Forest::fit(&params(200, 1), &bins, &rows, &targets, &job).unwrap();
    let predicted = forest.predict(&bins, &job).unwrap();
    assert_eq!(predicted.len(), 50);
    assert!(predicted.iter().all(|it| (it.mean - 19.5).abs() < 0.5));
}

#[test]
fn what_no_training_row_lacked_goes_with_the_majority() {
    for (most, ends) in [(0.0, 0.0), (1.0, 8.0)] {
        let mut column: Vec<f64> = (0..40)
            .map(|row| if row < 30 { most } else { 1.0 - most })
            .collect();
        let targets: Vec<f64> = column.iter().map(|x| 8.0 * x).collect();
        column.extend([f64::NAN, f64::INFINITY, most]);
        let bins = Bins::of_columns(&[Arc::new(Values::Dense(column))]);
        let rows: Vec<u32> = (0..40).collect();
        let job = JobContext::default();
        let forest = Forest::fit(&params(50, 1), &bins, &rows, &targets, &job).unwrap();
        let predicted: Vec<f64> = forest.predict(&bins, &job).unwrap()[40..]
            .iter()
            .map(|estimate| estimate.mean)
            .collect();
        assert_eq!(predicted[0].to_bits(), predicted[2].to_bits());
        assert!((predicted[0] - ends).abs() < 1.0, "{predicted:?}");
        assert!((predicted[1] - 8.0).abs() < 1.0, "{predicted:?}");
    }
}

/// A column that half of the rows lack, the other half having numbers from 0 to 1.
fn half_missing(rows: usize) -> Vec<f64> {
    let mut numbers = noise(11);
    let mut column = || {
        let missing = numbers.next().unwrap() < 0.5;
        let value = numbers.next().unwrap();
        if missing { f64::NAN } else { value }
    };
    (0..rows).map(|_| column()).collect()
}

#[test]
fn missing_values_go_where_they_fit() {
    let column = half_missing(400);
    let rows: Vec<u32> = (0..200).collect();
    let bins = Bins::of_columns(&[Arc::new(Values::Dense(column.clone()))]);
    let job = JobContext::default();
    // Like the low ones, like the high ones, like neither.
    for of_missing in [0.0, 10.0, 3.0] {
        let target = |&x: &f64| match x {
            x if x.is_nan() => of_missing,
            x if x > 0.5 => 10.0,
            _ => 0.0,
        };
        let truth: Vec<f64> = column.iter().map(target).collect();
        let forest = Forest::fit(&params(20, 3), &bins, &rows, &truth[..200], &job).unwrap();
        let predicted = forest.predict(&bins, &job).unwrap();
        for ((estimate, truth), x) in predicted.iter().zip(&truth).zip(&column).skip(200) {
            let near_the_cut = (x - 0.5).abs() < 0.02;
            assert!(
                near_the_cut || (estimate.mean - truth).abs() < 1e-6,
                "{} for {truth} at {x}",
                estimate.mean
            );
        }
    }
}

#[test]
fn a_column_and_its_reverse_make_the_same_tree_of_missing_values() {
    let column = half_missing(120);
    let turned: Vec<f64> = column.iter().map(|x| -x).collect();
    let rows: Vec<u32> = (0..120).collect();
    let targets: Vec<f64> = column
        .iter()
        .enumerate()
        .map(|(row, x)| {
            if x.is_nan() {
                (row % 7) as f64
            } else {
                9.0 * x
            }
        })
        .collect();
    let job = JobContext::default();
    let predict = |column: Vec<f64>| {
        let bins = Bins::of_columns(&[Arc::new(Values::Dense(column))]);
        let forest = Forest::fit(&params(10, 4), &bins, &rows, &targets, &job).unwrap();
        forest.predict(&bins, &job).unwrap()
    };
    for (one, other) in predict(column).iter().zip(predict(turned)) {
        assert!((one.mean - other.mean).abs() < 1e-9, "{one:?} {other:?}");
    }
}

#[test]
fn what_cannot_be_learnt_is_refused() {
    let (bins, rows, mut targets) = sample(10);
    let job = JobContext::default();
    let none = Forest::fit(&params(5, 1), &bins, &[], &[], &job);
    assert!(matches!(none, Err(ForestError::Rows { rows: 0 })));
    targets[3] = f64::NAN;
    let missing = Forest::fit(&params(5, 1), &bins, &rows, &targets, &job);
    assert!(matches!(missing, Err(ForestError::Target { row: 3, .. })));
    let cancel = Cancel::default();
    let job = JobContext::new(cancel.clone(), |_| ());
    cancel.cancel();
    let cancelled = Forest::fit(&params(5, 1), &bins, &rows, &[1.0; 10], &job);
    assert!(matches!(cancelled, Err(ForestError::Cancelled(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The way rows take while a tree grows is the way that they take when it predicts.
    #[test]
    fn a_tree_predicts_the_rows_of_its_sample_exactly_with_gaps_anywhere(
        columns in prop::collection::vec(
            prop::collection::vec(prop::option::weighted(0.7, 0_u8..6), 150),
            1..4,
        ),
        seed in 0_u64..100,
    ) {
        let number = |value: &Option<u8>| value.map_or(f64::NAN, f64::from);
        let dense = |column: &Vec<Option<u8>>| {
            Arc::new(Values::Dense(column.iter().map(number).collect()))
        };
        let bins = Bins::of_columns(&columns.iter().map(dense).collect::<Vec<_>>());
        let rows: Vec<u32> = (0..150).collect();
        // A target that the columns decide.
        let place = |row: usize| columns.iter().fold(0.0, |sum, column| {
            7.0 * sum + column[row].map_or(6.0, f64::from)
        });
        let targets: Vec<f64> = (0..150).map(place).collect();
        let job = JobContext::default();
        let forest = Forest::fit(&params(1, seed), &bins, &rows, &targets, &job).unwrap();
        let predicted = forest.predict(&bins, &job).unwrap();
        let out_of_bag = forest.out_of_bag(&bins, &rows, &job).unwrap();
        for ((estimate, out), target) in predicted.iter().zip(&out_of_bag).zip(&targets) {
            if out.mean.is_nan() {
                prop_assert!((estimate.mean - target).abs() < 1e-5);
            }
        }
    }

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
        let job = JobContext::default();
        let forest = Forest::fit(&params(25, 7), &bins, &rows, &targets, &job).unwrap();
        let predicted = forest.predict(&bins, &job).unwrap();
        let slack = gap * 1e-6 + low.abs() * 1e-12;
        for pair in predicted.windows(2) {
            prop_assert!(pair[0].mean <= pair[1].mean + slack);
        }
        for it in predicted {
            prop_assert!((low - slack..=low + gap + slack).contains(&it.mean));
        }
    }
}
