//! The random forest as one of the models.

use crate::job::{Cancelled, JobContext};
use crate::predict::attribution::Explainable;
use crate::predict::design::{Coding, Design};
use crate::predict::forest::{Forest, ForestError, ForestParams};
use crate::predict::training_weights::{ExplainedRow, TrainingWeights, WeightKind};

use super::{Estimate, ModelError, ParamSpec, Predictor, Regressor, restore};

pub(super) const RANDOM_FOREST: Predictor = Predictor {
    name: "forest",
    doc: "random forest: trees of best splits on bootstrap samples",
    params: &[
        ParamSpec::whole("trees", 100, (1, 10_000)).doc("number of trees"),
        ParamSpec::number("feature_fraction", 1.0 / 3.0, (0.001, 1.0))
            .doc("share of the features that a split is chosen from"),
        ParamSpec::whole("min_leaf", 1, (1, 1000))
            .doc("fewest training rows in a leaf, counted as often as they were drawn"),
    ],
    needs_numbers: false,
    has_uncertainty: true,
    comparable_uncertainty: true,
    fit: |params, training_data, job, _| {
        let bins = training_data.design.bins();
        let params = ForestParams {
            trees: params.whole("trees"),
            feature_fraction: params.get("feature_fraction"),
            min_leaf: params.whole("min_leaf"),
            seed: training_data.seed,
        };
        let rows = training_data.rows;
        let forest = Forest::fit(&params, bins, rows, training_data.targets, job)?;
        let out_of_bag = forest.out_of_bag(bins, rows, job)?;
        Ok((Box::new(forest), out_of_bag))
    },
    restore: restore::<Forest>,
};

impl Regressor for Forest {
    fn estimate(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        self.predict_rows(design.bins(), rows, job)
    }

    fn is_sound(&self, coding: &Coding) -> bool {
        self.has_sound_trees(coding.cuts())
    }

    fn training_weights(&self, row: &ExplainedRow) -> Option<TrainingWeights> {
        Some(TrainingWeights {
            model: RANDOM_FOREST.name,
            kind: WeightKind::OfMean,
            weights: self.weights(row),
        })
    }

    fn explainable(&self, _: &Design) -> Option<Explainable<'_>> {
        Some(Explainable::Trees(self.ensemble()))
    }
}

impl From<ForestError> for ModelError {
    fn from(error: ForestError) -> Self {
        match error {
            ForestError::Cancelled(cancelled) => Self::Cancelled(cancelled),
            other => Self::TrainingData(other.to_string()),
        }
    }
}
