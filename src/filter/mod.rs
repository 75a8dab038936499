//! The filter language: text → typed tree → column program → rows that pass.

use std::ops::Range;

use crate::job::{Cancelled, Watch};
use crate::table::Table;

/// A filter that was parsed and checked against a table's columns.
#[derive(Debug, Clone)]
pub struct Program {
    text: String,
}

impl Program {
    /// Reads `text` and resolves its columns in `table`.
    ///
    /// # Errors
    /// [`FilterError`] with the place of the fault.
    pub fn new(text: &str, table: &Table) -> Result<Self, FilterError> {
        let _ = table;
        Ok(Self {
            text: text.to_owned(),
        })
    }

    /// The text it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether each row passes. `table` may be a later version of the one the program was made
    /// for (same columns, other values).
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn passes(&self, table: &Table, watch: &Watch) -> Result<Vec<bool>, Cancelled> {
        watch.check()?;
        Ok(vec![true; table.rows()])
    }
}

/// Why a text is no filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FilterError {
    /// Byte range of the fault in the text; empty at the end of the text.
    pub span: Range<usize>,
    /// What is wrong and what was expected, with "did you mean" where something is near.
    pub message: String,
}

impl FilterError {
    /// The text with a caret line under the fault and the message, for a terminal's error stream.
    pub fn render(&self, text: &str) -> String {
        format!("{text}\n{}", self.message)
    }
}

/// What Tab offers at a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// Byte range of the text that a candidate replaces.
    pub span: Range<usize>,
    /// What may stand there, best first.
    pub candidates: Vec<String>,
}

/// Column and function names that continue the word before byte `cursor` of `text`.
pub fn complete(text: &str, cursor: usize, table: &Table) -> Completion {
    let _ = (text, table);
    Completion {
        span: cursor..cursor,
        candidates: Vec::new(),
    }
}
