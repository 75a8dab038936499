//! What a blend is made of.

use super::super::boosting::Boosting;
use super::super::extra_trees::ExtraTrees;
use super::super::forest::RandomForest;
use super::super::gp::GaussianProcess;
use super::super::{Params, Predictor};

/// Training rows from which on boosting takes its time.
const MANY_ROWS: usize = 512;

/// The models with their parameters for so many training rows, the quickest first.
pub(super) fn parts(rows: usize) -> Vec<(&'static dyn Predictor, Params)> {
    let models: [&'static dyn Predictor; 4] =
        [&GaussianProcess, &Boosting, &ExtraTrees, &RandomForest];
    let of = |model: &'static dyn Predictor| (model, Params::new(model.about().params));
    let mut parts: Vec<_> = models.into_iter().map(of).collect();
    // A forest of greedy splits is most unlike the others, and best where the target is a function of
    // few features.
    let (_, forest) = &mut parts[3];
    forest.set_named("feature_fraction", 1.0);
    let (_, boosting) = &mut parts[1];
    let (rounds, rate) = if rows < MANY_ROWS {
        (75.0, 0.2)
    } else {
        (250.0, 0.07)
    };
    boosting.set_named("rounds", rounds);
    boosting.set_named("learning_rate", rate);
    parts
}
