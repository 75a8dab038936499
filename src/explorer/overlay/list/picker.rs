//! A list that is narrowed by typing.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use tui_input::Input;

use grafscope_core::table::Column;

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What is searched and shown first.
    pub label: String,
    /// Keys that do what the entry does; empty where there are none.
    pub keys: String,
    /// Shown behind the label: a description.
    pub note: String,
    /// Heading it stands under while nothing is typed.
    pub group: &'static str,
    /// What the owner of the list knows it by.
    pub value: usize,
}

impl Item {
    /// The column at `at` among those of a table, by its name; `at` is the item's value.
    pub(crate) fn of_column((at, column): (usize, &Column)) -> Self {
        Self {
            label: column.spec.name.clone(),
            keys: String::new(),
            note: column.spec.doc.clone(),
            group: column.spec.group.name(),
            value: at,
        }
    }
}

/// A list, a query, and the entries that match it, best first.
#[derive(Debug, Clone, Default)]
pub struct Picker {
    /// Every entry.
    pub items: Vec<Item>,
    /// What is typed.
    pub query: Input,
    /// Entries that match: indices into `items`.
    pub shown: Vec<usize>,
    /// The entry under the cursor: an index into `shown`.
    pub cursor: usize,
}

impl Picker {
    /// A list of `items` with nothing typed and the cursor on entry `cursor`.
    pub fn new(items: Vec<Item>, cursor: usize) -> Self {
        let shown = (0..items.len()).collect();
        Self {
            items,
            query: Input::default(),
            shown,
            cursor,
        }
    }

    /// The entry under the cursor.
    pub fn selected(&self) -> Option<&Item> {
        self.shown.get(self.cursor).map(|&at| &self.items[at])
    }

    /// Moves the cursor by `steps`, staying in the list.
    pub fn step(&mut self, steps: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(steps).min(last);
    }

    /// Finds the matches of the query anew.
    pub fn refresh(&mut self) {
        self.cursor = 0;
        self.shown = fuzzy(self.query.value(), &self.items);
    }
}

/// Indices of the items that match `query` by the letters of their labels, best first; all, in
/// their order, for an empty query.
fn fuzzy(query: &str, items: &[Item]) -> Vec<usize> {
    if query.trim().is_empty() {
        return (0..items.len()).collect();
    }
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let mut scored: Vec<_> = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| {
            let text = Utf32Str::new(&item.label, &mut letters);
            pattern.score(text, &mut matcher).map(|score| (at, score))
        })
        .collect();
    scored.sort_by_key(|&(at, score)| (std::cmp::Reverse(score), at));
    scored.into_iter().map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picker() -> Picker {
        let item = |(value, label): (usize, &&str)| Item {
            label: (*label).to_owned(),
            keys: String::new(),
            note: String::new(),
            group: "",
            value,
        };
        let labels = [
            "sort-ascending",
            "sort-descending",
            "train-size",
            "next-pane",
        ];
        Picker::new(labels.iter().enumerate().map(item).collect(), 0)
    }

    #[test]
    fn letters_in_order_match_and_the_best_comes_first() {
        let mut list = picker();
        list.query = Input::new("srtdes".to_owned());
        list.refresh();
        assert_eq!(list.selected().unwrap().label, "sort-descending");
        assert_eq!(list.shown.len(), 1);
    }

    #[test]
    fn nothing_typed_shows_all_in_order() {
        let mut list = picker();
        list.refresh();
        assert_eq!(list.shown, [0, 1, 2, 3]);
    }

    #[test]
    fn the_cursor_stays_in_the_list() {
        let mut list = picker();
        list.step(-1);
        assert_eq!(list.cursor, 0);
        list.step(99);
        assert_eq!(list.cursor, 3);
        list.query = Input::new("zzz".to_owned());
        list.refresh();
        list.step(1);
        assert_eq!(list.selected(), None);
    }
}
