//! The random forest as one of the models.

use linfa::ParamGuard;

use crate::job::{Cancelled, Watch};
use crate::predict::attribution::{Anatomy, Parts};
use crate::predict::design::{Coding, Design};
use crate::predict::forest::{Forest, ForestError, ForestParams};
use crate::predict::training_weights::{AskedRow, TrainingWeights, WeightKind};

use super::calibration::{Calibrated, Uncalibrated};
use super::state::{Sound, restore};
use super::{About, Early, Estimate, FittedModel, Lesson, Model, ModelError, ParamSpec, Params};

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

impl Model for RandomForest {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn fit(
        &self,
        params: &Params,
        lesson: &Lesson,
        watch: &Watch,
        _: Early,
    ) -> Result<Box<dyn FittedModel>, ModelError> {
        Ok(Box::new(fit(params, lesson, watch)?))
    }

    fn restore(&self, bytes: &[u8], coding: &Coding) -> Option<Box<dyn FittedModel>> {
        restore::<Calibrated<Forest>>(bytes, coding)
    }
}

fn fit(params: &Params, lesson: &Lesson, watch: &Watch) -> Result<Calibrated<Forest>, ForestError> {
    let bins = lesson.design.bins();
    let params = ForestParams::new()
        .trees(params.whole("trees"))
        .feature_fraction(params.get("feature_fraction"))
        .min_leaf(params.whole("min_leaf"))
        .seed(lesson.seed)
        .check()?;
    let forest = Forest::fit(&params, bins, lesson.rows, lesson.targets, watch)?;
    let out_of_bag = forest.out_of_bag(bins, lesson.rows, watch)?;
    Ok(Calibrated::new(forest, out_of_bag, lesson.targets))
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
        watch: &Watch,
    ) -> Result<Vec<Estimate>, Cancelled> {
        match rows {
            Some(rows) => self.predict_rows(design.bins(), rows, watch),
            None => self.predict(design.bins(), watch),
        }
    }

    fn training_weights(&self, asked: &AskedRow) -> Option<TrainingWeights> {
        Some(TrainingWeights {
            model: ABOUT.name,
            kind: WeightKind::OfMean,
            weights: self.weights(asked),
        })
    }

    fn anatomy(&self) -> Option<Anatomy<'_>> {
        Some(Anatomy(Parts::Trees(self.grove())))
    }
}

impl From<ForestError> for ModelError {
    fn from(error: ForestError) -> Self {
        match error {
            ForestError::Cancelled(cancelled) => Self::Cancelled(cancelled),
            other => Self::Lesson(other.to_string()),
        }
    }
}
