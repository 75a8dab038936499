//! The comparison as records of texts: a head, then a line a figure or feature, in full.

use crate::model::Model;
use crate::side_by_side::lines::{SideLine, compare};
use crate::side_by_side::state::compared_rows;
use grafscope_core::export::in_full;

/// The records; empty while nothing is open. Behind the values of all architectures stand their SHAP values.
pub(crate) fn records(model: &Model) -> Vec<Vec<String>> {
    let rows = compared_rows(model);
    let (Some(data), Some(comparison)) = (&model.data, compare(model, &rows)) else {
        return Vec::new();
    };
    let encodings: Vec<String> = rows.iter().map(|&row| model.encoding(row)).collect();
    let mut head = vec!["name".to_owned()];
    head.extend(encodings.iter().cloned());
    head.extend(encodings.iter().map(|encoding| format!("shap({encoding})")));
    let record = |line: &SideLine| {
        let name = line.column.map(|id| &data.table.column(id).spec.name);
        let shap = (0..rows.len()).map(|at| line.shap.get(at).copied().unwrap_or(f64::NAN));
        let numbers = line.values.iter().copied().chain(shap).map(in_full);
        let name = name.unwrap_or(&line.label).clone();
        std::iter::once(name).chain(numbers).collect()
    };
    let lines = comparison.figures.iter().chain(&comparison.features);
    std::iter::once(head).chain(lines.map(record)).collect()
}
