//! The palette: every command by name, or by words of what it does; digits go to a row, the name or header of a column
//! goes to it, and some words take something: `sort COLUMN`.

use crate::command::available::available;
use crate::command::keymap::Context;
use crate::command::spec::Group;
use crate::command::{COMMANDS, place as commands};
use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::list::go_to_column::GO_TO_ARCH;
use crate::overlay::list::state::{Item, List, ListSpec};
use crate::overlay::list::with_word;
use crate::screen::Screen;
use crate::table::{moving, viewing};
use grafscope_core::column::ARCH;

/// Value of the entry that goes to a row.
const GO_TO_ROW: usize = usize::MAX;
/// Value of entries that are a word with what it takes.
const WITH_WORD: usize = usize::MAX - 1;

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
        let contexts = [Context::Explorer, Context::Detail, Context::Plot].into_iter();
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

/// Besides the commands that match, a number is offered as a row to go to, the column that the query names is, and words
/// that take something do what they say with it, as in vi.
fn narrow(list: &mut List, model: &Model) {
    list.items
        .retain(|item| ![GO_TO_ROW, WITH_WORD].contains(&item.value));
    if let Some(offers) = with_word::offers(model, list.query.value()) {
        return offer(list, offers);
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
    let described = by_description(list);
    list.shown.extend(described);
}

/// The commands of which the description has all words of the query, those that are named by it aside.
fn by_description(list: &List) -> Vec<usize> {
    let query = list.query.value().to_lowercase();
    let has_all = |item: &Item| {
        let note = item.note.to_lowercase();
        query.split_whitespace().all(|word| note.contains(word))
    };
    let items = list.items.iter().enumerate();
    let described = items.filter(|(_, item)| !item.in_full && has_all(item));
    let described = described.map(|(at, _)| at);
    described.filter(|at| !list.shown.contains(at)).collect()
}

/// Shows `offers`; where there are none, the commands that match, and that nothing fits.
fn offer(list: &mut List, mut offers: Vec<Item>) {
    if offers.is_empty() {
        list.narrow();
        offers.push(Item {
            label: list.query.value().trim().to_owned(),
            note: "no column has these letters in its name".to_owned(),
            ..Item::default()
        });
    } else {
        list.shown.clear();
        list.cursor = 0;
    }
    for offer in offers {
        list.shown.push(list.items.len());
        list.items.push(Item {
            value: WITH_WORD,
            ..offer
        });
    }
}

fn is_column(value: usize) -> bool {
    (GO_TO_ARCH..WITH_WORD).contains(&value)
}

fn take(model: &mut Model, item: &Item) -> Vec<Effect> {
    match item.value {
        GO_TO_ROW => {
            let row: usize = item.label.parse().unwrap_or(usize::MAX);
            moving::jump(model, row.saturating_sub(1));
            Vec::new()
        }
        WITH_WORD => with_word::take(model, &item.label),
        column if is_column(column) => viewing::go_to_column(model, &item.label),
        command => commands::run(model, COMMANDS[command].command.into()),
    }
}
