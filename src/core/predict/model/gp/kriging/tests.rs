use std::sync::Arc;

use super::*;
use crate::column::Values;
use crate::predict::design::Design;

/// Rows with two columns of counts and one of scores.
fn design(rows: u32) -> Design {
    let dense = |value: &dyn Fn(u32) -> u32| {
        let values = (0..rows).map(|row| f64::from(value(row)));
        Arc::new(Values::Dense(values.collect()))
    };
    let columns = vec![
        dense(&|row| row * 7 % 5),
        dense(&|row| row * row % 11),
        dense(&|row| row * 37 % 257),
    ];
    Design::of_columns(columns, true)
}

fn candidates(rows: u32) -> Candidates {
    Candidates::new(&design(rows), &(0..rows).collect::<Vec<_>>())
}

fn targets(count: usize) -> Vec<f64> {
    (0..count).map(|at| (at as f64 * 1.3).sin()).collect()
}

/// Measured one by one, with the kernel chosen after `first` and whenever it is due.
fn measured(candidates: &Candidates, first: usize, count: usize) -> Kriging<'_> {
    let mut kriging = Kriging::new(candidates);
    for at in 0..count {
        kriging.measure(at * 13 % candidates.len());
        if at + 1 >= first {
            kriging.fit(&targets(at + 1));
        }
    }
    kriging
}

#[test]
fn one_by_one_is_the_same_as_from_scratch() {
    let candidates = candidates(900);
    let grown = measured(&candidates, 6, 30);
    let mut anew = Kriging::new(&candidates);
    for &at in &grown.measured {
        anew.measure(at);
    }
    anew.kernel.clone_from(&grown.kernel);
    anew.solve();
    assert!(grown.chosen_at < 30, "one was added to a chosen kernel");
    assert_eq!(grown.solved, anew.solved);
    let bits = |values: Vec<f64>| -> Vec<u64> { values.into_iter().map(f64::to_bits).collect() };
    assert_eq!(bits(grown.deviations()), bits(anew.deviations()));
    let targets = targets(30);
    assert_eq!(bits(grown.means(&targets)), bits(anew.means(&targets)));
}

#[test]
fn means_and_deviations_are_those_of_the_formulas() {
    let candidates = candidates(300);
    let kriging = measured(&candidates, 20, 20);
    let kernel = kriging.kernel.clone().unwrap();
    let similarity = |a: usize, b: usize| {
        let parts: Vec<Vec<f32>> = (0..2)
            .map(|part| candidates.squared_pairs(part, &[a, b]))
            .collect();
        let squared = f64::from(parts[0][1]) + kernel.weights[1].powi(2) * f64::from(parts[1][1]);
        let distance = (5.0 * squared).sqrt() / kernel.length_scale;
        (1.0 + distance + distance * distance / 3.0) * (-distance).exp()
    };
    let size = kriging.measured.len();
    let places = &kriging.measured;
    let mut covariance = faer::Mat::from_fn(size, size, |a, b| similarity(places[a], places[b]));
    for at in 0..size {
        covariance[(at, at)] += kernel.noise;
    }
    let solver = faer::linalg::solvers::Llt::new(covariance.as_ref(), faer::Side::Lower).unwrap();
    let targets = targets(size);
    let (means, deviations) = (kriging.means(&targets), kriging.deviations());
    for at in [1, 100, 299] {
        let mut weights = faer::Mat::from_fn(size, 1, |row, _| similarity(places[row], at));
        let own = weights.clone();
        faer::linalg::solvers::Solve::solve_in_place(&solver, &mut weights);
        let mean: f64 = (0..size).map(|row| weights[(row, 0)] * targets[row]).sum();
        let explained: f64 = (0..size).map(|row| weights[(row, 0)] * own[(row, 0)]).sum();
        assert!((means[at] - mean).abs() < 1e-4, "{} {mean}", means[at]);
        let deviation = (1.0 - explained).max(0.0).sqrt();
        assert!((deviations[at] - deviation).abs() < 1e-3, "{deviation}");
    }
}

#[test]
fn over_other_candidates_the_process_is_the_same() {
    let design = design(300);
    let all: Vec<u32> = (0..300).collect();
    let candidates = Candidates::new(&design, &all);
    let kriging = measured(&candidates, 12, 12);
    let places: Vec<u32> = kriging.measured.iter().map(|&at| at as u32).collect();
    let own = Candidates::new(&design, &places);
    let mut first = Kriging::new(&own);
    for at in 0..12 {
        first.measure(at);
    }
    first.fit(&targets(12));
    let others = Candidates::new(&design, &[&places[..], &[299, 7]].concat());
    let mut over = first.over(&others);
    let said = |kriging: &Kriging, at: usize| {
        let (means, deviations) = (kriging.means(&targets(12)), kriging.deviations());
        (means[at].to_bits(), deviations[at].to_bits())
    };
    assert_eq!(said(&over, 12), said(&kriging, 299));
    // One more is measured here as there.
    let mut kriging = kriging;
    kriging.measure(299);
    over.measure(12);
    assert_eq!(said(&over, 13), said(&kriging, 7));
}

#[test]
fn one_is_left_out_as_if_it_had_not_been_measured() {
    let candidates = candidates(300);
    let kriging = measured(&candidates, 15, 15);
    let targets = targets(15);
    for (out, estimate) in kriging.leave_one_out(&targets).into_iter().enumerate() {
        let mut without = Kriging::new(&candidates);
        without.kernel.clone_from(&kriging.kernel);
        let others = (0..15).filter(|&at| at != out);
        others
            .clone()
            .for_each(|at| without.measure(kriging.measured[at]));
        let rest: Vec<f64> = others.map(|at| targets[at]).collect();
        let place = kriging.measured[out];
        assert!((without.means(&rest)[place] - estimate.mean).abs() < 1e-3);
        assert!((without.deviations()[place] - estimate.uncertainty).abs() < 1e-2);
    }
}

#[test]
fn functions_drawn_have_the_deviations() {
    let candidates = candidates(60);
    let kriging = measured(&candidates, 8, 8);
    let places = [3, 17, 17, 59];
    let unit = |at: usize| -> Vec<f64> { (0..4).map(|of| f64::from(u8::from(of == at))).collect() };
    let columns: Vec<Vec<f64>> = (0..4).map(|at| kriging.draw(&places, &unit(at))).collect();
    let deviations = kriging.deviations();
    for (at, &place) in places.iter().enumerate() {
        let variance: f64 = columns.iter().map(|column| column[at] * column[at]).sum();
        assert!(
            (variance.sqrt() - deviations[place]).abs() < 1e-3,
            "{place}"
        );
    }
    // One candidate twice is drawn the same.
    let drawn = kriging.draw(&places, &[0.3, -1.0, 2.0, 0.1]);
    assert!((drawn[1] - drawn[2]).abs() < 0.01, "{drawn:?}");
}
