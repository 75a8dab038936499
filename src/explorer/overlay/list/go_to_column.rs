//! Columns to go to: by the letters of a name, or by any name that the command line takes.

use tui_input::Input;

use crate::model::Model;
use crate::overlay::list::state::{Item, List, ListSpec};
use crate::table::{columns_named, viewing};
use grafscope_core::column::{ARCH, Group};

/// Value of the entry for the encodings; those of columns are their places in the table.
pub(crate) const GO_TO_ARCH: usize = usize::MAX / 2;
/// Value of the entry for a feature set.
const SET: usize = usize::MAX;

/// The encodings and every column, with the cursor on the current one.
pub(crate) static GO_TO_COLUMN: ListSpec = ListSpec {
    narrow,
    ..ListSpec::one("go to column", items, |model, item| {
        viewing::go_to_named(model, &item.label)
    })
};

fn items(model: &Model) -> Vec<Item> {
    if model.data.is_none() {
        return Vec::new();
    }
    let arch = Item {
        label: ARCH.to_owned(),
        note: "The encoding of the architecture.".to_owned(),
        group: Group::Row.name(),
        value: GO_TO_ARCH,
        ..Item::default()
    };
    let mut items = vec![arch];
    items.extend(Item::columns(model, |_| true));
    let current = viewing::column_under_cursor(model);
    Item::choose(&mut items, Some(current.as_deref().unwrap_or(ARCH)));
    items
}

/// First the column that the text names, in whatever way it is written, then those with its letters, then the feature
/// set that it is.
fn narrow(list: &mut List, model: &Model) {
    list.items.retain(|item| item.value != SET);
    list.narrow();
    let text = list.query.value().trim().to_owned();
    let Some(table) = model.table().filter(|_| !text.is_empty()) else {
        return;
    };
    match columns_named::named(&text, &model.saved.sets, table).as_deref() {
        Ok([] | [_]) if text == ARCH => show_first(list, ARCH),
        Ok([name]) => show_first(list, name),
        Ok(names) if names.len() > 1 => {
            list.items.push(Item {
                note: format!("all {} columns of this feature set", names.len()),
                label: text,
                value: SET,
                ..Item::default()
            });
            list.shown.push(list.items.len() - 1);
        }
        _ => {}
    }
}

fn show_first(list: &mut List, name: &str) {
    if let Some(named) = list.items.iter().position(|item| item.label == name) {
        list.shown.retain(|&at| at != named);
        list.shown.insert(0, named);
    }
}

/// The entries for `text`, best first.
pub(crate) fn matching(model: &Model, text: &str) -> Vec<Item> {
    let mut list = List::new(&GO_TO_COLUMN, items(model));
    list.query = Input::new(text.to_owned());
    narrow(&mut list, model);
    let shown = list.shown.iter();
    shown.map(|&at| list.items[at].clone()).collect()
}

/// Whether an entry is a feature set rather than one column.
pub(crate) fn is_set(item: &Item) -> bool {
    item.value == SET
}
