//! The random forest as one of the models.

use linfa::ParamGuard;

use crate::job::{Cancelled, JobContext};
use crate::predict::attribution::{Explainable, Parts};
use crate::predict::design::{Coding, Design};
use crate::predict::forest::{Forest, ForestError, ForestParams};
use crate::predict::training_weights::{ExplainedRow, TrainingWeights, WeightKind};

use super::calibration::{Calibrated, Uncalibrated};
use super::state::{Sound, restore};
use super::{
    About, Estimate, FittedModel, ModelError, OnPartial, ParamSpec, Params, Predictor, TrainingData,
};

/// The model.
#[derive(Debug)]
pub(super) struct RandomForest;

const ABOUT: About = About {
    name: "forest",
    doc: "random forest: trees of best splits on bootstrap samples",
    params: PARAMS,
    needs_numbers: false,
    has_uncertainty: true,
    comparable_uncertainty: true,
};

const PARAMS: &[ParamSpec] = &[
    ParamSpec::whole("trees", 100, (1, 10_000), "number of trees"),
    ParamSpec::number(
        "feature_fraction",
        1.0 / 3.0,
        (0.001, 1.0),
        "share of the features that a split is chosen from",
    ),
    ParamSpec::whole(
        "min_leaf",
        1,
        (1, 1000),
        "fewest training rows in a leaf, counted as often as they were drawn",
    ),
];

impl Predictor for RandomForest {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn fit(
        &self,
        params: &Params,
        training_data: &TrainingData,
        job: &JobContext,
        _: OnPartial,
    ) -> Result<Box<dyn FittedModel>, ModelError> {
        Ok(Box::new(fit(params, training_data, job)?))
    }

    fn restore(&self, bytes: &[u8], coding: &Coding) -> Option<Box<dyn FittedModel>> {
        restore::<Calibrated<Forest>>(bytes, coding)
    }
}

fn fit(
    params: &Params,
    training_data: &TrainingData,
    job: &JobContext,
) -> Result<Calibrated<Forest>, ForestError> {
    let bins = training_data.design.bins();
    let params = ForestParams::new()
        .trees(params.whole("trees"))
        .feature_fraction(params.get("feature_fraction"))
        .min_leaf(params.whole("min_leaf"))
        .seed(training_data.seed)
        .check()?;
    let forest = Forest::fit(
        &params,
        bins,
        training_data.rows,
        training_data.targets,
        job,
    )?;
    let out_of_bag = forest.out_of_bag(bins, training_data.rows, job)?;
    Ok(Calibrated::new(forest, out_of_bag, training_data.targets))
}

impl Sound for Forest {
    fn is_sound(&self, coding: &Coding) -> bool {
        self.has_sound_trees(coding.cuts())
    }
}

impl Uncalibrated for Forest {
    fn estimate(
        &self,
        design: &Design,
        rows: Option<&[u32]>,
        job: &JobContext,
    ) -> Result<Vec<Estimate>, Cancelled> {
        match rows {
            Some(rows) => self.predict_rows(design.bins(), rows, job),
            None => self.predict(design.bins(), job),
        }
    }

    fn training_weights(&self, asked: &ExplainedRow) -> Option<TrainingWeights> {
        Some(TrainingWeights {
            model: ABOUT.name,
            kind: WeightKind::OfMean,
            weights: self.weights(asked),
        })
    }

    fn explainable(&self) -> Option<Explainable<'_>> {
        Some(Explainable(Parts::Trees(self.ensemble())))
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
