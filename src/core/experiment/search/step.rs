//! One step of a search: which candidates are measured next, given what a model predicts of them.

use std::convert::Infallible;
use std::iter::zip;
use std::slice;

use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::Acquisition;
use super::acquisition::Posterior;
use crate::predict::{Candidates, Estimate, Kriging, normal_quantile};

/// Candidates that a function is drawn for: those with the highest mean + [`REACH`] standard deviations.
const DRAWN: usize = 128;
const REACH: f64 = 2.0;

/// An expected improvement, in standard deviations of the measured targets, that is as good as none.
const LITTLE: f64 = 0.001;

/// What is predicted of all candidates, on a scale on which more is better.
#[derive(Debug, Clone)]
pub(super) struct Outlook {
    pub(super) means: Vec<f64>,
    pub(super) deviations: Vec<f64>,
    /// The best measured value.
    pub(super) best: f64,
}

/// A candidate to be measured.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    pub(super) at: usize,
    /// Of the acquisition function, given those chosen before.
    pub(super) value: f64,
}

/// Chooses a batch that is spread out: the uncertainty falls around each candidate chosen.
#[derive(Debug)]
pub(super) struct Chooser<'a> {
    pub(super) acquisition: Acquisition,
    pub(super) count: usize,
    /// Whether each candidate is measured, or must not be chosen; those chosen are.
    pub(super) taken: &'a mut [bool],
    pub(super) rng: &'a mut Xoshiro256PlusPlus,
}

/// What takes a candidate for measured with its mean as the result.
pub(super) trait Believer {
    fn believe(&mut self, at: usize, outlook: &mut Outlook);

    /// How far above its mean each candidate is in a function drawn at random.
    fn draw(&self, outlook: &Outlook, taken: &[bool], rng: &mut Xoshiro256PlusPlus) -> Vec<f64>;
}

impl Chooser<'_> {
    /// A batch by kriging believer (Ginsbourger, Le Riche and Carraro, 2010). `kriging` has measured the
    /// candidates that `targets` are of, in that order; those `pending` are taken for measured too.
    pub(super) fn by_kriging(
        &mut self,
        kriging: &mut Kriging,
        targets: &[f64],
        pending: &[usize],
    ) -> Vec<Choice> {
        kriging.fit(targets);
        for &at in pending {
            kriging.measure(at);
        }
        kriging.count_noise(false);
        let mut outlook = Outlook::kriged(kriging, targets);
        let mut first = None;
        if self.acquisition.improves {
            first = outlook.choose(self.acquisition, None, self.taken);
            // Nothing better is expected by what the features tell: what they do not tell is left.
            if first.is_none_or(|choice| choice.value < LITTLE) {
                kriging.count_noise(true);
                outlook.deviations = kriging.deviations();
                first = None;
            }
        }
        self.choose(kriging, outlook, first)
    }

    /// A batch by a model that is not retrained for it: the uncertainty of each candidate falls by its
    /// similarity to those chosen and to those `pending`, as that of a Gaussian process would. `outlook` is then what
    /// it is before any is chosen.
    pub(super) fn by_model(
        &mut self,
        candidates: &Candidates,
        outlook: &mut Outlook,
        pending: &[usize],
    ) -> Vec<Choice> {
        let left = if self.acquisition.needs_uncertainty {
            pending.len() + self.count.saturating_sub(1)
        } else {
            0
        };
        let mut believer = Similar::new(candidates, left);
        for &at in pending {
            believer.believe(at, outlook);
        }
        self.choose(&mut believer, outlook.clone(), None)
    }

    /// `first` is what is chosen first, where that is known already.
    fn choose(
        &mut self,
        believer: &mut dyn Believer,
        mut outlook: Outlook,
        mut first: Option<Choice>,
    ) -> Vec<Choice> {
        let (acquisition, rng) = (self.acquisition, &mut *self.rng);
        let Ok(batch) = batch(self.count, self.taken, |taken| {
            let choice = first.take().or_else(|| {
                let drawn = acquisition
                    .draws
                    .then(|| believer.draw(&outlook, taken, rng));
                outlook.choose(acquisition, drawn.as_deref(), taken)
            });
            if let Some(choice) = choice {
                believer.believe(choice.at, &mut outlook);
            }
            Ok::<_, Infallible>(choice)
        });
        batch
    }
}

/// Up to `count` candidates that are not taken. `choose` takes each for measured before it chooses the next.
pub(super) fn batch<E>(
    count: usize,
    taken: &mut [bool],
    mut choose: impl FnMut(&[bool]) -> Result<Option<Choice>, E>,
) -> Result<Vec<Choice>, E> {
    let mut batch = Vec::new();
    while batch.len() < count {
        let Some(choice) = choose(taken)? else { break };
        taken[choice.at] = true;
        batch.push(choice);
    }
    Ok(batch)
}

/// The candidate of the greatest value that is not taken; of several the one with the highest mean, then the first.
pub(super) fn greatest(
    taken: &[bool],
    value: impl Fn(usize) -> f64,
    mean: impl Fn(usize) -> f64,
) -> Option<Choice> {
    let candidates = (0..taken.len()).rev().filter(|&at| !taken[at]);
    let valued = candidates.map(|at| Choice {
        at,
        value: value(at),
    });
    valued.max_by(|a, b| {
        let by_mean = || mean(a.at).total_cmp(&mean(b.at));
        a.value.total_cmp(&b.value).then_with(by_mean)
    })
}

impl Outlook {
    pub(super) fn kriged(kriging: &Kriging, targets: &[f64]) -> Self {
        Self {
            means: kriging.means(targets),
            deviations: kriging.deviations(),
            best: targets.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    /// `sign` is that of a target of which more is better, `best` has it already.
    pub(super) fn estimated(estimates: &[Estimate], sign: f64, best: f64) -> Self {
        let known = |value: f64| if value.is_nan() { 0.0 } else { value };
        Self {
            means: estimates.iter().map(|of| sign * of.mean).collect(),
            deviations: estimates.iter().map(|of| known(of.uncertainty)).collect(),
            best,
        }
    }

    /// Without the first `count` candidates.
    pub(super) fn without_first(mut self, count: usize) -> Self {
        self.means.drain(..count);
        self.deviations.drain(..count);
        self
    }

    /// The value of each candidate, before a function is drawn.
    pub(super) fn values(&self, acquisition: Acquisition) -> Vec<f64> {
        let all = 0..self.means.len();
        all.map(|at| self.value(acquisition, at, 0.0)).collect()
    }

    fn value(&self, acquisition: Acquisition, at: usize, drawn: f64) -> f64 {
        acquisition.value(&Posterior {
            mean: self.means[at],
            deviation: self.deviations[at],
            best: self.best,
            drawn,
        })
    }

    fn choose(
        &self,
        acquisition: Acquisition,
        drawn: Option<&[f64]>,
        taken: &[bool],
    ) -> Option<Choice> {
        let drawn = |at: usize| drawn.map_or(0.0, |drawn| drawn[at]);
        let value = |at: usize| self.value(acquisition, at, drawn(at));
        greatest(taken, value, |at| self.means[at])
    }

    /// The `count` candidates with the highest bounds that are not taken.
    pub(super) fn leading(&self, taken: &[bool], count: usize) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.means.len()).filter(|&at| !taken[at]).collect();
        let bound = |&at: &usize| self.means[at] + REACH * self.deviations[at];
        places.sort_by(|a, b| bound(b).total_cmp(&bound(a)));
        places.truncate(count);
        places
    }
}

impl Believer for Kriging<'_> {
    fn believe(&mut self, at: usize, outlook: &mut Outlook) {
        self.measure(at);
        outlook.deviations = self.deviations();
    }

    fn draw(&self, outlook: &Outlook, taken: &[bool], rng: &mut Xoshiro256PlusPlus) -> Vec<f64> {
        let places = outlook.leading(taken, DRAWN);
        let normal: Vec<f64> = places.iter().map(|_| standard_normal(rng)).collect();
        let mut drawn = vec![f64::NEG_INFINITY; taken.len()];
        for (&at, value) in zip(&places, Kriging::draw(self, &places, &normal)) {
            drawn[at] = value;
        }
        drawn
    }
}

/// A model whose uncertainties fall by similarity.
pub(super) struct Similar<'a> {
    candidates: &'a Candidates,
    left: usize,
}

impl<'a> Similar<'a> {
    /// Only the first `left` candidates believed have an effect: similarities to the last one chosen would be of no use.
    pub(super) fn new(candidates: &'a Candidates, left: usize) -> Self {
        Self { candidates, left }
    }

    /// Lowers the uncertainties of what is similar to a candidate, in the outlook of each target.
    pub(super) fn lower(&mut self, at: usize, outlooks: &mut [Outlook]) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let similarities = self.candidates.similarities(at);
        for outlook in outlooks {
            for (deviation, similarity) in zip(&mut outlook.deviations, &similarities) {
                *deviation *= (1.0 - similarity * similarity).max(0.0).sqrt();
            }
        }
    }
}

impl Believer for Similar<'_> {
    fn believe(&mut self, at: usize, outlook: &mut Outlook) {
        self.lower(at, slice::from_mut(outlook));
    }

    fn draw(&self, outlook: &Outlook, _: &[bool], rng: &mut Xoshiro256PlusPlus) -> Vec<f64> {
        let deviations = outlook.deviations.iter();
        deviations
            .map(|deviation| deviation * standard_normal(rng))
            .collect()
    }
}

fn standard_normal(rng: &mut Xoshiro256PlusPlus) -> f64 {
    normal_quantile(rng.gen_range(f64::EPSILON..1.0))
}
