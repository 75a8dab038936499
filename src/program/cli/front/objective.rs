//! What is traded off: targets of a data set, and columns.

use std::sync::Arc;

use anyhow::{Context, anyhow, ensure};

use grafscope_core::bench::{Better, Dataset};
use grafscope_core::findings::Values;
use grafscope_core::table::{Column, ColumnId, ColumnSpec, Group, Table};

/// What a network costs, by how the names of columns end, the most telling first.
const COSTS: [&str; 6] = [
    "_latency", "latency", "_energy", "energy", "params", "flops",
];

#[derive(Debug, Clone)]
pub(crate) struct Objective {
    pub(crate) spec: Arc<ColumnSpec>,
    pub(crate) column: ColumnId,
    pub(crate) better: Better,
    /// Its place among the targets of the data set, if it takes training to know it.
    pub(crate) target: Option<usize>,
    /// Whether it is neither a target nor known without training.
    is_measured: bool,
    /// The true value of each row.
    pub(crate) truth: Vec<f64>,
}

impl Objective {
    /// The column `text` of `table`, which is that of `dataset`; `min(…)` or `max(…)` around it says which end is good.
    pub(crate) fn new(text: &str, table: &Table, dataset: &Dataset) -> anyhow::Result<Self> {
        let (name, stated) = stated(text.trim());
        let column = table.resolve(name);
        let column = column.map_err(|error| anyhow!("--target: {error}"))?;
        let better = stated.or_else(|| table.better(column)).with_context(|| {
            format!("--target: which end of `{name}` is good is not known: write `max({name})` or `min({name})`")
        })?;
        let Column { spec, values } = table.column(column);
        let mut targets = dataset.targets.iter();
        let target = targets.position(|of| of.name == spec.name && !of.by_formula);
        Ok(Self {
            column,
            better,
            target,
            is_measured: target.is_none() && !spec.group.is_feature() && spec.group != Group::Row,
            truth: values.iter().collect(),
            spec: Arc::clone(spec),
        })
    }

    /// Those that `names` say, two or more. Without names the first target, and what a network costs.
    pub(crate) fn all(
        names: &[String],
        table: &Table,
        dataset: &Dataset,
    ) -> anyhow::Result<Vec<Self>> {
        let usual = || {
            let cost = usual_cost(table, dataset, &[]);
            let first = dataset.targets.first().map(|target| target.name.clone());
            first.into_iter().chain(cost).collect()
        };
        let names = if names.is_empty() {
            usual()
        } else {
            names.to_vec()
        };
        ensure!(
            names.len() > 1,
            "--target: expected two objectives or more, such as val_acc,params, not {}",
            names.len()
        );
        let mut objectives: Vec<Self> = Vec::new();
        for name in &names {
            let objective = Self::new(name, table, dataset)?;
            let values = |of: &Self| Arc::clone(&table.column(of.column).values);
            let twice = (objectives.iter()).any(|of| Arc::ptr_eq(&values(of), &values(&objective)));
            ensure!(!twice, "--target: `{name}` is given twice");
            objectives.push(objective);
        }
        Ok(objectives)
    }

    /// Checks that its values can be predicted, or need not be.
    pub(crate) fn check_predicted(&self) -> anyhow::Result<()> {
        ensure!(
            !self.is_measured,
            "--predicted: `{}` is not a target of the data set, and it is not known without training",
            self.spec.name
        );
        Ok(())
    }

    pub(crate) fn values(&self) -> Values<'_> {
        Values::of(&self.spec)
    }

    /// `edgegpu_latency [ms]`.
    pub(crate) fn title(&self) -> String {
        format!("{}{}", self.spec.name, self.spec.unit.bracketed())
    }

    /// `edgegpu_latency [ms] (lower is better)`.
    pub(crate) fn words(&self) -> String {
        format!("{} ({} is better)", self.title(), self.better.name())
    }
}

/// A name, and which end is good if `min(…)` or `max(…)` stands around it.
fn stated(text: &str) -> (&str, Option<Better>) {
    let inside = |before: &str| Some(text.strip_prefix(before)?.strip_suffix(')')?.trim());
    match (inside("min("), inside("max(")) {
        (Some(name), _) => (name, Some(Better::Lower)),
        (_, Some(name)) => (name, Some(Better::Higher)),
        _ => (text, None),
    }
}

/// The column that says best what a network costs: a latency, an energy, else its size. None of `features`, unless it
/// is known without training.
pub(crate) fn usual_cost(
    table: &Table,
    dataset: &Dataset,
    features: &[ColumnId],
) -> Option<String> {
    let is_target = |name: &str| dataset.targets.iter().any(|of| of.name == name);
    let fits = |&(at, column): &(usize, &Column)| {
        let spec = &column.spec;
        let is_cost = spec.group == Group::Cost;
        let may_be = is_cost || is_target(&spec.name) && !features.contains(&ColumnId(at));
        may_be && column.values.range().is_some()
    };
    let columns = || table.columns().iter().enumerate().filter(fits);
    let found = COSTS.iter().find_map(|cost| {
        let mut columns = columns().map(|(_, column)| &column.spec.name);
        columns.find(|name| name.ends_with(cost))
    });
    found.cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_end_is_good_may_be_stated() {
        assert_eq!(stated("params"), ("params", None));
        assert_eq!(stated("min(zen)"), ("zen", Some(Better::Lower)));
        assert_eq!(
            stated("max( op_count(none) )"),
            ("op_count(none)", Some(Better::Higher))
        );
        assert_eq!(stated("min_path_len(none)"), ("min_path_len(none)", None));
    }
}
