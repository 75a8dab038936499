//! The headless table: named, typed columns over the rows of a benchmark. A [`Table`] is immutable and
//! cheap to clone (columns are shared), so a worker thread can keep one.

mod arrange;
mod better;
mod build;
mod derived;
mod further;
mod leak;
mod measured;
mod notes;

pub use arrange::{Arrangement, Direction, SortKey, read_sort_key, sort, write_sort_key};
pub use build::{Beside, build, build_beside};
pub use derived::Derived;
pub use further::{FurtherTarget, measured_in_all};
pub use leak::Leak;
pub use notes::Notes;

pub use crate::column::{
    Builtin, Column, ColumnSpec, Format, Group, IntervalColumns, PairColumns, PartialColumns,
    PredictionColumns, SuggestionColumns, Unit, Values, number,
};
pub use crate::spelling::{did_you_mean, nearest};

pub(crate) use arrange::{ordinal, sorted_places};

use std::collections::HashMap;
use std::sync::Arc;

use crate::bench::{Benchmark, Better};
use crate::space::{Architecture, SearchSpace};

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
    /// What is known of the last columns, which are derived from others.
    derived: Arc<Vec<Derived>>,
    /// The benchmark whose architectures the rows are.
    bench: Option<Arc<Benchmark>>,
    leaks: Arc<HashMap<ColumnId, Leak>>,
    /// Which end is good, of the columns that are of a target.
    better: Arc<HashMap<ColumnId, Better>>,
}

impl Table {
    /// A table over `columns`. A name that an earlier column has gets a number: `x`, `x.2`, `x.3`.
    ///
    /// # Panics
    /// When a column does not have `rows` values.
    pub fn new(space: &'static dyn SearchSpace, rows: usize, mut columns: Vec<Column>) -> Self {
        let mut by_name = HashMap::with_capacity(columns.len());
        for (at, column) in columns.iter_mut().enumerate() {
            assert_eq!(column.values.len(), rows, "column {}", column.spec.name);
            if by_name.contains_key(&column.spec.name) {
                let spec = Arc::make_mut(&mut column.spec);
                spec.name = numbered(&spec.name, |name| by_name.contains_key(name));
            }
            by_name.insert(column.spec.name.clone(), ColumnId(at));
        }
        for (at, column) in columns.iter_mut().enumerate() {
            // What a header says means its own column, so that of another one is the full name.
            let named = by_name.get(&column.spec.short);
            if named.is_some_and(|&named| named != ColumnId(at)) {
                let spec = Arc::make_mut(&mut column.spec);
                spec.short.clone_from(&spec.name);
            }
        }
        Self {
            space,
            rows,
            columns,
            by_name: Arc::new(by_name),
            derived: Arc::default(),
            bench: None,
            leaks: Arc::default(),
            better: Arc::default(),
        }
    }

    /// The same table, whose rows are those of `bench`: filters may ask for their encodings.
    #[must_use]
    pub fn of_bench(self, bench: &Arc<Benchmark>) -> Self {
        Self {
            bench: Some(Arc::clone(bench)),
            ..self
        }
    }

    /// The architectures of the rows, where they are at hand.
    pub(crate) fn archs(&self) -> Option<&[Architecture]> {
        self.bench.as_ref().map(|bench| &*bench.archs)
    }

    /// The same table with further names for some columns, each with the column's own; a name that a column has stays its own.
    fn with_aliases(mut self, aliases: Vec<(String, String)>) -> Self {
        let by_name = Arc::make_mut(&mut self.by_name);
        for (alias, name) in aliases {
            if let Some(&id) = by_name.get(&name) {
                by_name.entry(alias).or_insert(id);
            }
        }
        self
    }

    fn with_leaks(mut self, leaks: HashMap<ColumnId, Leak>) -> Self {
        self.leaks = Arc::new(leaks);
        self
    }

    /// Why the column may not be a feature, if it tells the target.
    pub fn leak(&self, id: ColumnId) -> Option<Leak> {
        self.leaks.get(&id).copied()
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

    /// The built-in column; tables that are not of a benchmark may lack it.
    pub fn builtin(&self, column: Builtin) -> Option<ColumnId> {
        self.find(column.name())
    }

    /// The column that a user means by `text`: a name, a feature such as `min_path_len(skip, c3)`, or what the header of
    /// a column says.
    ///
    /// # Errors
    /// [`UnknownColumn`] with the names nearest to `text`.
    pub fn resolve(&self, text: &str) -> Result<ColumnId, UnknownColumn> {
        let normal = crate::encoding::normal_name(self.space, text);
        self.find(text.trim())
            .or_else(|| self.find(&normal))
            .or_else(|| self.headed(text.trim()))
            .ok_or_else(|| UnknownColumn {
                text: text.to_owned(),
                near: self.near(&normal),
            })
    }

    /// The column whose header says `text`.
    fn headed(&self, text: &str) -> Option<ColumnId> {
        let mut columns = self.columns.iter();
        columns
            .position(|column| column.spec.short == text)
            .map(ColumnId)
    }

    /// What may have been meant by `text`: similar names, or those that a sign after `text` cut off.
    fn near(&self, text: &str) -> Vec<String> {
        let near = nearest(text, self.by_name.keys());
        if !near.is_empty() {
            return near;
        }
        let names = self.columns.iter().map(|column| &column.spec.name);
        let cut = names.filter(|name| is_cut(name, text));
        cut.take(3).cloned().collect()
    }

    /// The same table with the values of column `id` replaced.
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

    /// Cells that the widest of `values` would take in a built-in column; 0 where there is none.
    pub fn width_of(&self, column: Builtin, values: &Arc<Values>) -> u16 {
        self.builtin(column)
            .map_or(0, |id| self.width_in(id, values))
    }

    /// Cells that the widest of `values` would take in column `id`.
    pub fn width_in(&self, id: ColumnId, values: &Values) -> u16 {
        values.width(self.column(id).spec.format) as u16
    }

    /// The same table with built-in columns filled; those that it lacks are passed over.
    #[must_use]
    pub fn with_builtin<'v>(
        &self,
        columns: impl IntoIterator<Item = (Builtin, &'v Arc<Values>)>,
    ) -> Self {
        let known = columns.into_iter();
        self.with_columns(known.filter_map(|(column, values)| {
            let id = self.builtin(column)?;
            Some((id, Arc::clone(values)))
        }))
    }
}

/// Whether `text` is `name` up to a sign in it, as one reads a name without its backquotes.
pub(crate) fn is_cut(name: &str, text: &str) -> bool {
    let rest = name.strip_prefix(text);
    !text.is_empty() && rest.is_some_and(|rest| rest.starts_with(['-', '+']))
}

/// The first of `name.2`, `name.3` … that is not taken.
fn numbered(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbers = 2..;
    let mut names = numbers.map(|number: usize| format!("{name}.{number}"));
    names.find(|name| !taken(name)).unwrap_or_default()
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
