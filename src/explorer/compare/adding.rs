//! Adding a series to a comparison: from a list, or typed.

pub(crate) use crate::command::Command;
use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::list::picker::{Item, Picker};
use crate::overlay::{MethodPicker, Overlay};
use grafscope_core::experiment::Method;
use grafscope_core::filter::FilterError;
use grafscope_core::predict::{MODELS, ModelSpec, families};

use crate::compare::update as comparing;
use crate::overlay::list::update as lists;
use crate::update::warn;

/// Opens the list: named sets, families, earlier predictors, and the present set with other models.
pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    let Some(compare) = &model.experiments.compare else {
        return Vec::new();
    };
    let mut items: Vec<Item> = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    let mut add = |text: String, note: String, group: &'static str| {
        if !texts.contains(&text) {
            items.push(Item {
                label: text.clone(),
                keys: String::new(),
                note,
                group,
                value: texts.len(),
            });
            texts.push(text);
        }
    };
    for (name, text) in model.saved.sets.iter() {
        add(name.to_owned(), format!("stands for {text}"), "named sets");
    }
    for (name, columns) in families(&compare.prediction_task.table) {
        let columns = columns.len();
        add(name.to_owned(), format!("{columns} columns"), "families");
    }
    let present = &model.settings.features;
    for entry in MODELS {
        let text = format!("{present}, {}", entry.about().name);
        add(
            text,
            entry.about().doc.to_owned(),
            "the present set with each model",
        );
    }
    for trained in &model.training.history {
        let settings = &trained.settings;
        let text = format!("{}, {}", settings.features, settings.model);
        let note = format!("trained before on {} rows", settings.train_size);
        add(text, note, "earlier predictors");
    }
    model.overlay = Some(Overlay::Method(MethodPicker {
        picker: Picker::new(items, 0),
        texts,
    }));
    Vec::new()
}

/// Runs `command` in the list.
pub(crate) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    if command != Command::Accept {
        return lists::run(model, command);
    }
    let Some(Overlay::Method(list)) = model.overlay.take() else {
        return None;
    };
    let text = list.picker.selected().map(|item| &list.texts[item.value])?;
    Some(add(model, text).unwrap_or_else(|problem| {
        warn(model, problem.message);
        Vec::new()
    }))
}

/// Adds the series that `text` describes: a set, and after a comma its model; that of the settings
/// where none is given.
///
/// # Errors
/// When it does not read, or is there already.
pub(crate) fn add(model: &mut Model, text: &str) -> Result<Vec<Effect>, FilterError> {
    let series = read(model, text)?;
    comparing::add(model, series).map_err(|message| FilterError {
        span: 0..text.len(),
        message,
    })
}

/// Reads a series.
///
/// # Errors
/// When it does not read; says where.
pub(crate) fn read(model: &Model, text: &str) -> Result<Method, FilterError> {
    let whole = |message: String| FilterError {
        span: 0..text.len(),
        message,
    };
    let compare = model.experiments.compare.as_ref();
    let table = compare
        .map(|of| &of.prediction_task.table)
        .or(model.table());
    let table = table.ok_or_else(|| whole("nothing is open".to_owned()))?;
    let (set, with) = parts(text);
    let features = model
        .saved
        .sets
        .parse(set, table)
        .map_err(|error| FilterError {
            span: error.span,
            message: error.reason,
        })?;
    let with = match with {
        None => model.settings.model.clone(),
        Some(with) => with.parse::<ModelSpec>().map_err(|error| FilterError {
            span: text.len() - with.len()..text.len(),
            message: error.to_string(),
        })?,
    };
    Ok(Method {
        features,
        model: with,
    })
}

/// The set and the model of a series: what stands before and after the last comma that is in no
/// parentheses and no backquotes.
pub(crate) fn parts(text: &str) -> (&str, Option<&str>) {
    let (mut depth, mut quoted, mut comma) = (0, false, None);
    for (at, c) in text.char_indices() {
        match c {
            '`' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => comma = Some(at),
            _ => {}
        }
    }
    match comma {
        Some(at) => (&text[..at], Some(text[at + 1..].trim_start())),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use crate::compare::adding::parts;

    #[test]
    fn the_model_stands_after_a_comma_outside_names() {
        assert_eq!(parts("graf"), ("graf", None));
        assert_eq!(parts("graf, gp"), ("graf", Some("gp")));
        assert_eq!(
            parts("min_path_len(c3,skip)+`a,b`,forest trees=3"),
            ("min_path_len(c3,skip)+`a,b`", Some("forest trees=3"))
        );
        assert_eq!(parts("op_count(c3,"), ("op_count(c3,", None));
    }
}
