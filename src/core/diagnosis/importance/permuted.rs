//! Permutation importance (Breiman, 2001): what the scores lose when features are permuted among the
//! rows. Features of a group are permuted together.

use rayon::prelude::*;

use crate::job::{Cancelled, JobContext};
use crate::predict::{Hybrids, RowOf, Scores, score};

use super::{By, HeldOutSet, Importances, Loss, Spread, order};

/// Seeds of permutations count from here, so that none is that of the rows' order.
const FIRST_SEED: u64 = 1 << 32;
/// Groups permuted together, between two looks at what there is.
const AT_A_TIME: usize = 64;

/// Permutes every feature, family and group among the rows of `held_out` that come first in `order`.
pub(super) fn permute(
    found: &mut Importances,
    held_out: &HeldOutSet,
    order_of_rows: &[usize],
    job: &JobContext,
    early: &mut dyn FnMut(&Importances),
) -> Result<(), Cancelled> {
    let places = &order_of_rows[..found.permuted_rows];
    if places.len() < 2 {
        return Ok(());
    }
    let trial = Trial::new(found, held_out, places);
    let units = units(found);
    for (part, done) in units.chunks(AT_A_TIME).zip((0..).step_by(AT_A_TIME)) {
        job.report("groups permuted", done, units.len());
        let columns: Vec<&[usize]> = part.iter().map(|unit| &*unit.columns).collect();
        let losses = trial.losses(&columns, job)?;
        for (unit, loss) in part.iter().zip(losses) {
            for &(by, at) in &unit.of {
                found.weights[by as usize][at].loss = Some(loss);
            }
        }
        early(found);
    }
    Ok(())
}

/// Columns that are permuted together, and what they are.
struct Unit {
    columns: Vec<usize>,
    of: Vec<(By, usize)>,
}

/// What is to be permuted, each set of columns once, what is of several columns first.
fn units(found: &Importances) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let features = found.grouping(By::Feature).len();
    let feature = |at| Unit {
        columns: vec![at],
        of: vec![(By::Feature, at)],
    };
    let mut alone: Vec<Unit> = (0..features).map(feature).collect();
    for by in [By::Family, By::Cluster] {
        for (at, members) in found.grouping(by).members.iter().enumerate() {
            let columns: Vec<usize> = members.iter().map(|&(column, _)| column).collect();
            if let [only] = columns[..] {
                alone[only].of.push((by, at));
            } else {
                units.push(Unit {
                    columns,
                    of: vec![(by, at)],
                });
            }
        }
    }
    units.extend(alone);
    units
}

/// The rows, and what is predicted of them with all features in place.
pub(super) struct Trial<'a> {
    held_out: &'a HeldOutSet,
    rows: Vec<u32>,
    truth: Vec<f64>,
    whole: Scores,
    /// For each permutation which row's features each row gets.
    pub(super) permutations: Vec<Vec<usize>>,
}

impl<'a> Trial<'a> {
    pub(super) fn new(found: &Importances, held_out: &'a HeldOutSet, places: &[usize]) -> Self {
        let truth: Vec<f64> = places.iter().map(|&at| held_out.truth[at]).collect();
        let predicted: Vec<f64> = places.iter().map(|&at| held_out.predicted[at]).collect();
        let options = found.options;
        let seeds = (0..options.permutations as u64).map(|at| options.seed + FIRST_SEED + at);
        Self {
            rows: places.iter().map(|&at| held_out.rows[at]).collect(),
            whole: score(&truth, &predicted, held_out.trained_model.better()),
            permutations: seeds.map(|seed| order(places.len(), seed)).collect(),
            truth,
            held_out,
        }
    }

    /// What is lost when the columns of each of `units` are permuted.
    pub(super) fn losses(
        &self,
        units: &[&[usize]],
        job: &JobContext,
    ) -> Result<Vec<Loss>, Cancelled> {
        let trained_model = &self.held_out.trained_model;
        let place = |at: usize| RowOf {
            design: trained_model.design(),
            row: self.rows[at] as usize,
        };
        let mut losses: Vec<[Vec<f64>; 3]> = vec![Default::default(); units.len()];
        for permutation in &self.permutations {
            let said: Vec<Vec<f64>> = permutation
                .par_iter()
                .enumerate()
                .map(|(row, &from)| {
                    job.check()?;
                    let hybrids = Hybrids::new(place(row), place(from), units.to_vec());
                    trained_model.hybrids(&hybrids, &job.quiet())
                })
                .collect::<Result<_, Cancelled>>()?;
            losses
                .par_iter_mut()
                .enumerate()
                .for_each(|(unit, losses)| {
                    let said: Vec<f64> = said.iter().map(|said| said[unit]).collect();
                    let scores = score(&self.truth, &said, trained_model.better());
                    losses[0].push(self.whole.tau - scores.tau);
                    losses[1].push(self.whole.r2 - scores.r2);
                    losses[2].push(scores.mae - self.whole.mae);
                });
        }
        let loss = |losses: [Vec<f64>; 3]| {
            let [tau, r2, mae] = losses.map(|losses| Spread::of(losses.into_iter()));
            Loss { tau, r2, mae }
        };
        Ok(losses.into_iter().map(loss).collect())
    }
}
