//! The features of architectures that need not be rows of the table.

use std::sync::Arc;

use crate::bench::{Benchmark, DatasetId};
use crate::job::{Cancelled, JobContext};
use crate::predict::{Origin, Recipe, RecipeColumn};
use crate::space::{Architecture, NetworkCost};
use crate::table::{ColumnId, Group, Table, Values};

/// Rows that a formula for the cost is tried on.
const TRIED: usize = 16;

/// A table of a benchmark, to be continued by architectures that it lacks.
#[derive(Debug, Clone, Copy)]
pub struct UnlistedArchitectures<'a> {
    /// The benchmark.
    pub bench: &'a Benchmark,
    /// The data set of the table.
    pub dataset: DatasetId,
    /// The table.
    pub table: &'a Table,
}

impl UnlistedArchitectures<'_> {
    /// The values of `archs` in `columns`: GRAF features, encodings, what the space has a formula for, and
    /// what a saved predictor says. Columns that are measured, as proxies are, are missing throughout.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn values(
        &self,
        columns: &[ColumnId],
        archs: &[Architecture],
        job: &JobContext,
    ) -> Result<Vec<Arc<Values>>, Cancelled> {
        let recipe = self.recipe(columns);
        let mut values = recipe.values(self.bench.space, archs, |_| true, job)?;
        for (at, name) in recipe.priors() {
            if let Some(predictor) = self.bench.prior(name) {
                values[at] = Some(predictor.predict(archs, job)?);
            }
        }
        let missing = Arc::new(Values::Dense(vec![f64::NAN; archs.len()]));
        let or_missing = |values: Option<_>| values.unwrap_or_else(|| Arc::clone(&missing));
        Ok(values.into_iter().map(or_missing).collect())
    }

    /// Those of `columns` that are not known of an architecture that the table lacks.
    pub fn unknown(&self, columns: &[ColumnId]) -> Vec<ColumnId> {
        let recipe = self.recipe(columns);
        let pairs = columns.iter().zip(&recipe.columns);
        let unknown = pairs.filter(|(_, column)| column.origin == Origin::Given);
        unknown.map(|(&id, _)| id).collect()
    }

    /// How the values of `columns` are found.
    pub fn recipe(&self, columns: &[ColumnId]) -> Recipe {
        let columns = columns.iter().map(|&id| {
            let spec = &self.table.column(id).spec;
            let by_formula = spec.group == Group::Cost && self.is_by_formula(id);
            let origin = match Origin::of(spec.group, by_formula) {
                Origin::Prior if self.bench.prior(&spec.name).is_none() => Origin::Given,
                origin => origin,
            };
            RecipeColumn {
                name: spec.name.clone(),
                origin,
            }
        });
        Recipe {
            columns: columns.collect(),
            input: self.bench.dataset(self.dataset).input,
        }
    }

    /// Whether a column of costs follows the formula of the space: a file may count otherwise.
    fn is_by_formula(&self, id: ColumnId) -> bool {
        let column = self.table.column(id);
        let of: fn(NetworkCost) -> f64 = match column.spec.name.as_str() {
            "params" => |cost| cost.params,
            "flops" => |cost| cost.flops,
            _ => return false,
        };
        let Some(input) = self.bench.dataset(self.dataset).input else {
            return false;
        };
        let rows = self.bench.rows();
        let mut tried = (0..TRIED.min(rows)).map(|at| at * rows / TRIED.min(rows));
        tried.all(|row| {
            let known = column.values.get(row);
            let cost = self.bench.space.cost(&self.bench.archs[row], input);
            cost.is_some_and(|cost| (of(cost) - known).abs() <= 1e-9 * known.abs())
        })
    }
}
