//! The headless table: named, typed columns over the rows of a benchmark.
//!
//! A [`Table`] is immutable and cheap to clone (columns are shared), so a worker thread can keep
//! one while the explorer goes on with the next. It knows no terminal and does no I/O.

mod arrange;
mod build;
mod column;
mod format;
mod notes;
mod order;
mod sort_text;
mod values;
mod width;

pub use arrange::{Arrangement, Direction, SortKey, arrange};
pub use build::{INTERVAL_COLUMNS, PAIR_COLUMNS, PREDICTION_COLUMNS, build};
pub use column::{Column, ColumnSpec, Group, Unit};
pub use format::{Format, number};
pub use notes::Notes;
pub use sort_text::{read_sort_key, write_sort_key};
pub use values::Values;

pub(crate) use values::bit;

pub(crate) use order::{ordinal, sorted_places};

use std::collections::HashMap;
use std::sync::Arc;

use crate::space::SearchSpace;

/// A column of a [`Table`]: its place among the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub usize);

/// Columns of equal length with unique names.
#[derive(Debug, Clone)]
pub struct Table {
    space: &'static dyn SearchSpace,
    rows: usize,
    columns: Vec<Column>,
    by_name: Arc<HashMap<String, ColumnId>>,
}

impl Table {
    /// A table of `rows` rows over `columns`, whose names are unique and lengths equal `rows`.
    ///
    /// # Panics
    /// When a length differs or a name occurs twice: both are errors of the program, not of its
    /// input.
    pub fn new(space: &'static dyn SearchSpace, rows: usize, columns: Vec<Column>) -> Self {
        let mut by_name = HashMap::with_capacity(columns.len());
        for (at, column) in columns.iter().enumerate() {
            assert_eq!(column.values.len(), rows, "column {}", column.spec.name);
            let before = by_name.insert(column.spec.name.clone(), ColumnId(at));
            assert!(before.is_none(), "column {} twice", column.spec.name);
        }
        Self {
            space,
            rows,
            columns,
            by_name: Arc::new(by_name),
        }
    }

    /// The search space of the rows.
    pub fn space(&self) -> &'static dyn SearchSpace {
        self.space
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// All columns; a column's id is its index.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column `id`.
    pub fn column(&self, id: ColumnId) -> &Column {
        &self.columns[id.0]
    }

    /// The column with exactly this name.
    pub fn find(&self, name: &str) -> Option<ColumnId> {
        self.by_name.get(name).copied()
    }

    /// The column that a person means by `text`: the name itself, or a feature name with aliases,
    /// spaces or another order of the operations (`min_path_len(skip, c3)`).
    ///
    /// # Errors
    /// [`UnknownColumn`] with the names nearest to `text`.
    pub fn resolve(&self, text: &str) -> Result<ColumnId, UnknownColumn> {
        let normal = crate::encoding::normal_name(self.space, text);
        self.find(text.trim())
            .or_else(|| self.find(&normal))
            .ok_or_else(|| UnknownColumn {
                text: text.to_owned(),
                near: nearest(&normal, self.by_name.keys()),
            })
    }

    /// The same table with the values of column `id` replaced.
    ///
    /// # Panics
    /// When the number of values is not that of the rows.
    #[must_use]
    pub fn with_values(&self, id: ColumnId, values: Arc<Values>) -> Self {
        self.with_columns([(id, values)])
    }

    /// The same table with the values of some columns replaced.
    ///
    /// # Panics
    /// When the number of values is not that of the rows.
    #[must_use]
    pub fn with_columns(&self, columns: impl IntoIterator<Item = (ColumnId, Arc<Values>)>) -> Self {
        let mut table = self.clone();
        for (id, values) in columns {
            assert_eq!(values.len(), self.rows);
            table.columns[id.0].values = values;
        }
        table
    }
}

/// A name that no column has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no column is called `{text}`{}", did_you_mean(near))]
pub struct UnknownColumn {
    /// The name asked for.
    pub text: String,
    /// Similar names, best first; at most three.
    pub near: Vec<String>,
}

/// `; did you mean …?`, or nothing when there is nothing near.
pub fn did_you_mean(near: &[String]) -> String {
    match near {
        [] => String::new(),
        [one] => format!("; did you mean `{one}`?"),
        many => format!("; did you mean one of `{}`?", many.join("`, `")),
    }
}

/// Up to three of `names` that are near enough to `text` to be a likely slip, best first.
pub fn nearest<'a, S>(text: &str, names: impl Iterator<Item = &'a S>) -> Vec<String>
where
    S: AsRef<str> + ?Sized + 'a,
{
    /// More slips than that are none, however long a name is.
    const MOST: usize = 8;
    let most = (text.chars().count() / 3 + 1).min(MOST);
    let mut near: Vec<_> = names
        .map(AsRef::as_ref)
        .filter(|name| fewest_slips(text, name) <= most)
        .map(|name| (strsim::damerau_levenshtein(text, name), name))
        .filter(|&(distance, _)| distance <= most)
        .collect();
    near.sort_unstable();
    near.into_iter()
        .take(3)
        .map(|(_, name)| name.to_owned())
        .collect()
}

/// No more slips than there are between the two, quickly: bytes that one has and the other lacks.
fn fewest_slips(one: &str, other: &str) -> usize {
    let mut surplus = [0_i32; 256];
    for &byte in one.as_bytes() {
        surplus[usize::from(byte)] += 1;
    }
    for &byte in other.as_bytes() {
        surplus[usize::from(byte)] -= 1;
    }
    let sum = |of: fn(i32) -> i32| surplus.iter().map(|&n| of(n).max(0)).sum::<i32>();
    // A slip changes one character, of at most four bytes.
    (sum(|n| n).max(sum(|n| -n)) as usize).div_ceil(if one.is_ascii() && other.is_ascii() {
        1
    } else {
        4
    })
}

#[cfg(test)]
mod tests {
    use super::{fewest_slips, nearest};

    #[test]
    fn a_quick_look_passes_over_nothing_that_is_near() {
        let words = [
            "",
            "abc",
            "acb",
            "abcd",
            "xyz",
            "zyxabc",
            "größe",
            "grösse",
            "日本語",
        ];
        for one in words {
            for other in words {
                let slips = strsim::damerau_levenshtein(one, other);
                assert!(fewest_slips(one, other) <= slips, "{one} {other}");
            }
        }
    }

    #[test]
    fn the_nearest_comes_first() {
        let names = ["node_degree", "op_count", "op_court", "grösse"];
        assert_eq!(nearest("op_coumt", names.iter()), ["op_count", "op_court"]);
        assert_eq!(nearest("größe", names.iter()), ["grösse"]);
        assert_eq!(nearest("params", names.iter()), [""; 0]);
    }
}
