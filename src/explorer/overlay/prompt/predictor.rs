//! Prompts about the predictor: what is accepted retrains.

use crate::model::Model;
use crate::overlay::prompt::naming;
use crate::overlay::prompt::state::{Completing, PromptSpec};
use crate::overlay::prompt::update::whole_number;
use crate::predictor::intervals;
use crate::predictor::update::{change, change_or_warn};
use grafscope_core::predict::{Intervals, ModelSpec};

/// A training size.
pub(crate) static TRAIN_SIZE: PromptSpec = PromptSpec {
    history: Some(|model| vec![model.settings.train_size.to_string()]),
    ..PromptSpec::line("training size n", |model, text| {
        let size = whole_number(text, 2, "a number of rows")?;
        Ok(change_or_warn(model, |of| of.train_size = size as usize))
    })
};

/// A seed.
pub(crate) static SEED: PromptSpec = PromptSpec {
    history: Some(|model| vec![model.settings.seed.to_string()]),
    ..PromptSpec::line("seed", |model, text| {
        let seed = whole_number(text, 0, "a seed")?;
        Ok(change_or_warn(model, |of| of.seed = seed))
    })
};

/// A level of prediction intervals.
pub(crate) static LEVEL: PromptSpec = PromptSpec {
    history: Some(|model| vec![Intervals::percent(model.live.level / 100.0)]),
    ..PromptSpec::line("level of intervals, percent", |model, text| {
        Ok(intervals::set_level(model, text)?)
    })
};

/// A model with its parameters.
pub(crate) static MODEL: PromptSpec = PromptSpec {
    history: Some(|model| vec![model.settings.model.to_string()]),
    ..PromptSpec::line("model", |model, text| {
        let with: ModelSpec = text.parse().map_err(|error| format!("{error}"))?;
        Ok(change_or_warn(model, |of| of.model = with))
    })
};

/// A feature set.
pub(crate) static FEATURE_SET: PromptSpec = PromptSpec {
    completing: Completing::Words(|model, text, cursor| {
        Some(model.saved.sets.complete(text, cursor, model.table()?))
    }),
    history: Some(feature_sets),
    edited: |model, prompt| {
        let text = prompt.input.value();
        let sets = &model.saved.sets;
        let read = model.table().map(|table| sets.parse(text, table));
        prompt.problem = read.and_then(Result::err).map(Into::into);
        Vec::new()
    },
    ..PromptSpec::line("feature set", |model, text| {
        Ok(change(model, |of| text.clone_into(&mut of.features))?)
    })
};

fn feature_sets(model: &Model) -> Vec<String> {
    let mut sets: Vec<String> = Vec::new();
    for trained in &model.training.history {
        if !sets.contains(&trained.settings.features) {
            sets.push(trained.settings.features.clone());
        }
    }
    sets.reverse();
    sets
}

/// A name for the current feature set.
pub(crate) static SET_NAME: PromptSpec = PromptSpec {
    history: Some(|model| {
        let sets = model.saved.sets.iter();
        sets.map(|(name, _)| name.to_owned()).collect()
    }),
    ..PromptSpec::line("name of the feature set", |model, text| {
        Ok(naming::save(model, text)?)
    })
};
