//! Feature sets: the columns a predictor is trained on, written as `graf-node_degree+params`.

use crate::table::{ColumnId, Table};

/// A set of feature columns with the text that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeatureSet {
    text: String,
    columns: Vec<ColumnId>,
}

/// Why a text is no feature set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("feature set `{text}`: {reason}")]
pub struct FeatureSetError {
    /// The text as given.
    pub text: String,
    /// What is wrong and what is accepted.
    pub reason: String,
}

impl FeatureSet {
    /// Reads a set: names joined by `+` (added) and `-` (taken away), from left to right. A name is
    /// `graf`, a family, `params`, `flops`, `onehot`, or a column.
    ///
    /// # Errors
    /// [`FeatureSetError`] for an unknown name, a column that is no feature, or an empty set.
    pub fn parse(text: &str, table: &Table) -> Result<Self, FeatureSetError> {
        let _ = table;
        Err(FeatureSetError {
            text: text.to_owned(),
            reason: String::new(),
        })
    }

    /// The set of exactly these columns, written as short as the names of families allow.
    ///
    /// # Errors
    /// [`FeatureSetError`] for a column that is no feature, or none at all.
    pub fn from_columns(columns: Vec<ColumnId>, table: &Table) -> Result<Self, FeatureSetError> {
        let _ = table;
        Ok(Self {
            text: String::new(),
            columns,
        })
    }

    /// Families and columns that continue the name before byte `cursor` of `text`.
    pub fn complete(text: &str, cursor: usize, table: &Table) -> crate::filter::Completion {
        crate::filter::complete(text, cursor, table)
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
