//! Adding a method to a comparison: from a list, or typed.

use crate::compare::update as comparing;
use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::list::state::{Item, ListSpec};
use crate::overlay::prompt::state::{Completing, Problem, PromptSpec};
use crate::update::refuse;
use grafscope_core::experiment::{Method, set_and_model};
use grafscope_core::predict::{MODELS, ModelSpec, Settings, families};

/// Named sets, families, the current set with each model, and earlier predictors.
pub(crate) static METHODS: ListSpec = ListSpec::one("add a method", items, |model, item| {
    add(model, &item.label).unwrap_or_else(|problem| refuse(model, problem.message))
});

fn items(model: &Model) -> Vec<Item> {
    let Some(compare) = &model.experiments.compare else {
        return Vec::new();
    };
    let mut items: Vec<Item> = Vec::new();
    let mut add = |label: String, note, group| {
        if items.iter().all(|item| item.label != label) {
            items.push(Item {
                label,
                note,
                group,
                ..Item::default()
            });
        }
    };
    for (name, text) in model.saved.sets.iter() {
        add(name.to_owned(), format!("stands for {text}"), "named sets");
    }
    for (name, columns) in families(&compare.prediction_task.table) {
        let columns = columns.len();
        add(name.to_owned(), format!("{columns} columns"), "families");
    }
    for about in MODELS {
        let text = format!("{}, {}", model.settings.features, about.name);
        let doc = about.doc.to_owned();
        add(text, doc, "the current set with each model");
    }
    for trained in &model.training.history {
        let note = format!("trained before on {} rows", trained.settings.train_size);
        add(text_of(&trained.settings), note, "earlier predictors");
    }
    items
}

/// A method as it is typed: a set, and after a comma its model.
pub(crate) static METHOD: PromptSpec = PromptSpec {
    completing: Completing::Words(|model, text, cursor| {
        let set = set_and_model(text).0;
        let sets = &model.saved.sets;
        let table = model.table().filter(|_| cursor <= set.len())?;
        Some(sets.complete(set, cursor, table))
    }),
    history: Some(history),
    edited: |model, prompt| {
        let text = prompt.input.value();
        prompt.problem = match text.trim() {
            "" => None,
            _ => read(model, text).err(),
        };
        Vec::new()
    },
    ..PromptSpec::line("add set[, model]", add)
};

/// The methods of earlier predictors, the newest last.
fn history(model: &Model) -> Vec<String> {
    let mut methods: Vec<String> = Vec::new();
    for trained in model.training.history.iter().rev() {
        let text = text_of(&trained.settings);
        methods.retain(|earlier| *earlier != text);
        methods.push(text);
    }
    methods
}

fn text_of(settings: &Settings) -> String {
    format!("{}, {}", settings.features, settings.model)
}

/// Adds the method that `text` describes: a set, and after a comma its model; that of the settings
/// where none is given.
fn add(model: &mut Model, text: &str) -> Result<Vec<Effect>, Problem> {
    let method = read(model, text)?;
    Ok(comparing::add(model, method)?)
}

fn read(model: &Model, text: &str) -> Result<Method, Problem> {
    let compare = model.experiments.compare.as_ref();
    let table = compare.map(|of| &of.prediction_task.table);
    let table = table.or(model.table()).ok_or("nothing is open")?;
    let (set, with) = set_and_model(text);
    let features = model.saved.sets.parse(set, table)?;
    let with = match with {
        None => model.settings.model.clone(),
        Some(with) => with.parse::<ModelSpec>().map_err(|error| Problem {
            span: Some(text.len() - with.len()..text.len()),
            message: error.to_string(),
        })?,
    };
    Ok(Method {
        features,
        model: with,
    })
}
