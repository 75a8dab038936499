//! Searches for trade-offs that a model guides.

use std::iter::zip;

use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::improvement::Undominated;
use super::{MultiAcquisition, MultiSearch};
use crate::experiment::search::guide::Guide;
use crate::experiment::search::progress::Progress;
use crate::experiment::search::step::{Believer, Choice, Outlook, Similar, batch, greatest};
use crate::experiment::search::working_scale::WorkingScale;
use crate::job::{Cancelled, JobContext};
use crate::predict::{Kriging, TrainError, generator};

/// Stream of random numbers of weights.
const WEIGHT_STREAM: u64 = u64::MAX - 4;
/// How much the sum counts beside the worst of the weighted objectives (Knowles, 2006).
const AUGMENTED: f64 = 0.05;

/// The rows measured, in order. The model of `guide` is trained for each target.
pub(super) fn guided(
    guide: &Guide,
    search: &MultiSearch,
    seed: u64,
    job: &JobContext,
) -> Result<Vec<u32>, TrainError> {
    let objectives = &search.objectives;
    let mut progress = Progress::new(&search.plan, objectives.pool(), seed);
    if !guide.method.model.is_kriging() {
        by_models(guide, search, &mut progress, seed, job)?;
    } else if search.acquisition == MultiAcquisition::Ehvi {
        by_krigings(guide, search, &mut progress, job)?;
    } else {
        let mut weights = generator(seed, WEIGHT_STREAM);
        let goodness = |measured: &[usize]| scalarised(&objectives.at(measured), &mut weights);
        progress.by_kriging(&guide.candidates, goodness, job)?;
    }
    Ok(progress.rows())
}

fn by_krigings(
    guide: &Guide,
    search: &MultiSearch,
    progress: &mut Progress,
    job: &JobContext,
) -> Result<(), Cancelled> {
    let objectives = &search.objectives;
    let targets = objectives.tasks().iter();
    let mut krigings: Vec<Kriging> = targets
        .map(|_| progress.kriging(&guide.candidates))
        .collect();
    while progress.is_under_way() {
        job.check()?;
        let scaled: Vec<Vec<f64>> = (objectives.at(&progress.measured).iter())
            .map(|known| WorkingScale::of(known).scaled(known))
            .collect();
        let outlooks = zip(&mut krigings, &scaled).map(|(kriging, scaled)| {
            kriging.fit(scaled);
            Outlook::kriged(kriging, scaled)
        });
        let outlook = MultiOutlook::new(outlooks.collect(), scaled);
        let believe = |at: usize, outlooks: &mut [Outlook]| {
            for (kriging, outlook) in zip(&mut krigings, outlooks) {
                kriging.believe(at, outlook);
            }
        };
        outlook.step(progress, believe, job)?;
    }
    Ok(())
}

fn by_models(
    guide: &Guide,
    search: &MultiSearch,
    progress: &mut Progress,
    seed: u64,
    job: &JobContext,
) -> Result<(), TrainError> {
    let objectives = &search.objectives;
    while progress.is_under_way() {
        let measured = objectives.at(&progress.measured);
        let outlooks = measured.iter().enumerate().map(|(target, good)| {
            let known = (&progress.measured[..], &good[..]);
            guide.outlook(known, objectives.sign(target), seed, job)
        });
        let outlooks: Vec<Outlook> = outlooks.collect::<Result<_, TrainError>>()?;
        let mut similar = Similar::new(&guide.candidates, progress.count() - 1);
        let outlook = MultiOutlook::new(outlooks, measured);
        outlook.step(progress, |at, outlooks| similar.lower(at, outlooks), job)?;
    }
    Ok(())
}

/// What is predicted of all candidates and known of those measured, by target, more being better.
struct MultiOutlook {
    outlooks: Vec<Outlook>,
    measured: Vec<Vec<f64>>,
    /// The worst of each that is measured.
    reference: Vec<f64>,
}

impl MultiOutlook {
    fn new(outlooks: Vec<Outlook>, measured: Vec<Vec<f64>>) -> Self {
        let worst = |values: &Vec<f64>| values.iter().copied().fold(f64::INFINITY, f64::min);
        Self {
            outlooks,
            reference: measured.iter().map(worst).collect(),
            measured,
        }
    }

    /// Measures a batch. `believe` takes a candidate for measured; the means of it are taken for its values.
    fn step(
        mut self,
        progress: &mut Progress,
        mut believe: impl FnMut(usize, &mut [Outlook]),
        job: &JobContext,
    ) -> Result<(), Cancelled> {
        let batch = batch(progress.count(), &mut progress.taken, |taken| {
            let choice = self.choose(taken, job)?;
            if let Some(choice) = choice {
                for (measured, outlook) in zip(&mut self.measured, &self.outlooks) {
                    measured.push(outlook.means[choice.at]);
                }
                believe(choice.at, &mut self.outlooks);
            }
            Ok::<_, Cancelled>(choice)
        })?;
        progress.measure(&batch);
        Ok(())
    }

    /// The candidate with the greatest expected improvement of the hypervolume; of several the one with the greatest
    /// sum of means, then the first.
    fn choose(&self, taken: &[bool], job: &JobContext) -> Result<Option<Choice>, Cancelled> {
        let undominated = Undominated::new(&self.measured, &self.reference, job)?;
        let all = || self.outlooks.iter();
        let value = |at: usize| {
            undominated.expected(all().map(|outlook| (outlook.means[at], outlook.deviations[at])))
        };
        Ok(greatest(taken, value, |at| {
            all().map(|outlook| outlook.means[at]).sum()
        }))
    }
}

/// One value for each point, given by objective: minus the augmented Tchebycheff distance from the best of all
/// objectives, each between 0 and 1, with random weights that add up to 1.
fn scalarised(points: &[Vec<f64>], rng: &mut Xoshiro256PlusPlus) -> Vec<f64> {
    let mut cuts: Vec<f64> = points[1..]
        .iter()
        .map(|_| rng.gen_range(0.0..1.0))
        .collect();
    cuts.extend([0.0, 1.0]);
    cuts.sort_unstable_by(f64::total_cmp);
    let weights: Vec<f64> = cuts.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let distances: Vec<Vec<f64>> = zip(points, weights)
        .map(|(values, weight)| {
            let best = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            let range = if best > least { best - least } else { 1.0 };
            let distance = |value: &f64| weight * (best - value) / range;
            values.iter().map(distance).collect()
        })
        .collect();
    let of_point = |at: usize| {
        let distances = distances.iter().map(|of| of[at]);
        let sum: f64 = distances.clone().sum();
        -(distances.fold(0.0, f64::max) + AUGMENTED * sum)
    };
    (0..points[0].len()).map(of_point).collect()
}
