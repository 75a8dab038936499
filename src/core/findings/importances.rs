//! Feature importances: what predictions depend on.

use crate::diagnosis::importance::{By, Importances, Weight};

use super::{Block, Cell, Section, Table, Values};

/// Importances by each of `groupings`, the largest mean SHAP value first.
pub fn importances(found: &Importances, values: &Values, groupings: &[By]) -> Section {
    let over = format!(
        "Mean |SHAP value| over {} held-out rows ({}); permutation importance (Δτ): how far tau falls when a feature is permuted among {} rows, {} times.",
        found.explained.rows.len(),
        found.how.name(),
        found.permuted_rows,
        found.options.permutations
    );
    let tables = groupings.iter().map(|&by| table(found, values, by));
    let blocks = [Block::sentence(over)].into_iter().chain(tables);
    Section::new("Feature importance", blocks)
}

fn table(found: &Importances, values: &Values, by: By) -> Block {
    let (names, weights) = (&found.grouping(by).names, found.weights(by));
    let rows = largest_first(weights).into_iter().map(|at| {
        let weight = &weights[at];
        let none = (f64::NAN, f64::NAN);
        let (mean, deviation) = weight
            .loss
            .map_or(none, |loss| (loss.tau.mean, loss.tau.std));
        vec![
            Cell::Code(names[at].clone()),
            Cell::Number(weight.contribution, values.format),
            Cell::Spread(mean, deviation),
        ]
    });
    Block::Table(Table {
        headings: vec![
            by.name().to_owned(),
            values.heading("mean |SHAP value|"),
            "Δτ".to_owned(),
        ],
        rows: rows.collect(),
        wide_first: false,
    })
}

/// Places of `weights`, that of the largest mean SHAP value first.
pub(super) fn largest_first(weights: &[Weight]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| weights[b].contribution.total_cmp(&weights[a].contribution));
    order
}
