//! The feature panel: every switch trains anew.

use tui_input::Input;

pub(crate) use crate::command::Command;
use crate::effect::{Effect, Job};
use crate::input::key::Key;
use crate::layout::areas::areas;
use crate::model::Model;
use crate::overlay::{FeaturePanel, Overlay, PanelRow};
use grafscope_core::predict::{FeatureSet, NamedSets};
use grafscope_core::table::{ColumnId, Group, Table};

use crate::predictor::update as predicting;
use crate::update::{inform, requests, warn};

/// Opens the panel.
pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    let Some(table) = model.table() else {
        return Vec::new();
    };
    let rows = rows(table, &model.saved.sets);
    model.overlay = Some(Overlay::Features(FeaturePanel {
        shown: (0..rows.len()).collect(),
        rows,
        cursor: 0,
        query: Input::default(),
        typing: false,
    }));
    match (&model.alike, model.table().cloned()) {
        (None, Some(table)) => vec![requests::start(model, Job::Redundancy { table })],
        _ => Vec::new(),
    }
}

/// Families first, then named sets, as far as they mean something here, then single columns.
/// Columns of the cost group are families of one.
fn rows(table: &Table, named: &NamedSets) -> Vec<PanelRow> {
    let columns = |group: Group| -> Vec<ColumnId> {
        let all = table.columns().iter().enumerate();
        all.filter(|(_, column)| column.spec.group == group)
            .map(|(at, _)| ColumnId(at))
            .collect()
    };
    let mut families = Vec::new();
    let mut singles = Vec::new();
    for group in Group::ALL.into_iter().filter(|group| group.is_feature()) {
        let ids = columns(group);
        let single = |&id: &ColumnId| PanelRow {
            label: table.column(id).spec.short.clone(),
            columns: vec![id],
            family: group == Group::Cost,
        };
        if group == Group::Cost {
            families.extend(ids.iter().map(single));
        } else if !ids.is_empty() {
            singles.extend(ids.iter().map(single));
            families.push(PanelRow {
                label: group.name().to_owned(),
                columns: ids,
                family: true,
            });
        }
    }
    let sets = named.iter().filter_map(|(name, _)| {
        let set = named.parse(name, table).ok()?;
        Some(PanelRow {
            label: name.to_owned(),
            columns: set.columns().to_vec(),
            family: true,
        })
    });
    families.extend(sets);
    families.extend(singles);
    families
}

fn panel(model: &mut Model) -> Option<&mut FeaturePanel> {
    match &mut model.overlay {
        Some(Overlay::Features(panel)) => Some(panel),
        _ => None,
    }
}

/// Whether keys go to the panel's query.
pub(crate) fn is_typing(model: &Model) -> bool {
    matches!(&model.overlay, Some(Overlay::Features(panel)) if panel.typing)
}

/// Shows only rows that contain the query.
pub(crate) fn narrow(model: &mut Model) {
    if let Some(panel) = panel(model) {
        let query = panel.query.value().to_lowercase();
        panel.shown = (0..panel.rows.len())
            .filter(|&at| panel.rows[at].label.contains(&query))
            .collect();
        panel.cursor = 0;
    }
}

/// Runs `command` in the panel.
pub(crate) fn run(model: &mut Model, command: Command, key: Option<Key>) -> Option<Vec<Effect>> {
    if is_typing(model) {
        return run_typing(model, command);
    }
    let page = areas(model).map_or(1, |areas| usize::from(areas.body.height / 2).max(1)) as isize;
    match command {
        Command::Toggle => return Some(toggle(model)),
        Command::Only => return Some(only(model)),
        Command::Recall => return Some(recall(model, key)),
        Command::Narrow => {
            if let Some(panel) = panel(model) {
                panel.typing = true;
            }
        }
        Command::Up => step(model, -1),
        Command::Down => step(model, 1),
        Command::PageUp => step(model, -page),
        Command::PageDown => step(model, page),
        Command::First => step(model, isize::MIN),
        Command::Last => step(model, isize::MAX),
        _ => return None,
    }
    Some(Vec::new())
}

fn run_typing(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    match command {
        Command::Accept => {
            if let Some(panel) = panel(model) {
                panel.typing = false;
            }
        }
        Command::Close => {
            if let Some(panel) = panel(model) {
                panel.typing = false;
                panel.query = Input::default();
            }
            narrow(model);
        }
        Command::Previous => step(model, -1),
        Command::Next => step(model, 1),
        _ => return None,
    }
    Some(Vec::new())
}

fn step(model: &mut Model, steps: isize) {
    if let Some(panel) = panel(model) {
        let last = panel.shown.len().saturating_sub(1);
        panel.cursor = panel.cursor.saturating_add_signed(steps).min(last);
    }
}

/// The columns of the present feature set, and those of the row under the cursor.
fn set_and_row(model: &Model) -> Option<(Vec<ColumnId>, Vec<ColumnId>)> {
    let Some(Overlay::Features(panel)) = &model.overlay else {
        return None;
    };
    let row = &panel.rows[*panel.shown.get(panel.cursor)?];
    let table = model.table()?;
    let set = model
        .saved
        .sets
        .parse(&model.settings.features, table)
        .ok()?;
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

/// Makes the row under the cursor the whole set.
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
    let Some(trained) = place
        .and_then(|place| model.training.history.get(place as usize - 1))
        .cloned()
    else {
        inform(model, "the list has no such entry");
        return Vec::new();
    };
    let current = model.training.current.as_ref();
    if current.is_some_and(|current| current.same_task(&trained)) {
        return predicting::change_or_warn(model, |settings| *settings = trained.settings);
    }
    model.settings = trained.settings;
    requests::open_other(model, trained.dataset, trained.target)
}
