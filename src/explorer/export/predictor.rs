//! The predictor in a file.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use crate::effect::{Effect, Opened};
use crate::export::output::Output;
use crate::model::Model;
use crate::overlay::prompt::home::home_expanded;
use crate::predictor::state::Trained;
use grafscope_core::export::predictor_file;
use grafscope_core::model_file;
use grafscope_core::predict::{FeatureSet, TrainedModel};

/// A predictor to be written to a file.
#[derive(Debug, Clone)]
pub struct PredictorSource {
    /// The benchmark, data set and target.
    pub opened: Arc<Opened>,
    /// Its settings and scores.
    pub trained: Trained,
    /// The feature set.
    pub features: FeatureSet,
    /// The model.
    pub trained_model: Arc<TrainedModel>,
}

impl Output for PredictorSource {
    fn write(&self, path: &Path) -> anyhow::Result<()> {
        let Self {
            opened,
            trained,
            features,
            trained_model,
        } = self;
        let table = &opened.table;
        let name = &trained.target;
        let target = table.find(name);
        let target = target.with_context(|| format!("the table has no column {name}"))?;
        predictor_file(
            path,
            &model_file::Trained {
                bench: &opened.bench,
                dataset: opened.dataset,
                table,
                target,
                features,
                model: &trained.settings.model,
                seed: trained.settings.seed,
                trained_model,
                scores: &trained.scores,
            },
        )
    }

    fn written(&self, path: &str) -> String {
        format!("wrote the predictor to {path}")
    }
}

/// Has the predictor whose predictions are shown written to a file.
///
/// # Errors
/// Why not.
pub(crate) fn export(model: &Model, text: &str) -> Result<Vec<Effect>, String> {
    if text.is_empty() {
        return Err("type the name of a file".to_owned());
    }
    let training = &model.training;
    let shown = training
        .current
        .as_ref()
        .zip(training.trained_model.as_ref());
    let (Some(data), Some((trained, trained_model))) = (&model.data, shown) else {
        return Err("there is no predictor yet".to_owned());
    };
    let set = &trained.settings.features;
    let features = model.saved.sets.parse(set, &data.table);
    let source = PredictorSource {
        opened: Arc::clone(&data.opened),
        trained: trained.clone(),
        features: features.map_err(|error| error.to_string())?,
        trained_model: Arc::clone(trained_model),
    };
    Ok(vec![Effect::write(home_expanded(text), source)])
}
