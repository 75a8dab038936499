//! Feature sets: the columns a predictor is trained on, written as `graf-node_degree+params`. Text → tokens
//! (`tokens`) → columns (`read`).

mod complete;
mod named;
mod names;
mod print;
mod provenance;
mod read;
mod tokens;
mod wildcard;

pub use named::{NamedSets, NamedSetsError, SavedSets};
pub use provenance::{PriorFeature, Provenance};

use std::ops::Range;

use crate::column::{FAMILIES, GRAF};
use crate::table::{ColumnId, Group, Table};

/// A set of feature columns with the text that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeatureSet {
    text: String,
    columns: Vec<ColumnId>,
}

/// Why a text is not a feature set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("feature set `{text}`{}: {reason}", place(text, span))]
pub struct FeatureSetError {
    /// The text as given.
    pub text: String,
    /// Byte range of the fault in the text; empty where something is missing.
    pub span: Range<usize>,
    /// What is wrong and what is accepted.
    pub reason: String,
}

/// Where the fault is, unless it is the whole text.
fn place(text: &str, span: &Range<usize>) -> String {
    if text[span.clone()].trim() == text.trim() {
        return String::new();
    }
    format!(", character {}", text[..span.start].chars().count() + 1)
}

impl FeatureSet {
    /// Reads a set: names joined by `+` (added) and `-` (removed), from left to right, grouped by
    /// parentheses. A name is `graf`, a family, or a column; one with unusual characters stands in
    /// backquotes, as in filters. Other targets, which are in no family, are named one by one. A name with `*`, which stands for any run of characters, is every
    /// feature whose name, or short name, matches.
    ///
    /// [`NamedSets::parse`] knows the user's own sets as well.
    ///
    /// # Errors
    /// [`FeatureSetError`] for an unknown name, a column that is not a feature, or an empty set.
    pub fn parse(text: &str, table: &Table) -> Result<Self, FeatureSetError> {
        NamedSets::default().parse(text, table)
    }

    /// The set of exactly these columns, written as short as the names of families allow.
    ///
    /// # Errors
    /// [`FeatureSetError`] for a column that is not a feature, or none at all.
    pub fn from_columns(columns: Vec<ColumnId>, table: &Table) -> Result<Self, FeatureSetError> {
        let columns = columns.into_iter().collect();
        let text = print::shortest_text(&columns, table);
        let error = |reason| FeatureSetError {
            span: 0..text.len(),
            text: text.clone(),
            reason,
        };
        for &column in &columns {
            names::feature(column, table).map_err(error)?;
        }
        if columns.is_empty() {
            return Err(error("no feature is in it".to_owned()));
        }
        Ok(Self {
            text,
            columns: columns.into_iter().collect(),
        })
    }

    /// The column of external predictions, which no predictor of ours may be trained on.
    pub(crate) fn external(column: ColumnId, table: &Table) -> Self {
        Self {
            text: table.column(column).spec.name.clone(),
            columns: vec![column],
        }
    }

    /// The text that names the set.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its columns, ascending.
    pub fn columns(&self) -> &[ColumnId] {
        &self.columns
    }
}

/// The families that `table` has columns of, with their columns: `graf` first, then those of
/// [`Group`]s in the order of feature sets.
pub fn families(table: &Table) -> Vec<(&'static str, Vec<ColumnId>)> {
    let families = FAMILIES.map(Group::name);
    let all = std::iter::once(GRAF).chain(families);
    all.filter_map(|name| Some((name, names::family(name, table)?)))
        .filter(|(_, columns)| !columns.is_empty())
        .collect()
}
