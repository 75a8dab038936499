//! The features of architectures that need not be rows of the table.

use std::collections::HashMap;
use std::sync::Arc;

use crate::bench::{Benchmark, DatasetId};
use crate::encoding;
use crate::graf::{self, Families};
use crate::job::{Cancelled, Watch};
use crate::space::Architecture;
use crate::table::{ColumnId, Group, Table, Values};

/// Rows that a formula for the cost is tried on.
const TRIED: usize = 16;

/// A table of a benchmark, to be continued by architectures that it lacks.
#[derive(Debug, Clone, Copy)]
pub struct Unlisted<'a> {
    /// The benchmark.
    pub bench: &'a Benchmark,
    /// The data set of the table.
    pub dataset: DatasetId,
    /// The table.
    pub table: &'a Table,
}

/// Columns made anew, by name.
type Made = HashMap<String, Arc<Values>>;

impl Unlisted<'_> {
    /// The values that `archs` have in the feature columns `columns`: GRAF features, encodings, and
    /// what the space has a formula for. A column that is measured for each architecture, as proxies
    /// are, is missing throughout.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn values(
        &self,
        columns: &[ColumnId],
        archs: &[Architecture],
        watch: &Watch,
    ) -> Result<Vec<Arc<Values>>, Cancelled> {
        let made = self.made(columns, archs, watch)?;
        let missing = Arc::new(Values::Dense(vec![f64::NAN; archs.len()]));
        // Sequences that are on no way through any of them have no column.
        let absent = Arc::new(Values::flags(vec![false; archs.len()]));
        let columns = columns.iter().map(|&id| {
            let spec = &self.table.column(id).spec;
            let other = match spec.group {
                Group::Paths => &absent,
                _ => &missing,
            };
            Arc::clone(made.get(&spec.name).unwrap_or(other))
        });
        Ok(columns.collect())
    }

    /// Those of `columns` that are not known of an architecture that the table lacks.
    pub fn unknown(&self, columns: &[ColumnId]) -> Vec<ColumnId> {
        let costs = self.costs(&[]);
        let known = |id: &&ColumnId| {
            let spec = &self.table.column(**id).spec;
            match spec.group {
                Group::Cost => costs.contains_key(&spec.name),
                Group::Proxy | Group::Other => false,
                _ => true,
            }
        };
        columns.iter().filter(|id| !known(id)).copied().collect()
    }

    fn made(
        &self,
        columns: &[ColumnId],
        archs: &[Architecture],
        watch: &Watch,
    ) -> Result<Made, Cancelled> {
        let any = |wanted: &dyn Fn(Group) -> bool| {
            let mut groups = columns.iter().map(|&id| self.table.column(id).spec.group);
            groups.any(wanted)
        };
        let space = self.bench.space;
        let mut made = Made::new();
        let longest = any(&|group| group == Group::LongestPath);
        if longest || any(&Group::is_graf) {
            let matrix = graf::compute(space, archs, Families::new(longest), &watch.quiet())?;
            let features = matrix.features.into_iter().zip(matrix.columns);
            made.extend(features.map(|(feature, values)| (feature.name, values)));
        }
        watch.check()?;
        let encodings = [Group::OneHot, Group::Paths, Group::Adjacency];
        if any(&|group| encodings.contains(&group)) {
            let columns = encoding::columns(space, archs).into_iter();
            made.extend(columns.map(|column| (column.spec.name.clone(), column.values)));
        }
        if any(&|group| group == Group::Cost) {
            made.extend(self.costs(archs));
        }
        Ok(made)
    }

    /// Parameters and flops by formula, where those of the table follow from the same formula: a file
    /// may count otherwise.
    fn costs(&self, archs: &[Architecture]) -> Made {
        let dataset = self.bench.dataset(self.dataset);
        let (Some(input), rows) = (dataset.input, self.bench.rows()) else {
            return Made::new();
        };
        let cost = |arch: &Architecture| {
            let cost = self.bench.space.cost(arch, input)?;
            Some([cost.params, cost.flops])
        };
        let tried = (0..TRIED.min(rows)).map(|at| at * rows / TRIED.min(rows));
        let tried: Vec<usize> = tried.collect();
        let mut made = Made::new();
        for (at, name) in ["params", "flops"].into_iter().enumerate() {
            let Some(id) = self.table.find(name) else {
                continue;
            };
            let column = self.table.column(id);
            let same = |&row: &usize| {
                let known = column.values.get(row);
                cost(&self.bench.archs[row])
                    .is_some_and(|cost| (cost[at] - known).abs() <= 1e-9 * known.abs())
            };
            if column.spec.group == Group::Cost && tried.iter().all(same) {
                let values = archs.iter().filter_map(|arch| Some(cost(arch)?[at]));
                let values = Arc::new(Values::Dense(values.collect()));
                made.insert(name.to_owned(), values);
            }
        }
        made
    }
}
