//! The filter language: text → tokens → tree → code → rows that pass.
//!
//! [`GRAMMAR`] describes it. What is decided here and nowhere else:
//!
//! - Logic has two values. A comparison (`in`, `top`, `bottom`, `pareto`, `front` too) with a missing value is false,
//!   and `not` turns whatever it stands before, so `not x > 1` is true where `x` is missing.
//! - `top` and `bottom` rank all rows of the table, not those that the rest of the filter leaves; the fronts of
//!   `pareto` and `front` are those of all rows, too, or of those that a condition among their arguments names.

mod ast;
mod bound;
mod code;
mod compile;
mod complete;
mod condition;
mod derive;
mod error;
mod eval;
mod grammar;
mod lexer;
mod machine;
mod names;
mod parser;
mod print;
mod scale;

pub use ast::{Comparison, Expr, Function, Kind, Operator};
pub use bound::Bound;
pub use complete::{Completion, complete};
pub use condition::{and, equals, has_encoding, literal, negated};
pub use derive::{Definition, Derivation, Underived, derive, derive_again};
pub use error::FilterError;
pub use grammar::{Construct, GRAMMAR, grammar_markdown};
pub use parser::{DEEPEST, parse};
pub use print::quoted;

use std::collections::BTreeSet;

use crate::job::{Cancelled, JobContext};
use crate::table::{self, Arrangement, ColumnId, SortKey, Table};

/// A filter that was parsed and checked against a table's columns.
#[derive(Debug, Clone)]
pub struct Program {
    text: String,
    compiled: code::Compiled,
}

impl Program {
    /// Reads `text` and resolves its columns in `table`.
    ///
    /// # Errors
    /// [`FilterError`] with the place of the fault.
    pub fn new(text: &str, table: &Table) -> Result<Self, FilterError> {
        let expr = parse(text)?;
        Ok(Self {
            text: text.to_owned(),
            compiled: compile::compile(&expr, text, table)?,
        })
    }

    /// The text it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The columns that it reads.
    pub fn reads(&self) -> BTreeSet<ColumnId> {
        self.compiled.columns()
    }

    /// Whether each row passes. `table` may be a later version of the one the program was made
    /// for (same columns, other values).
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn passes(&self, table: &Table, job: &JobContext) -> Result<Vec<bool>, Cancelled> {
        eval::passes(&self.compiled, table, job)
    }
}

/// Rows of `table` that pass `filter` (all without one), sorted by `keys`, the first key first;
/// ties keep the table's order.
///
/// # Errors
/// [`Cancelled`] when the job was cancelled.
pub fn arrange(
    table: &Table,
    filter: Option<&Program>,
    keys: &[SortKey],
    job: &JobContext,
) -> Result<Arrangement, Cancelled> {
    let all = 0..table.rows() as u32;
    let rows = match filter {
        None => all.collect(),
        Some(filter) => {
            let passes = filter.passes(table, job)?;
            all.filter(|&row| passes[row as usize]).collect()
        }
    };
    table::sort(table, rows, keys, job)
}
