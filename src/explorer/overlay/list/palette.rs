//! The palette: every command by name; digits go to a row, the name or header of a column goes to it, `save FILE` saves
//! the session, `derive NAME = EXPR` computes a column.

use crate::command::available::available;
use crate::command::keymap::Context;
use crate::command::spec::Group;
use crate::command::{COMMANDS, place as commands};
use crate::derived;
use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::list::state::{Item, List, ListSpec};
use crate::screen::Screen;
use crate::session::restoring;
use crate::table::{moving, viewing};
use grafscope_core::column::ARCH;

/// Value of the entry that goes to a row.
const GO_TO_ROW: usize = usize::MAX;
/// Value of the entry that saves the session to a file.
const SAVE_TO: usize = usize::MAX - 1;
/// Value of the entry that goes to the encodings; those of columns follow, in the order of the table.
const GO_TO_ARCH: usize = usize::MAX / 2;
/// What is typed before the name of that file.
const SAVE: &str = "save ";
/// Value of the entry that derives a column.
const DERIVE: usize = usize::MAX - 2;
/// What is typed before its definition.
const DERIVED: &str = "derive ";

/// Every command that makes sense now.
pub(crate) static PALETTE: ListSpec = ListSpec {
    narrow,
    ..ListSpec::one("commands", items, take)
};

fn items(model: &Model) -> Vec<Item> {
    let specs = COMMANDS.iter().filter(|spec| {
        !matches!(spec.group, Group::Inside | Group::Screen) && available(model, spec.command)
    });
    let commands = specs.map(|spec| {
        let contexts = [Context::Explorer, Context::Detail].into_iter();
        let keys = contexts.flat_map(|context| model.keymap.keys(context, spec.command));
        let keys: Vec<_> = keys.map(ToString::to_string).collect();
        Item {
            label: spec.name.to_owned(),
            keys: keys.join(" "),
            note: spec.doc.to_owned(),
            group: spec.group.title(),
            value: spec.command as usize,
            ..Item::default()
        }
    });
    commands.chain(columns(model)).collect()
}

/// Every column, to be gone to.
fn columns(model: &Model) -> impl Iterator<Item = Item> {
    let table = model.table().filter(|_| model.screen == Screen::Panes);
    let arch = table.map(|_| (ARCH.to_owned(), ARCH.to_owned()));
    let columns = table.map_or(&[][..], |table| table.columns()).iter();
    let named = columns.map(|column| (column.spec.name.clone(), column.spec.short.clone()));
    let all = arch.into_iter().chain(named).zip(GO_TO_ARCH..);
    all.map(|((label, also), value)| Item {
        label,
        also,
        note: "go to this column, and show it".to_owned(),
        group: Group::Move.title(),
        value,
        // So many would stand in the way of the commands.
        in_full: true,
        ..Item::default()
    })
}

/// Besides the commands that match, a number is offered as a row to go to, the column that the query names is, and
/// `save FILE` does what it says, as in vi.
fn narrow(list: &mut List) {
    list.items
        .retain(|item| ![GO_TO_ROW, SAVE_TO, DERIVE].contains(&item.value));
    let query = list.query.value();
    let with_rest = match (behind(SAVE, query), behind(DERIVED, query)) {
        (Some(file), _) => Some(Item {
            label: format!("{SAVE}{file}"),
            note: "save the session to this file".to_owned(),
            group: Group::Program.title(),
            value: SAVE_TO,
            ..Item::default()
        }),
        (_, Some(definition)) => Some(Item {
            label: format!("{DERIVED}{definition}"),
            note: "compute this column; with nothing behind the `=`, remove it".to_owned(),
            group: Group::View.title(),
            value: DERIVE,
            ..Item::default()
        }),
        _ => None,
    };
    if let Some(item) = with_rest {
        list.items.push(item);
        // No command is meant, and a path may have characters that mean something in patterns.
        list.shown = vec![list.items.len() - 1];
        list.cursor = 0;
        return;
    }
    let query = list.query.value().trim();
    if !query.is_empty() && query.bytes().all(|byte| byte.is_ascii_digit()) {
        list.items.push(Item {
            label: query.to_owned(),
            note: "go to this row".to_owned(),
            group: Group::Move.title(),
            value: GO_TO_ROW,
            ..Item::default()
        });
    }
    list.narrow();
}

fn is_column(value: usize) -> bool {
    (GO_TO_ARCH..DERIVE).contains(&value)
}

/// What is typed behind a word.
fn behind<'q>(word: &str, query: &'q str) -> Option<&'q str> {
    let rest = query.trim_start().strip_prefix(word)?.trim();
    (!rest.is_empty()).then_some(rest)
}

fn take(model: &mut Model, item: &Item) -> Vec<Effect> {
    match item.value {
        GO_TO_ROW => {
            let row: usize = item.label.parse().unwrap_or(usize::MAX);
            moving::jump(model, row.saturating_sub(1));
            Vec::new()
        }
        SAVE_TO => {
            let file = behind(SAVE, &item.label).unwrap_or_default();
            restoring::save(model, file)
        }
        DERIVE => {
            let definition = behind(DERIVED, &item.label).unwrap_or_default();
            derived::update::define(model, definition).unwrap_or_else(|_| {
                derived::prompt::open(model, definition);
                Vec::new()
            })
        }
        column if is_column(column) => viewing::go_to_column(model, &item.label),
        command => commands::run(model, COMMANDS[command].command.into()),
    }
}
