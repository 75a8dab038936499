//! Where the predictor errs: regions of the table, found by a shallow classification tree, in
//! which it expects systematically too much or too little.
//!
//! Unseen canonical rows fall into two classes, predicted *over* and *under* their true value, and
//! weigh as much as they err, so that the tree separates regions of large errors of one sign rather
//! than many small ones. Its splits are on operation counts and shortest paths: features that read as
//! statements about a cell. Each leaf becomes a rule.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::job::{Cancelled, Watch};
use crate::table::{ColumnId, Group, Table, Values};

use super::Bins;
use super::rows::{Eligible, RowPolicy};
use super::stump::best_split;

/// A region in which the predictor errs, as a leaf of the error tree.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorRule {
    /// The region in the filter language: bounds of columns, joined by `and`.
    pub filter: String,
    /// Unseen rows that it holds for.
    pub rows: usize,
    /// Mean of predicted − true over them.
    pub mean_error: f64,
    /// Mean absolute error over them.
    pub mae: f64,
}

/// Splits from the root to a leaf, at most.
const DEPTH: usize = 3;
/// Least share of all error in a leaf.
const LEAST_SHARE: f32 = 0.02;
/// Whole numbers that the errors of all rows add up to: `f32` sums of them are exact, so the tree
/// does not depend on the order in which linfa adds.
const TOTAL_WEIGHT: f64 = 8_388_608.0;

/// What is wrong with the predictions in `table`: rules over its unseen canonical rows, those with
/// the largest sum of absolute errors first. Empty when no split makes the errors clearer, or nothing is
/// predicted.
///
/// # Errors
/// [`Cancelled`] when the watcher asked for a stop.
pub fn explain(table: &Table, watch: &Watch) -> Result<Vec<ErrorRule>, Cancelled> {
    let Some(errors) = Errors::new(table) else {
        return Ok(Vec::new());
    };
    let columns = readable_columns(table);
    let values: Vec<Arc<Values>> = columns
        .iter()
        .map(|&id| Arc::clone(&table.column(id).values))
        .collect();
    let bins = Bins::of_columns(&values);
    let kept = bins.kept().iter().map(|&at| columns[at]);
    let grower = Grower {
        table,
        columns: kept.collect(),
        bins,
        errors,
        watch,
    };
    let all: Vec<usize> = (0..grower.errors.rows.len()).collect();
    let mut rules = Vec::new();
    grower.grow(all, &mut Vec::new(), &mut rules)?;
    if rules.len() < 2 {
        return Ok(Vec::new());
    }
    let total = |rule: &ErrorRule| rule.mae * rule.rows as f64;
    rules.sort_by(|a, b| total(b).total_cmp(&total(a)));
    Ok(rules)
}

/// The errors to be explained.
struct Errors {
    rows: Vec<u32>,
    /// Predicted − true of each row.
    signed: Vec<f64>,
    /// Absolute errors as whole numbers that add up to about [`TOTAL_WEIGHT`].
    weights: Vec<f32>,
}

impl Errors {
    /// Those of the unseen canonical rows; `None` when there is no error.
    fn new(table: &Table) -> Option<Self> {
        let error: Vec<f64> = table.column(table.find("error")?).values.iter().collect();
        let in_training = &table.column(table.find("in_training")?).values;
        let mut rows = Eligible::new(&RowPolicy::Canonical, table, &error).scored;
        rows.retain(|&row| in_training.get(row as usize) == 0.0);
        let signed: Vec<f64> = rows.iter().map(|&row| error[row as usize]).collect();
        let total: f64 = signed.iter().map(|error| error.abs()).sum();
        let weight = |error: &f64| (error.abs() / total * TOTAL_WEIGHT).round() as f32;
        (total > 0.0).then(|| Self {
            weights: signed.iter().map(weight).collect(),
            rows,
            signed,
        })
    }
}

/// Columns that read as statements about a cell; all GRAF columns in a space that has none of
/// these.
fn readable_columns(table: &Table) -> Vec<ColumnId> {
    let of = |belongs: fn(Group) -> bool| -> Vec<ColumnId> {
        let columns = table.columns().iter().enumerate();
        columns
            .filter(|(_, column)| belongs(column.spec.group))
            .map(|(at, _)| ColumnId(at))
            .collect()
    };
    let readable = of(|group| matches!(group, Group::OpCount | Group::MinPathLen));
    if readable.is_empty() {
        of(Group::is_graf)
    } else {
        readable
    }
}

/// A bound of a region: codes of a kept column up to `code`, or above it.
#[derive(Debug, Clone, Copy)]
struct Bound {
    column: usize,
    code: u8,
    above: bool,
}

struct Grower<'a> {
    table: &'a Table,
    /// The kept columns of `bins`.
    columns: Vec<ColumnId>,
    bins: Bins,
    errors: Errors,
    watch: &'a Watch,
}

impl Grower<'_> {
    /// Adds the rules of a node: of its two parts, or its own when it is a leaf. `rows` are places
    /// among the rows with errors.
    fn grow(
        &self,
        rows: Vec<usize>,
        bounds: &mut Vec<Bound>,
        rules: &mut Vec<ErrorRule>,
    ) -> Result<(), Cancelled> {
        self.watch.check()?;
        let split = (bounds.len() < DEPTH).then(|| self.best_split(&rows));
        let Some((column, code)) = split.flatten() else {
            rules.push(self.rule(&rows, bounds));
            return Ok(());
        };
        let (above, below) = rows
            .into_iter()
            .partition(|&at| self.code(column, at) > code);
        for (rows, above) in [(below, false), (above, true)] {
            bounds.push(Bound {
                column,
                code,
                above,
            });
            self.grow(rows, bounds, rules)?;
            bounds.pop();
        }
        Ok(())
    }

    fn code(&self, column: usize, at: usize) -> u8 {
        self.bins.columns()[column][self.errors.rows[at] as usize]
    }

    /// The split that separates over from under best: a kept column and the last code below it.
    ///
    /// The tree is grown a split at a time: linfa merges leaves of the same majority, and where the
    /// predictor errs to one side almost everywhere, how much is what matters.
    fn best_split(&self, rows: &[usize]) -> Option<(usize, u8)> {
        // Rows alike in features and class are one sample of their joint weight.
        let mut samples: BTreeMap<(Vec<u8>, bool), f32> = BTreeMap::new();
        for &at in rows {
            let codes = (0..self.columns.len()).map(|column| self.code(column, at));
            let over = self.errors.signed[at] > 0.0;
            *samples.entry((codes.collect(), over)).or_default() += self.errors.weights[at];
        }
        samples.retain(|_, weight| *weight > 0.0);
        let records: Vec<u8> = samples
            .keys()
            .flat_map(|(codes, _)| codes.clone())
            .collect();
        let over: Vec<bool> = samples.keys().map(|&(_, over)| over).collect();
        let weights: Vec<f32> = samples.into_values().collect();
        best_split(&records, &over, &weights, LEAST_SHARE * TOTAL_WEIGHT as f32)
    }

    fn rule(&self, rows: &[usize], bounds: &[Bound]) -> ErrorRule {
        let errors = rows.iter().map(|&at| self.errors.signed[at]);
        let count = rows.len() as f64;
        ErrorRule {
            filter: self.filter(bounds),
            rows: rows.len(),
            mean_error: errors.clone().sum::<f64>() / count,
            mae: errors.map(f64::abs).sum::<f64>() / count,
        }
    }

    /// The tightest of the bounds of each column, in the filter language.
    fn filter(&self, bounds: &[Bound]) -> String {
        let mut tightest: BTreeMap<(usize, bool), u8> = BTreeMap::new();
        for bound in bounds {
            let code = tightest
                .entry((bound.column, bound.above))
                .or_insert(bound.code);
            *code = if bound.above {
                bound.code.max(*code)
            } else {
                bound.code.min(*code)
            };
        }
        let terms = tightest.iter().map(|(&(column, above), &code)| {
            let spec = &self.table.column(self.columns[column]).spec;
            let sign = if above { ">" } else { "<=" };
            format!("{} {sign} {}", spec.name, self.limit(column, code))
        });
        terms.collect::<Vec<_>>().join(" and ")
    }

    /// The largest value up to code `code` of a column.
    fn limit(&self, column: usize, code: u8) -> f64 {
        let rows = self.bins.columns()[column].iter().enumerate();
        let values = &self.table.column(self.columns[column]).values;
        rows.filter(|&(_, &other)| other <= code)
            .map(|(row, _)| values.get(row))
            .fold(f64::NEG_INFINITY, f64::max)
    }
}
