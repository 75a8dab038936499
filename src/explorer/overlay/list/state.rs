//! A list narrowed by typing, and its record.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use tui_input::Input;

use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::list::update::{ACTIONS, TICK_ACTIONS};
use grafscope_core::table::Column;

/// A list as one record, beside what it chooses.
#[derive(Debug)]
pub struct ListSpec {
    pub title: &'static str,
    /// Its entries as things are now.
    pub items: fn(&Model) -> Vec<Item>,
    /// Shows the entries that match what is typed.
    pub narrow: fn(&mut List, &Model),
    pub choice: Choice,
    pub contexts: &'static [Context],
    pub actions: &'static [Action],
}

type Items = fn(&Model) -> Vec<Item>;
type TakeOne = fn(&mut Model, &Item) -> Vec<Effect>;

impl ListSpec {
    /// A list of which one entry is taken.
    pub(crate) const fn one(title: &'static str, items: Items, take: TakeOne) -> Self {
        Self {
            title,
            items,
            narrow: |list, _| list.narrow(),
            choice: Choice::One(take),
            contexts: &[Context::List],
            actions: ACTIONS,
        }
    }

    /// A list whose entries are ticked.
    pub(crate) const fn ticked(title: &'static str, items: Items, choice: Choice) -> Self {
        Self {
            choice,
            contexts: &[Context::Columns],
            actions: TICK_ACTIONS,
            ..Self::one(title, items, |_, _| Vec::new())
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub enum Choice {
    One(fn(&mut Model, &Item) -> Vec<Effect>),
    Any {
        toggle: fn(&mut Model, &mut Item) -> Vec<Effect>,
        take: fn(&mut Model, List) -> Vec<Effect>,
    },
}

impl Choice {
    /// Any, and nothing comes of a tick before all are taken.
    pub(crate) const fn ticks(take: fn(&mut Model, List) -> Vec<Effect>) -> Self {
        Self::Any {
            toggle: |_, item| {
                item.chosen = !item.chosen;
                Vec::new()
            },
            take,
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// What is searched and shown first.
    pub label: String,
    /// What else it is found by: the header of a column.
    pub also: String,
    /// Keys that do what the entry does; empty where there are none.
    pub keys: String,
    /// Shown behind the label: a description.
    pub note: String,
    /// Heading it stands under while nothing is typed.
    pub group: &'static str,
    /// What the record of the list knows it by.
    pub value: usize,
    /// Whether it is shown only once its label, or what else it is found by, is typed in full.
    pub in_full: bool,
    /// Whether it is ticked, or the one in force.
    pub chosen: bool,
}

impl Item {
    /// The columns among those of the open table that `belongs` lets through; the value of each is its
    /// place in the table.
    pub(crate) fn columns(model: &Model, belongs: impl Fn(&Column) -> bool) -> Vec<Self> {
        let columns = model.table().map_or(&[][..], |table| table.columns());
        let columns = columns.iter().enumerate();
        columns
            .filter(|(_, column)| belongs(column))
            .map(|(value, column)| Self {
                label: column.spec.name.clone(),
                also: column.spec.short.clone(),
                note: column.spec.doc.clone(),
                group: column.spec.group.name(),
                value,
                ..Self::default()
            })
            .collect()
    }

    /// All columns, the `chosen` one marked.
    pub(crate) fn all_columns(model: &Model, chosen: Option<&str>) -> Vec<Self> {
        let mut items = Self::columns(model, |_| true);
        Self::choose(&mut items, chosen);
        items
    }

    pub(crate) fn choose(items: &mut [Self], name: Option<&str>) {
        for item in items {
            item.chosen = Some(item.label.as_str()) == name;
        }
    }
}

/// A list, a query, and the entries that match it, best first.
#[derive(Debug, Clone)]
pub struct List {
    pub spec: &'static ListSpec,
    pub items: Vec<Item>,
    pub query: Input,
    /// Entries that match: indices into `items`.
    pub shown: Vec<usize>,
    /// The entry under the cursor: an index into `shown`.
    pub cursor: usize,
}

impl List {
    /// A list of `items` with nothing typed; where one of them is in force, the cursor is on it.
    pub fn new(spec: &'static ListSpec, items: Vec<Item>) -> Self {
        let cursor = match spec.choice {
            Choice::One(_) => items.iter().position(|item| item.chosen),
            Choice::Any { .. } => None,
        };
        Self {
            spec,
            shown: fuzzy("", &items),
            items,
            query: Input::default(),
            cursor: cursor.unwrap_or(0),
        }
    }

    pub fn selected(&self) -> Option<&Item> {
        self.shown.get(self.cursor).map(|&at| &self.items[at])
    }

    pub fn narrow(&mut self) {
        self.cursor = 0;
        self.shown = fuzzy(self.query.value(), &self.items);
    }

    /// How many headings stand between all entries: none when they are all of one group.
    pub(crate) fn headings(&self) -> usize {
        match self.items.chunk_by(|a, b| a.group == b.group).count() {
            1 => 0,
            groups => groups,
        }
    }

    pub(crate) fn has_ticks(&self) -> bool {
        matches!(self.spec.choice, Choice::Any { .. })
    }
}

/// Indices of the items that match `query` by the letters of their labels, or what else they are found by, best first; all, in
/// their order, for an empty query.
fn fuzzy(query: &str, items: &[Item]) -> Vec<usize> {
    let query = query.trim();
    let named = |item: &Item| item.label == query || item.also == query;
    let open = items.iter().enumerate();
    let open = open.filter(|(_, item)| !item.in_full || named(item));
    if query.is_empty() {
        return open.map(|(at, _)| at).collect();
    }
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let mut scored: Vec<_> = open
        .filter_map(|(at, item)| {
            let texts = [&item.label, &item.also].into_iter();
            let scores = texts.filter_map(|text| {
                let text = Utf32Str::new(text, &mut letters);
                pattern.score(text, &mut matcher)
            });
            scores.max().map(|score| (at, score))
        })
        .collect();
    scored.sort_by_key(|&(at, score)| (std::cmp::Reverse(score), at));
    scored.into_iter().map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Command;
    use crate::overlay::popup::step_cursor;

    static LABELS: ListSpec = ListSpec::one("labels", |_| Vec::new(), |_, _| Vec::new());

    fn list() -> List {
        let item = |label: &&str| Item {
            label: (*label).to_owned(),
            ..Item::default()
        };
        let labels = [
            "sort-ascending",
            "sort-descending",
            "train-size",
            "next-pane",
        ];
        List::new(&LABELS, labels.iter().map(item).collect())
    }

    #[test]
    fn letters_in_order_match_and_the_best_comes_first() {
        let mut list = list();
        list.query = Input::new("srtdes".to_owned());
        list.narrow();
        assert_eq!(list.selected().unwrap().label, "sort-descending");
        assert_eq!(list.shown.len(), 1);
    }

    #[test]
    fn nothing_typed_shows_all_in_order() {
        let mut list = list();
        list.narrow();
        assert_eq!(list.shown, [0, 1, 2, 3]);
    }

    #[test]
    fn the_cursor_stays_in_the_list() {
        let mut list = list();
        let step = |list: &mut List, command| {
            step_cursor(&mut list.cursor, list.shown.len(), 99, command);
        };
        step(&mut list, Command::Up);
        assert_eq!(list.cursor, 0);
        step(&mut list, Command::PageDown);
        assert_eq!(list.cursor, 3);
        list.query = Input::new("zzz".to_owned());
        list.narrow();
        step(&mut list, Command::Down);
        assert_eq!(list.selected(), None);
    }
}
