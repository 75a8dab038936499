//! Columns that are derived from others: `NAME = EXPR`, in the language of filters. A number makes a column of
//! numbers, a condition one of yes and no.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::column::{FUNCTIONS, is_reserved};
use crate::job::{Cancelled, JobContext};
use crate::table::{Column, ColumnId, ColumnSpec, Derived, Format, Group, Table, Unit, Values};

use super::ast::{Expr, Function, Kind};
use super::code::Compiled;
use super::compile::{compile, compile_number};
use super::error::FilterError;
use super::{eval, lexer, names, parser, scale};

/// Significant digits of numbers without a unit.
const DIGITS: i32 = 4;

/// The two sides of `NAME = EXPR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition<'t> {
    /// The name, without blanks around it.
    pub name: &'t str,
    /// What is behind the first `=`; blank where the column is to be removed.
    pub expression: &'t str,
}

impl<'t> Definition<'t> {
    /// Takes `text` apart; nothing is checked yet but that there is a name.
    ///
    /// # Errors
    /// [`FilterError`] when there is no `=`, or no word before it.
    pub fn parse(text: &'t str) -> Result<Self, FilterError> {
        let Some((name, expression)) = text.split_once('=') else {
            let message =
                "a name, `=` and an expression are expected, as in `gap = val_acc - predicted`";
            return Err(FilterError::at(0..text.len(), message));
        };
        let definition = Self {
            name: name.trim(),
            expression,
        };
        if !lexer::is_plain_name(definition.name) || definition.name.contains('(') {
            let message =
                "a name is one word of letters, digits, `_` and `.`, and starts with a letter";
            return Err(FilterError::at(definition.place(text), message));
        }
        Ok(definition)
    }

    /// Whether it is `NAME =`, which removes a column.
    pub fn is_removal(&self) -> bool {
        self.expression.trim().is_empty()
    }

    /// The bytes of the name in `text`; all before the `=` where there is none.
    fn place(&self, text: &str) -> Range<usize> {
        let side = &text[..text.len() - self.expression.len() - 1];
        let start = side.len() - side.trim_start().len();
        match self.name.len() {
            0 => 0..side.len().max(1),
            length => start..start + length,
        }
    }
}

/// A definition that was checked against a table's columns.
#[derive(Debug, Clone)]
pub struct Derivation {
    name: String,
    expression: String,
    compiled: Compiled,
    is_condition: bool,
    scale: Option<(Unit, Format)>,
    group: Group,
    derived: Derived,
}

impl Derivation {
    /// Reads `NAME = EXPR` and resolves the columns of the expression in `table`.
    ///
    /// # Errors
    /// [`FilterError`] with the place of the fault in `text`; a name that means something already is one.
    pub fn new(text: &str, table: &Table) -> Result<Self, FilterError> {
        let definition = Definition::parse(text)?;
        let Definition { name, expression } = definition;
        if let Some(reason) = taken(name, table) {
            return Err(FilterError::at(definition.place(text), reason));
        }
        let before = text.len() - expression.len();
        let behind = |error: FilterError| FilterError {
            span: error.span.start + before..error.span.end + before,
            ..error
        };
        if definition.is_removal() {
            let message = "an expression is expected here, such as `val_acc - predicted`";
            return Err(FilterError::at(text.len()..text.len(), message));
        }
        let expr = parser::parse(expression).map_err(behind)?;
        let is_condition = is_condition(&expr);
        let compiler = if is_condition {
            compile
        } else {
            compile_number
        };
        let compiled = compiler(&expr, expression, table).map_err(behind)?;
        let reads = compiled.columns();
        if reads.is_empty() && compiled.given.is_empty() {
            let message = "this is the same for all rows: name a column";
            return Err(behind(FilterError::at(expr.span, message)));
        }
        let inputs: BTreeSet<ColumnId> = reads.iter().flat_map(|&id| table.inputs_of(id)).collect();
        Ok(Self {
            name: name.to_owned(),
            expression: expression.trim().to_owned(),
            is_condition,
            scale: scale::scale(&expr, table),
            group: group(&inputs, table),
            derived: Derived {
                definition: text.trim().to_owned(),
                reads: reads.into_iter().collect(),
                inputs: inputs.into_iter().collect(),
            },
            compiled,
        })
    }

    /// The column, by the values that `table` has now. Where a number is infinite, there is none.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn column(&self, table: &Table, job: &JobContext) -> Result<Column, Cancelled> {
        let (values, (unit, format)) = if self.is_condition {
            let passes = eval::passes(&self.compiled, table, job)?;
            (Values::flags(passes), (Unit::Flag, Format::Flag))
        } else {
            let mut numbers = eval::numbers(&self.compiled, table, job)?;
            for number in &mut numbers {
                if number.is_infinite() {
                    *number = f64::NAN;
                }
            }
            let scale = self
                .scale
                .unwrap_or_else(|| (Unit::Number, plain(&numbers)));
            (Values::Dense(numbers), scale)
        };
        let spec = ColumnSpec {
            name: self.name.clone(),
            short: self.name.clone(),
            group: self.group,
            unit,
            format,
            doc: format!("Derived: {}.", self.expression),
        };
        Ok(Column::new(spec, Arc::new(values)))
    }
}

/// A definition that does not fit a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{definition}: {error}")]
pub struct Underived {
    /// `NAME = EXPR`.
    pub definition: String,
    /// Why not.
    pub error: FilterError,
}

/// `table` with the columns of `definitions` in place of those that it derives now. What does not fit is left
/// out, and so is what reads it.
///
/// # Errors
/// [`Cancelled`] when the job was cancelled.
pub fn derive(
    table: &Table,
    definitions: &[String],
    job: &JobContext,
) -> Result<(Table, Vec<Underived>), Cancelled> {
    let mut table = table.without_derived();
    let mut left_out = Vec::new();
    for definition in definitions {
        job.check()?;
        match Derivation::new(definition, &table) {
            Ok(derivation) => {
                let column = derivation.column(&table, job)?;
                table.push_derived(column, derivation.derived);
            }
            Err(error) => left_out.push(Underived {
                definition: definition.clone(),
                error,
            }),
        }
    }
    Ok((table, left_out))
}

/// `table` with its derived columns as they follow from the values that it has now.
///
/// # Errors
/// [`Cancelled`] when the job was cancelled.
pub fn derive_again(table: &Table, job: &JobContext) -> Result<Table, Cancelled> {
    if table.derived().is_empty() {
        return Ok(table.clone());
    }
    let definitions = table.derived().iter();
    let definitions: Vec<String> = definitions.map(|of| of.definition.clone()).collect();
    derive(table, &definitions, job).map(|(table, _)| table)
}

/// Why a column cannot be called `name`.
fn taken(name: &str, table: &Table) -> Option<String> {
    if let Ok(id) = table.resolve(name) {
        return Some(if table.derivation(id).is_some() {
            format!("`{name}` is derived already; `{name} =` removes it")
        } else {
            format!("`{name}` is a column of this table: choose another name")
        });
    }
    let has_meaning = is_reserved(name) || FUNCTIONS.iter().any(|f| f.eq_ignore_ascii_case(name));
    has_meaning.then(|| format!("`{name}` means something already: choose another name"))
}

/// Where the column belongs: to the features only when all that it follows from may be features.
fn group(inputs: &BTreeSet<ColumnId>, table: &Table) -> Group {
    let groups = inputs.iter().map(|&id| table.column(id).spec.group);
    groups
        .filter(|group| !group.is_feature())
        .min()
        .unwrap_or(Group::Derived)
}

/// Whether an expression is a condition, whatever its columns are.
pub(super) fn is_condition(expr: &Expr) -> bool {
    match &expr.kind {
        Kind::Compare { .. } | Kind::Within { .. } | Kind::Not(_) | Kind::All(_) | Kind::Any(_) => {
            true
        }
        Kind::Call { function, .. } => {
            matches!(
                function,
                Function::Top
                    | Function::Bottom
                    | Function::Pareto
                    | Function::Front
                    | Function::Missing
            )
        }
        Kind::Column(name) => names::encoding(name).is_some(),
        Kind::Number { .. } | Kind::Negative(_) | Kind::Chain { .. } => false,
    }
}

/// The format of numbers that have no unit.
fn plain(numbers: &[f64]) -> Format {
    let mut present = numbers.iter().filter(|number| !number.is_nan());
    if present.all(|number| number.fract() == 0.0) {
        Format::Compact
    } else {
        Format::significant(numbers, DIGITS)
    }
}
