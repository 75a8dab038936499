//! Which end of a column is good.

use std::collections::HashMap;
use std::sync::Arc;

use super::{ColumnId, Table};
use crate::bench::{Benchmark, Better, DatasetId, better_by_name, long_name};
use crate::column::{Builtin, Group};

/// Columns of the target's own values, true or predicted.
const OF_TARGET: [Builtin; 6] = [
    Builtin::True,
    Builtin::Predicted,
    Builtin::Lower,
    Builtin::Upper,
    Builtin::PredictedA,
    Builtin::PredictedB,
];

/// Columns of what is predicted of a target start with this, and end with its name.
const PREDICTED: &str = "predicted.";

impl Table {
    /// Which end of a column is good: as its target says, else by its name and group. `None` where that is not
    /// known, as of a proxy, or has no meaning, as of a feature.
    pub fn better(&self, id: ColumnId) -> Option<Better> {
        let spec = &self.column(id).spec;
        if let Some(&better) = self.better.get(&id) {
            return Some(better);
        }
        if let Some(target) = spec.name.strip_prefix(PREDICTED) {
            return self.better(self.find(target)?);
        }
        match spec.group {
            _ if self.derivation(id).is_some() || spec.name.ends_with(".std") => None,
            Group::Cost => Some(Better::Lower),
            Group::Target | Group::Measured | Group::Other => better_by_name(&spec.name),
            _ => None,
        }
    }

    /// The same table, which knows what the targets of the benchmark say of the columns that are theirs.
    pub(super) fn with_better(
        mut self,
        bench: &Benchmark,
        dataset: DatasetId,
        target: usize,
    ) -> Self {
        let shown = bench.dataset(dataset);
        let mut names: Vec<(String, Better)> = Vec::new();
        for (at, of) in bench.datasets.iter().enumerate() {
            for target in &of.targets {
                let is_shown = at == dataset.0;
                let name = if is_shown {
                    target.name.clone()
                } else {
                    long_name(&of.name, &target.name)
                };
                let runs = (1..=target.runs.len()).filter(|_| is_shown);
                names.extend(runs.map(|run| (format!("{name}.seed{run}"), target.better)));
                names.push((name, target.better));
            }
        }
        let own = OF_TARGET.map(|column| column.name().to_owned());
        let external = shown.predictions.iter().map(|of| of.name.clone());
        let better = shown.targets[target].better;
        names.extend(own.into_iter().chain(external).map(|name| (name, better)));
        let known = names.into_iter();
        let known = known.filter_map(|(name, better)| Some((self.find(&name)?, better)));
        self.better = Arc::new(known.collect::<HashMap<_, _>>());
        self
    }
}
