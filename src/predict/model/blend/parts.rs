//! What a blend is made of.

use super::super::boosting::BOOSTING;
use super::super::extra_trees::EXTRA_TREES;
use super::super::forest::RANDOM_FOREST;
use super::super::gp::GAUSSIAN_PROCESS;
use super::super::{Model, Params};

/// The models with their parameters, the quickest first.
pub(super) fn parts() -> Vec<(&'static dyn Model, Params)> {
    let models: [&'static dyn Model; 4] =
        [&GAUSSIAN_PROCESS, &BOOSTING, &EXTRA_TREES, &RANDOM_FOREST];
    let of = |model: &'static dyn Model| (model, Params::new(model.params()));
    let mut parts: Vec<_> = models.into_iter().map(of).collect();
    // A forest of greedy splits is most unlike the others, and best where the target is a function of
    // few features.
    let (_, forest) = &mut parts[3];
    forest.set_named("feature_fraction", 1.0);
    parts
}
