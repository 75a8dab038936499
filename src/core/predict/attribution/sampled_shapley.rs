//! Shapley values estimated by walks from training rows to the row explained, one feature after the other,
//! in a random order and in its reverse (Castro and others, 2009; antithetic pairs after Mitchell and
//! others, 2022). A feature adds what the prediction changes by at its step.

use rand::Rng;

use crate::job::{Cancelled, JobContext};
use crate::predict::design::Design;
use crate::predict::forest::generator;
use crate::predict::hybrids::{Hybrids, RowOf};
use crate::predict::split::sample;
use crate::predict::trained_model::TrainedModel;

use super::Attribution;

/// Training rows that are walked from, at most; at least there are [`FEWEST`] where there are so many.
const MOST: usize = 16;
const FEWEST: usize = 4;
/// Rows put together for all walks, about: with many features fewer are walked from.
const STEPS: usize = 6000;
/// Seed of the rows and the orders: the same for every row explained, so that two can be compared.
const SEED: u64 = 0x5AB1_E0DD;

/// The rows that are walked from, and in which order of the kept columns.
#[derive(Debug)]
pub(super) struct SampledShapley {
    pub(super) from: Vec<u32>,
    predicted: Vec<f64>,
    orders: Vec<Vec<u32>>,
}

impl SampledShapley {
    pub(super) fn new(trained_model: &TrainedModel, job: &JobContext) -> Result<Self, Cancelled> {
        let width = trained_model.design().bins().kept().len();
        let count = (STEPS / (2 * width.max(1))).clamp(FEWEST, MOST);
        let from = sample(trained_model.rows(), count, SEED);
        let order = |walk: usize| {
            let mut rng = generator(SEED, walk as u64);
            let mut order: Vec<u32> = (0..width as u32).collect();
            for at in 1..width {
                order.swap(at, rng.gen_range(0..=at as u32) as usize);
            }
            order
        };
        let predicted = trained_model.predict(trained_model.design(), Some(&from), job)?;
        Ok(Self {
            predicted: predicted.iter().map(|estimate| estimate.mean).collect(),
            orders: (0..from.len()).map(order).collect(),
            from,
        })
    }

    pub(super) fn attribute(
        &self,
        trained_model: &TrainedModel,
        design: &Design,
        row: usize,
        job: &JobContext,
    ) -> Result<Attribution, Cancelled> {
        let width = trained_model.design().bins().kept().len();
        let target = trained_model.predict(design, Some(&[row as u32]), job)?;
        let prediction = target.first().map_or(f64::NAN, |estimate| estimate.mean);
        let mut sums = vec![0.0; width];
        let mut squares = vec![0.0; width];
        let walks = self.from.iter().zip(&self.predicted).zip(&self.orders);
        for ((&from, &start), order) in walks {
            let steps = walk(
                trained_model,
                design,
                row,
                from as usize,
                (start, prediction),
                order,
                job,
            )?;
            for ((sum, square), step) in sums.iter_mut().zip(&mut squares).zip(steps) {
                *sum += step;
                *square += step * step;
            }
        }
        let count = self.from.len() as f64;
        let error = |(sum, square): (&f64, f64)| {
            let mean = sum / count;
            let variance = (square / count - mean * mean).max(0.0) * count / (count - 1.0).max(1.0);
            (variance / count).sqrt()
        };
        let spread = sums.iter().zip(squares).map(error).collect();
        Ok(Attribution {
            base: self.predicted.iter().sum::<f64>() / count,
            prediction,
            contributions: sums.iter().map(|sum| sum / count).collect(),
            spread: Some(spread),
        })
    }
}

/// What each kept column adds on the way from training row `from` to `row` of `design`: the mean of the
/// way in `order` and of that in its reverse. `ends` are the predictions at both ends.
fn walk(
    trained_model: &TrainedModel,
    design: &Design,
    row: usize,
    from: usize,
    ends: (f64, f64),
    order: &[u32],
    job: &JobContext,
) -> Result<Vec<f64>, Cancelled> {
    let ends_at = RowOf { design, row };
    let base = RowOf {
        design: trained_model.design(),
        row: from,
    };
    // A column in which both rows are equal changes nothing.
    let differ = design.differing(row, base.design, from);
    let order: Vec<usize> = order
        .iter()
        .map(|&column| column as usize)
        .filter(|&column| differ[column])
        .collect();
    let mut steps = vec![0.0; differ.len()];
    let Some(between) = order.len().checked_sub(1) else {
        return Ok(steps);
    };
    let first = (1..=between).map(|arrived| &order[..arrived]);
    let last = (1..=between).map(|arrived| &order[order.len() - arrived..]);
    let hybrids = Hybrids::new(base, ends_at, first.chain(last).collect());
    let predicted = trained_model.hybrids(&hybrids, job)?;
    let (forward, backward) = predicted.split_at(between);
    let mut add = |way: &mut dyn Iterator<Item = usize>, predicted: &[f64]| {
        let (start, end) = ends;
        let mut last = start;
        for (column, now) in way.zip(predicted.iter().copied().chain([end])) {
            steps[column] += (now - last) / 2.0;
            last = now;
        }
    };
    add(&mut order.iter().copied(), forward);
    add(&mut order.iter().rev().copied(), backward);
    Ok(steps)
}
