//! Fronts and hypervolumes against brute force, on random points with ties.

use grafscope_core::bench::Better;
use grafscope_core::job::JobContext;
use grafscope_core::tradeoff::{
    Choice, Objective, dominates, front, fronts, hypervolume, ranks, reference_point,
};
use proptest::collection::vec;
use proptest::prelude::*;

/// Points with few different coordinates, some of them missing, and which end of each is good.
fn points(most: usize) -> impl Strategy<Value = (Vec<Vec<f64>>, Vec<Better>)> {
    (1_usize..5).prop_flat_map(move |width| {
        let value = prop_oneof![9 => (0_i8..6).prop_map(f64::from), 1 => Just(f64::NAN)];
        let better = prop_oneof![Just(Better::Higher), Just(Better::Lower)];
        (vec(vec(value, width), 0..most), vec(better, width))
    })
}

/// For each objective a value a point.
fn columns(points: &[Vec<f64>], width: usize) -> Vec<Vec<f64>> {
    let column = |at: usize| points.iter().map(|point| point[at]).collect();
    (0..width).map(column).collect()
}

fn objectives<'a>(columns: &'a [Vec<f64>], better: &[Better]) -> Vec<Objective<'a>> {
    let pairs = columns.iter().zip(better);
    let objective = |(values, &better): (&'a Vec<f64>, &Better)| Objective { values, better };
    pairs.map(objective).collect()
}

fn is_complete(point: &[f64]) -> bool {
    point.iter().all(|x| x.is_finite())
}

/// The front of each point, by taking one front away after another.
fn peeled(points: &[Vec<f64>], better: &[Better], deepest: usize) -> Vec<u32> {
    let mut ranks = vec![0; points.len()];
    let mut left: Vec<usize> = (0..points.len())
        .filter(|&at| is_complete(&points[at]))
        .collect();
    for rank in 1..=deepest {
        let is_free = |&&at: &&usize| {
            let mut others = left.iter();
            !others.any(|&other| dominates(&points[other], &points[at], better))
        };
        let front: Vec<usize> = left.iter().filter(is_free).copied().collect();
        for &at in &front {
            ranks[at] = rank as u32;
        }
        left.retain(|at| !front.contains(at));
    }
    ranks
}

fn cost(x: f64, better: Better) -> f64 {
    match better {
        Better::Higher => -x,
        Better::Lower => x,
    }
}

/// Cells that are looked at along each axis.
const SIDE: usize = 12;

/// How many unit cells before `reference` some point dominates; coordinates are whole numbers.
fn cells(points: &[Vec<f64>], better: &[Better], reference: &[f64]) -> f64 {
    let turn = |point: &[f64]| -> Vec<f64> {
        let pairs = point.iter().zip(better);
        pairs.map(|(&x, &better)| cost(x, better)).collect()
    };
    let complete = points.iter().filter(|point| is_complete(point));
    let turned: Vec<Vec<f64>> = complete.map(|point| turn(point)).collect();
    let corner = turn(reference);
    let count = (0..SIDE.pow(better.len() as u32)).filter(|&at| {
        let steps = (0..better.len()).map(|axis| at / SIDE.pow(axis as u32) % SIDE);
        let cell: Vec<f64> = steps
            .zip(&corner)
            .map(|(step, x)| x - step as f64)
            .collect();
        let covers = |point: &Vec<f64>| point.iter().zip(&cell).all(|(x, end)| *x <= end - 1.0);
        turned.iter().any(covers)
    });
    count.count() as f64
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn fronts_are_those_of_brute_force((points, better) in points(60), deepest in 1_usize..6) {
        let columns = columns(&points, better.len());
        let objectives = objectives(&columns, &better);
        let job = JobContext::default();
        let expected = peeled(&points, &better, deepest);
        prop_assert_eq!(&ranks(&objectives, deepest, &job).unwrap(), &expected);
        let of_rank = |rank: usize| -> Vec<u32> {
            let rows = (0..).zip(&expected).filter(|(_, of)| **of as usize == rank);
            rows.map(|(row, _)| row).collect()
        };
        prop_assert_eq!(front(&objectives, &job).unwrap(), of_rank(1));
        let found = fronts(&objectives, deepest, &job).unwrap();
        prop_assert!(found.len() <= deepest && found.iter().all(|front| !front.is_empty()));
        for (rank, front) in (1..).zip(found) {
            prop_assert_eq!(front, of_rank(rank));
        }
    }

    #[test]
    fn hypervolumes_are_those_of_counted_cells(
        (points, better) in points(20),
        offset in -3_i8..4,
    ) {
        let columns = columns(&points, better.len());
        let objectives = objectives(&columns, &better);
        let Some(worst) = reference_point(&objectives) else {
            prop_assert!(points.iter().all(|point| !is_complete(point)));
            return Ok(());
        };
        for point in points.iter().filter(|point| is_complete(point)) {
            for ((x, worst), &better) in point.iter().zip(&worst).zip(&better) {
                prop_assert!(cost(*x, better) <= cost(*worst, better));
            }
        }
        // Also where some points lie behind the reference point.
        let moved = worst.iter().map(|x| x + f64::from(offset)).collect();
        for reference in [worst, moved] {
            let found = hypervolume(&objectives, &reference);
            prop_assert_eq!(found, cells(&points, &better, &reference));
        }
    }

    #[test]
    fn nothing_attains_more_than_the_true_front(
        (truth, better) in points(40),
        noise in vec(-2_i8..3, 40 * 4),
    ) {
        let noisy = |(at, point): (usize, &Vec<f64>)| -> Vec<f64> {
            let noise = noise[at * 4..].iter();
            point.iter().zip(noise).map(|(x, off)| x + f64::from(*off)).collect()
        };
        let said: Vec<Vec<f64>> = truth.iter().enumerate().map(noisy).collect();
        let [true_columns, said] = [&truth, &said].map(|of| columns(of, better.len()));
        let [truth, said] = [&true_columns, &said].map(|of| objectives(of, &better));
        let job = JobContext::default();
        let Some(choice) = Choice::new(&truth, &said, &job).unwrap() else {
            return Ok(());
        };
        prop_assert_eq!(&choice.true_front, &front(&truth, &job).unwrap());
        prop_assert_eq!(&choice.predicted_front, &front(&said, &job).unwrap());
        prop_assert!(choice.attained <= choice.possible);
        let exact = Choice::new(&truth, &truth, &job).unwrap().unwrap();
        prop_assert_eq!(exact.attained, choice.possible);
        prop_assert_eq!(exact.reference, choice.reference);
    }
}

/// Repeatable numbers that follow no pattern, with many equal ones.
fn many(rows: usize, width: usize) -> Vec<Vec<f64>> {
    let mut state = 7_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 % 500.0
    };
    (0..rows)
        .map(|_| (0..width).map(|_| next()).collect())
        .collect()
}

/// So many rows that a sample of them says first which cannot be on a front.
#[test]
fn fronts_of_many_rows_are_those_of_brute_force() {
    for width in [2, 3] {
        let points = many(5_000, width);
        let better = vec![Better::Lower; width];
        let columns = columns(&points, width);
        for deepest in [1, 4] {
            let objectives = objectives(&columns, &better);
            let found = ranks(&objectives, deepest, &JobContext::default()).unwrap();
            assert_eq!(
                found,
                peeled(&points, &better, deepest),
                "{width} {deepest}"
            );
        }
    }
}

#[test]
fn without_rows_or_values_there_is_no_front() {
    let job = JobContext::default();
    let missing = [f64::NAN, f64::INFINITY];
    for values in [&missing[..], &[]] {
        let objectives = [Better::Higher, Better::Lower].map(|better| Objective { values, better });
        assert!(front(&objectives, &job).unwrap().is_empty());
        assert!(fronts(&objectives, 3, &job).unwrap().is_empty());
        assert_eq!(reference_point(&objectives), None);
        assert_eq!(hypervolume(&objectives, &[0.0, 1.0]), 0.0);
        assert_eq!(Choice::new(&objectives, &objectives, &job).unwrap(), None);
    }
    assert!(front(&[], &job).unwrap().is_empty());
}

#[test]
fn signs_of_zero_make_no_difference() {
    let columns = [vec![0.0, -0.0], vec![-0.0, 0.0]];
    let objectives = objectives(&columns, &[Better::Higher, Better::Lower]);
    let found = front(&objectives, &JobContext::default()).unwrap();
    assert_eq!(found, [0, 1]);
}
