//! What a blend is made of.

use super::super::boosting::BOOSTING;
use super::super::extra_trees::EXTRA_TREES;
use super::super::forest::RANDOM_FOREST;
use super::super::gp::GAUSSIAN_PROCESS;
use super::super::{Model, Params};

/// The models with their parameters, the quickest first.
pub(super) fn parts() -> Vec<(&'static dyn Model, Params)> {
    // A forest of greedy splits is most unlike the others, and best where the target is a function of
    // few features.
    let greedy: &[(&str, f64)] = &[("feature_fraction", 1.0)];
    let models: [(&'static dyn Model, &[(&str, f64)]); 4] = [
        (&GAUSSIAN_PROCESS, &[]),
        (&BOOSTING, &[]),
        (&EXTRA_TREES, &[]),
        (&RANDOM_FOREST, greedy),
    ];
    let of = |(model, changes): (&'static dyn Model, &[(&str, f64)])| {
        let mut params = Params::new(model.params());
        for &(name, value) in changes {
            let place = params.place(name).expect("a parameter of the model");
            params.set(place, value);
        }
        (model, params)
    };
    models.into_iter().map(of).collect()
}
