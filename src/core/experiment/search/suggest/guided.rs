//! The next architectures by what a model predicts.

use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

use super::{Forecast, Picked, SuggestQuery};
use crate::experiment::search::guide::estimates;
use crate::experiment::search::progress::DRAW_STREAM;
use crate::experiment::search::step::{Choice, Chooser, Outlook};
use crate::experiment::search::working_scale::WorkingScale;
use crate::job::{Cancelled, JobContext};
use crate::predict::{Candidates, Conformal, Kriging, ModelSpec, TrainError, generator};

/// Candidates predicted at a time by kriging.
const CHUNK: usize = 4096;
/// Fewest of the best candidates that a batch is chosen from at first.
const SHORTLIST: usize = 2048;

impl SuggestQuery {
    /// All candidates are predicted; the batch is chosen from the best of them, to the same end as from all:
    /// no value of an acquisition function rises while a batch is chosen.
    pub(super) fn by_kriging(&self, job: &JobContext) -> Result<Picked, TrainError> {
        let (good, measured) = (self.goodness(), self.measured_rows());
        let scale = WorkingScale::of(&good);
        let targets = scale.scaled(&good);
        let own = Candidates::new(&self.design, &measured);
        let mut kriging = Kriging::new(&own);
        for at in 0..measured.len() {
            kriging.measure(at);
        }
        kriging.fit(&targets);
        let outlook = self.outlook(&kriging, &targets, job)?;
        let conformal = Conformal::new(&kriging.leave_one_out(&targets), &targets, true);
        let acquisition = self.options.acquisition;
        let values = outlook.values(acquisition);
        let forecasts = self.forecasts(&outlook, &values, &conformal, |of| scale.unscaled(of));
        let mut order: Vec<usize> = (0..values.len()).collect();
        if acquisition.draws {
            order = outlook.leading(&vec![false; values.len()], values.len());
        } else {
            order.par_sort_by(|&a, &b| values[b].total_cmp(&values[a]));
        }
        let mut short = SHORTLIST.max(32 * self.options.count);
        loop {
            job.check()?;
            let (best, rest) = order.split_at(short.min(order.len()));
            // Of equals the first counts.
            let mut places = best.to_vec();
            places.sort_unstable();
            let batch = self.of_shortlist(&kriging, &targets, &places);
            let beyond = rest.first().map_or(f64::NEG_INFINITY, |&at| values[at]);
            let is_done = |last: &(usize, f64)| acquisition.draws || last.1 > beyond;
            if rest.is_empty() || batch.last().is_none_or(is_done) {
                return Ok(Picked {
                    batch,
                    candidates: forecasts,
                });
            }
            short *= 4;
        }
    }

    /// What `kriging`, which has taken all that is measured, says of the candidates.
    fn outlook(
        &self,
        kriging: &Kriging,
        targets: &[f64],
        job: &JobContext,
    ) -> Result<Outlook, Cancelled> {
        let known = self.known();
        let chunk = |rows: &[u32]| {
            job.check()?;
            let candidates = Candidates::new(&self.design, &[&known, rows].concat());
            let mut kriging = kriging.over(&candidates);
            for at in self.pending_places() {
                kriging.measure(at);
            }
            Ok(Outlook::kriged(&kriging, targets).without_first(known.len()))
        };
        let chunks = self.candidates.par_chunks(CHUNK).map(chunk);
        let chunks: Vec<Outlook> = chunks.collect::<Result<_, Cancelled>>()?;
        let all = |part: fn(&Outlook) -> &[f64]| -> Vec<f64> {
            chunks.iter().flat_map(part).copied().collect()
        };
        Ok(Outlook {
            means: all(|of| &of.means),
            deviations: all(|of| &of.deviations),
            best: targets.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        })
    }

    /// A batch of the candidates at `places`.
    fn of_shortlist(
        &self,
        kriging: &Kriging,
        targets: &[f64],
        places: &[usize],
    ) -> Vec<(usize, f64)> {
        let mut rows = self.known();
        let known = rows.len();
        rows.extend(places.iter().map(|&at| self.candidates[at]));
        let candidates = Candidates::new(&self.design, &rows);
        let mut kriging = kriging.over(&candidates);
        let pending = self.pending_places();
        let batch = self.batch(known, rows.len(), |chooser| {
            chooser.by_kriging(&mut kriging, targets, &pending)
        });
        let batch = batch.iter();
        batch
            .map(|choice| (places[choice.at - known], choice.value))
            .collect()
    }

    pub(super) fn by_model(
        &self,
        model: &ModelSpec,
        job: &JobContext,
    ) -> Result<Picked, TrainError> {
        let sign = self.better.sign();
        let mut measured = self.measured.clone();
        measured.sort_unstable_by_key(|&(row, _)| row);
        let (rows, targets): (Vec<u32>, Vec<f64>) = measured.into_iter().unzip();
        let training = (rows.as_slice(), targets.as_slice());
        let (known, pending) = (self.known(), self.pending_places());
        let predicted = [&known[..], &self.candidates].concat();
        let seed = self.options.seed;
        let (fitted, estimates) = estimates(model, &self.design, training, &predicted, seed, job)?;
        let comparable = model.model().comparable_uncertainty;
        let conformal = Conformal::new(&fitted.out_of_fold, &targets, comparable);
        let best = self
            .goodness()
            .into_iter()
            .fold(f64::NEG_INFINITY, f64::max);
        let mut outlook = Outlook::estimated(&estimates, sign, best);
        let candidates = Candidates::new(&self.design, &predicted);
        let batch = self.batch(known.len(), predicted.len(), |chooser| {
            chooser.by_model(&candidates, &mut outlook, &pending)
        });
        let outlook = outlook.without_first(known.len());
        let values = outlook.values(self.options.acquisition);
        let batch = batch.iter();
        Ok(Picked {
            batch: batch
                .map(|choice| (choice.at - known.len(), choice.value))
                .collect(),
            candidates: self.forecasts(&outlook, &values, &conformal, |of| of),
        })
    }

    /// Chooses among `all` candidates, the first of which are known.
    fn batch(
        &self,
        known: usize,
        all: usize,
        choose: impl FnOnce(&mut Chooser) -> Vec<Choice>,
    ) -> Vec<Choice> {
        let mut taken = vec![false; all];
        taken[..known].fill(true);
        let mut rng = self.rng();
        choose(&mut Chooser {
            acquisition: self.options.acquisition,
            count: self.options.count,
            taken: &mut taken,
            rng: &mut rng,
        })
    }

    /// Other functions are drawn as soon as more is known.
    fn rng(&self) -> Xoshiro256PlusPlus {
        generator(self.options.seed ^ self.known().len() as u64, DRAW_STREAM)
    }

    /// What is measured, then what is pending.
    fn known(&self) -> Vec<u32> {
        let mut known = self.measured_rows();
        known.extend(&self.pending);
        known
    }

    /// Among what is known.
    fn pending_places(&self) -> Vec<usize> {
        let measured = self.measured.len();
        (measured..measured + self.pending.len()).collect()
    }

    /// `value` takes what is predicted to the scale of the target, on which more is better.
    fn forecasts(
        &self,
        outlook: &Outlook,
        values: &[f64],
        conformal: &Conformal,
        value: impl Fn(f64) -> f64,
    ) -> Vec<Forecast> {
        let sign = self.better.sign();
        let reach = conformal.reach(self.options.level).unwrap_or(f64::NAN);
        let all = outlook.means.iter().zip(&outlook.deviations).zip(values);
        let forecast = |((&mean, &deviation), &acquisition): ((&f64, &f64), &f64)| {
            let half = conformal.half_width(reach, deviation);
            let ends = [mean - half, mean + half].map(|end| sign * value(end));
            let (lower, upper) = if sign < 0.0 {
                (ends[1], ends[0])
            } else {
                (ends[0], ends[1])
            };
            Forecast {
                predicted: sign * value(mean),
                lower,
                upper,
                acquisition,
            }
        };
        all.map(forecast).collect()
    }
}
