//! Fitting the process: which training rows, which length scale, which weight of the scores.

use rand_xoshiro::Xoshiro256PlusPlus;

use crate::job::JobContext;
use crate::predict::design::Numbers;
use crate::predict::forest::generator;

use super::super::fitted::Fitted;
use super::super::folds::random_places;
use super::super::{ModelError, Params, TrainingData};
use super::Process;
use super::points::Points;
use super::solve::{Solved, solve_distances};

const SCORE_WEIGHTS: [f64; 3] = [3.0, 1.0, 0.25];
/// Columns of scores that these weights suit: the proxies of a benchmark. Each of fewer may count more, as a
/// target of another data set does.
const SCORES: usize = 13;
/// Further weights that are tried for fewer, as if there were so many.
const FEW_SCORE_WEIGHTS: [f64; 2] = [3.0, 9.0];
/// Most training rows that a weight is chosen on.
const CHOOSING: usize = 256;
/// Most training rows that variances are computed from.
const UNSURE: usize = 128;

pub(super) fn fit(
    params: &Params,
    training_data: &TrainingData,
    job: &JobContext,
) -> Result<Fitted, ModelError> {
    let mut rng = generator(training_data.seed, 0);
    let most = params.whole("most_rows");
    let places = random_places(training_data.rows.len(), most, &mut rng);
    let (scores, targets) = training_data.scored_targets();
    let trial = Trial {
        numbers: training_data.design.numbers(),
        rows: places.iter().map(|&at| training_data.rows[at]).collect(),
        targets: places.iter().map(|&at| targets[at]).collect(),
        length_scale: params.get("length_scale"),
        noise: params.get("noise"),
    };
    let score_weight = match params.get("score_weight") {
        0.0 => trial.best_score_weight(&mut rng, job)?,
        given => given,
    };
    job.check()?;
    let all: Vec<usize> = (0..places.len()).collect();
    let (points, length_scale, solved) = trial.solve(&all, score_weight)?;
    job.check()?;
    let few_places = &all[..all.len().min(UNSURE)];
    let few = points.some(few_places);
    let few_targets = &trial.targets[..few_places.len()];
    let few_solved = solve_distances(few.all_distances(), length_scale, few_targets, trial.noise)?;
    let process = Process {
        places,
        points,
        score_weight,
        length_scale,
        weights: solved.weights,
        few,
        few_factor: few_solved.into_factor(),
        scores,
    };
    let out_of_fold = process.out_of_fold(training_data, &solved.left_out, trial.noise, job)?;
    Ok((Box::new(process), out_of_fold))
}

struct Trial<'a> {
    numbers: &'a Numbers,
    /// Training rows used.
    rows: Vec<u32>,
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
        let rows = places.iter().map(|&at| self.rows[at] as usize);
        let points = Points::new(self.numbers, rows, score_weight);
        let squared = points.all_distances();
        let length_scale = self.length_scale * median_distance(&squared, points.len());
        let targets: Vec<f64> = places.iter().map(|&at| self.targets[at]).collect();
        let solved = solve_distances(squared, length_scale, &targets, self.noise)?;
        Ok((points, length_scale, solved))
    }

    /// The weight of score columns under which rows left out are most likely; 1 when there are no such
    /// columns, or no others.
    fn best_score_weight(
        &self,
        rng: &mut Xoshiro256PlusPlus,
        job: &JobContext,
    ) -> Result<f64, ModelError> {
        let columns = self.numbers.columns();
        let scores = columns.iter().filter(|column| column.is_score).count();
        if scores == 0 || scores == columns.len() {
            return Ok(1.0);
        }
        let places = random_places(self.targets.len(), CHOOSING, rng);
        let targets: Vec<f64> = places.iter().map(|&at| self.targets[at]).collect();
        let more = (scores < SCORES).then(|| {
            let each = (SCORES as f64 / scores as f64).sqrt();
            FEW_SCORE_WEIGHTS.map(|weight| weight * each)
        });
        let weights = SCORE_WEIGHTS.into_iter().chain(more.into_iter().flatten());
        let tried: Vec<(f64, f64)> = weights
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

/// The median of the positive distances, given the squared distances of all pairs.
fn median_distance(squared: &[f64], points: usize) -> f64 {
    let pairs = (0..points).flat_map(|at| &squared[at * points + at + 1..(at + 1) * points]);
    let mut distances: Vec<f64> = pairs.copied().filter(|&distance| distance > 0.0).collect();
    if distances.is_empty() {
        return 1.0;
    }
    let middle = distances.len() / 2;
    let (_, median, _) = distances.select_nth_unstable_by(middle, f64::total_cmp);
    median.sqrt()
}
