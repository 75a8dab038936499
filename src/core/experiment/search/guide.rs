//! Searches that a model guides.

use std::sync::Arc;

use super::Search;
use super::progress::Progress;
use super::step::Outlook;
use crate::experiment::Method;
use crate::job::JobContext;
use crate::predict::{
    Candidates, Design, Estimate, FittedModel, ModelSpec, TrainError, TrainingData,
};
use crate::table::Table;

/// A method with what all its searches share.
#[derive(Debug, Clone)]
pub(super) struct Guide {
    pub(super) method: Arc<Method>,
    pub(super) candidates: Arc<Candidates>,
    design: Arc<Design>,
    pool: Arc<Vec<u32>>,
}

impl Guide {
    /// The candidates are the rows `pool` of `table`.
    pub(super) fn new(table: &Arc<Table>, pool: &[u32], method: &Arc<Method>) -> Self {
        let design = Design::new(table, method.features.columns(), true);
        Self {
            method: Arc::clone(method),
            candidates: Arc::new(Candidates::new(&design, pool)),
            design: Arc::new(design),
            pool: Arc::new(pool.to_vec()),
        }
    }

    /// The rows measured, in order.
    pub(super) fn search(
        &self,
        search: &Search,
        seed: u64,
        job: &JobContext,
    ) -> Result<Vec<u32>, TrainError> {
        let mut progress = Progress::new(&search.plan, &self.pool, seed);
        let goodness = |measured: &[usize]| -> Vec<f64> {
            let measured = measured.iter();
            measured.map(|&at| search.goodness(self.pool[at])).collect()
        };
        if self.method.model.is_kriging() {
            progress.by_kriging(&self.candidates, goodness, job)?;
            return Ok(progress.rows());
        }
        while progress.is_under_way() {
            let good = goodness(&progress.measured);
            let known = (&progress.measured[..], &good[..]);
            let mut outlook = self.outlook(known, search.sign(), seed, job)?;
            let mut chooser = progress.chooser();
            let batch = chooser.by_model(&self.candidates, &mut outlook, &[]);
            progress.measure(&batch);
        }
        Ok(progress.rows())
    }

    /// What the model predicts of all candidates if it is trained on those `measured`, places with their values
    /// times `sign`, which makes more better.
    pub(super) fn outlook(
        &self,
        (measured, good): (&[usize], &[f64]),
        sign: f64,
        seed: u64,
        job: &JobContext,
    ) -> Result<Outlook, TrainError> {
        let rows = measured.iter().map(|&at| self.pool[at]);
        let mut known: Vec<(u32, f64)> = rows.zip(good.iter().map(|good| sign * good)).collect();
        known.sort_unstable_by_key(|&(row, _)| row);
        let (rows, targets): (Vec<u32>, Vec<f64>) = known.into_iter().unzip();
        let (model, training) = (&self.method.model, (&rows[..], &targets[..]));
        let (_, estimates) = estimates(model, &self.design, training, &self.pool, seed, job)?;
        let best = good.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Ok(Outlook::estimated(&estimates, sign, best))
    }
}

/// Fits `model` to rows of `design`, ascending, and their targets, and predicts the rows `predicted`.
pub(super) fn estimates(
    model: &ModelSpec,
    design: &Design,
    (rows, targets): (&[u32], &[f64]),
    predicted: &[u32],
    seed: u64,
    job: &JobContext,
) -> Result<(FittedModel, Vec<Estimate>), TrainError> {
    let training_data = TrainingData {
        design,
        rows,
        targets,
        seed,
    };
    let fitted = model.fit(&training_data, job, &mut |_| {})?;
    let estimates = fitted.predict(design, Some(predicted), job)?;
    Ok((fitted, estimates))
}
