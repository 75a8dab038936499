//! What is compared, line by line: figures, then the features that differ with their SHAP values.

use std::collections::{BTreeSet, HashMap};

use crate::architecture::why::attributed::Attributed;
use crate::model::Model;
use crate::open::data::Data;
use grafscope_core::column::Builtin;
use grafscope_core::table::{ColumnId, Format, Group, Table};

/// Figures of every architecture, before the targets.
const FIGURES: [Builtin; 7] = [
    Builtin::True,
    Builtin::Predicted,
    Builtin::Lower,
    Builtin::Upper,
    Builtin::Error,
    Builtin::RankTrue,
    Builtin::RankPredicted,
];

/// One figure or feature of all architectures compared.
#[derive(Debug, Clone, PartialEq)]
pub struct SideLine {
    /// Its column; `None` for a sum of several features.
    pub column: Option<ColumnId>,
    /// What it is, as headers say it.
    pub label: String,
    /// How its values are written.
    pub format: Format,
    /// For each architecture its value.
    pub values: Vec<f64>,
    /// For each architecture the SHAP value; NaN while it is not known, empty for a figure.
    pub shap: Vec<f64>,
}

/// What is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What is measured and predicted.
    pub figures: Vec<SideLine>,
    /// The features that differ, those with the most different SHAP values first, or until these are known the most
    /// important ones; behind them the sum of all others.
    pub features: Vec<SideLine>,
    /// Of how many architectures the SHAP values are known.
    pub explained: usize,
}

/// Compares `rows` of what is open.
pub fn compare(model: &Model, rows: &[u32]) -> Option<Comparison> {
    let data = model.data.as_ref()?;
    let explained = model.explained(rows);
    let known: Vec<&Attributed> = explained.iter().copied().flatten().collect();
    let line = |id: ColumnId, shap: Vec<f64>| {
        let spec = &data.table.column(id).spec;
        SideLine {
            column: Some(id),
            label: spec.short.clone(),
            format: spec.format,
            values: rows.iter().map(|&row| data.value(id, row)).collect(),
            shap,
        }
    };
    let figures = figures(data).into_iter().map(|id| line(id, Vec::new()));
    let figures = figures.filter(|of| of.values.iter().any(|value| !value.is_nan()));
    // What is kept of the features is the same for all rows.
    let kept: HashMap<ColumnId, usize> = known.first().map_or_else(HashMap::new, |of| {
        let columns = of.columns.iter().enumerate();
        columns.filter_map(|(at, id)| Some(((*id)?, at))).collect()
    });
    let shap = |id: ColumnId| -> Vec<f64> {
        let at = kept.get(&id);
        let value = |of: Option<&Attributed>| Some(of?.attribution.contributions[*at?]);
        let values = explained.iter().copied().map(value);
        values.map(|value| value.unwrap_or(f64::NAN)).collect()
    };
    let all = known.len() == rows.len();
    let candidates: Vec<ColumnId> = if kept.is_empty() {
        features_of(model, &data.table)
    } else {
        known[0].columns.iter().copied().flatten().collect()
    };
    let lines = candidates.into_iter().map(|id| line(id, shap(id)));
    let (mut features, same): (Vec<SideLine>, Vec<SideLine>) =
        lines.partition(|of| differ(&of.values));
    if all {
        features.sort_by(|one, other| range(&other.shap).total_cmp(&range(&one.shap)));
        features.extend(others(&same));
    } else {
        by_importance(model, &data.table, &mut features);
    }
    Some(Comparison {
        figures: figures.collect(),
        features,
        explained: known.len(),
    })
}

/// The columns of figures: of the prediction, the other targets, what the network costs, what is derived.
fn figures(data: &Data) -> Vec<ColumnId> {
    let table = &data.table;
    let builtin = FIGURES.into_iter().filter_map(|of| table.builtin(of));
    let shown = &data.opened.shown_target().name;
    let targets = data.opened.shown_dataset().targets.iter();
    let targets = targets.filter(|target| target.name != *shown);
    let targets = targets.filter_map(|target| table.find(&target.name));
    let columns = table.columns().iter().zip((0..).map(ColumnId));
    let costs = columns
        .filter(|(column, _)| column.spec.group == Group::Cost && column.spec.name != *shown);
    let costs = costs.map(|(_, id)| id);
    let mut seen = BTreeSet::new();
    let all = builtin
        .chain(targets)
        .chain(costs)
        .chain(table.derived_ids());
    all.filter(|id| seen.insert(*id)).collect()
}

/// The features of the predictor; all that there are before there is one.
fn features_of(model: &Model, table: &Table) -> Vec<ColumnId> {
    if !model.used.is_empty() {
        return model.used.iter().copied().collect();
    }
    let columns = table.columns().iter().zip((0..).map(ColumnId));
    let features = columns.filter(|(column, _)| column.spec.group.is_feature());
    features.map(|(_, id)| id).collect()
}

fn by_importance(model: &Model, table: &Table, features: &mut [SideLine]) {
    let ranked: HashMap<&str, usize> = (model.automatic.features.iter())
        .enumerate()
        .map(|(place, name)| (name.as_str(), place))
        .collect();
    let place = |of: &SideLine| {
        let name = of.column.map(|id| table.column(id).spec.name.as_str());
        let ranked = name.and_then(|name| ranked.get(name));
        ranked.copied().unwrap_or(usize::MAX)
    };
    features.sort_by_key(place);
}

/// The sum over features that are the same for all, where that is not: in it is how they act together with others.
fn others(same: &[SideLine]) -> Option<SideLine> {
    let mut shap = vec![0.0; same.first()?.shap.len()];
    for line in same {
        for (sum, value) in shap.iter_mut().zip(&line.shap) {
            *sum += value;
        }
    }
    shap.iter().any(|sum| *sum != 0.0).then(|| SideLine {
        column: None,
        label: "features that are the same".to_owned(),
        format: Format::Compact,
        values: vec![f64::NAN; shap.len()],
        shap,
    })
}

fn differ(values: &[f64]) -> bool {
    let is_other = |value: &f64| (value + 0.0).total_cmp(&(values[0] + 0.0)).is_ne();
    values.iter().any(is_other)
}

fn range(values: &[f64]) -> f64 {
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    most - least
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_values_are_alike() {
        let nan = f64::NAN;
        assert!(!differ(&[nan, nan]));
        assert!(!differ(&[0.0, -0.0]));
        assert!(differ(&[nan, 1.0]));
        assert!(differ(&[2.0, 2.0, 1.0]));
        assert!(range(&[-1.0, 3.0, 0.0]).total_cmp(&4.0).is_eq());
    }
}
