//! The predictor in a file.

use std::sync::Arc;

use anyhow::Context;

use crate::effect::Effect;
use crate::model::Model;
use grafscope_core::export::predictor_file;
use grafscope_core::model_file;
use grafscope_core::predict::score;

/// Has the predictor whose predictions are shown, with those of further targets, written to a file, or says why not.
pub(crate) fn export(model: &Model, text: &str) -> Result<Vec<Effect>, String> {
    if text.is_empty() {
        return Err("type the name of a file".to_owned());
    }
    let training = &model.training;
    let shown = training.current.clone().zip(training.trained_model.clone());
    let (Some(data), Some((trained, trained_model))) = (&model.data, shown) else {
        return Err("there is no predictor yet".to_owned());
    };
    let features = model
        .saved
        .sets
        .parse(&trained.settings.features, &data.table);
    let features = features.map_err(|error| error.to_string())?;
    let (opened, table) = (Arc::clone(&data.opened), Arc::clone(&data.table));
    let further = training.further.clone();
    let what = match further.len() {
        0 => "wrote the predictor to FILE".to_owned(),
        more => format!("wrote the predictors of {} targets to FILE", more + 1),
    };
    Ok(vec![Effect::write(text, &what, move |path| {
        // What a file says of held-out rows is of held-out rows.
        let none = score(&[], &[], trained_model.better());
        let scores = if trained.out_of_fold {
            &none
        } else {
            &trained.scores
        };
        let main = (&trained.target, &trained_model, scores);
        let further = further.iter();
        let further = further.map(|of| (&of.target, &of.trained_model, &of.scores));
        let all = std::iter::once(main).chain(further);
        let all = all.map(|(name, trained_model, scores)| {
            let target = table.find(name);
            anyhow::Ok(model_file::Trained {
                bench: &opened.bench,
                dataset: opened.dataset,
                table: &table,
                target: target.with_context(|| format!("the table has no column {name}"))?,
                features: &features,
                model: &trained.settings.model,
                seed: trained.settings.seed,
                trained_model,
                scores,
            })
        });
        predictor_file(path, &all.collect::<Result<Vec<_>, _>>()?)
    })])
}
