//! What commands mean in the feature panel.

use tui_input::Input;

use crate::command::Command;
use crate::command::action::{Action, Invocation};
use crate::effect::{Effect, Job};
use crate::further::update as further;
use crate::input::key::Key;
use crate::layout::areas::areas;
use crate::model::Model;
use crate::overlay::features::state::FeaturePanel;
use crate::overlay::popup::step_cursor;
use crate::overlay::prompt::predictor::{FEATURE_SET, SET_NAME};
use crate::overlay::{CLOSE, Overlay, prompt};
use crate::predictor::update as predicting;
use crate::update::{inform, requests, warn};
use grafscope_core::predict::FeatureSet;
use grafscope_core::table::ColumnId;

pub(crate) const ACTIONS: &[Action] = &[
    Action::always(Command::Toggle, |model, _| toggle(model)),
    Action::always(Command::Only, |model, _| only(model)),
    Action::always(Command::Recall, |model, given| recall(model, given.key)),
    CLOSE,
    Action::always(Command::Narrow, |model, _| set_typing(model, true)),
    Action::always(Command::TrainSizeUp, |model, _| {
        predicting::step_train_size(model, true)
    }),
    Action::always(Command::TrainSizeDown, |model, _| {
        predicting::step_train_size(model, false)
    }),
    Action::always(Command::NewSeed, |model, _| predicting::new_seed(model)),
    Action::always(Command::FeatureSet, |model, _| {
        prompt::update::open(model, &FEATURE_SET)
    }),
    Action::always(Command::SaveSet, |model, _| {
        prompt::update::open(model, &SET_NAME)
    }),
    Action::always(Command::Down, step),
    Action::always(Command::Up, step),
    Action::always(Command::PageDown, step),
    Action::always(Command::PageUp, step),
    Action::always(Command::Last, step),
    Action::always(Command::First, step),
];

/// While keys are typed into the query.
pub(crate) const TYPING_ACTIONS: &[Action] = &[
    Action::always(Command::Accept, |model, _| set_typing(model, false)),
    Action::always(Command::Close, |model, _| {
        if let Some(Overlay::Features(panel)) = &mut model.overlay {
            panel.typing = false;
            panel.query = Input::default();
            panel.narrow();
        }
        Vec::new()
    }),
    Action::always(Command::Previous, step),
    Action::always(Command::Next, step),
];

pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    let Some(table) = model.table().cloned() else {
        return Vec::new();
    };
    let panel = FeaturePanel::new(&table, &model.saved.sets);
    model.overlay = Some(Overlay::Features(panel));
    match model.alike {
        Some(_) => Vec::new(),
        None => vec![requests::start(model, Job::Redundancy { table })],
    }
}

fn set_typing(model: &mut Model, typing: bool) -> Vec<Effect> {
    if let Some(Overlay::Features(panel)) = &mut model.overlay {
        panel.typing = typing;
    }
    Vec::new()
}

fn step(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let page = areas(model).map_or(1, |areas| usize::from(areas.body.height / 2).max(1));
    if let Some(Overlay::Features(panel)) = &mut model.overlay {
        step_cursor(&mut panel.cursor, panel.shown.len(), page, given.command);
    }
    Vec::new()
}

/// The columns of the current feature set, and those of the row under the cursor.
fn set_and_row(model: &Model) -> Option<(Vec<ColumnId>, Vec<ColumnId>)> {
    let Some(Overlay::Features(panel)) = &model.overlay else {
        return None;
    };
    let row = panel.selected()?;
    let sets = &model.saved.sets;
    let set = sets.parse(&model.settings.features, model.table()?).ok()?;
    Some((set.columns().to_vec(), row.columns.clone()))
}

/// Switches the row under the cursor off when all its columns are in the set, and on otherwise.
fn toggle(model: &mut Model) -> Vec<Effect> {
    let Some((mut set, row)) = set_and_row(model) else {
        return Vec::new();
    };
    let all_in = row.iter().all(|id| set.contains(id));
    set.retain(|id| !row.contains(id));
    if !all_in {
        set.extend(row);
    }
    train_on(model, set)
}

fn only(model: &mut Model) -> Vec<Effect> {
    set_and_row(model).map_or_else(Vec::new, |(_, row)| train_on(model, row))
}

fn train_on(model: &mut Model, columns: Vec<ColumnId>) -> Vec<Effect> {
    if columns.is_empty() {
        inform(model, "a predictor needs at least one feature");
        return Vec::new();
    }
    let Some(table) = model.table().cloned() else {
        return Vec::new();
    };
    match FeatureSet::from_columns(columns, &table) {
        Ok(set) => predicting::change_or_warn(model, |settings| {
            set.text().clone_into(&mut settings.features);
        }),
        Err(error) => {
            warn(model, error.to_string());
            Vec::new()
        }
    }
}

/// Goes back to the predictor of the history that the digit `key` names.
fn recall(model: &mut Model, key: Option<Key>) -> Vec<Effect> {
    let place = key.and_then(Key::typed).and_then(|c| c.to_digit(10));
    let trained = place.and_then(|place| model.training.history.get(place as usize - 1));
    let Some(trained) = trained.cloned() else {
        inform(model, "the list has no such entry");
        return Vec::new();
    };
    let current = model.training.current.as_ref();
    if current.is_some_and(|current| current.same_task(&trained)) {
        return predicting::change_or_warn(model, |settings| *settings = trained.settings);
    }
    model.settings = trained.settings;
    further::open(model, trained.dataset, trained.target)
}
