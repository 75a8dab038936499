//! Fitting the process: which training rows, which scale, which weight of the scores.

use rand::seq::index;
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

use crate::job::JobContext;
use crate::predict::design::{NormalScores, Numbers};
use crate::predict::forest::generator;

use super::super::calibration::Calibrated;
use super::super::{ModelError, Params, TrainingData};
use super::Process;
use super::points::Points;
use super::solve::{Solved, solve_distances};

/// Weights of score columns that are tried.
const SCORE_WEIGHTS: [f64; 3] = [3.0, 1.0, 0.25];
/// Most training rows that a weight is chosen on.
const CHOOSING: usize = 256;
/// Most training rows that variances are computed from.
const UNSURE: usize = 128;

/// Learns from a lesson.
pub(super) fn fit(
    params: &Params,
    training_data: &TrainingData,
    job: &JobContext,
) -> Result<Calibrated<Process>, ModelError> {
    let mut rng = generator(training_data.seed, 0);
    let trained_model = some_of(
        training_data.rows.len(),
        params.whole("most_rows"),
        &mut rng,
    );
    let scores = NormalScores::of(training_data.targets.iter().copied());
    let targets = trained_model
        .iter()
        .map(|&at| scores.score(training_data.targets[at]));
    let trial = Trial {
        numbers: training_data.design.numbers(),
        rows: trained_model
            .iter()
            .map(|&at| training_data.rows[at] as usize)
            .collect(),
        targets: targets.collect(),
        length_scale: params.get("length_scale"),
        noise: params.get("noise"),
    };
    let score_weight = match params.get("score_weight") {
        0.0 => trial.best_score_weight(&mut rng, job)?,
        given => given,
    };
    job.check()?;
    let all: Vec<usize> = (0..trained_model.len()).collect();
    let (points, length_scale, solved) = trial.solve(&all, score_weight)?;
    job.check()?;
    let few_places = &all[..all.len().min(UNSURE)];
    let few = points.some(few_places);
    let few_targets: Vec<f64> = few_places.iter().map(|&at| trial.targets[at]).collect();
    let few_solved = solve_distances(few.all_distances(), length_scale, &few_targets, trial.noise)?;
    let mut process = Process {
        trained_model: Vec::new(),
        points,
        score_weight,
        length_scale,
        weights: solved.weights,
        few,
        few_factor: few_solved.factor,
        scores,
    };
    let out_of_fold = process.left_out(
        training_data,
        &trained_model,
        &solved.left_out,
        trial.noise,
        job,
    )?;
    process.trained_model = trained_model;
    Ok(Calibrated::new(process, out_of_fold, training_data.targets))
}

/// Random places below `count`, at most `most` of them, ascending.
fn some_of(count: usize, most: usize, rng: &mut Xoshiro256PlusPlus) -> Vec<usize> {
    let mut places = index::sample(rng, count, most.min(count)).into_vec();
    places.sort_unstable();
    places
}

/// What is the same in every attempt at a process.
struct Trial<'a> {
    numbers: &'a Numbers,
    /// Training rows learned from.
    rows: Vec<usize>,
    /// Their targets, as normal scores.
    targets: Vec<f64>,
    /// As a parameter: × the median distance.
    length_scale: f64,
    noise: f64,
}

impl Trial<'_> {
    /// The process of the rows at `places`, with their points and the length scale.
    fn solve(
        &self,
        places: &[usize],
        score_weight: f64,
    ) -> Result<(Points, f64, Solved), ModelError> {
        let rows = places.iter().map(|&at| self.rows[at]);
        let points = Points::new(self.numbers, rows, score_weight);
        let squared = points.all_distances();
        let length_scale = self.length_scale * median_distance(&squared, points.len());
        let targets: Vec<f64> = places.iter().map(|&at| self.targets[at]).collect();
        let solved = solve_distances(squared, length_scale, &targets, self.noise)?;
        Ok((points, length_scale, solved))
    }

    /// The weight of score columns under which rows left out are least surprising; 1 when there are
    /// none, or nothing else.
    fn best_score_weight(
        &self,
        rng: &mut Xoshiro256PlusPlus,
        job: &JobContext,
    ) -> Result<f64, ModelError> {
        let scores = self
            .numbers
            .columns()
            .iter()
            .filter(|column| column.is_score);
        let scores = scores.count();
        if scores == 0 || scores == self.numbers.columns().len() {
            return Ok(1.0);
        }
        let places = some_of(self.rows.len(), CHOOSING, rng);
        let targets: Vec<f64> = places.iter().map(|&at| self.targets[at]).collect();
        let tried: Vec<(f64, f64)> = SCORE_WEIGHTS
            .into_par_iter()
            .map(|weight| {
                job.check()?;
                let (_, _, solved) = self.solve(&places, weight)?;
                Ok::<_, ModelError>((solved.surprise(&targets), weight))
            })
            .collect::<Result<_, _>>()?;
        let least = tried.into_iter().min_by(|(a, _), (b, _)| a.total_cmp(b));
        Ok(least.map_or(1.0, |(_, weight)| weight))
    }
}

/// The median distance between points whose squared distances of all pairs are given.
fn median_distance(squared: &[f64], points: usize) -> f64 {
    let mut distances: Vec<f64> = (0..points)
        .flat_map(|at| {
            squared[at * points + at + 1..(at + 1) * points]
                .iter()
                .copied()
        })
        .filter(|&distance| distance > 0.0)
        .collect();
    if distances.is_empty() {
        return 1.0;
    }
    let middle = distances.len() / 2;
    distances
        .select_nth_unstable_by(middle, f64::total_cmp)
        .1
        .sqrt()
}
