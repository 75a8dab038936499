//! Published protocols: which targets, feature sets, sizes and seeds.

use crate::bench::TargetKind;
use crate::predict::{FeatureSet, ModelSpec};

use super::{Method, PredictionTask};

/// A protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Its name.
    pub name: &'static str,
    /// What it is, as one phrase.
    pub doc: &'static str,
    /// Which targets; the default one of each data set for `None`.
    pub targets: Option<TargetKind>,
    /// Training sizes; those that a benchmark is too small for are left out.
    pub sizes: &'static [usize],
    /// How many seeds.
    pub seeds: usize,
    /// Feature sets; those that a benchmark has no columns for are left out.
    pub sets: &'static [&'static str],
}

/// Sizes and seeds of the GRAF publication (ICML 2024), on canonical rows.
const GRAF: Plan = Plan {
    name: "paper",
    doc: "The GRAF publication's comparison of feature sets, on the default target of every data set",
    targets: None,
    sizes: &[32, 128, 1024],
    seeds: 50,
    sets: &[
        "onehot",
        "paths",
        "graf",
        "flops+params",
        "zcp",
        "zcp+onehot",
        "zcp+graf",
    ],
};

/// The feature sets of its tables of hardware and robustness.
const WITH_ONEHOT: &[&str] = &[
    "onehot",
    "graf",
    "graf+onehot",
    "flops+params",
    "zcp",
    "zcp+onehot",
    "zcp+graf",
    "zcp+graf+onehot",
];

/// Every protocol.
pub const PLANS: [Plan; 3] = [
    GRAF,
    Plan {
        name: "hardware",
        doc: "Its table of hardware: latency, energy and the like on every device; `eval` writes a row for each",
        targets: Some(TargetKind::Hardware),
        sets: WITH_ONEHOT,
        ..GRAF
    },
    Plan {
        name: "robustness",
        doc: "Its table of robustness: accuracy under every attack; `eval` writes a row for each",
        targets: Some(TargetKind::Robustness),
        sets: WITH_ONEHOT,
        ..GRAF
    },
];

impl Plan {
    /// What each of [`PLANS`] is, for help.
    pub const MEANINGS: [&'static str; PLANS.len()] = {
        let mut docs = [""; PLANS.len()];
        let mut at = 0;
        while at < docs.len() {
            docs[at] = PLANS[at].doc;
            at += 1;
        }
        docs
    };

    /// The training sizes for `prediction_task`, and what had to be left out, one sentence each.
    pub fn sizes(&self, prediction_task: &PredictionTask) -> (Vec<usize>, Vec<String>) {
        let most = prediction_task.largest_size();
        let fits = |&size: &usize| size <= most;
        let (sizes, large): (Vec<usize>, Vec<usize>) =
            self.sizes.iter().partition(|size| fits(size));
        let left_out = large
            .into_iter()
            .map(|size| format!("n = {size} is left out: at most {most} rows can be drawn"));
        (sizes, left_out.collect())
    }

    /// The feature sets for `prediction_task` with each of `models`, where `smallest` is the smallest training size, and
    /// what had to be left out, one sentence each.
    pub fn methods(
        &self,
        prediction_task: &PredictionTask,
        models: &[ModelSpec],
        smallest: usize,
    ) -> (Vec<Method>, Vec<String>) {
        let (mut methods, mut left_out) = (Vec::new(), Vec::new());
        for text in self.sets {
            let features = FeatureSet::parse(text, &prediction_task.table)
                .map_err(|error| error.reason)
                .and_then(
                    |features| match prediction_task.check(&features, smallest) {
                        Ok(()) => Ok(features),
                        Err(error) => Err(error.to_string()),
                    },
                );
            match features {
                Err(reason) => left_out.push(format!("{text} is left out: {reason}")),
                Ok(features) => methods.extend(models.iter().map(|model| Method {
                    features: features.clone(),
                    model: model.clone(),
                })),
            }
        }
        (methods, left_out)
    }
}
