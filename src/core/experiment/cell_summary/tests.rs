use rand::Rng;

use super::*;
use crate::bench::Better;
use crate::experiment::Verdict;
use crate::experiment::grid::tests::{fill, grid, series};
use crate::experiment::run::tests::run;
use crate::predict::{generator, normal_quantile};

fn marks(summary: &Summary, column: usize) -> Vec<Option<Mark>> {
    let cells = summary.cells.iter();
    cells.map(|line| line[column].mark()).collect()
}

/// b is always a little worse than a; c sometimes better, sometimes worse; d the same but for very little.
fn score(set: &str, seed: u64) -> f64 {
    let even = seed.is_multiple_of(2);
    let seed = seed as f64;
    match set {
        "a" => 0.5 + 0.01 * seed,
        "b" => 0.48 + 0.0101 * seed,
        "c" => 0.4999 + 0.01 * seed + if even { 0.03 } else { -0.03 },
        _ => 0.49995 + 0.01 * seed + if even { 0.0003 } else { -0.0003 },
    }
}

#[test]
fn the_best_is_the_reference_and_others_are_tested_on_common_seeds() {
    let mut grid = grid(&["a", "b", "c", "a+b"], &[16, 32], 10);
    fill(&mut grid, |set, _, seed| score(set, seed));
    let options = ComparisonOptions::new(Metric::Tau);
    let summary = Summary::new(&grid, &options);
    let expected = [
        Mark::Reference,
        Mark::Worse,
        Mark::NotSignificant,
        Mark::Equivalent,
    ];
    assert_eq!(marks(&summary, 0), expected.map(Some));
    assert_eq!((summary.comparisons, summary.reference(1)), (6, Some(0)));
    let b = summary.cells[1][0].difference.unwrap();
    let mean = b.test.delta.mean;
    assert!((mean + 0.01955).abs() < 1e-12 && b.test.delta.count == 10);
    assert!((b.test.p - 2.0 / 1024.0).abs() < 1e-12);
    assert!((b.p_holm - 6.0 * b.test.p).abs() < 1e-12, "six comparisons");
    assert!((summary.cells[0][1].spread.mean - 0.545).abs() < 1e-12);
    // Without a margin nothing is equivalent.
    let none = ComparisonOptions {
        margin: None,
        ..options
    };
    let none = Summary::new(&grid, &none);
    assert_eq!(none.cells[3][0].mark(), Some(Mark::NotSignificant));
    // Of an error the lowest is the best: the same one here, for errors are 1 − tau.
    assert_eq!(Metric::Mae.better(), Better::Lower);
    let by_error = Summary::new(&grid, &ComparisonOptions::new(Metric::Mae));
    assert!(by_error.cells[0][0].is_best);
    assert_eq!(
        marks(&by_error, 0)[..2],
        [Mark::Reference, Mark::Worse].map(Some)
    );
    assert!(by_error.cells[1][0].difference.unwrap().test.delta.mean > 0.0);
}

#[test]
fn a_method_can_be_pinned_as_the_reference() {
    let mut grid = grid(&["a", "b", "c"], &[16], 10);
    fill(&mut grid, |set, _, seed| score(set, seed));
    let options = |reference: &str| ComparisonOptions {
        reference: Some(Arc::new(series(reference))),
        ..ComparisonOptions::new(Metric::Tau)
    };
    let summary = Summary::new(&grid, &options("b"));
    let expected = [Mark::Better, Mark::Reference, Mark::NotSignificant];
    assert_eq!(marks(&summary, 0), expected.map(Some));
    assert!(summary.cells[0][0].is_best && !summary.cells[1][0].is_best);
    assert_eq!(
        summary.legend(),
        [
            ("*", "reference: b".to_owned()),
            ("+", "better".to_owned()),
            ("=", "not significantly different".to_owned()),
        ]
    );
    // One that is not here is no reference.
    let other = Summary::new(&grid, &options("a+c"));
    assert_eq!((other.pinned, other.reference(0)), (None, Some(0)));
}

#[test]
fn few_seeds_are_compared_as_far_as_they_are_common_and_tell_nothing() {
    let mut grid = grid(&["a", "b"], &[16, 32], 10);
    fill(&mut grid, |set, _, seed| score(set, seed));
    grid.add_series(series("a+b")).unwrap();
    for task in grid.next(5) {
        grid.record(&task, Ok(run("a+b", task.train_size, task.seed, 0.1)));
    }
    let summary = Summary::new(&grid, &ComparisonOptions::new(Metric::Tau));
    let few = &summary.cells[2][0];
    let difference = few.difference.unwrap();
    assert_eq!((few.seeds, few.sign()), (3, "?"));
    let (run, needed) = (3, 8);
    assert_eq!(difference.verdict, Verdict::TooFewSeeds { run, needed });
    assert!((difference.test.p - 0.25).abs() < 1e-12);
    assert_eq!(summary.comparisons, 4);
    // A single method is compared with nothing.
    let mut lone = super::super::grid::tests::grid(&["a"], &[16], 10);
    fill(&mut lone, |set, _, seed| score(set, seed));
    let lone = Summary::new(&lone, &ComparisonOptions::new(Metric::Tau));
    assert_eq!((marks(&lone, 0), lone.legend().len()), (vec![None], 0));
    assert_eq!(lone.test_text(), None);
}

/// The truth about b is known: it lies in 95 of 100 intervals.
#[test]
fn intervals_cover_the_true_difference_as_often_as_they_say() {
    const GRIDS: u64 = 4000;
    let mut rng = generator(14, 0);
    let mut normal = || normal_quantile(rng.r#gen::<f64>().clamp(1e-12, 1.0 - 1e-12));
    let options = ComparisonOptions {
        reference: Some(Arc::new(series("a"))),
        ..ComparisonOptions::new(Metric::Tau)
    };
    let truth = -0.013;
    let mut covered = 0;
    let mut grid = grid(&["a", "b"], &[32], 10);
    let tasks = grid.next(usize::MAX);
    for _ in 0..GRIDS {
        // What a seed draws makes both better or worse.
        let samples: Vec<f64> = (0..10).map(|_| 0.6 + 0.05 * normal()).collect();
        for task in &tasks {
            let set = task.series.features.text();
            let shift = if set == "b" { truth } else { 0.0 };
            let tau = samples[task.seed as usize] + shift + 0.02 * normal();
            grid.record(task, Ok(run(set, 32, task.seed, tau)));
        }
        let difference = Summary::new(&grid, &options).cells[1][0]
            .difference
            .unwrap();
        let delta = difference.test.delta;
        covered += u64::from(delta.low() <= truth && truth <= delta.high());
    }
    let share = covered as f64 / GRIDS as f64;
    assert!((share - 0.95).abs() < 0.02, "{share}");
}
