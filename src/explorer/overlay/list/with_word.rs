//! Words of the palette that take something: `save FILE`, `derive NAME = EXPR`, `sort COLUMN`, `column NAME`,
//! `suggest COUNT FUNCTION`.

use crate::command::spec::Group;
use crate::derived;
use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::list::go_to_column::{is_set, matching};
use crate::overlay::list::state::Item;
use crate::screen::Screen;
use crate::session::restoring;
use crate::suggest::options;
use crate::table::viewing;
use crate::update::or_warn;
use grafscope_core::table::{read_sort_key, write_sort_key};

/// Most columns offered.
const MOST: usize = 50;

struct Word {
    /// What is typed before the rest.
    typed: &'static str,
    /// What is offered for the rest, best first.
    offers: fn(&Model, &str) -> Vec<Item>,
    take: fn(&mut Model, &str) -> Vec<Effect>,
}

const WORDS: [Word; 5] = [
    Word {
        typed: "save ",
        offers: |_, file| vec![offer(file, "save the session to this file", Group::Program)],
        take: restoring::save,
    },
    Word {
        typed: "derive ",
        offers: |_, definition| {
            let note = "compute this column; with nothing behind the `=`, remove it";
            vec![offer(definition, note, Group::View)]
        },
        take: derive,
    },
    Word {
        typed: "suggest ",
        offers: |_, options| {
            let note = "suggest so many, by this acquisition function and model";
            vec![offer(options, note, Group::Predict)]
        },
        take: |model, text| on_panes(model, text, suggest),
    },
    Word {
        typed: "sort ",
        offers: sorts,
        take: |model, text| on_panes(model, text, viewing::sort_by),
    },
    Word {
        typed: "column ",
        offers: columns,
        take: |model, text| on_panes(model, text, viewing::go_to_named),
    },
];

/// What the word at the start of `query` offers for the rest, none where nothing fits; `None` where there is no such
/// word or no rest.
pub(super) fn offers(model: &Model, query: &str) -> Option<Vec<Item>> {
    let (word, rest) = split(query)?;
    let offers = (word.offers)(model, rest).into_iter();
    let with_word = offers.map(|item| Item {
        label: format!("{}{}", word.typed, item.label),
        also: String::new(),
        in_full: false,
        chosen: false,
        ..item
    });
    Some(with_word.collect())
}

/// Does what an offer says.
pub(super) fn take(model: &mut Model, label: &str) -> Vec<Effect> {
    match split(label) {
        Some((word, rest)) => (word.take)(model, rest),
        None => Vec::new(),
    }
}

fn split(text: &str) -> Option<(&'static Word, &str)> {
    let text = text.trim_start();
    let mut words = WORDS.iter();
    let (word, rest) =
        words.find_map(|word| Some((word, text.strip_prefix(word.typed)?.trim())))?;
    (!rest.is_empty()).then_some((word, rest))
}

fn offer(label: &str, note: &str, group: Group) -> Item {
    Item {
        label: label.to_owned(),
        note: note.to_owned(),
        group: group.title(),
        ..Item::default()
    }
}

/// Computes the column, or lets a faulty definition be mended.
fn derive(model: &mut Model, definition: &str) -> Vec<Effect> {
    derived::update::define(model, definition).unwrap_or_else(|_| {
        derived::prompt::open(model, definition);
        Vec::new()
    })
}

fn suggest(model: &mut Model, text: &str) -> Vec<Effect> {
    let suggested = options::suggest(model, text);
    or_warn(model, suggested)
}

fn on_panes(
    model: &mut Model,
    text: &str,
    take: fn(&mut Model, &str) -> Vec<Effect>,
) -> Vec<Effect> {
    model.screen = Screen::Panes;
    take(model, text)
}

fn columns(model: &Model, text: &str) -> Vec<Item> {
    let mut items = matching(model, text);
    items.truncate(MOST);
    items
}

/// The sort that `text` is, and those by columns with its letters, in the order that it asks for.
fn sorts(model: &Model, text: &str) -> Vec<Item> {
    let Ok((name, direction)) = read_sort_key(text) else {
        return Vec::new();
    };
    let written = |name: &str| {
        if text.contains(':') {
            write_sort_key(name, direction)
        } else {
            name.to_owned()
        }
    };
    let named = viewing::sort_keys(model, text).ok();
    let named = named.and_then(|keys| Some(keys.into_iter().next()?.0));
    let is_other = |item: &Item| !is_set(item) && Some(&item.label) != named.as_ref();
    let others = matching(model, &name).into_iter().filter(is_other);
    let others = others.take(MOST).map(|item| Item {
        label: written(&item.label),
        ..item
    });
    let first = named
        .as_ref()
        .map(|name| offer(&written(name), "sort by it alone", Group::View));
    first.into_iter().chain(others).collect()
}
