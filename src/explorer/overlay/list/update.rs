//! The palette, the list of targets, and the column picker.

pub(crate) use crate::command::COMMANDS;
pub(crate) use crate::command::Command;
use crate::command::available::available;
use crate::command::keymap::Context;
use crate::command::spec::Group;
use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::list::picker::{Item, Picker};
use crate::overlay::{ColumnPicker, Overlay};
use crate::table::grid::PINNED;
use grafscope_core::bench::Better;
use grafscope_core::table::ColumnId;

use crate::command::run::run as run_command;
use crate::overlay::list::roles;
use crate::session::restoring;
use crate::table::{moving, viewing};
use crate::update::requests;

/// Entries that a page key moves by.
const PAGE: isize = 10;

/// Value of the palette's entry that goes to a row.
const GO_TO_ROW: usize = usize::MAX;
/// Value of the palette's entry that saves the session to a file.
const SAVE_TO: usize = usize::MAX - 1;
/// What is typed before the name of that file.
const SAVE: &str = "save ";

/// Opens the palette: every command that makes sense now.
pub(crate) fn open_palette(model: &mut Model) -> Vec<Effect> {
    let items = COMMANDS
        .iter()
        .filter(|spec| {
            !matches!(spec.group, Group::Inside | Group::Screen) && available(model, spec.command)
        })
        .map(|spec| {
            let keys: Vec<_> = [Context::Explorer, Context::Detail]
                .iter()
                .flat_map(|&context| model.keymap.keys(context, spec.command))
                .map(ToString::to_string)
                .collect();
            Item {
                label: spec.name.to_owned(),
                keys: keys.join(" "),
                note: spec.doc.to_owned(),
                group: spec.group.title(),
                value: spec.command as usize,
            }
        })
        .collect();
    model.overlay = Some(Overlay::Palette(Picker::new(items, 0)));
    Vec::new()
}

/// Narrows the palette; a number is offered as a row to go to, and `save FILE` does what it says, as
/// in vi.
pub(crate) fn refresh_palette(picker: &mut Picker) {
    picker
        .items
        .retain(|item| ![GO_TO_ROW, SAVE_TO].contains(&item.value));
    if let Some(file) = file_to_save(picker.query.value()) {
        picker.items.push(Item {
            label: format!("{SAVE}{file}"),
            keys: String::new(),
            note: "save the session to this file".to_owned(),
            group: Group::Program.title(),
            value: SAVE_TO,
        });
        // No command is meant, and a path may have characters that mean something in patterns.
        picker.shown = vec![picker.items.len() - 1];
        picker.cursor = 0;
        return;
    }
    let query = picker.query.value().trim();
    if !query.is_empty() && query.bytes().all(|byte| byte.is_ascii_digit()) {
        picker.items.push(Item {
            label: query.to_owned(),
            keys: String::new(),
            note: "go to this row".to_owned(),
            group: Group::Move.title(),
            value: GO_TO_ROW,
        });
    }
    picker.refresh();
}

/// The file that is named behind `save`.
fn file_to_save(query: &str) -> Option<&str> {
    let file = query.trim_start().strip_prefix(SAVE)?.trim();
    (!file.is_empty()).then_some(file)
}

/// Opens the list of data sets and targets with the present one under the cursor.
pub(crate) fn open_targets(model: &mut Model) -> Vec<Effect> {
    let Some(data) = &model.data else {
        return Vec::new();
    };
    let now = (data.opened.dataset.0, data.opened.target);
    let mut items = Vec::new();
    let mut cursor = 0;
    for (d, dataset) in data.opened.bench.datasets.iter().enumerate() {
        for (t, target) in dataset.targets.iter().enumerate() {
            if (d, t) == now {
                cursor = items.len();
            }
            let better = match target.better {
                Better::Higher => "higher is better",
                Better::Lower => "lower is better",
            };
            let unit = match target.unit.symbol() {
                "" => String::new(),
                symbol => format!("{symbol}, "),
            };
            items.push(Item {
                label: format!("{} {}", dataset.name, target.name),
                keys: String::new(),
                note: format!("{unit}{better}. {}", target.doc),
                group: "data set and target",
                value: items.len(),
            });
        }
    }
    model.overlay = Some(Overlay::Targets(Picker::new(items, cursor)));
    Vec::new()
}

/// Opens the column picker: every column but the pinned ones.
pub(crate) fn open_columns(model: &mut Model) -> Vec<Effect> {
    let Some(table) = model.table() else {
        return Vec::new();
    };
    let items = table
        .columns()
        .iter()
        .enumerate()
        .filter(|(_, column)| !PINNED.contains(&column.spec.name.as_str()))
        .map(Item::of_column)
        .collect();
    model.overlay = Some(Overlay::Columns(ColumnPicker {
        picker: Picker::new(items, 0),
    }));
    Vec::new()
}

/// Runs `command` in one of the lists.
pub(crate) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    let picker = match &mut model.overlay {
        Some(Overlay::Palette(picker) | Overlay::Targets(picker) | Overlay::Models(picker)) => {
            picker
        }
        Some(Overlay::Method(list)) => &mut list.picker,
        Some(Overlay::Axis(list)) => &mut list.picker,
        Some(Overlay::Pair(list)) => &mut list.picker,
        Some(Overlay::Columns(columns)) => &mut columns.picker,
        Some(Overlay::Roles(roles)) => &mut roles.picker,
        _ => return None,
    };
    match command {
        Command::Previous => picker.step(-1),
        Command::Next => picker.step(1),
        Command::PageUp => picker.step(-PAGE),
        Command::PageDown => picker.step(PAGE),
        Command::Accept => return Some(accept(model)),
        Command::Toggle => return Some(toggle(model)),
        _ => return None,
    }
    Some(Vec::new())
}

fn accept(model: &mut Model) -> Vec<Effect> {
    match model.overlay.take() {
        Some(Overlay::Palette(picker)) => accept_command(model, &picker),
        Some(Overlay::Targets(picker)) => accept_target(model, &picker),
        Some(Overlay::Roles(picker)) => roles::accept(model, picker),
        _ => Vec::new(),
    }
}

fn accept_command(model: &mut Model, picker: &Picker) -> Vec<Effect> {
    match picker.selected() {
        None => Vec::new(),
        Some(item) if item.value == GO_TO_ROW => {
            let row: usize = item.label.parse().unwrap_or(usize::MAX);
            moving::go_to(model, row.saturating_sub(1));
            Vec::new()
        }
        Some(item) if item.value == SAVE_TO => match file_to_save(&item.label) {
            Some(file) => restoring::save(model, file),
            None => Vec::new(),
        },
        Some(item) => run_command(model, COMMANDS[item.value].command.into()),
    }
}

fn accept_target(model: &mut Model, picker: &Picker) -> Vec<Effect> {
    let (Some(data), Some(item)) = (&model.data, picker.selected()) else {
        return Vec::new();
    };
    let mut all = data.opened.bench.datasets.iter().flat_map(|dataset| {
        let name = dataset.name.clone();
        let targets = dataset.targets.iter();
        targets.map(move |target| (name.clone(), target.name.clone()))
    });
    match all.nth(item.value) {
        Some((dataset, target)) => requests::open_other(model, dataset, target),
        None => Vec::new(),
    }
}

fn toggle(model: &mut Model) -> Vec<Effect> {
    if let Some(Overlay::Roles(picker)) = &mut model.overlay {
        roles::toggle(picker);
        return Vec::new();
    }
    let Some(Overlay::Columns(columns)) = &model.overlay else {
        return Vec::new();
    };
    let name = columns.picker.selected().and_then(|item| {
        let column = model.table()?.column(ColumnId(item.value));
        Some(column.spec.name.clone())
    });
    name.map_or_else(Vec::new, |name| viewing::toggle_column(model, &name))
}
